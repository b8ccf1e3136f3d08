//! Attributes right after a picture or a link, as in Pandoc, Quarto and Python-Markdown: `![a](a.png){width=200}`,
//! `[me](https://example.org/){rel=me}`. The element is written as HTML, which can hold them.
//!
//! Braces in which anything else stands are text.

use std::ops::Range;

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::syntax::blocks::quote;
use crate::text::edited::{Edit, Text};

/// Writes pictures and links with attributes as HTML.
pub(super) fn translate(text: &mut Text, math: bool) {
    let source = text.as_str();
    if ![")", "]", ">"].iter().any(|end| source.contains(&format!("{end}{{"))) {
        return;
    }
    let mut edits = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    events::each(source, Syntax::new(math), &mut |event, range| match event {
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            open.push(Element::new("img", "src", &dest_url, &title));
        }
        Event::Start(Tag::Link { dest_url, title, .. }) => {
            if let Some(outer) = open.last_mut() {
                outer.see(&range);
            }
            open.push(Element::new("a", "href", &dest_url, &title));
        }
        Event::End(TagEnd::Image | TagEnd::Link) => {
            let Some(element) = open.pop() else { return };
            if let Some(outer) = open.last_mut() {
                outer.see(&range);
                outer.text.push_str(&element.text);
            }
            edits.extend(element.edits(source, range));
        }
        event => {
            if let Some(element) = open.last_mut() {
                element.see(&range);
                feuillet_content::document::plain_text::push_text(&mut element.text, &event);
            }
        }
    });
    // The outer one of two pictures, whose alternative text is plain, has the other in it.
    let mut until = 0;
    edits.sort_by_key(|edit: &Edit| edit.range.start);
    edits.retain(|edit| {
        let is_first = edit.range.start >= until;
        until = until.max(edit.range.end);
        is_first
    });
    text.edit(edits);
}

/// A picture or link whose end was not read yet.
struct Element {
    name: &'static str,
    /// Its attributes in Markdown, as HTML.
    attributes: String,
    /// Its text, plain.
    text: String,
    /// Range of its content.
    content: Option<Range<usize>>,
}

impl Element {
    fn new(name: &'static str, address: &str, url: &str, title: &str) -> Self {
        let mut attributes = format!("{address}=\"{}\"", quote(url));
        if !title.is_empty() {
            attributes.extend([" title=\"", &quote(title), "\""]);
        }
        Self {
            name,
            attributes,
            text: String::new(),
            content: None,
        }
    }

    /// Notes a part of its content.
    fn see(&mut self, range: &Range<usize>) {
        let content = self.content.get_or_insert(range.clone());
        content.start = content.start.min(range.start);
        content.end = content.end.max(range.end);
    }

    /// Returns what to change if attributes follow the element, which has this range.
    fn edits(&self, source: &str, range: Range<usize>) -> Vec<Edit> {
        let Some((written, length)) = attributes(&source[range.end..]) else {
            return Vec::new();
        };
        let Self { name, attributes, .. } = self;
        let end = range.end + length;
        if *name == "img" {
            let alt = quote(self.text.trim());
            return vec![Edit::new(
                range.start..end,
                format!("<img {attributes} alt=\"{alt}\"{written}>"),
            )];
        }
        let Some(content) = &self.content else {
            return Vec::new();
        };
        vec![
            Edit::new(range.start..content.start, format!("<a {attributes}{written}>")),
            Edit::new(content.end..end, "</a>"),
        ]
    }
}

