//! A visitor: a browser with a fresh profile on the published blog, with actions and checks.

mod accessibility;
mod keys;
mod scrolling;
mod stores;
mod tabs;
mod tools;

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::browser::Browser;
use super::driver::Driver;
use super::host::{Host, Logged};
use super::site::Site;

/// Timeout of every wait.
const PATIENCE: Duration = Duration::from_mins(1);

/// Polling interval of every wait.
const POLL: Duration = Duration::from_millis(25);

/// Errors to expect while the host is stopped: failed requests, and the app's icon, which is fetched at any time.
const WITHOUT_HOST: [&str; 2] = ["net::ERR_", "from the Manifest"];

/// Expression for the background color of a page.
pub(crate) const PAPER: &str = "getComputedStyle(document.documentElement).backgroundColor";

/// Expression for whether the reader has taken over the page (Yew marks its element) and settled (the history entry has
/// a state, which outlives a reload).
pub(crate) const IS_TAKEN_OVER: &str =
    "(history.state !== null && document.querySelector('#feuillet')?.__yew_subtree_id !== undefined)";

/// Expression for whether the renderer is there, so that the reader follows every link to a page.
const HAS_RENDERER: &str = "performance.getEntriesByName('feuillet:renderer').length";

pub(crate) struct Visitor {
    pub(crate) site: Site,
    pub(crate) host: Host,
    browser: Browser,
    client: Client,
    /// In the order in which they were opened.
    tabs: Vec<WindowHandle>,
    /// Parts of messages that are allowed in the console.
    expected_errors: Vec<&'static str>,
    // Dropped in this order, because the browser writes to its profile until it ends.
    driver: Driver,
    _profile: TempDir,
}

impl Visitor {
    pub(super) async fn come(site: Site, host: Host, browser: Browser, javascript: bool) -> Self {
        let profile = tempfile::tempdir().expect("a folder for the browser's profile");
        let mut driver = Driver::start(browser, profile.path());
        let Value::Object(capabilities) = browser.capabilities(profile.path(), javascript) else {
            unreachable!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address())
            .await
            .expect("the browser starts");
        driver.serves(&client).await;
        if browser == Browser::WebKit {
            // The other browsers get their size by command line.
            let sized = client.set_window_size(1200, 900).await;
            sized.expect("the window takes a size");
        }
        Self {
            site,
            host,
            browser,
            client,
            tabs: Vec::new(),
            expected_errors: Vec::new(),
            driver,
            _profile: profile,
        }
    }

    pub(super) async fn leave(self) {
        if self.browser == Browser::Chromium {
            let without_host: &[&str] = if self.host.was_stopped() { &WITHOUT_HOST } else { &[] };
            let expected: Vec<_> = self.expected_errors.iter().chain(without_host).collect();
            let errors = self.console_messages().await;
            let unexpected: Vec<_> = errors
                .iter()
                .filter(|error| !expected.iter().any(|expected| error.contains(*expected)))
                .collect();
            assert!(unexpected.is_empty(), "errors in the console: {unexpected:#?}");
        }
        self.client.close().await.expect("the browser closes");
    }

    /// Process id of the browser, which only Firefox's driver reports.
    pub(crate) fn browser_process(&self) -> Option<u64> {
        self.driver.browser_process()
    }

    /// Allows messages that contain this text in the console.
    pub(crate) fn expect_error(&mut self, part: &'static str) {
        self.expected_errors.push(part);
    }

    /// Path on the host of a path of the blog: `/about/` -> `/sub/about/`.
    pub(crate) fn path(&self, path: &str) -> String {
        format!("{}{}", self.site.base(), path.trim_start_matches('/'))
    }

    /// Opens an address of the blog and waits until the reader has taken over the page.
    pub(crate) async fn open(&self, path: &str) {
        self.load(path).await;
        self.until_alive().await;
    }

    /// Opens an address of the blog without waiting for the reader.
    pub(crate) async fn load(&self, path: &str) {
        let address = format!("{}{}", self.host.origin(), self.path(path));
        self.goes_to(&address).await;
    }

