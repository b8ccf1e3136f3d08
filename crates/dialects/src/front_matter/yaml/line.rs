//! Takes lines of YAML apart, also those that break its rules.

use std::ops::Range;

use crate::front_matter::keys::names::is_known;

/// A line: blanks, dashes of list items, a key, a value. Ranges and lengths are in bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Length of the blanks before it.
    pub(super) indent: usize,
    /// Number of dashes, each of a list item.
    pub(super) dashes: usize,
    pub(super) key: Option<Range<usize>>,
    /// The rest, without blanks around it.
    pub(super) value: Range<usize>,
    /// Rule that the line breaks before its value.
    pub(super) fault: Option<Fault>,
}

/// A broken rule of YAML before a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Tabs in the indentation.
    Tab,
    /// Blanks of other scripts, or no-break spaces.
    Blank,
    /// No blank after the colon of a key or the dash of an item.
    NoBlank,
    /// A colon of Chinese or Japanese print.
    Colon,
}

impl<'a> Line<'a> {
    /// Takes a line apart. `in_list` tells that the line before is an item of a list, so that `-b` is one, too.
    pub(super) fn of(text: &'a str, in_list: bool) -> Self {
        let end = text.trim_end().len();
        let mut fault = None;
        let indent = skip_blanks(text, 0, &mut fault);
        if fault.is_none() && text[..indent].contains('\t') {
            fault = Some(Fault::Tab);
        }
        let mut at = indent.min(end);
        let mut dashes = 0;
        while let Some(rest) = text[at..end].strip_prefix('-') {
            let after = skip_blanks(text, at + 1, &mut fault).min(end);
            if after == at + 1 && !rest.is_empty() {
                if !(in_list && dashes == 0 && rest.starts_with(|first: char| first.is_alphabetic() || first == '"')) {
                    break;
                }
                fault = fault.or(Some(Fault::NoBlank));
            }
            dashes += 1;
            at = after;
        }
        let key = key_at(&text[at..end]).map(|key| {
            if key.fault.is_some() {
                fault = fault.or(key.fault);
            }
            let name = at + key.name.start..at + key.name.end;
            at = skip_blanks(text, at + key.end, &mut fault).min(end);
            name
        });
        Self {
            text,
            indent,
            dashes,
            key,
            value: at..end,
            fault,
        }
    }

    pub(super) fn key(&self) -> Option<&'a str> {
        self.key.clone().map(|key| &self.text[key])
    }

    pub(super) fn value(&self) -> &'a str {
        &self.text[self.value.clone()]
    }

    /// Whether it has neither key, item nor text.
    pub(super) fn is_blank(&self) -> bool {
        self.text[..self.value.end].trim().is_empty() || self.is_comment()
    }

    fn is_comment(&self) -> bool {
        self.dashes == 0 && self.key.is_none() && self.value().starts_with('#')
    }

    /// Everything before the value, as YAML wants it, with another indentation.
    pub(super) fn head(&self, indent: usize) -> String {
        let mut head = " ".repeat(indent);
        head.push_str(&"- ".repeat(self.dashes));
        if let Some(key) = self.key.clone() {
            let is_quoted = key.start > 0 && matches!(self.text.as_bytes()[key.start - 1], b'"' | b'\'');
            let quotes = usize::from(is_quoted);
            head.push_str(&self.text[key.start - quotes..key.end + quotes]);
            head.push_str(": ");
        }
        head
    }

    /// Width of the indentation in columns, a tab as two.
    pub(super) fn width(&self) -> usize {
        self.text[..self.indent]
            .chars()
            .map(|blank| if blank == '\t' { 2 } else { 1 })
            .sum()
    }
}

/// Returns the end of the blanks from a byte on, of all kinds.
fn skip_blanks(text: &str, start: usize, fault: &mut Option<Fault>) -> usize {
    let rest = &text[start..];
    let end = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    let blanks = &rest[..rest.len() - end.len()];
    if blanks.contains(['\u{a0}', '\u{3000}']) {
        *fault = fault.or(Some(Fault::Blank));
    }
    start + blanks.len()
}

/// The key at the beginning of a text.
struct KeyAt {
    name: Range<usize>,
    /// End of the colon.
    end: usize,
    fault: Option<Fault>,
}

/// Finds a key: letters, digits, `_`, `-`, `.` and blanks before a colon and a blank, or anything in quotes. A key that
/// is read may lack the blank.
fn key_at(text: &str) -> Option<KeyAt> {
    let first = text.chars().next()?;
    let (name, colon) = if matches!(first, '"' | '\'') {
        let end = 1 + text[1..].find(first)?;
        (1..end, end + 1)
    } else if text.starts_with("<<") {
        (0..2, 2)
    } else {
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ' | '@' | '/');
        let end = text.find(|letter| !is_part(letter))?;
        let name = text[..end].trim_end();
        if name.is_empty() || !(first.is_alphabetic() || first == '_') {
            return None;
        }
        (0..name.len(), end)
    };
    let colon = colon + (text[colon..].len() - text[colon..].trim_start().len());
    let is_read = || is_known(&text[name.clone()]);
    let (end, fault) = if text[colon..].starts_with(':') {
        let after = &text[colon + 1..];
        let is_apart = after.is_empty() || after.starts_with([' ', '\t', '\u{a0}', '\u{3000}']);
        // An address, such as `url://`.
        if !is_apart && (after.starts_with("//") || !is_read()) {
            return None;
        }
        (colon + 1, (!is_apart).then_some(Fault::NoBlank))
    } else if text[colon..].starts_with('：') && is_read() {
        (colon + '：'.len_utf8(), Some(Fault::Colon))
    } else {
        return None;
    };
    Some(KeyAt { name, end, fault })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        for (text, in_list, indent, dashes, key, value, fault) in [
            ("title: a b \r\n", false, 0, 0, Some("title"), "a b", None),
            ("  - - name: x", false, 2, 2, Some("name"), "x", None),
            ("\"a b\": c", false, 0, 0, Some("a b"), "c", None),
            ("<<: *x", false, 0, 0, Some("<<"), "*x", None),
            ("- @b", false, 0, 1, None, "@b", None),
            ("-b", true, 0, 1, None, "b", Some(Fault::NoBlank)),
            ("-b", false, 0, 0, None, "-b", None),
            ("-5", true, 0, 0, None, "-5", None),
            ("-", true, 0, 1, None, "", None),
            ("\t- b", false, 1, 1, None, "b", Some(Fault::Tab)),
            ("title:a", false, 0, 0, Some("title"), "a", Some(Fault::NoBlank)),
            ("title：a", false, 0, 0, Some("title"), "a", Some(Fault::Colon)),
            ("title:\u{a0}a", false, 0, 0, Some("title"), "a", Some(Fault::Blank)),
            ("title:\ta", false, 0, 0, Some("title"), "a", None),
            ("https://x", false, 0, 0, None, "https://x", None),
            ("url://x", false, 0, 0, None, "url://x", None),
            ("mood:a", false, 0, 0, None, "mood:a", None),
            ("a, b: c", false, 0, 0, None, "a, b: c", None),
            ("", false, 0, 0, None, "", None),
        ] {
            let line = Line::of(text, in_list);
            let found = (line.indent, line.dashes, line.key(), line.value(), line.fault);
            assert_eq!(found, (indent, dashes, key, value, fault), "{text:?}");
        }
    }
}
