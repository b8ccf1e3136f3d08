//! The tabs of a visitor's browser.

use std::time::Instant;

use fantoccini::wd::WindowHandle;

use super::{PATIENCE, POLL, Visitor};

impl Visitor {
    /// Opens any address without waiting for the reader.
    pub(crate) async fn goes_to(&self, address: &str) {
        let opened = self.client.goto(address).await;
        opened.unwrap_or_else(|error| panic!("{address} cannot be opened: {error}"));
    }

    /// Waits until there are this many tabs.
    pub(crate) async fn has_tabs(&self, expected: usize) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let tabs = self.client.windows().await.expect("tabs can be counted").len();
            if tabs == expected {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "there should be {expected} tabs, there are {tabs}"
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Opens an empty tab and goes to it.
    pub(crate) async fn opens_a_tab(&mut self) {
        // Note the current tabs first, so that the new one comes after them.
        self.known_tabs().await;
        let opened = self.client.new_window(true).await.expect("a tab opens");
        let index = self.known_tabs().await.iter().position(|tab| *tab == opened.handle);
        self.goes_to_tab(index.expect("the new tab is one of all")).await;
    }

    /// Goes to another tab: the one that the visitor came with is 0, the next that was opened is 1.
    pub(crate) async fn goes_to_tab(&mut self, index: usize) {
        let tabs = self.known_tabs().await;
        let tab = tabs
            .get(index)
            .unwrap_or_else(|| panic!("there is no tab {index}, there are {}", tabs.len()))
            .clone();
        self.client.switch_to_window(tab).await.expect("the tab is there");
    }

    /// Closes the tab on show, and goes to the one before it or, from the first, to the next.
    pub(crate) async fn closes_tab(&mut self) {
        let shown = self.client.window().await.expect("a tab is on show");
        let tabs = self.known_tabs().await;
        assert!(tabs.len() > 1, "with its last tab the browser would close");
        let index = tabs.iter().position(|tab| *tab == shown).expect("it is one of all");
        self.client.close_window().await.expect("the tab closes");
        self.has_tabs(tabs.len() - 1).await;
        self.goes_to_tab(index.saturating_sub(1)).await;
    }

    /// All tabs in the order in which they were opened, which need not be the driver's order.
    async fn known_tabs(&mut self) -> Vec<WindowHandle> {
        let open = self.client.windows().await.expect("tabs can be counted");
        self.tabs.retain(|tab| open.contains(tab));
        for tab in open {
            if !self.tabs.contains(&tab) {
                self.tabs.push(tab);
            }
        }
        self.tabs.clone()
    }
}
