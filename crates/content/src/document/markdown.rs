//! Markdown to HTML: the one owner of the parser's options and of what Feuillet adds to its output.
//!
//! The parser's events are written as HTML as they come, so each document is walked once:
//! raw HTML and addresses are sanitized ([`super::sanitize`]), links are resolved ([`crate::links`]), headings get ids and a link, footnotes are gathered at the end,
//! alerts get a title in the blog's language, tables can scroll, and what lists need (first paragraph, reading time,
//! the links themselves) is noted on the way.

mod autolink;
mod columns;
mod element;
mod footnotes;
mod walk;

use pulldown_cmark::{Options, Parser};

use self::walk::{PageWalk, Walk};
use crate::document::plain_text::options;
use crate::document::rendering::{RenderContext, Rendered};
use crate::post_meta::PostMeta;

/// Renders the body of a document. `meta` is what its front matter says. The page shows its title above the text, so a
/// first heading that repeats it is dropped, as is one that has to serve as the title.
pub fn render(body: &str, meta: &PostMeta, context: RenderContext<'_>) -> Rendered {
    let mut walk = PageWalk::new(meta.title.as_deref(), context, body.len());
    for event in Parser::new_ext(body, options(meta.math)) {
        walk.event(event);
    }
    walk.finish()
}

/// The HTML that the specifications give for Markdown, with raw HTML as it is: `CommonMark`, or GitHub's with its tables,
/// task lists, strikethrough, footnotes and bare addresses. Only for comparing with their examples.
pub fn bare(body: &str, extensions: bool, context: RenderContext<'_>) -> String {
    if extensions {
        let own = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_DEFINITION_LIST;
        let mut walk = Walk::<true, true>::new(None, context, body.len());
        for event in Parser::new_ext(body, options(false) - own) {
            walk.event(event);
        }
        return walk.finish().html;
    }
    let mut walk = Walk::<true, false>::new(None, context, body.len());
    for event in Parser::new(body) {
        walk.event(event);
    }
    walk.finish().html
}
