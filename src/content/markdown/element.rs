//! What the pieces of Markdown are in HTML.

use pulldown_cmark::Tag;

/// The element that a piece of Markdown becomes, as far as it matters to what may be around and in it.
pub(super) fn element(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::BlockQuote(_) => "blockquote",
        Tag::CodeBlock(_) => "pre",
        Tag::List(_) => "ul",
        Tag::Item => "li",
        Tag::DefinitionList => "dl",
        Tag::DefinitionListTitle => "dt",
        Tag::DefinitionListDefinition => "dd",
        Tag::TableHead | Tag::TableRow => "tr",
        _ => "em",
    }
}
