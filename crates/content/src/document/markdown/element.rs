//! HTML elements for Markdown constructs.

use pulldown_cmark::{HeadingLevel, Tag, TagEnd};

/// Returns the element that the sanitizer uses to check the nesting of a Markdown construct. Similar ones share a name.
pub(super) fn element(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::BlockQuote(_) => "blockquote",
        Tag::List(_) => "ul",
        Tag::Item => "li",
        Tag::DefinitionList => "dl",
        Tag::DefinitionListTitle => "dt",
        Tag::DefinitionListDefinition => "dd",
        Tag::TableHead => "tr",
        _ => "em",
    }
}

/// Returns the start and end tag of an element without attributes. A leading line feed means that it starts a line.
pub(super) fn tags(tag: TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::Paragraph => ("\n<p>", "</p>\n"),
        TagEnd::Heading(level) => (heading_start(level), heading_end(level)),
        TagEnd::BlockQuote(_) => ("\n<blockquote>\n", "</blockquote>\n"),
        TagEnd::CodeBlock => ("", "</code></pre>\n"),
        TagEnd::List(true) => ("\n<ol>\n", "</ol>\n"),
        TagEnd::List(false) => ("\n<ul>\n", "</ul>\n"),
        TagEnd::Item => ("\n<li>", "</li>\n"),
        TagEnd::DefinitionList => ("\n<dl>\n", "</dl>\n"),
        TagEnd::DefinitionListTitle => ("\n<dt>", "</dt>\n"),
        TagEnd::DefinitionListDefinition => ("\n<dd>", "</dd>\n"),
        TagEnd::TableHead => ("<thead><tr>", "</tr></thead>"),
        TagEnd::TableRow => ("", "</tr>\n"),
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        TagEnd::Link => ("", "</a>"),
        _ => ("", ""),
    }
}

pub(super) fn heading_start(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "\n<h1",
        HeadingLevel::H2 => "\n<h2",
        HeadingLevel::H3 => "\n<h3",
        HeadingLevel::H4 => "\n<h4",
        HeadingLevel::H5 => "\n<h5",
        HeadingLevel::H6 => "\n<h6",
    }
}

fn heading_end(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "</h1>\n",
        HeadingLevel::H2 => "</h2>\n",
        HeadingLevel::H3 => "</h3>\n",
        HeadingLevel::H4 => "</h4>\n",
        HeadingLevel::H5 => "</h5>\n",
        HeadingLevel::H6 => "</h6>\n",
    }
}
