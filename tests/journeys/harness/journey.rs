//! A journey: a blog is published and served, and a visitor opens it in a new browser.

use super::browser::Browser;
use super::content::Content;
use super::host::{Host, Kind};
use super::site::Site;
use super::visitor::Visitor;

/// Setup of a journey. Each call of [`Journey::walk`] is one visit.
pub(crate) struct Journey {
    content: Content,
    base: &'static str,
    host: Kind,
    /// Flags for `feuillet publish`.
    flags: &'static [&'static str],
    javascript: bool,
    browser: Browser,
}

impl Journey {
    /// Creates a journey through a blog at the root of an ordinary host.
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

    /// Puts the blog into a folder of the host.
    pub(crate) fn below(self, base: &'static str) -> Self {
        Self { base, ..self }
    }

    /// Uses a host that answers unknown addresses with status 200 and the first page.
    pub(crate) fn on_a_host_for_single_page_apps(self) -> Self {
        Self {
            host: Kind::ForSinglePageApps,
            ..self
        }
    }

    /// Uses a host that sends the headers of the published `_headers` with every file.
    pub(crate) fn on_a_host_that_reads_headers(self) -> Self {
        Self {
            host: Kind::WithHeaders,
            ..self
        }
    }

    /// Uses a host without folders, which answers unknown addresses with the not-found page.
    pub(crate) fn on_an_object_store(self) -> Self {
        Self {
            host: Kind::ObjectStore { error_document: true },
            flags: &["--html-files"],
            ..self
        }
    }

    /// Like [`Self::on_an_object_store`], but without a page for unknown addresses.
    pub(crate) fn on_an_object_store_without_error_document(self) -> Self {
        Self {
            host: Kind::ObjectStore { error_document: false },
            ..self.on_an_object_store()
        }
    }

    /// Publishes without offline reading, so that everything comes from the host.
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

    /// Uses Firefox, whose console is not read.
    pub(crate) fn in_firefox(self) -> Self {
        self.in_browser(Browser::Firefox)
    }

    /// Uses this browser. Only Chromium's console is read.
    pub(crate) fn in_browser(self, browser: Browser) -> Self {
        Self { browser, ..self }
    }

    /// Runs the journey. At its end, Chromium's console must contain no unexpected error.
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
