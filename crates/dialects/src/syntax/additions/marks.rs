//! Marks around words: `==highlighted==`, `2^10^`, `H~2~O`.
//!
//! The rules keep text that only looks alike: nothing blank right inside of the marks, as in `a == b`; no letter or digit
//! right outside of `==`, as in `x==1`; what is raised or lowered is letters, digits and signs of arithmetic, with no
//! blank (Pandoc's rule), and no letter or digit follows what is raised, as in `x^2+y^2`.

use std::ops::Range;

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use feuillet_settings::markdown::MarkdownSetting;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::text::edited::{Edit, Text};

/// Translates the marks that the settings want to HTML.
pub(super) fn translate(text: &mut Text, math: bool, wanted: &MarkdownSetting) {
    let source = text.as_str();
    let has = |sign: &str, name| source.contains(sign) && wanted.has(name);
    let (mark, raised, lowered) = (has("==", "mark"), has("^", "superscript"), has("~", "subscript"));
    if !mark && !raised && !lowered {
        return;
    }
    let mut walk = Walk {
        source,
        mark,
        raised,
        lowered,
        ..Walk::default()
    };
    events::each(source, Syntax::new(math), &mut |event, range| {
        if lowered && let Event::Start(Tag::Strikethrough) = event {
            lower(source, &range, &mut walk.edits);
        }
        walk.event(&event, &range);
    });
    let edits = walk.edits;
    text.edit(edits);
}

/// Translates a passage that the parser takes for struck through, if it has one tilde on each side.
fn lower(source: &str, range: &Range<usize>, edits: &mut Vec<Edit>) {
    let inner = source[range.clone()]
        .strip_prefix('~')
        .and_then(|rest| rest.strip_suffix('~'));
    if inner.is_some_and(|inner| !inner.starts_with('~') && !inner.contains(char::is_whitespace)) {
        edits.push(Edit::new(range.start..range.start + 1, "<sub>"));
        edits.push(Edit::new(range.end - 1..range.end, "</sub>"));
    }
}

#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    mark: bool,
    raised: bool,
    lowered: bool,
    /// Number of open elements whose text is left alone: code, pictures, links.
    closed: usize,
    /// The open elements, by the order in which they began.
    elements: Vec<usize>,
    count: usize,
    /// A `==` that can open, and the element that it is in.
    open: Option<(usize, usize)>,
    edits: Vec<Edit>,
}

impl Walk<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.count += 1;
                self.elements.push(self.count);
                self.closed += usize::from(is_closed(tag));
                if !is_inline(tag) {
                    self.open = None;
                }
            }
            Event::End(tag) => {
                self.elements.pop();
                let was_closed = matches!(
                    tag,
                    TagEnd::CodeBlock | TagEnd::Image | TagEnd::Link | TagEnd::HtmlBlock
                );
                self.closed -= usize::from(was_closed);
            }
            Event::Text(_) if self.closed == 0 => self.text(range),
            _ => {}
        }
    }

    fn text(&mut self, range: &Range<usize>) {
        let bytes = self.source.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let run = bytes[at..].iter().take_while(|byte| **byte == bytes[at]).count();
            let is_escaped = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
            match (bytes[at], run) {
                _ if is_escaped => {}
                (b'=', 2) if self.mark => self.equals(at),
                (b'^', 1) if self.raised => at = self.shift(at, range.end, "^", "sup"),
                (b'~', 1) if self.lowered => at = self.shift(at, range.end, "~", "sub"),
                _ => {}
            }
            at += run;
        }
    }

    /// Reads a `==`.
    fn equals(&mut self, at: usize) {
        let before = self.source[..at].chars().next_back();
        let after = self.source[at + 2..].chars().next();
        let is_blank = |near: Option<char>| near.is_none_or(char::is_whitespace);
        let is_word = |near: Option<char>| near.is_some_and(|near| near.is_ascii_alphanumeric());
        // The sign itself is spoken of: `(==)`, `"=="`, `==>`.
        let is_quoted = before
            .zip(after)
            .is_some_and(|(before, after)| before == after && !before.is_alphanumeric());
        let ends = before.is_some_and(|before| ")]}>»”".contains(before));
        let closes = after.is_some_and(|after| ")]}>»”,;:?/".contains(after));
        if is_quoted || (self.open.is_none() && (ends || closes)) {
            return;
        }
        let element = self.elements.last().copied().unwrap_or_default();
        match self.open {
            Some((start, around))
                if around == element
                    && !is_blank(before)
                    && !is_word(after)
                    && !before.is_some_and(|before| "([{<«“".contains(before)) =>
            {
                self.edits.push(Edit::new(start..start + 2, "<mark>"));
                self.edits.push(Edit::new(at..at + 2, "</mark>"));
                self.open = None;
            }
            _ if !is_blank(after) && !is_word(before) => self.open = Some((at, element)),
            _ => {}
        }
    }

    /// Reads a sign that raises or lowers what follows, up to the next one. Returns the last byte that was read.
    fn shift(&mut self, at: usize, end: usize, sign: &str, element: &str) -> usize {
        let rest = &self.source[at + 1..end];
        let is_note = self.source[..at].ends_with('[');
        let length = rest.find(|next: char| sign.starts_with(next) || next.is_whitespace());
        match length {
            Some(length) if !is_note && rest[length..].starts_with(sign) && is_shifted(&rest[..length]) => {
                let close = at + 1 + length;
                // `H~2~O`, but not `x^2+y^2`.
                let after = self.source[close + 1..].chars().next();
                if sign == "^" && after.is_some_and(char::is_alphanumeric) {
                    return at;
                }
                self.edits.push(Edit::new(at..at + 1, format!("<{element}>")));
                self.edits.push(Edit::new(close..close + 1, format!("</{element}>")));
                close
            }
            _ => at,
        }
    }
}

