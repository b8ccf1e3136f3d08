//! What rendering a document takes and gives, for those who have it rendered by others (`document` is loaded apart).

use crate::base_path::BasePath;
use crate::facts::Facts;
use crate::links::LinkContext;
use crate::words::Words;

/// Input of rendering besides the Markdown.
#[derive(Clone, Copy, Debug)]
pub struct RenderContext<'a> {
    pub links: LinkContext<'a>,
    pub words: &'a Words,
    /// Hosts that posts may embed in an `iframe`.
    pub frames: &'a [String],
    /// Enrichments of pieces of the text, as in [`crate::document::enrichments`]. The core hands them on without
    /// reading them.
    pub enrichments: &'a str,
    /// Whether emphasis beside Chinese, Japanese and Korean characters needs no blanks.
    pub cjk_emphasis: bool,
}

/// A text to render for a page.
#[derive(Clone, Copy, Debug)]
pub struct RenderRequest<'a> {
    pub kind: Kind<'a>,
    pub markdown: &'a str,
    /// As in [`LinkContext`].
    pub directory: &'a str,
    /// As in [`LinkContext`].
    pub renamed: &'a [(String, String)],
    /// As in [`RenderContext`].
    pub enrichments: &'a str,
}

impl<'a> RenderRequest<'a> {
    /// Returns the context for resolving the links of this text.
    pub fn links(&self, base: &'a BasePath) -> LinkContext<'a> {
        LinkContext {
            base,
            directory: self.directory,
            renamed: self.renamed,
        }
    }
}

/// The kinds of texts on pages.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    /// A file of a post or page, front matter included; with the slug in its address.
    Document(&'a str),
    /// An introduction to a term, without front matter; with the term's name.
    Introduction(&'a str),
}

/// The text of a page, and what the page tells about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedPage {
    pub html: String,
    /// Of introductions, of no interest.
    pub facts: Facts,
}
