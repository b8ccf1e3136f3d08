//! The language of queries: words, `"exact phrase"`, `-without`, `tag:x`, `category:x`, `author:x`, `in:title`.
//!
//! Every text is a query: what makes no sense is read as words.

use crate::format::field::TermKind;
use crate::letters::{folded, written};
use crate::words::words;

/// Maximum number of parts; what follows is ignored.
const MOST_PARTS: usize = 24;

/// A query, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) parts: Vec<Part>,
    /// Whether words count only in titles.
    pub(crate) in_title: bool,
}

/// A part of a query. All of them must match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// As typed, without operators.
    pub(crate) typed: String,
    pub(crate) kind: Kind,
    /// Forms that all must match.
    pub(crate) forms: Vec<String>,
    /// Whether documents with it are left out.
    pub(crate) is_excluded: bool,
    /// Whether the last form may be the beginning of a word.
    pub(crate) is_open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Phrase,
    Term(TermKind),
}

impl Query {
    /// Reads a query. While it is typed, the last word goes on until a blank follows.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() && query.parts.len() < MOST_PARTS {
            let token = Token::take(&mut rest);
            let is_open = rest.is_empty() && !token.is_closed;
            query.add(&token, is_open);
            rest = rest.trim_start();
        }
        query.parts.truncate(MOST_PARTS);
        query
    }

    /// Whether it names nothing that could be found.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.is_excluded)
    }

    fn add(&mut self, token: &Token<'_>, is_open: bool) {
        let text = token.text;
        let kind = match token.key.as_deref() {
            Some("in") => {
                self.in_title = true;
                return;
            }
            Some("tag") => Some(TermKind::Tag),
            Some("category") => Some(TermKind::Category),
            Some("author") => Some(TermKind::Author),
            _ => None,
        };
        if let Some(kind) = kind {
            let forms = needed(text).into_iter().map(|form| folded(&form));
            self.push(text, Kind::Term(kind), forms.collect(), token, is_open);
            return;
        }
        if token.is_quoted {
            self.push(text, Kind::Phrase, needed(text), token, is_open);
            return;
        }
        let found = words(text);
        let count = found.len();
        for (number, word) in found.iter().enumerate() {
            let typed = &text[word.range.clone()];
            // `l'horloge`, `don't`: such a letter tells nothing.
            let before = text[..word.range.start].ends_with(is_apostrophe);
            let after = text[word.range.end..].starts_with(is_apostrophe);
            if count > 1 && typed.chars().count() == 1 && (before || after) {
                continue;
            }
            let forms = word.needed_forms(text).into_iter().map(|form| form.text);
            // One letter of a script without blanks begins all of its pairs.
            let is_open = word.is_letter() || is_open && number + 1 == count && word.range.end == text.len();
            self.push(typed, Kind::Word, forms.collect(), token, is_open);
        }
    }

    fn push(&mut self, typed: &str, kind: Kind, forms: Vec<String>, token: &Token<'_>, is_open: bool) {
        if !forms.is_empty() {
            self.parts.push(Part {
                typed: typed.to_owned(),
                kind,
                forms,
                is_excluded: token.is_excluded,
                is_open,
            });
        }
    }
}

fn needed(text: &str) -> Vec<String> {
    let forms = words(text).into_iter().flat_map(|word| word.needed_forms(text));
    forms.map(|form| form.text).take(MOST_PARTS).collect()
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}

/// A stretch between blanks, or in quotes.
struct Token<'a> {
    text: &'a str,
    /// Before a colon, in lower case.
    key: Option<String>,
    is_excluded: bool,
    is_quoted: bool,
    /// Whether it is in quotes that were closed.
    is_closed: bool,
}

/// Keys before a colon that mean something.
const KEYS: [&str; 4] = ["tag", "category", "author", "in"];

impl<'a> Token<'a> {
    /// Removes the next token from the front of a text that does not start with a blank.
    fn take(rest: &mut &'a str) -> Self {
        let text = *rest;
        let without = text.strip_prefix(['-', '−', '–']);
        let excluded = without.filter(|after| !after.starts_with(|next: char| next.is_whitespace() || next == '-'));
        let mut text = excluded.filter(|after| !after.is_empty()).unwrap_or(text);
        let is_excluded = text.len() < rest.len();
        let mut key = None;
        if let Some((name, after)) = text.split_once([':', '：']) {
            let name = written(name);
            let is_title = || {
                after
                    .split_whitespace()
                    .next()
                    .is_some_and(|value| written(value) == "title")
            };
            if KEYS.contains(&name.as_str()) && (name != "in" || is_title()) {
                (key, text) = (Some(name), after);
            }
        }
        let quotes = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('”', '”')];
        if let Some((open, close)) = quotes.into_iter().find(|(open, _)| text.starts_with(*open)) {
            let inside = &text[open.len_utf8()..];
            // Keyboards put other quotes than texts have.
            let end = inside.find([close, '"', '”']);
            let text = end.map_or(inside, |end| &inside[..end]);
            let after = &inside[text.len()..];
            *rest = after.chars().next().map_or("", |quote| &after[quote.len_utf8()..]);
            return Self {
                text,
                key,
                is_excluded,
                is_quoted: true,
                is_closed: end.is_some(),
            };
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        *rest = &text[end..];
        Self {
            text: &text[..end],
            key,
            is_excluded,
            is_quoted: false,
            is_closed: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the parts in short: `-` excluded, quotes for a phrase, `…` open.
    fn parsed(text: &str) -> Vec<String> {
        let query = Query::parse(text);
        let parts = query.parts.iter().map(|part| {
            let words = part.forms.join(" ");
            let words = match part.kind {
                Kind::Word => words,
                Kind::Phrase => format!("\"{words}\""),
                Kind::Term(kind) => format!("{kind:?}:{words}"),
            };
            let minus = if part.is_excluded { "-" } else { "" };
            let open = if part.is_open { "…" } else { "" };
            format!("{minus}{words}{open}")
        });
        let title = query.in_title.then(|| "in:title".to_owned());
        parts.chain(title).collect()
    }

    #[test]
    fn operators_are_read() {
        for (text, expected) in [
            ("Night train", &["night", "train…"][..]),
            ("night train ", &["night", "train"]),
            ("\"night train\" Paper", &["\"night train\"", "paper…"]),
            ("“night train”", &["\"night train\""]),
            ("\"night tra", &["\"night tra\"…"]),
            ("paper -train -\"by night\"", &["paper", "-train", "-\"by night\""]),
            (
                "tag:Métier author:\"Léonie Valcourt\"",
                &["Tag:metier", "Author:leonie valcourt"],
            ),
            ("-category:x y", &["-Category:x", "y…"]),
            ("in:title fold", &["fold…", "in:title"]),
            ("in:text fold", &["in", "text", "fold…"]),
            ("http://a.example", &["http", "a", "example…"]),
            ("l'horloge don’t", &["horloge", "don"]),
            ("図書館", &["図書 書館…"]),
            ("本 ", &["本…"]),
            ("C++ 2024-11", &["c++", "2024-11…"]),
            ("night-train", &["night", "train…"]),
            ("a - b", &["a", "b…"]),
            ("-- -", &[]),
            ("🎉 \u{202e}", &[]),
            ("\"", &[]),
            ("tag: -", &[]),
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn long_queries_are_cut() {
        assert_eq!(Query::parse(&"word ".repeat(10_000)).parts.len(), MOST_PARTS);
        assert!(Query::parse(&"x".repeat(10_000)).is_empty());
        assert!(Query::parse("-only -without").is_empty());
    }
}
