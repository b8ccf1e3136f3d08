//! Markdown to HTML: the one owner of the parser's options and of what Feuillet adds to its output.
//!
//! Everything added is an adapter on the parser's events, so each document is walked once:
//! raw HTML and addresses are sanitized ([`super::sanitize`]), links are resolved ([`super::links`]), headings get ids and a link, footnotes are gathered at the end,
//! alerts get a title in the blog's language, tables can scroll, and what lists need (first paragraph, reading time,
//! the links themselves) is noted on the way.

mod columns;
mod element;
mod footnotes;
mod walk;

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use self::walk::Walk;
use super::links::LinkContext;
use super::post_meta::PostMeta;
use super::words::Words;

/// What rendering depends on besides the Markdown.
#[derive(Clone, Copy, Debug)]
pub struct RenderContext<'a> {
    pub links: LinkContext<'a>,
    pub words: &'a Words,
    /// The hosts whose pages may be shown in frames.
    pub frames: &'a [String],
}

/// What rendering one document gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// The text of a level-one heading that opens the document. It is not in the HTML when it serves as the title.
    pub leading_title: Option<String>,
    /// Plain text of the first paragraph.
    pub first_paragraph: String,
    pub minutes: u32,
    /// Every address that a link or picture names, as written.
    pub targets: Vec<String>,
    /// The inline styles of raw HTML that were kept, each once: what `data-style` attributes hold.
    /// [`super::sanitize::style::style_sheet`] makes rules of them.
    pub styles: Vec<String>,
}

/// `CommonMark`, the extensions of GitHub that authors expect, and definition lists. Smart punctuation is off: it makes
/// English quotes. TeX is `math` of those who ask for it: to others, dollars are money.
fn options(math: bool) -> Options {
    let math = if math { Options::ENABLE_MATH } else { Options::empty() };
    math | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Renders the body of a document. `meta` is what its front matter says. The page shows its title above the text, so a
/// first heading that repeats it is dropped, as is one that has to serve as the title.
pub fn render(body: &str, meta: &PostMeta, context: RenderContext<'_>) -> Rendered {
    let mut walk = Walk::new(meta.title.as_deref(), context);
    for event in Parser::new_ext(body, options(meta.math)) {
        walk.event(event);
    }
    walk.finish()
}

/// The plain text of a short piece of Markdown, such as an excerpt.
pub fn plain_text(markdown: &str, math: bool) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options(math)) {
        push_text(&mut text, &event);
    }
    text.trim().to_owned()
}

/// Adds the text of an event; line breaks and the ends of blocks become spaces. TeX is its own text.
fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(piece) | Event::Code(piece) | Event::InlineMath(piece) | Event::DisplayMath(piece) => {
            text.push_str(piece);
        }
        Event::SoftBreak
        | Event::HardBreak
        | Event::End(
            TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition,
        ) => text.push(' '),
        _ => {}
    }
}
