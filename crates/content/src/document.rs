//! A post or page as its author wrote it: front matter and Markdown.

pub mod enrichments;
pub mod events;
pub mod front_matter;
pub mod markdown;
pub mod observer;
pub mod page;
pub mod pieces;
pub mod plain_text;
mod read_meta;
pub mod rendering;
pub mod sanitize;

use self::front_matter::FrontMatter;
use self::observer::Observer;
use self::rendering::Rendered;
use crate::diagnostic::Report;
use crate::post_meta::PostMeta;
use crate::rendering::RenderContext;

/// A parsed document, not yet rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'text> {
    pub meta: PostMeta,
    pub body: &'text str,
}

impl<'text> Document<'text> {
    /// Parses a document. Never fails: problems go to `report`.
    pub fn read(text: &'text str, report: &mut impl Report) -> Self {
        let front_matter = FrontMatter::read(text, report);
        let meta = PostMeta::read(&front_matter);
        let body = front_matter.body;
        Self { meta, body }
    }

    /// Renders the body.
    pub fn render(&self, context: RenderContext<'_>) -> Rendered {
        markdown::render(self.body, &self.meta, context)
    }

    /// Renders the body, and lets an observer see what the rendering meets.
    pub fn render_observed<O: Observer>(&self, context: RenderContext<'_>, observer: O) -> (Rendered, O) {
        markdown::render_observed(self.body, &self.meta, context, observer)
    }

    /// Returns the title: from the front matter, else from a heading that opens the text, else from the file name.
    pub fn title(&self, rendered: &Rendered, name: &str) -> String {
        self.meta
            .title
            .clone()
            .or_else(|| rendered.leading_title.clone())
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| title_from_name(name))
    }

    /// Returns the text for search engines and link previews: the description, else the excerpt.
    pub fn description(&self, rendered: &Rendered) -> String {
        self.plain_text(self.meta.description.as_deref())
            .unwrap_or_else(|| self.excerpt(rendered))
    }

    /// Returns the text for lists: the excerpt, else the description, else the first paragraph, shortened.
    pub fn excerpt(&self, rendered: &Rendered) -> String {
        let own = self.meta.excerpt.as_deref().or(self.meta.description.as_deref());
        self.plain_text(own)
            .unwrap_or_else(|| shorten(&rendered.first_paragraph))
    }

    /// Renders Markdown from the front matter as plain text; `None` if there is none.
    fn plain_text(&self, markdown: Option<&str>) -> Option<String> {
        let text = plain_text::plain_text(markdown?, self.meta.math);
        (!text.is_empty()).then_some(text)
    }
}

/// Maximum length of an excerpt taken from the text, in characters: about three lines of a card.
const EXCERPT_LENGTH: usize = 240;

/// Cuts a text after a whole word and adds an ellipsis.
fn shorten(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(EXCERPT_LENGTH) else {
        return text.to_owned();
    };
    let start = &text[..limit];
    // Text without spaces, such as Chinese, is cut between any two characters.
    let end = start.rfind(char::is_whitespace).unwrap_or(limit);
    format!("{}…", start[..end].trim_end_matches([',', ';', ':', ' ']))
}

/// Makes a title from a file name: `notes-on_paper` -> `Notes on paper`.
pub fn title_from_name(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    match letters.next() {
        // ASCII only: Unicode's case tables would make the reader larger.
        Some(first) => std::iter::once(first.to_ascii_uppercase()).chain(letters).collect(),
        None => name.to_owned(),
    }
}
