//! Finds the code in a Markdown text, which no translation changes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Ranges of code in a text: blocks with their fences, spans with their backticks, `<pre>` and `<code>` of raw HTML.
#[derive(Clone, Debug, Default)]
pub(crate) struct Code(Vec<Range<usize>>);

/// Meaning of an indentation by four spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Indented {
    /// Code, as in `CommonMark`.
    IsCode,
    /// Text, as in MDX.
    IsText,
}

impl Code {
    pub(crate) fn of(text: &str, indented: Indented) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut raw: Option<(&str, usize)> = None;
        let mut block = None;
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => block = Some(range),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if indented == Indented::IsCode => {
                    block = Some(range);
                }
                Event::End(TagEnd::CodeBlock) => ranges.extend(block.take()),
                Event::Code(_) => ranges.push(range),
                Event::Html(_) | Event::InlineHtml(_) => raw_code(text, range, &mut raw, &mut ranges),
                _ => {}
            }
        }
        Self::new(ranges)
    }

    /// Takes ranges in any order.
    pub(crate) fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| (range.start, range.end));
        Self(ranges)
    }

    /// Whether some code overlaps a range.
    pub(crate) fn touches(&self, range: &Range<usize>) -> bool {
        let first = self.0.partition_point(|code| code.start < range.start);
        self.0.get(first).is_some_and(|code| code.start < range.end) || self.contains(range.start)
    }

    /// Whether a byte is in code.
    pub(crate) fn contains(&self, offset: usize) -> bool {
        self.at(offset).is_some()
    }

    /// Returns the range of the code that a byte is in.
    pub(crate) fn at(&self, offset: usize) -> Option<&Range<usize>> {
        let after = self.0.partition_point(|range| range.start <= offset);
        // Ranges may be nested, such as a span in a `<pre>`: look a few back.
        let mut before = self.0[..after].iter().rev().take(8);
        before.find(|range| range.contains(&offset))
    }
}

/// Adds the ranges from `<pre>` or `<code>` to its end tag, which may be in a later piece of raw HTML.
fn raw_code(text: &str, range: Range<usize>, open: &mut Option<(&'static str, usize)>, ranges: &mut Vec<Range<usize>>) {
    let mut position = range.start;
    while position < range.end {
        let rest = &text[position..range.end];
        if let Some((name, start)) = *open {
            let Some(end) = find_tag(rest, &["/pre", "/code"], |found| &found[1..] == name) else {
                return;
            };
            position += end.1;
            ranges.push(start..position);
            *open = None;
        } else {
            let Some((name, end)) = find_tag(rest, &["pre", "code"], |_| true) else {
                return;
            };
            let start = position + rest[..end].rfind('<').unwrap_or_default();
            *open = Some((name, start));
            position += end;
        }
    }
}

/// Finds the first tag that has one of the names and is wanted. Returns its name, and the byte after it.
fn find_tag(text: &str, names: &[&'static str], wanted: impl Fn(&str) -> bool) -> Option<(&'static str, usize)> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        names.iter().find_map(|name| {
            let is_it = rest.get(..name.len())?.eq_ignore_ascii_case(name)
                && rest[name.len()..].starts_with(|next: char| !next.is_ascii_alphanumeric() && next != '-');
            (is_it && wanted(name)).then_some((*name, at + 1 + name.len()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_where_a_reader_sees_code() {
        for (text, expected) in [
            ("a `b` c", vec!["`b`"]),
            ("a\n\n```rust\n{{ x }}\n```\n\nb", vec!["```rust\n{{ x }}\n```"]),
            ("~~~\nx\n~~~\n", vec!["~~~\nx\n~~~"]),
            ("a\n\n    b\n\nc", vec!["b\n"]),
            ("<pre>\na\n\nb</pre>\n\nc", vec!["<pre>\na\n\nb</pre"]),
            ("a <code>{% x %}</code> b", vec!["<code>{% x %}</code"]),
            ("a <codec>b</codec>", vec![]),
        ] {
            let code = Code::of(text, Indented::IsCode);
            let found: Vec<&str> = code.0.iter().map(|range| &text[range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(Code::of("a\n\n    b", Indented::IsText).0.is_empty());
    }
}
