//! Liquid, the template language of Jekyll and of Eleventy's Markdown, and as much of Nunjucks as texts use.
//!
//! What is known when a blog is published is filled in: the document's front matter, the blog's settings and data, what
//! the text assigns itself, includes of the folder. Loops over known lists run, conditions that are known choose. Of
//! what only the generator knows, a condition's first part stays, a loop's content stays once if it doesn't speak of
//! the items, and values go; the author is told.

mod expression;
mod filters;
mod loops;
mod nowhere;
mod parse;
mod render;
mod scope;
mod tags;
pub(super) mod tokens;
mod value;

use super::text::Text;
use super::{Document, Fault};

pub(super) use self::filters::date as format_date;
pub(super) use self::nowhere::unlink;
pub(super) use self::scope::Flavor;
pub(super) use self::value::Value;

/// Fills in a document. `page` is what its front matter says.
pub(super) fn translate(
    text: &mut Text,
    flavor: Flavor,
    page: Vec<(String, Value)>,
    document: Document<'_>,
    faults: &mut Vec<Fault>,
) {
    if !text.as_str().contains("{{") && !text.as_str().contains("{%") && !text.as_str().contains("{#") {
        return;
    }
    let source = text.as_str().to_owned();
    let nodes = parse::parse(&source, true);
    let mut renderer = render::Renderer::new(text, flavor, page, document, faults);
    renderer.nodes(&nodes, &source);
    let edits = renderer.edits(source.len());
    text.edit(edits);
    unlink(text);
}

#[cfg(test)]
mod tests;
