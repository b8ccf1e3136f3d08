//! Passages: where the words of a query stand in a document, looked up in its Markdown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::letters::folded;
use crate::markdown::{Block, Kind, blocks};
use crate::words::words;

/// A part of a document's text, as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub text: String,
    /// Places of the words that were looked for, in bytes of the text.
    pub marks: Vec<Range<usize>>,
    /// Start of its block in the Markdown, in bytes.
    pub start: usize,
}

/// A word to look for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Foldings under which it was found.
    pub foldings: BTreeSet<String>,
    /// Folding with which a word may begin, too.
    pub prefix: Option<String>,
    /// Weight: rare words have more.
    pub weight: f32,
}

impl Target {
    fn is(&self, folding: &str) -> bool {
        let begins = |prefix: &String| folding.starts_with(prefix.as_str());
        self.foldings.contains(folding) || self.prefix.as_ref().is_some_and(begins)
    }
}

/// About how many characters a passage has.
const LENGTH: usize = 200;
/// About how many characters of these stand before the first mark.
const BEFORE: usize = 50;

/// Returns the passage with most of the words; the first text if there are none. None for a document without text.
pub fn find(markdown: &str, targets: &[Target]) -> Option<Passage> {
    let blocks = blocks(markdown);
    let mut best: Option<(f32, usize, Vec<Mark>)> = None;
    for (number, block) in blocks.iter().enumerate() {
        let Some((score, marks)) = densest(block, targets) else {
            continue;
        };
        if best.as_ref().is_none_or(|(other, ..)| score > *other) {
            best = Some((score, number, marks));
        }
    }
    let Some((_, number, marks)) = best else {
        let first = blocks.iter().find(|block| block.kind == Kind::Text)?;
        return Some(cut(first, &[]));
    };
    if blocks[number].kind != Kind::Heading {
        return Some(cut(&blocks[number], &marks));
    }
    // The heading is shown as the section; below it stands what the section begins with.
    let below = blocks[number + 1..]
        .iter()
        .take_while(|block| block.kind != Kind::Heading);
    let mut passage = match below.into_iter().find(|block| block.kind == Kind::Text) {
        Some(block) => cut(
            block,
            &densest(block, targets).map(|(_, marks)| marks).unwrap_or_default(),
        ),
        None => cut(&blocks[number], &marks),
    };
    passage.start = blocks[number].start;
    Some(passage)
}

/// Returns the places of the words in a short text, such as a title.
pub fn marks(text: &str, targets: &[Target]) -> Vec<Range<usize>> {
    merged(found(text, targets).into_iter().map(|mark| mark.range))
}

/// Whether these foldings stand one after the other in a text. `is_open`: the last word may go on.
pub(crate) fn has_phrase(text: &str, phrase: &[String], is_open: bool) -> bool {
    let forms = words(text).into_iter().flat_map(|word| word.needed_forms(text));
    let foldings: Vec<String> = forms.map(|form| folded(&form.text)).collect();
    let last = phrase.len().saturating_sub(1);
    foldings.windows(phrase.len().max(1)).any(|window| {
        window
            .iter()
            .zip(phrase)
            .enumerate()
            .all(|(number, (one, other))| one == other || is_open && number == last && one.starts_with(other.as_str()))
    })
}

/// Whether a phrase stands in one of the blocks of a document.
pub(crate) fn document_has_phrase(markdown: &str, phrase: &[String], is_open: bool) -> bool {
    blocks(markdown)
        .iter()
        .any(|block| has_phrase(&block.text, phrase, is_open))
}

/// A word that was found.
#[derive(Clone, Debug)]
struct Mark {
    range: Range<usize>,
    target: usize,
}

fn found(text: &str, targets: &[Target]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for form in words(text).iter().flat_map(|word| word.forms(text)) {
        let folding = folded(&form.text);
        let hit = targets.iter().enumerate().filter(|(_, target)| target.is(&folding));
        marks.extend(hit.map(|(target, _)| Mark {
            range: form.range.clone(),
            target,
        }));
    }
    marks
}

