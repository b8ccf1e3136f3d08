//! Posts in feeds. A post is in the blog's feed and in that of each of its categories, each in two formats, and is read
//! and rendered once for all of them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use feuillet_content::catalog::file;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::links::LinkContext;
use feuillet_engine::digest::Digest;
use feuillet_engine::plan::{Origin, Original, Plan};
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use serde::Serialize;

use super::absolute::absolute;
use super::entry::FeedEntry;
use crate::catalog::documents::decode;
use crate::catalog::summaries::renamed_targets;
use crate::library::{Entry, Library};

/// A post whose text is still Markdown, and what rendering it takes.
#[derive(Serialize)]
pub(super) struct FeedPost {
    entry: FeedEntry,
    directory: String,
    renamed: Vec<(String, String)>,
    /// Digest of the published Markdown.
    digest: Digest,
    /// The published Markdown, which the digest stands for.
    #[serde(skip)]
    markdown: Arc<dyn Original>,
    /// The rendered text, which follows from all the others, while somebody is still going to ask for it.
    #[serde(skip)]
    html: Mutex<Option<Arc<str>>>,
    /// How many times it is still going to be asked for, at most.
    #[serde(skip)]
    users: AtomicUsize,
}

impl FeedPost {
    /// The Markdown of `post` must be planned already.
    pub(super) fn new(entry: FeedEntry, post: &Entry, library: &Library, blog: &Blog, plan: &Plan) -> Result<Self> {
        let path = PublishedPath::new(file::document(post.source.folder, &post.slug));
        let planned = plan.get(&path).with_context(|| format!("{path} is not published"))?;
        let markdown = match &planned.origin {
            Origin::Original(original) | Origin::Dropped(original) => original.clone(),
            _ => bail!("{path} is not a document"),
        };
        Ok(Self {
            entry,
            directory: post.source.directory().to_owned(),
            renamed: renamed_targets(post.source.directory(), &post.references.targets, library, &blog.base),
            digest: post.digest,
            markdown,
            html: Mutex::new(None),
            users: AtomicUsize::new(0),
        })
    }

    /// Tells how many times more it will be asked for.
    pub(super) fn add_users(&self, number: usize) {
        self.users.fetch_add(number, Ordering::Relaxed);
    }

    /// The entry with its text, rendered by the first who asks and forgotten with the last.
    pub(super) fn rendered(&self, blog: &Blog) -> Result<FeedEntry> {
        // What is locked is whole at every moment.
        let mut html = self.html.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match html.take() {
            Some(known) => known,
            None => self.render(blog)?.into(),
        };
        if self.users.fetch_sub(1, Ordering::Relaxed) > 1 {
            *html = Some(text.clone());
        }
        Ok(FeedEntry {
            html: text,
            ..self.entry.clone()
        })
    }

    fn render(&self, blog: &Blog) -> Result<String> {
        let text = decode(&self.markdown.bytes()?);
        let document = Document::read(&text, &mut Unreported);
        let links = LinkContext {
            base: &blog.base,
            directory: &self.directory,
            renamed: &self.renamed,
        };
        let enrichments = feuillet_enrich::in_feed(&document, blog.has_extra("cjk_emphasis"));
        let rendered = document.render(blog.rendering(links, &enrichments));
        absolute(&rendered.html, &self.entry.address)
    }
}
