//! What is about to be published, as the source that the app renders from: prerendered pages show exactly the files
//! that visitors' readers will fetch.

use std::rc::Rc;

use serde::de::DeserializeOwned;

use super::output::Tree;
use crate::app::source::{Answer, FetchError, Source};
use crate::content::catalog::{ArchivePage, DocumentContext, ListPage, Site, file};

/// A tree that is read but not changed while pages are rendered.
pub(super) struct MemorySource(pub(super) Rc<Tree>);

impl MemorySource {
    fn text(&self, path: &str) -> Result<String, FetchError> {
        self.0.get_text(path).ok_or(FetchError::NotFound)
    }

    fn json<T: DeserializeOwned + 'static>(&self, path: &str) -> Answer<T> {
        let value = self
            .text(path)
            .and_then(|text| serde_json::from_str(&text).map_err(|_| FetchError::Damaged));
        Box::pin(std::future::ready(value))
    }
}

impl Source for MemorySource {
    fn site(&self) -> Answer<Site> {
        self.json(file::SITE)
    }

    fn list(&self, path: &str) -> Answer<ListPage> {
        self.json(path)
    }

    fn archive(&self, path: &str) -> Answer<ArchivePage> {
        self.json(path)
    }

    fn context(&self, path: &str) -> Answer<DocumentContext> {
        self.json(path)
    }

    fn redirect(&self, path: &str) -> Answer<String> {
        self.json(path)
    }

    fn document(&self, path: &str) -> Answer<String> {
        Box::pin(std::future::ready(self.text(path)))
    }
}
