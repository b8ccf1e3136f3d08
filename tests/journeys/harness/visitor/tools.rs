//! What a visitor does by Chromium's developer tools: reads its logs, and changes what the browser is.

use std::time::Duration;

use fantoccini::Client;
use serde_json::{Value, json};

use super::Visitor;
use crate::harness::browser::Browser;
use crate::harness::devtools::{self, Request};

impl Visitor {
    /// Every request to the host since the last call. The browser's own pages make others.
    pub(crate) async fn requests(&self) -> Vec<Request> {
        let mut requests = devtools::requests(self.chromium("the log of requests")).await;
        requests.retain(|request| request.url.starts_with(&self.host.origin()));
        requests
    }

    /// From now on each page that is loaded is scrolled as soon as its text is there, before the reader is.
    pub(crate) async fn scrolls_at_once(&self, place: u32) {
        self.does_at_once(&format!("scrollTo(0, {place})")).await;
    }

    /// From now on this is done on each page that is loaded as soon as its text is there, before the reader is.
    pub(crate) async fn does_at_once(&self, statement: &str) {
        self.runs_first(&format!(
            "addEventListener('DOMContentLoaded', () => {{ {statement} }})"
        ))
        .await;
    }

    /// From now on no page's security policy keeps anything from running.
    pub(crate) async fn obeys_no_policy(&self) {
        self.command("Page.enable", json!({})).await;
        self.command("Page.setBypassCSP", json!({ "enabled": true })).await;
    }

    /// Ends the workers, as browsers do with those that had nothing to do for half a minute: what they did not store is
    /// forgotten.
    pub(crate) async fn stops_workers(&self) {
        self.command("ServiceWorker.enable", json!({})).await;
        self.command("ServiceWorker.stopAllWorkers", json!({})).await;
    }

    /// From now on a script runs in each page that is loaded, before any of its own.
    pub(crate) async fn runs_first(&self, source: &str) {
        let script = json!({ "source": source });
        self.command("Page.addScriptToEvaluateOnNewDocument", script).await;
    }

    /// From now on the browser has the window of a phone.
    pub(crate) async fn takes_a_phone(&self) {
        let phone = json!({ "width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true });
        self.command("Emulation.setDeviceMetricsOverride", phone).await;
    }

    /// From now on the browser's window is so large, in CSS pixels.
    pub(crate) async fn has_a_window(&self, width: u32, height: u32) {
        let window = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", window).await;
    }

    /// From now on style sheets are told this of the visitor: `[("prefers-color-scheme", "dark")]`. What was told before
    /// and is not among it is as it was at first.
    pub(crate) async fn prefers(&self, features: &[(&str, &str)]) {
        let features: Vec<_> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.command("Emulation.setEmulatedMedia", json!({ "features": features }))
            .await;
    }

    /// From now on pages look as on paper of so many CSS pixels between its margins.
    pub(crate) async fn has_paper(&self, width: u32) {
        self.has_a_window(width, 1000).await;
        self.command("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
    }

    /// From now on scripts may read and write the clipboard, as a visitor may allow who is asked.
    pub(crate) async fn may_use_the_clipboard(&self) {
        let allowed = json!({
            "origin": self.host.origin(),
            "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
        });
        self.command("Browser.grantPermissions", allowed).await;
    }

    /// From now on each answer takes so long to come.
    pub(crate) async fn has_a_slow_network(&self, latency: Duration) {
        self.command("Network.enable", json!({})).await;
        let conditions = json!({
            "offline": false,
            "latency": latency.as_millis(),
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        });
        self.command("Network.emulateNetworkConditions", conditions).await;
    }

    /// From now on the network is what Lighthouse calls slow 4G, and the processor a quarter as fast as it is.
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

    /// From now on the processor is a quarter as fast as it is.
    pub(crate) async fn has_a_slow_processor(&self) {
        self.command("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
            .await;
    }

    /// From now on files whose address is like this never arrive. `*` stands for anything.
    pub(crate) async fn never_gets(&self, pattern: &str) {
        self.command("Network.enable", json!({})).await;
        self.command("Network.setBlockedURLs", json!({ "urls": [pattern] }))
            .await;
    }

    /// From now on the reader begins on no page before [`Visitor::lets_the_reader_come`], as where the network is slow.
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

    /// From now on the browser has room for so many bytes of the blog's.
    pub(crate) async fn has_room_for(&self, bytes: u64) {
        let quota = json!({ "origin": self.host.origin(), "quotaSize": bytes });
        self.command("Storage.overrideQuotaForOrigin", quota).await;
    }

    /// What a command of the developer tools without parameters answers.
    pub(crate) async fn asks_devtools(&self, name: &str) -> Value {
        devtools::command(self.chromium(name), name, json!({})).await
    }

    /// What the console got since the last call.
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
