//! Liquid, the template language of Jekyll and of Eleventy's Markdown, and as much of Nunjucks as texts use.
//!
//! What is known when a blog is published is filled in: the document's front matter, the blog's settings and data, what
//! the text assigns itself, includes of the folder. Loops over known lists run, conditions that are known choose. Of
//! what only the generator knows, a condition's first part stays, a loop's content stays once if it doesn't speak of
//! the items, and values go; the author is told.

pub(crate) mod expression;
pub(crate) mod filters;
pub(crate) mod loops;
pub(crate) mod nowhere;
pub(crate) mod parse;
pub(crate) mod render;
pub(crate) mod scope;
pub(crate) mod tags;
pub(crate) mod tokens;
pub(crate) mod value;

use crate::document::Document;
use crate::text::edited::Text;
use crate::text::fault::Fault;

pub(crate) use self::nowhere::unlink;
pub(crate) use self::scope::Flavor;
pub(crate) use self::value::Value;

/// Fills in a document. `page` is what its front matter says.
pub(crate) fn translate(
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
