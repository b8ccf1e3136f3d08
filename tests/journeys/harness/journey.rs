//! A journey: a blog is published and served, a visitor comes with a new browser, and goes.

use super::browser::Browser;
use super::content::Content;
use super::host::{Host, Kind};
use super::site::Site;
use super::visitor::Visitor;

/// What a visitor will find. Each call of [`Journey::walk`] is one visit.
pub(crate) struct Journey {
    content: Content,
    base: &'static str,
    host: Kind,
    /// For `feuillet publish`.
    flags: &'static [&'static str],
    javascript: bool,
    browser: Browser,
}

impl Journey {
    /// Through a blog at the root of an ordinary host.
    pub(crate) fn through(content: Content) -> Self {
        Self {
            content,
            base: "/",
            host: Kind::Ordinary,
            flags: &[],
            javascript: true,
            browser: Browser::Chromium,
        }
    }

    /// The blog lives in a folder of the host.
    pub(crate) fn below(self, base: &'static str) -> Self {
        Self { base, ..self }
    }

    /// The host has the first page for every address that it does not know, and calls that a success.
    pub(crate) fn on_a_host_for_single_page_apps(self) -> Self {
        Self {
            host: Kind::ForSinglePageApps,
            ..self
        }
    }

    /// The host sends with every file what the published `_headers` says.
    pub(crate) fn on_a_host_that_reads_headers(self) -> Self {
        Self {
            host: Kind::WithHeaders,
            ..self
        }
    }

    /// The host knows no folders, and has the not-found page for every address that it does not know.
    pub(crate) fn on_an_object_store(self) -> Self {
        Self {
            host: Kind::ObjectStore { error_document: true },
            flags: &["--html-files"],
            ..self
        }
    }

    /// The same with no page for any other address.
    pub(crate) fn on_an_object_store_without_error_document(self) -> Self {
        Self {
            host: Kind::ObjectStore { error_document: false },
            ..self.on_an_object_store()
        }
    }

    /// Nothing is stored in the browser, so that all comes from the host or not at all.
    pub(crate) fn without_offline(self) -> Self {
        Self {
            flags: &["--no-offline"],
            ..self
        }
    }

    pub(crate) fn without_javascript(self) -> Self {
        Self {
            javascript: false,
            ..self
        }
    }

    /// The visitor comes with Firefox, of which no console is read.
    pub(crate) fn in_firefox(self) -> Self {
        self.in_browser(Browser::Firefox)
    }

    /// The visitor comes with this browser. Only Chromium's console is read.
    pub(crate) fn in_browser(self, browser: Browser) -> Self {
        Self { browser, ..self }
    }

    /// Walks it. When the visitor is through, Chromium's console must hold no error that was not expected.
    pub(crate) fn walk(self, walk: impl AsyncFnOnce(&mut Visitor)) {
        let site = Site::publish(self.content, self.base, self.flags);
        let host = Host::serve(&site, self.host);
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime for the browser's client")
            .block_on(async {
                let mut visitor = Visitor::come(site, host, self.browser, self.javascript).await;
                walk(&mut visitor).await;
                visitor.leave().await;
            });
    }
}
