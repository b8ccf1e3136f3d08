//! Comments of Obsidian: `%%not for visitors%%` in a paragraph, or between two lines of nothing but `%%`.
//!
//! In a line, the signs touch what they enclose (`%%so%%`), or enclose all of it: `100 %% sure, %% is the escape` is text.

use std::ops::Range;

use crate::text::code::Code;
use crate::text::edited::{Edit, Text};

const SIGN: &str = "%%";

/// Removes comments. Signs in code and in tags of HTML are text.
pub(super) fn remove(text: &mut Text, code: &Code) {
    let source = text.as_str();
    let mut edits = Vec::new();
    let mut block: Option<usize> = None;
    let mut paragraph = 0..0;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if line.trim() == SIGN && !code.contains(range.start) {
            in_paragraph(source, paragraph, code, &mut edits);
            match block.take() {
                Some(start) => edits.push(Edit::new(start..range.start + line.trim_end().len(), "")),
                None => block = Some(range.start),
            }
            paragraph = range.end..range.end;
        } else if line.trim().is_empty() {
            in_paragraph(source, paragraph, code, &mut edits);
            paragraph = range.end..range.end;
        } else {
            paragraph.end = range.end;
        }
    }
    in_paragraph(source, paragraph, code, &mut edits);
    text.edit(edits);
}

/// Finds the comments in a paragraph.
fn in_paragraph(source: &str, paragraph: Range<usize>, code: &Code, edits: &mut Vec<Edit>) {
    let signs = source[paragraph.clone()].match_indices(SIGN);
    let signs = signs.map(|(at, _)| paragraph.start + at);
    let signs = signs.filter(|at| !code.contains(*at) && !is_in_tag(&source[paragraph.start..*at]));
    let signs: Vec<usize> = signs.collect();
    let mut signs = signs.as_slice();
    while let [open, close, rest @ ..] = signs {
        let comment = *open..close + SIGN.len();
        if is_comment(source, &comment) {
            edits.push(Edit::new(comment, ""));
            signs = rest;
        } else {
            signs = &signs[1..];
        }
    }
}

/// Whether two signs enclose a comment.
fn is_comment(source: &str, comment: &Range<usize>) -> bool {
    let is_word = |near: Option<char>| near.is_some_and(|near| near.is_alphanumeric() || near == '%');
    let (before, after) = (&source[..comment.start], &source[comment.end..]);
    if is_word(before.chars().next_back()) || is_word(after.chars().next()) {
        return false;
    }
    let inner = &source[comment.start + SIGN.len()..comment.end - SIGN.len()];
    let touches = !inner.is_empty() && !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    let is_whole = before
        .lines()
        .next_back()
        .is_none_or(|line| before.ends_with('\n') || line.trim().is_empty())
        && after.lines().next().is_none_or(|line| line.trim().is_empty());
    touches || is_whole
}

/// Whether a text ends inside of a tag of HTML.
fn is_in_tag(text: &str) -> bool {
    let open = text.rfind('<');
    let is_tag = |at: usize| text[at + 1..].starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
    open.is_some_and(|open| is_tag(open) && !text[open..].contains('>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::code::Indented;

    #[test]
    fn comments_are_not_published() {
        for (source, expected) in [
            ("a %%b%% c", "a  c"),
            ("a\n\n%%\nb\n\nc\n%%\n\nd", "a\n\n\n\nd"),
            ("%%a%% %%b%%.", " ."),
            ("%% a note %%\n\nb", "\n\nb"),
            ("a %%b\nc%% d", "a  d"),
        ] {
            assert_eq!(removed(source), expected, "{source}");
        }
    }

    #[test]
    fn what_only_looks_alike_is_left() {
        for source in [
            "100%% or 50%% off",
            "100 %% sure, %% is the escape",
            "Matlab uses %% here.\n\nAnd %% there.",
            "`%%a%%` and `%%`",
            "```\n%%a%%\n```",
            "```\n%%\n```\n\nb\n\n```\n%%\n```",
            "<a href=\"https://a/%%b%%\">c</a>",
            "a %%b",
            "a %% b $ and c %% d",
        ] {
            assert_eq!(removed(source), source);
        }
    }

    fn removed(source: &str) -> String {
        let mut text = Text::new(source, 0);
        let code = Code::of(source, Indented::IsCode);
        remove(&mut text, &code);
        text.as_str().to_owned()
    }
}
