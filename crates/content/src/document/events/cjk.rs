//! Emphasis beside Chinese, Japanese and Korean characters.
//!
//! `**重要：**これ` is no emphasis to `CommonMark`, which wants a blank or punctuation after a delimiter run that follows
//! punctuation; these scripts have no blanks. The amendment that its discussion led to (commonmark-spec#650, "CJK-friendly
//! amendments") treats a CJK character beside a run as if a blank stood there. A run between a CJK character and anything
//! but whitespace may then open and close. For the parser to see that, both of its neighbors must be punctuation, or
//! both letters: this module finds what to mask them with.

use crate::bytes::find;

/// A character to be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask {
    pub(super) at: usize,
    pub(super) length: usize,
    /// Whether it is to look like a letter; otherwise like punctuation.
    pub(super) is_letter: bool,
}

impl Mask {
    /// The character that takes the place of the masked one: as long, and a letter or punctuation to the parser.
    pub(super) fn stand_in(self) -> &'static str {
        match (self.length, self.is_letter) {
            (2, true) => "é",
            (2, false) => "«",
            (3, true) => "字",
            (3, false) => "。",
            (_, true) => "𠀀",
            (_, false) => "𐄀",
        }
    }
}

/// Finds the characters to be masked, in order. `_` needs none: whether it may open or close depends on punctuation
/// alone. Neither does a single `~`, which stands for ranges (`9時~17時`).
pub(super) fn masks(text: &str) -> Vec<Mask> {
    let bytes = text.as_bytes();
    let mut masks: Vec<Mask> = Vec::new();
    let mut at = 0;
    // The neighbor after the run before this one, where that run has a say in it.
    let mut taken: Option<(usize, bool)> = None;
    while let Some(run) = find(bytes, at, *b"*~") {
        let delimiter = bytes[run];
        let end = run + bytes[run..].iter().take_while(|byte| **byte == delimiter).count();
        at = end;
        let is_ascii = |at: Option<&u8>| at.is_none_or(u8::is_ascii);
        let is_between_ascii = is_ascii(bytes[..run].last()) && is_ascii(bytes.get(end));
        if is_between_ascii || (delimiter == b'~' && end - run < 2) {
            continue;
        }
        let (Some(before), Some(after)) = (text[..run].chars().next_back(), text[end..].chars().next()) else {
            continue;
        };
        let is_blank = before.is_whitespace() || after.is_whitespace();
        if is_blank || !(is_cjk(after) || ends_with_cjk(&text[..run])) {
            continue;
        }
        let (start, stop) = (run - before.len_utf8(), end + after.len_utf8());
        // Whether `_` may open or close follows from the characters beside it.
        let asks = (!before.is_ascii() && text[..start].ends_with('_'))
            || (!after.is_ascii() && text[stop..].starts_with('_'));
        if asks {
            continue;
        }
        let known = taken
            .filter(|(taken, _)| *taken == start)
            .map(|(_, is_letter)| is_letter);
        let are_letters = before.is_alphanumeric() && after.is_alphanumeric();
        // A character alone between two runs is masked once, for both. Beside an ASCII letter only letters will do.
        let is_letter = known.unwrap_or_else(|| {
            let rest = &text[stop..];
            let far = rest.trim_start_matches(['*', '~']);
            let far = if far.len() < rest.len() {
                far.chars().next()
            } else {
                None
            };
            before.is_ascii_alphanumeric()
                || after.is_ascii_alphanumeric()
                || far.map_or(are_letters, |far| {
                    far.is_alphanumeric() && (are_letters || far.is_ascii())
                })
        });
        taken = Some((end, is_letter));
        if is_letter && are_letters {
            continue;
        }
        for (at, character) in [(start, before), (end, after)] {
            if !character.is_ascii() && (at == end || known.is_none()) {
                let length = character.len_utf8();
                masks.push(Mask { at, length, is_letter });
            }
        }
    }
    masks
}

/// Whether a text ends with a CJK character, which a variation selector may follow. A quotation mark becomes one by
/// U+FE01, its full-width form.
fn ends_with_cjk(text: &str) -> bool {
    let mut characters = text.chars().rev();
    match characters.next() {
        Some('\u{fe01}') => characters
            .next()
            .is_some_and(|last| is_cjk(last) || matches!(last, '‘'..='”')),
        Some('\u{fe00}'..='\u{fe0e}' | '\u{e0100}'..='\u{e01ef}') => characters.next().is_some_and(is_cjk),
        last => last.is_some_and(is_cjk),
    }
}

/// Whether this is a Chinese, Japanese or Korean character, punctuation and full-width forms included: one of East Asian
/// width (UAX #11) W, F or H that is no emoji by default, or Hangul.
pub(super) fn is_cjk(character: char) -> bool {
    matches!(
        character,
        '\u{1100}'..='\u{11ff}'
            | '\u{20a9}'
            | '\u{2329}'..='\u{232a}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe10}'..='\u{fe19}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ffee}'
            | '\u{16fe0}'..='\u{1b2ff}'
            | '\u{20000}'..='\u{3fffd}'
    )
}