    /// Waits until the reader has taken over the page and settled.
    pub(crate) async fn until_alive(&self) {
        self.finds(IS_TAKEN_OVER, true).await;
        self.finds(HAS_RENDERER, 1).await;
    }

    /// Follows a link that is not on the page, and waits for its address.
    pub(crate) async fn go_by_link(&self, path: &str) {
        self.follow_to(path).await;
        self.is_at(path).await;
    }

    /// Follows a link that is not on the page: adds it for one click.
    pub(crate) async fn follow_to(&self, path: &str) {
        let address = json!(self.path(path));
        self.run(&format!(
            "const link = document.createElement('a');
            link.href = {address};
            document.body.append(link);
            link.click();
            link.remove();"
        ))
        .await;
    }

    /// Reloads from within the page, because Firefox's driver bypasses the worker.
    pub(crate) async fn reloads(&self) {
        self.mark_page().await;
        self.run("setTimeout(() => location.reload())").await;
        self.finds("window.marker ?? null", Value::Null).await;
        self.until_alive().await;
    }

    pub(crate) async fn reload(&self) {
        self.load_again().await;
        self.until_alive().await;
    }

    /// Reloads the page without waiting for the reader.
    pub(crate) async fn load_again(&self) {
        self.client.refresh().await.expect("the page reloads");
    }

    pub(crate) async fn back(&self) {
        self.client.back().await.expect("there is a way back");
    }

    pub(crate) async fn forward(&self) {
        self.client.forward().await.expect("there is a way forward");
    }

    /// Evaluates a JavaScript expression on the page.
    pub(crate) async fn ask(&self, expression: &str) -> Value {
        let answer = self
            .client
            .execute(&format!("return ({expression});"), Vec::new())
            .await;
        answer.unwrap_or_else(|error| panic!("the page does not answer `{expression}`: {error}"))
    }

    /// Runs JavaScript on the page.
    pub(crate) async fn run(&self, script: &str) {
        let done = self.client.execute(script, Vec::new()).await;
        done.unwrap_or_else(|error| panic!("the page refuses `{script}`: {error}"));
    }

    /// Waits until a JavaScript expression has the expected value.
    pub(crate) async fn finds(&self, expression: &str, expected: impl Into<Value>) {
        let expected = expected.into();
        if let Err(found) = self.comes_to(expression, &expected).await {
            let context = self.context().await;
            panic!("`{expression}`\nshould be {expected}\nand is    {found}\non {context}");
        }
    }

