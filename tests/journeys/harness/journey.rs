//! A journey: a blog is published and served, a visitor comes with a new browser, and goes.

use super::content::Content;
use super::host::{Host, Missing};
use super::site::Site;
use super::visitor::Visitor;

/// What a visitor will find. Each call of [`Journey::walk`] is one visit.
pub(crate) struct Journey {
    content: Content,
    base: &'static str,
    missing: Missing,
    javascript: bool,
}

impl Journey {
    /// Through a blog at the root of an ordinary host.
    pub(crate) fn through(content: Content) -> Self {
        Self {
            content,
            base: "/",
            missing: Missing::NotFoundPage,
            javascript: true,
        }
    }

    /// The blog lives in a folder of the host.
    pub(crate) fn below(self, base: &'static str) -> Self {
        Self { base, ..self }
    }

    /// The host has the first page for every address that it does not know, and calls that a success.
    pub(crate) fn on_a_host_for_single_page_apps(self) -> Self {
        Self {
            missing: Missing::FirstPage,
            ..self
        }
    }

    pub(crate) fn without_javascript(self) -> Self {
        Self {
            javascript: false,
            ..self
        }
    }

    /// Walks it. When the visitor is through, the console must hold no error that was not expected.
    pub(crate) fn walk(self, walk: impl AsyncFnOnce(&mut Visitor)) {
        let site = Site::publish(self.content, self.base);
        let host = Host::serve(&site, self.missing);
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime for the browser's client")
            .block_on(async {
                let mut visitor = Visitor::come(site, host, self.javascript).await;
                walk(&mut visitor).await;
                visitor.leave().await;
            });
    }
}