/// Returns the window of a block with most of the words, by its marks, and how good it is.
fn densest(block: &Block, targets: &[Target]) -> Option<(f32, Vec<Mark>)> {
    let marks = found(&block.text, targets);
    let mut best: Option<(f32, Range<usize>)> = None;
    let mut end = 0;
    for start in 0..marks.len() {
        let limit = marks[start].range.start + LENGTH;
        end = end.max(start);
        while marks
            .get(end)
            .is_some_and(|mark| mark.range.end <= limit || end == start)
        {
            end += 1;
        }
        let window = &marks[start..end];
        let distinct: BTreeSet<usize> = window.iter().map(|mark| mark.target).collect();
        let weight: f32 = distinct.iter().map(|target| 0.1 + targets[*target].weight).sum();
        let more = window.len().min(8) - distinct.len().min(8);
        #[expect(clippy::cast_precision_loss, reason = "at most 8")]
        let score = weight + 0.02 * more as f32;
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, start..end));
        }
    }
    let (score, window) = best?;
    let factor = match block.kind {
        Kind::Text => 1.0,
        Kind::Heading => 0.95,
        Kind::Code => 0.6,
    };
    Some((score * factor, marks[window].to_vec()))
}

/// Cuts a passage around marks, between words where there are blanks.
fn cut(block: &Block, marks: &[Mark]) -> Passage {
    let text = &block.text;
    let first = marks.first().map_or(0, |mark| mark.range.start);
    let mut start = back(text, first, BEFORE);
    if start > 0 {
        let blank = text[start..first].find(char::is_whitespace);
        start += blank.map_or(0, |at| at + 1);
    }
    let mut end = forward(text, start, LENGTH);
    if end < text.len() {
        let last = marks.last().map_or(start, |mark| mark.range.end.min(end)).max(start);
        let blank = text[last..end].rfind(char::is_whitespace);
        end = blank.map_or(end, |at| last + at);
    }
    let mut passage = Passage {
        start: block.start,
        ..Passage::default()
    };
    if start > 0 {
        passage.text.push('…');
    }
    let shift = passage.text.len();
    passage.text.push_str(text[start..end].trim_end());
    let all = marks
        .iter()
        .filter(|mark| mark.range.start >= start && mark.range.end <= end);
    let ranges = all.map(|mark| mark.range.start - start + shift..mark.range.end - start + shift);
    passage.marks = merged(ranges);
    if end < text.len() {
        passage.text.push('…');
    }
    passage
}

/// Joins ranges that overlap or touch, in ascending order.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Returns the place so many characters before another.
fn back(text: &str, from: usize, characters: usize) -> usize {
    let before = text[..from].char_indices().rev().take(characters);
    before.last().map_or(from, |(at, _)| at)
}

/// Returns the place so many characters after another.
fn forward(text: &str, from: usize, characters: usize) -> usize {
    let after = text[from..].char_indices().nth(characters);
    after.map_or(text.len(), |(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(foldings: &[&str]) -> Target {
        Target {
            foldings: foldings.iter().map(|folding| (*folding).to_owned()).collect(),
            prefix: None,
            weight: 1.0,
        }
    }

    /// Returns a passage with its marks in brackets.
    fn marked(markdown: &str, targets: &[Target]) -> String {
        let Passage { mut text, marks, .. } = find(markdown, targets).unwrap();
        for mark in marks.iter().rev() {
            text.insert(mark.end, ']');
            text.insert(mark.start, '[');
        }
        text
    }

    #[test]
    fn passages_have_most_of_the_words() {
        let far = "filler ".repeat(60);
        for (markdown, targets, expected) in [
            (
                "One paper.\n\nPaper and *Métier*.",
                &[target(&["paper"]), target(&["metier"])][..],
                "[Paper] and [Métier].",
            ),
            ("Nothing here.", &[target(&["paper"])], "Nothing here."),
            ("## On paper\n\nIt is thin.", &[target(&["paper"])], "It is thin."),
            ("図書館の夜", &[target(&["図書"]), target(&["書館"])], "[図書館]の夜"),
        ] {
            assert_eq!(marked(markdown, targets), expected);
        }
        let text = marked(&format!("{far}the paper {far}"), &[target(&["paper"])]);
        assert!(
            text.starts_with("…filler") && text.contains("the [paper] filler") && text.ends_with("filler…"),
            "{text}"
        );
    }

    #[test]
    fn phrases_are_words_in_a_row() {
        let phrase = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        for (text, words, is_open, expected) in [
            ("The Night train library", &["night", "train"][..], false, true),
            ("The train by night", &["night", "train"], false, false),
            ("The night trains", &["night", "train"], false, false),
            ("The night trains", &["night", "train"], true, true),
            ("Café-métier", &["cafe", "metier"], false, true),
            ("a", &["a", "b"], false, false),
        ] {
            assert_eq!(has_phrase(text, &phrase(words), is_open), expected, "{text}");
        }
    }
}