/// Whether a text may be raised or lowered.
fn is_shifted(text: &str) -> bool {
    let is_sign = |letter: char| "+-−.,()*/".contains(letter);
    text.contains(char::is_alphanumeric) && text.chars().all(|letter| letter.is_alphanumeric() || is_sign(letter))
}

fn is_closed(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock | Tag::Link { .. }
    )
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements() {
        let all: MarkdownSetting = serde_yaml::from_str("{subscript: true}").unwrap();
        for (source, expected) in [
            ("a ==b c==.", "a <mark>b c</mark>."),
            ("==**a** b==", "<mark>**a** b</mark>"),
            ("**==a== b**", "**<mark>a</mark> b**"),
            ("==a==\n==b==", "<mark>a</mark>\n<mark>b</mark>"),
            ("《==强调==》", "《<mark>强调</mark>》"),
            (
                "2^10^ and x^2^, 1^er^",
                "2<sup>10</sup> and x<sup>2</sup>, 1<sup>er</sup>",
            ),
            ("10^-3^ and e^(n+1)^.", "10<sup>-3</sup> and e<sup>(n+1)</sup>."),
            ("H~2~O and ~~gone~~", "H<sub>2</sub>O and ~~gone~~"),
        ] {
            assert_eq!(translated(source, &all), expected);
        }
    }

    #[test]
    fn what_only_looks_alike_is_left() {
        let all: MarkdownSetting = serde_yaml::from_str("{subscript: true}").unwrap();
        for source in [
            "a == b and c == d",
            "x==1 or y==2",
            "a ==b\n\nc== d",
            "**a ==b** c==",
            "===a===",
            "Title\n==",
            "`==a==` and `x^2^`",
            "```\n==a== x^2^ H~2~O\n```",
            "\\==a== x\\^2^",
            "x^2 + y^2",
            "a^b c^",
            "[^1] and [^2^]\n\n[^1]: Note.",
            "https://example.org/?a==b== <https://example.org/x^2^>",
            "<i title=\"==a==\">",
            "~a b~",
            "x^2+y^2=z^2",
            "2^8,2^16",
            "^_^ and ^-^",
            "^X^C",
            "^foo$|^bar$",
            "user^a^b@x.example",
            "x^a\\^b^c",
            "The operators \"==\" and \"==\" end",
            "(not ==) and (==)",
            "==> a <==",
            "a \">==<\" b \">==<\"",
        ] {
            assert_eq!(translated(source, &all), source);
        }
        assert_eq!(translated("H~2~O", &MarkdownSetting::default()), "H~2~O");
        let math = |source: &str| {
            let mut text = Text::new(source, 0);
            super::translate(&mut text, true, &all);
            text.as_str().to_owned()
        };
        assert_eq!(math("$a^b^c$ x^2^"), "$a^b^c$ x<sup>2</sup>");
    }

    fn translated(source: &str, wanted: &MarkdownSetting) -> String {
        let mut text = Text::new(source, 0);
        super::translate(&mut text, false, wanted);
        text.as_str().to_owned()
    }
}
