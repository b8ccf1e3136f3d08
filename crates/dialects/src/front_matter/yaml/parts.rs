//! Cuts a block of YAML before each of its top-level keys, and finds its anchors.

use std::collections::BTreeSet;

use super::line::Line;

/// A top-level key with its value, on one or more lines; or what is before the first key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    /// Number of the lines before it.
    pub(super) line: usize,
}

impl<'a> Part<'a> {
    /// Its first line.
    pub(super) fn first(&self) -> Line<'a> {
        Line::of(self.text.split_inclusive('\n').next().unwrap_or_default(), false)
    }
}

/// Cuts a block into parts, which together are the block.
pub(super) fn split(block: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut end) = (0, 0);
    let mut first = 0;
    for (number, text) in block.split_inclusive('\n').enumerate() {
        let line = Line::of(text, false);
        if line.indent == 0 && line.dashes == 0 && line.key.is_some() && end > start {
            parts.push(Part {
                text: &block[start..end],
                line: first,
            });
            (start, first) = (end, number);
        }
        end += text.len();
    }
    parts.push(Part {
        text: &block[start..],
        line: first,
    });
    parts
}

/// Returns the names of anchors that an alias refers to: `a` of `&a` and `*a`.
pub(super) fn anchors(block: &str) -> Vec<&str> {
    let named = names(block, '&');
    let used = names(block, '*');
    named.intersection(&used).copied().collect()
}

/// Returns the names after a sign that begins a word.
fn names(block: &str, sign: char) -> BTreeSet<&str> {
    let found = block.match_indices(sign).filter_map(|(at, _)| {
        let before = block[..at].chars().next_back();
        if before.is_some_and(|before| !(before.is_whitespace() || matches!(before, '[' | '{' | ','))) {
            return None;
        }
        let rest = &block[at + 1..];
        let end = rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '-')));
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let is_apart = after.is_empty() || after.starts_with(|next: char| next.is_whitespace() || ",]}".contains(next));
        (!name.is_empty() && is_apart).then_some(name)
    });
    found.collect()
}

/// YAML that defines these anchors, one key each, so that a part with aliases can be parsed alone.
pub(super) fn prelude(names: &[&str]) -> String {
    let mut prelude = String::new();
    for name in names {
        prelude.extend(["k: &", name, " {}\n"]);
    }
    prelude
}
