//! Renders Markdown to HTML, with Feuillet's additions to the parser's output.
//!
//! The parser's events are written as HTML as they come, in a single pass: raw HTML and addresses are sanitized
//! ([`super::sanitize`]), links are resolved ([`crate::links`]), headings get an id and a link to themselves, footnotes
//! are collected at the end, alerts get a title in the blog's language, tables can scroll, and data for lists (first
//! paragraph, reading time, links) is gathered on the way.

mod autolink;
mod columns;
mod element;
mod footnotes;
mod walk;

use pulldown_cmark::{Options, Parser};

use self::walk::{PageWalk, Walk};
use crate::document::observer::Observer;
use crate::document::plain_text::options;
use crate::document::rendering::{RenderContext, Rendered};
use crate::post_meta::PostMeta;

/// Renders the body of a document. `meta` is its front matter. The page shows the title above the text, so an opening
/// heading is dropped if it repeats the title or serves as the title.
pub fn render(body: &str, meta: &PostMeta, context: RenderContext<'_>) -> Rendered {
    let mut walk = PageWalk::new(meta.title.as_deref(), context, body.len(), ());
    for event in Parser::new_ext(body, options(meta.math)) {
        walk.event(event, 0..0);
    }
    walk.finish().0
}

/// Renders the same, and lets an observer see what the rendering meets, with source positions.
pub fn render_observed<O: Observer>(
    body: &str,
    meta: &PostMeta,
    context: RenderContext<'_>,
    observer: O,
) -> (Rendered, O) {
    let mut walk = PageWalk::new(meta.title.as_deref(), context, body.len(), observer);
    for (event, range) in Parser::new_ext(body, options(meta.math)).into_offset_iter() {
        walk.event(event, range);
    }
    walk.finish()
}

/// Renders as the specifications do, with raw HTML unchanged: `CommonMark`, or with `extensions` GitHub's dialect
/// (tables, task lists, strikethrough, footnotes and bare addresses). Only used to test against the specifications'
/// examples.
pub fn bare(body: &str, extensions: bool, context: RenderContext<'_>) -> String {
    if extensions {
        let own = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_DEFINITION_LIST;
        let mut walk = Walk::<_, true, true>::new(None, context, body.len(), ());
        for event in Parser::new_ext(body, options(false) - own) {
            walk.event(event, 0..0);
        }
        return walk.finish().0.html;
    }
    let mut walk = Walk::<_, true, false>::new(None, context, body.len(), ());
    for event in Parser::new(body) {
        walk.event(event, 0..0);
    }
    walk.finish().0.html
}
