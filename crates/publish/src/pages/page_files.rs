//! Planned outputs as the data source of prerendering: a page is rendered from exactly the files that the reader will
//! fetch for it.

use std::cell::RefCell;
use std::sync::Arc;

use anyhow::Result;
use feuillet_content::catalog::{ArchivePage, DocumentContext, ListPage, Site, file};
use feuillet_content::document::page::render_page;
use feuillet_content::facts::{Facts, PageData};
use feuillet_content::folder::Folder;
use feuillet_content::rendering::{Kind, RenderRequest, RenderedPage};
use feuillet_content::slug::Slug;
use feuillet_engine::digest::Digest;
use feuillet_engine::plan::{Origin, Original, Plan, PlannedText};
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_page::fingerprint;
use feuillet_page::load_error::FetchError;
use feuillet_page::source::{Answer, Source};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use crate::catalog::documents::decode;
use crate::catalog::enrichments;

/// Files that one page needs, with their digests; read lazily.
#[derive(Serialize)]
pub(crate) struct PageFiles(Vec<PageFile>);

struct PageFile {
    path: PublishedPath,
    digest: Digest,
    text: Text,
}

/// Serializes path and digest only, since they determine the text.
impl Serialize for PageFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.path, self.digest).serialize(serializer)
    }
}

enum Text {
    Known(PlannedText),
    Original(Arc<dyn Original>),
}

impl PageFiles {
    /// Collects the files at some paths of a plan. Paths that are not planned as text are skipped.
    pub(crate) fn of(paths: impl IntoIterator<Item = PublishedPath>, plan: &Plan) -> Self {
        let mut files = Vec::new();
        for path in paths {
            let Some(planned) = plan.get(&path) else { continue };
            let text = match &planned.origin {
                Origin::Text(text) | Origin::Complete { text, .. } => Text::Known(text.clone()),
                Origin::Original(original) | Origin::Dropped(original) => Text::Original(original.clone()),
                _ => continue,
            };
            if let Some(digest) = planned.digest {
                files.push(PageFile { path, digest, text });
            }
        }
        // One of each page is kept until it is made.
        files.shrink_to_fit();
        Self(files)
    }

    /// Reads the files. `given` is one more file whose bytes are known already.
    pub(crate) fn read(&self, given: Option<(&PublishedPath, &[u8])>) -> Result<MemorySource> {
        let mut texts = Vec::with_capacity(self.0.len() + 1);
        for file in &self.0 {
            let text = match &file.text {
                Text::Known(text) => text.read()?,
                Text::Original(original) => decode(&original.bytes()?).into(),
            };
            texts.push((file.path.clone(), text));
        }
        texts.extend(given.map(|(path, bytes)| (path.clone(), decode(bytes).into())));
        Ok(MemorySource {
            texts,
            facts: RefCell::default(),
        })
    }
}

/// Texts of the files that one page needs, with their paths.
#[derive(Default)]
pub(crate) struct MemorySource {
    texts: Vec<(PublishedPath, Arc<str>)>,
    /// Facts of the text that was rendered.
    facts: RefCell<Option<Facts>>,
}

impl MemorySource {
    /// Returns the text of a file.
    pub(crate) fn text(&self, path: &str) -> Result<&str, FetchError> {
        let found = self.texts.iter().find(|(known, _)| known.as_str() == path);
        found.map(|(_, text)| &**text).ok_or(FetchError::NotFound)
    }

    /// Returns the data beside the text of a document's page, once that was rendered; `None` if the page shows no
    /// document, or one that was put on the host by hand.
    pub(crate) fn page_data(&self, folder: Folder, name: &Slug) -> Option<PageData> {
        let context = self.text(&file::context(folder, name)).ok()?;
        let markdown = self.text(&file::document(folder, name)).ok()?;
        let mut facts = self.facts.take()?;
        let mut context: DocumentContext = serde_json::from_str(context).ok()?;
        // What only rendering needs, which is done.
        context.renamed.clear();
        context.enrichments = String::new();
        // What the publisher resolved needs not be there as the author wrote it.
        facts.cover = None;
        let named = [
            (&context.authors, &mut facts.authors),
            (&context.categories, &mut facts.categories),
            (&context.tags, &mut facts.tags),
        ];
        for (_, written) in named.into_iter().filter(|(known, _)| !known.is_empty()) {
            written.clear();
        }
        Some(PageData {
            facts,
            context,
            markdown: fingerprint::of_markdown(markdown),
        })
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

    fn render(&self, request: &RenderRequest<'_>, blog: &Blog) -> Answer<RenderedPage> {
        let cjk_emphasis = blog.has_extra("cjk_emphasis");
        // The context on the plan has only those that do not follow from the text; that of an introduction has all.
        let enrichments = match request.kind {
            Kind::Document(_) => enrichments::complete(request.enrichments, request.markdown, cjk_emphasis),
            Kind::Introduction(_) => request.enrichments.to_owned(),
        };
        let page = render_page(request, blog.rendering(request.links(&blog.base), &enrichments));
        self.facts.replace(Some(page.facts.clone()));
        Box::pin(std::future::ready(Ok(page)))
    }
}
