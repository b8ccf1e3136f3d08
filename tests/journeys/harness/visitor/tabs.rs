//! The tabs of a visitor's browser.

use std::time::Instant;

use super::{PATIENCE, POLL, Visitor};

impl Visitor {
    /// Waits until there are so many tabs.
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
}
