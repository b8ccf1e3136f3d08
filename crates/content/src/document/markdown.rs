//! Renders Markdown to HTML, with Feuillet's additions to the parser's output.
//!
//! The parser's events are written as HTML as they come, in a single pass: raw HTML and addresses are sanitized
//! ([`super::sanitize`]), links are resolved ([`crate::links`]), headings get an id and a link to themselves, footnotes
//! are collected at the end, alerts get a title in the blog's language, tables can scroll, and data for lists (first
//! paragraph, reading time, links) is gathered on the way.

mod columns;
mod element;
mod footnotes;
mod walk;

use pulldown_cmark::Options;

use self::walk::{PageWalk, Walk};
use crate::document::events;
use crate::document::events::syntax::{Syntax, Tex};
use crate::document::observer::Observer;
use crate::document::rendering::Rendered;
use crate::post_meta::PostMeta;
use crate::rendering::RenderContext;

/// Renders the body of a document. `meta` is its front matter. The page shows the title above the text, so an opening
/// heading is dropped if it repeats the title or serves as the title.
pub fn render(body: &str, meta: &PostMeta, context: RenderContext<'_>) -> Rendered {
    render_observed(body, meta, context, ()).0
}

/// Renders the same, and lets an observer see what the rendering meets, with source positions.
pub fn render_observed<O: Observer>(
    body: &str,
    meta: &PostMeta,
    context: RenderContext<'_>,
    observer: O,
) -> (Rendered, O) {
    let mut walk = PageWalk::new(meta.title.as_deref(), context, body.len(), observer);
    let syntax = Syntax::new(meta.math).with_cjk(context.cjk_emphasis);
    events::each(body, syntax, &mut |event, range| {
        walk.event(event, range);
    });
    walk.finish()
}

/// Renders as the specifications do, with raw HTML unchanged: `CommonMark`, or with `extensions` GitHub's dialect
/// (tables, task lists, strikethrough, footnotes and bare addresses). Only used to test against the specifications'
/// examples.
pub fn bare(body: &str, extensions: bool, context: RenderContext<'_>) -> String {
    let own = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_DEFINITION_LIST;
    let syntax = Syntax::new(false);
    let options = if extensions {
        syntax.options - own
    } else {
        Options::empty()
    };
    let syntax = Syntax {
        options,
        autolinks: extensions,
        tex: Tex::None,
        ..syntax
    };
    let mut walk = Walk::<_, true>::new(None, context, body.len(), ());
    events::each(body, syntax, &mut |event, range| walk.event(event, range));
    walk.finish().0.html
}
