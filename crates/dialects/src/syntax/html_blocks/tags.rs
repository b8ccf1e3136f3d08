//! HTML tags: the block-level elements, and the `markdown` attribute that makes their content Markdown.

use std::ops::Range;

/// Block-level elements of PHP Markdown Extra and kramdown.
const BLOCKS: [&str; 39] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "legend",
    "li",
    "main",
    "math",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "svg",
    "table",
    "td",
    "tr",
    "ul",
];

/// Whether `name` (in any case) is a block-level element.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

/// Returns the value of the `markdown` attribute of a tag, and its byte range including the space before it.
pub(super) fn markdown_attribute<'a>(source: &'a str, tag: &Range<usize>) -> Option<(&'a str, Range<usize>)> {
    let text = &source[tag.clone()];
    let at = text
        .find("markdown=")
        .filter(|at| text[..*at].ends_with([' ', '\t', '\n']))?;
    let value = &text[at + "markdown=".len()..];
    let (value, length) = if let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
        let end = value[1..].find(quote)?;
        (&value[1..=end], end + 2)
    } else {
        let end = value.find([' ', '>', '/'])?;
        (&value[..end], end)
    };
    let start = tag.start + at;
    Some((value, start - 1..start + "markdown=".len() + length))
}