    /// Like [`Self::finds`], but returns the last value as an error.
    pub(crate) async fn comes_to(&self, expression: &str, expected: &Value) -> Result<(), String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self
                .client
                .execute(&format!("return ({expression});"), Vec::new())
                .await;
            if answer.as_ref().is_ok_and(|value| value == expected) {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(answer.map_or_else(|error| error.to_string(), |value| value.to_string()));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the host's log satisfies a condition.
    pub(crate) async fn host_tells(&self, expected: &str, holds: impl Fn(&[Logged]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let requests = self.host.requests();
            if holds(&requests) {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "{expected}: the host has answered {requests:#?}\non {}",
                self.context().await
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the text of an element contains `text`.
    pub(crate) async fn sees(&self, css: &str, text: &str) {
        let (css, text) = (json!(css), json!(text));
        let expression =
            format!("[...document.querySelectorAll({css})].some(element => element.textContent.includes({text}))");
        self.finds(&expression, true).await;
    }

    /// Waits until the only `<h1>` has this text.
    pub(crate) async fn sees_title(&self, title: &str) {
        self.finds(
            "[...document.querySelectorAll('h1')].map(h1 => h1.textContent.trim())",
            json!([title]),
        )
        .await;
    }

    /// Waits until the address bar shows this path of the blog, with query and fragment.
    pub(crate) async fn is_at(&self, path: &str) {
        let expected = self.path(path);
        self.finds("location.pathname + location.search + location.hash", expected)
            .await;
    }

    /// Clicks the first link with exactly this text.
    pub(crate) async fn follow(&self, text: &str) {
        self.click(Locator::LinkText(text)).await;
    }

    /// Clicks the first button whose text starts with `text`.
    pub(crate) async fn follow_button(&self, text: &str) {
        let path = format!("//button[starts-with(normalize-space(), '{text}')]");
        self.click(Locator::XPath(&path)).await;
    }

    /// Waits until every picture of the page is loaded.
    pub(crate) async fn sees_pictures(&self) {
        self.finds(
            "[...document.images].every(image => (image.loading = 'eager', image.complete && image.naturalWidth > 0))",
            true,
        )
        .await;
    }

    pub(crate) async fn click_on(&self, css: &str) {
        self.click(Locator::Css(css)).await;
    }

    async fn click(&self, what: Locator<'_>) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // The reader may replace an element after it is found and before it is clicked.
            let clicked = match self.client.find(what).await {
                Ok(element) => element.click().await,
                Err(error) => Err(error),
            };
            let Err(error) = clicked else { return };
            assert!(
                Instant::now() < deadline,
                "{what:?} cannot be clicked: {error}\non {}",
                self.context().await
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Moves the mouse onto the first of the elements.
    pub(crate) async fn points_at(&self, css: &str) {
        let deadline = Instant::now() + PATIENCE;
        let element: Element = loop {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => break element,
                Err(error) => assert!(Instant::now() < deadline, "there is no {css}: {error}"),
            }
            tokio::time::sleep(POLL).await;
        };
        let shown = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let argument = serde_json::to_value(&element).expect("an element has a name");
        let _ = self.client.execute(shown, vec![argument]).await;
        let there = PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.0,
            y: 0.0,
        };
        let moved = self
            .client
            .perform_actions(MouseActions::new("mouse".to_owned()).then(there))
            .await;
        moved.unwrap_or_else(|error| panic!("the mouse cannot be moved onto {css}: {error}"));
    }

    /// Clicks a link while the Control key is held.
    pub(crate) async fn control_click(&self, text: &str) {
        let link: Element = self
            .client
            .find(Locator::LinkText(text))
            .await
            .expect("the link is there");
        let pause = KeyAction::Pause {
            duration: Duration::ZERO,
        };
        let control = Key::Control.into();
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: control })
            .then(pause.clone())
            .then(pause.clone())
            .then(pause)
            .then(KeyAction::Up { value: control });
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::Pause {
                duration: Duration::ZERO,
            })
            .then(PointerAction::MoveToElement {
                element: link,
                duration: None,
                x: 0.0,
                y: 0.0,
            })
            .then(PointerAction::Down { button: 0 })
            .then(PointerAction::Up { button: 0 });
        let actions = fantoccini::actions::Actions::from(keys).and(mouse);
        self.client
            .perform_actions(actions)
            .await
            .expect("keys and mouse can be used");
    }

    /// Sets a mark on the page, which the next page load removes.
    pub(crate) async fn mark_page(&self) {
        self.run("window.marker = 'still the same page'").await;
    }

    /// Checks that no page was loaded since the mark was set.
    pub(crate) async fn is_on_marked_page(&self) {
        let marker = self.ask("window.marker ?? null").await;
        assert!(
            !marker.is_null(),
            "a page was loaded where the reader should have shown it: {}",
            self.context().await
        );
    }

    /// Address, title and heading of the page, for messages.
    async fn context(&self) -> String {
        let page = self
            .client
            .execute(
                "return [location.href, document.title, document.querySelector('h1')?.textContent ?? 'no h1']",
                Vec::new(),
            )
            .await;
        let page = page.map_or_else(|error| error.to_string(), |page| page.to_string());
        match self.browser {
            Browser::Chromium => format!("{page}\nconsole: {:#?}", self.console_messages().await),
            other => format!("{page}\nin {other:?}, whose console is not read"),
        }
    }
}
