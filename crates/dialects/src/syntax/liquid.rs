//! Liquid, the template language of Jekyll and of Eleventy's Markdown, and the parts of Nunjucks common in posts.
//!
//! Everything that is known at publish time is evaluated: front matter, the blog's settings and data, assigned
//! variables, includes from the folder, loops over known lists and conditions on known values. A value that only the
//! generator knows yields a finding. Then a condition keeps its first undecided branch, a loop keeps its content once
//! unless it uses the item, and outputs are removed.

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

/// Runs the templates in a document. `page` holds the values of its front matter.
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