/// Reads attributes at the start of a text: as HTML, and how long they are. `{#id .class key=value key="a value"}`, also
/// with a colon first, as kramdown has it.
fn attributes(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('{')?;
    let mut rest = inner.strip_prefix(':').unwrap_or(inner).trim_start_matches(' ');
    let (mut classes, mut others) = (Vec::new(), String::new());
    let mut push = |name: &str, value: &str| {
        // Without its unit, which HTML does not know.
        let number = value.strip_suffix("px").filter(|_| matches!(name, "width" | "height"));
        others.extend([" ", name, "=\"", &quote(number.unwrap_or(value)), "\""]);
    };
    let length_of = |text: &str, also: &str| {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || also.contains(letter);
        text.find(|letter: char| !is_name(letter)).unwrap_or(text.len())
    };
    while !rest.starts_with('}') {
        let (sign, name) = match rest.strip_prefix(['.', '#']) {
            Some(name) => (rest.get(..1)?, name),
            None => ("", rest),
        };
        let length = length_of(name, "-_:");
        if length == 0 || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let (name, mut after) = name.split_at(length);
        match sign {
            "." => classes.push(name),
            "#" => push("id", name),
            _ => {
                after = after.strip_prefix('=')?;
                let value = match after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                    Some(quote) => after[1..].split(quote).next().filter(|value| !value.contains('\n'))?,
                    None => &after[..length_of(after, "-_.:/%#")],
                };
                let quotes = usize::from(after.starts_with(['"', '\'']));
                if value.is_empty() && quotes == 0 {
                    return None;
                }
                after = after.get(value.len() + 2 * quotes..)?;
                if name == "class" {
                    classes.extend(value.split_ascii_whitespace());
                } else {
                    push(name, value);
                }
            }
        }
        rest = after.trim_start_matches(' ');
        if rest.len() == after.len() && !rest.starts_with(['}', '.', '#']) {
            return None;
        }
    }
    if !classes.is_empty() {
        push("class", &classes.join(" "));
    }
    let length = text.len() - rest.len() + 1;
    (!others.is_empty()).then_some((others, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(source: &str) -> String {
        let mut text = Text::new(source, 0);
        super::translate(&mut text, false);
        text.as_str().to_owned()
    }

    #[test]
    fn pictures_and_links_get_their_attributes() {
        for (source, expected) in [
            (
                "![A *b*](a.png){width=200}",
                "<img src=\"a.png\" alt=\"A b\" width=\"200\">",
            ),
            (
                "A ![](<a b.png> 'T'){: width=\"50%\" .right #x loading='lazy' } b",
                "A <img src=\"a b.png\" title=\"T\" alt=\"\" width=\"50%\" id=\"x\" loading=\"lazy\" class=\"right\"> b",
            ),
            (
                "![a](a.png){height=90px}",
                "<img src=\"a.png\" alt=\"a\" height=\"90\">",
            ),
            ("![a](a.png){.a.b}", "<img src=\"a.png\" alt=\"a\" class=\"a b\">"),
            (
                "[**me** & you](https://example.org/?a&b){rel=me}",
                "<a href=\"https://example.org/?a&amp;b\" rel=\"me\">**me** & you</a>",
            ),
            (
                "[a][b]{target=_blank}\n\n[b]: c.md",
                "<a href=\"c.md\" target=\"_blank\">a</a>\n\n[b]: c.md",
            ),
            (
                "<https://example.org/>{rel=me}",
                "<a href=\"https://example.org/\" rel=\"me\">https://example.org/</a>",
            ),
            (
                "[![a](b.png){width=9}](c){rel=me}",
                "<a href=\"c\" rel=\"me\"><img src=\"b.png\" alt=\"a\" width=\"9\"></a>",
            ),
            ("![a](b.png){title=\"x \\\"<y>\"}", "![a](b.png){title=\"x \\\"<y>\"}"),
        ] {
            assert_eq!(translated(source), expected, "{source}");
        }
    }

    #[test]
    fn other_braces_are_text() {
        for source in [
            "![a](b.png){}",
            "![a](b.png) {width=200}",
            "![a](b.png){width}",
            "![a](b.png){ a or b }",
            "![a](b.png){width=200",
            "[a](b){{ site.url }}",
            "[a](b){%raw%}",
            "`![a](b.png){width=200}`",
            "f(x){return=1}",
            "[a]{.b}",
            "[](b){.c}",
            "![a](b.png){width=2\u{e9}}",
        ] {
            assert_eq!(translated(source), source);
        }
    }
}
