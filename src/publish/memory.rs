//! What is about to be published, as the source that the app renders a page from: a prerendered page shows exactly the
//! files that visitors' readers will fetch for it.

use std::sync::Arc;

use anyhow::Result;
use serde::de::DeserializeOwned;

use super::digest::{Digest, Inputs};
use super::plan::{Markdown, Origin, Plan};
use crate::app::source::{Answer, FetchError, Source};
use crate::content::catalog::{ArchivePage, DocumentContext, ListPage, Site, file};

/// The files that one page needs, not read yet.
#[derive(Clone, Debug)]
pub(super) struct Needs(Vec<(String, Text)>);

#[derive(Clone, Debug)]
enum Text {
    Known(Arc<str>),
    Document(Box<Markdown>),
}

impl Needs {
    /// The files at some paths of a plan, and the digest of them all. What is not planned as text is not there.
    pub(super) fn of(paths: Vec<String>, plan: &Plan) -> (Self, Digest) {
        let mut inputs = Inputs::new("needs");
        let mut texts = Vec::new();
        for path in paths {
            let planned = plan.get(&path);
            let text = planned.and_then(|planned| match &planned.origin {
                Origin::Text(text) => Some(Text::Known(text.clone())),
                Origin::Document(markdown) | Origin::Dropped(markdown) => Some(Text::Document(markdown.clone().into())),
                Origin::Make(_) | Origin::Late(_) | Origin::Copy(_) | Origin::Derived { .. } => None,
            });
            let digest = planned.and_then(|planned| planned.digest);
            if let (Some(text), Some(digest)) = (text, digest) {
                inputs.text(&path).digest(digest);
                texts.push((path, text));
            }
        }
        (Self(texts), inputs.finish())
    }

    /// Reads them.
    pub(super) fn read(&self) -> Result<MemorySource> {
        let mut texts = Vec::with_capacity(self.0.len());
        for (path, text) in &self.0 {
            let text = match text {
                Text::Known(text) => text.clone(),
                Text::Document(markdown) => markdown.text()?.into(),
            };
            texts.push((path.clone(), text));
        }
        Ok(MemorySource(texts))
    }
}

/// The files that one page needs, by their paths.
#[derive(Default)]
pub(super) struct MemorySource(Vec<(String, Arc<str>)>);

impl MemorySource {
    /// The text of a file.
    pub(super) fn text(&self, path: &str) -> Result<&str, FetchError> {
        let found = self.0.iter().find(|(known, _)| known == path);
        found.map(|(_, text)| &**text).ok_or(FetchError::NotFound)
    }

    fn json<T: DeserializeOwned + 'static>(&self, path: &str) -> Answer<T> {
        let value = self
            .text(path)
            .and_then(|text| serde_json::from_str(text).map_err(|_| FetchError::Damaged));
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
        Box::pin(std::future::ready(self.text(path).map(str::to_owned)))
    }
}
