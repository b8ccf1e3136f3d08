//! Actions through Chromium's developer tools: reads logs, and changes the browser's environment.

use fantoccini::Client;
use serde_json::{Value, json};

use super::Visitor;
use crate::harness::browser::Browser;
use crate::harness::devtools::{self, Request};

impl Visitor {
    /// Returns every request to the host since the last call. The browser's own pages make others.
    pub(crate) async fn requests(&self) -> Vec<Request> {
        let mut requests = devtools::requests(self.chromium("the log of requests")).await;
        requests.retain(|request| request.url.starts_with(&self.host.origin()));
        requests
    }

    /// Scrolls each page loaded from now on as soon as its text is there, before the reader starts.
    pub(crate) async fn scrolls_at_once(&self, place: u32) {
        self.does_at_once(&format!("scrollTo(0, {place})")).await;
    }

    /// Runs a statement on each page loaded from now on as soon as its text is there, before the reader starts.
    pub(crate) async fn does_at_once(&self, statement: &str) {
        self.runs_first(&format!(
            "addEventListener('DOMContentLoaded', () => {{ {statement} }})"
        ))
        .await;
    }

    /// Disables the security policies of pages.
    pub(crate) async fn obeys_no_policy(&self) {
        self.command("Page.enable", json!({})).await;
        self.command("Page.setBypassCSP", json!({ "enabled": true })).await;
    }

    /// Ends the workers, as browsers do after half a minute without work: what they did not store is lost.
    pub(crate) async fn stops_workers(&self) {
        self.command("ServiceWorker.enable", json!({})).await;
        self.command("ServiceWorker.stopAllWorkers", json!({})).await;
    }

    /// Runs a script on each page loaded from now on, before any of its own.
    pub(crate) async fn runs_first(&self, source: &str) {
        let script = json!({ "source": source });
        self.command("Page.addScriptToEvaluateOnNewDocument", script).await;
    }

    /// Emulates the window of a phone.
    pub(crate) async fn takes_a_phone(&self) {
        let phone = json!({ "width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true });
        self.command("Emulation.setDeviceMetricsOverride", phone).await;
    }

    /// Sets the size of the window, in CSS pixels.
    pub(crate) async fn has_a_window(&self, width: u32, height: u32) {
        let window = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", window).await;
    }

    /// Emulates preferences of the visitor for style sheets: `[("prefers-color-scheme", "dark")]`. Preferences that are
    /// not listed are reset.
    pub(crate) async fn prefers(&self, features: &[(&str, &str)]) {
        let features: Vec<_> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.command("Emulation.setEmulatedMedia", json!({ "features": features }))
            .await;
    }

    /// Gives the page the focus of the desktop, which some releases of Chromium withhold from pages without a window:
    /// `:focus` matches nothing there (seen in 148).
    pub(crate) async fn has_the_focus(&self) {
        self.command("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))
            .await;
    }

    /// Emulates printing, on paper of this many CSS pixels between its margins.
    pub(crate) async fn has_paper(&self, width: u32) {
        self.has_a_window(width, 1000).await;
        self.command("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
    }

    /// Lets scripts read and write the clipboard, as a visitor may allow when asked.
    pub(crate) async fn may_use_the_clipboard(&self) {
        let allowed = json!({
            "origin": self.host.origin(),
            "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
        });
        self.command("Browser.grantPermissions", allowed).await;
    }

    /// Holds back all requests of this page's scripts until [`Visitor::lets_answers_come`].
    pub(crate) async fn holds_answers_back(&self) {
        self.run(
            "const begin = window.fetch;
            const coming = new Promise((come) => { window.letAnswersCome = come; });
            window.fetch = (...request) => coming.then(() => begin(...request));",
        )
        .await;
    }

    pub(crate) async fn lets_answers_come(&self) {
        self.run("letAnswersCome()").await;
    }

    /// Holds back what the scripts of every page do after a second or later, until [`Visitor::lets_time_pass`]: a busy
    /// machine may take longer than that to look.
    pub(crate) async fn holds_time_back(&self) {
        self.runs_first(
            "const begin = window.setTimeout;
            window.held = [];
            window.setTimeout = (call, delay, ...given) =>
                delay >= 1000 ? held.push(() => call(...given)) : begin(call, delay, ...given);",
        )
        .await;
    }

    pub(crate) async fn lets_time_pass(&self) {
        self.run("for (const call of held.splice(0)) call()").await;
    }

    /// Waits until everything has run that the page's scripts had put off by less than a second: timers run in the order
    /// in which they are due.
    pub(crate) async fn is_done_with_short_timers(&self) {
        self.run("window.isDone = false; setTimeout(() => { window.isDone = true; }, 999)")
            .await;
        self.finds("window.isDone", true).await;
    }

    /// Emulates the network that Lighthouse calls slow 4G, and a processor a quarter as fast.
    pub(crate) async fn has_a_slow_phone(&self) {
        self.command("Network.enable", json!({})).await;
        let conditions = json!({
            "offline": false,
            "latency": 150,
            "downloadThroughput": 1_600_000 / 8,
            "uploadThroughput": 750_000 / 8,
        });
        self.command("Network.emulateNetworkConditions", conditions).await;
        self.has_a_slow_processor().await;
    }

    /// Makes the processor a quarter as fast.
    pub(crate) async fn has_a_slow_processor(&self) {
        self.command("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
            .await;
    }

    /// Blocks files whose address matches a pattern, in which `*` stands for anything.
    pub(crate) async fn never_gets(&self, pattern: &str) {
        self.command("Network.enable", json!({})).await;
        self.command("Network.setBlockedURLs", json!({ "urls": [pattern] }))
            .await;
    }

    /// Delays the reader on every page until [`Visitor::lets_the_reader_come`], as on a slow network.
    pub(crate) async fn holds_the_reader_back(&self) {
        self.runs_first(
            "const begin = WebAssembly.instantiateStreaming;
            const coming = new Promise((come) => { window.letReaderCome = come; });
            WebAssembly.instantiateStreaming = (...module) => coming.then(() => begin(...module));",
        )
        .await;
    }

    pub(crate) async fn lets_the_reader_come(&self) {
        self.run("letReaderCome()").await;
    }

    /// Limits the storage for the blog's origin, in bytes.
    pub(crate) async fn has_room_for(&self, bytes: u64) {
        let quota = json!({ "origin": self.host.origin(), "quotaSize": bytes });
        self.command("Storage.overrideQuotaForOrigin", quota).await;
    }

    /// Sends a command of the developer tools without parameters, and returns its answer.
    pub(crate) async fn asks_devtools(&self, name: &str) -> Value {
        devtools::command(self.chromium(name), name, json!({})).await
    }

    /// Returns the messages in the console since the last call.
    pub(crate) async fn console_messages(&self) -> Vec<String> {
        devtools::console_messages(self.chromium("the console")).await
    }

    async fn command(&self, name: &str, parameters: Value) {
        devtools::command(self.chromium(name), name, parameters).await;
    }

    /// The client of Chromium; the drivers of other browsers have no such commands.
    fn chromium(&self, wanted: &str) -> &Client {
        assert!(
            self.browser == Browser::Chromium,
            "{wanted} is reached by Chromium's developer tools only: this journey cannot be walked in {:?}",
            self.browser
        );
        &self.client
    }
}
