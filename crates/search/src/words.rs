//! Words of a text, with their places: what stands between blanks and punctuation, or, where a script has no blanks
//! between words (Chinese, Japanese, Korean, Thai), pairs of letters.

use std::ops::Range;

use crate::letters::{is_invisible, is_mark, written};

/// Maximum length of a form in bytes. Longer ones are hashes and data, which nobody types.
const MAX_BYTES: usize = 80;

/// A word of a text, or a run of letters of a script without blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
    /// Starts of its letters (each with its marks), if it is a run of a script without blanks; else empty.
    letters: Vec<usize>,
}

/// A written form of a word, or a part of one, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub text: String,
    pub range: Range<usize>,
}

/// Returns the words of a text.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<Word> = None;
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, letter)) = characters.next() {
        let end = at + letter.len_utf8();
        if is_invisible(letter) || is_mark(letter) {
            if let Some(word) = &mut open {
                word.range.end = end;
            }
            continue;
        }
        let next = characters.peek().map_or(' ', |(_, letter)| *letter);
        let goes_on = open.as_ref().is_some_and(Word::has_blanks);
        if is_without_blanks(letter) {
            match &mut open {
                Some(word) if !word.has_blanks() => {
                    word.range.end = end;
                    word.letters.push(at);
                }
                _ => words.extend(open.replace(Word {
                    range: at..end,
                    letters: vec![at],
                })),
            }
        } else if letter.is_alphanumeric()
            || (goes_on && is_joint(before, letter, next))
            || (goes_on && is_suffix(text.get(at..).unwrap_or_default(), before))
        {
            match &mut open {
                Some(word) if goes_on => word.range.end = end,
                _ => words.extend(open.replace(Word {
                    range: at..end,
                    letters: Vec::new(),
                })),
            }
        } else {
            words.extend(open.take());
        }
        before = letter;
    }
    words.extend(open);
    words
}

impl Word {
    fn has_blanks(&self) -> bool {
        self.letters.is_empty()
    }

    /// Returns the forms under which the word is found: the word and, of `1.6` or `C++`, its parts; the pairs of a run
    /// and its last letter, so that each letter begins a form.
    pub fn forms(&self, text: &str) -> Vec<Form> {
        if !self.has_blanks() {
            return self.pairs(true).filter_map(|range| form(text, range)).collect();
        }
        let whole = form(text, self.range.clone());
        let mut forms: Vec<Form> = whole.into_iter().collect();
        let word = text.get(self.range.clone()).unwrap_or_default();
        if word.contains(is_between) {
            let mut at = self.range.start;
            for part in word.split(is_between) {
                forms.extend(form(text, at..at + part.len()));
                at += part.len() + 1;
            }
        }
        forms
    }

    /// Returns the forms that a text must have if it has the word: the word, or the pairs of a run.
    pub fn needed_forms(&self, text: &str) -> Vec<Form> {
        if self.has_blanks() {
            return form(text, self.range.clone()).into_iter().collect();
        }
        self.pairs(self.letters.len() == 1)
            .filter_map(|range| form(text, range))
            .collect()
    }

    /// Whether the only form needed is a letter that stands for all pairs it begins.
    pub fn is_letter(&self) -> bool {
        self.letters.len() == 1
    }

    fn pairs(&self, with_last: bool) -> impl Iterator<Item = Range<usize>> {
        let count = self.letters.len();
        let end = move |index: usize| self.letters.get(index).copied().unwrap_or(self.range.end);
        let pairs = (0..count.saturating_sub(1)).map(move |index| self.letters[index]..end(index + 2));
        let last = self.letters.last().filter(|_| with_last).map(|at| *at..self.range.end);
        pairs.chain(last)
    }
}

fn form(text: &str, range: Range<usize>) -> Option<Form> {
    let form = written(text.get(range.clone())?);
    (!form.is_empty() && form.len() <= MAX_BYTES).then_some(Form { text: form, range })
}

/// Whether it is inside a word without being a letter of it.
fn is_between(letter: char) -> bool {
    matches!(letter, '.' | ',' | '-' | ':' | '/' | '+' | '#')
}

/// Whether a character between two others joins digits: `2024-11-30`, `1.6`, `12:30`.
fn is_joint(before: char, letter: char, next: char) -> bool {
    matches!(letter, '.' | ',' | '-' | ':' | '/') && before.is_ascii_digit() && next.is_ascii_digit()
}

/// Whether a text goes on with the rest of a name such as `C++` or `C#`.
fn is_suffix(rest: &str, before: char) -> bool {
    let ends = |after: &str| !after.starts_with(|next: char| next.is_alphanumeric() || next == '#' || next == '+');
    let has_name = before.is_ascii_alphabetic() || before == '+';
    has_name
        && match rest.as_bytes() {
            [b'#', ..] => before != '+' && ends(&rest[1..]),
            [b'+', b'+', ..] => ends(&rest[2..]),
            [b'+', ..] => before == '+' && ends(&rest[1..]),
            _ => false,
        }
}

/// Whether it belongs to a script that puts no blanks between words.
fn is_without_blanks(letter: char) -> bool {
    matches!(letter,
        '\u{e01}'..='\u{e4e}' | '\u{e80}'..='\u{ecf}' | '\u{edc}'..='\u{edf}'   // Thai, Lao
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{109f}' | '\u{1780}'..='\u{17d3}'   // Burmese, Khmer
        | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7ff}'   // Korean
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}'   // Japanese
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indexed(text: &str) -> Vec<String> {
        let forms = words(text).into_iter().flat_map(|word| word.forms(text));
        forms.map(|form| form.text).collect()
    }

    fn needed(text: &str) -> Vec<String> {
        let forms = words(text).into_iter().flat_map(|word| word.needed_forms(text));
        forms.map(|form| form.text).collect()
    }

    #[test]
    fn words_end_at_blanks_and_punctuation() {
        for (text, expected) in [
            ("Hello, World!", &["hello", "world"][..]),
            ("l'horloge d’été", &["l", "horloge", "d", "été"]),
            ("night-train snake_case", &["night", "train", "snake", "case"]),
            ("on 2024-11-30", &["on", "2024-11-30", "2024", "11", "30"]),
            ("v1.6.", &["v1.6", "v1", "6"]),
            ("C++, C# and F#.", &["c++", "c", "c#", "c", "and", "f#", "f"]),
            ("a+b #tag x+", &["a", "b", "tag", "x"]),
            ("می‌روم", &["میروم"]),
            ("हिन्दी में", &["हिन्दी", "में"]),
            ("🎉 \u{202e}x\u{202c} 👩‍💻", &["x"]),
            ("!!!", &[]),
        ] {
            assert_eq!(indexed(text), expected, "{text}");
        }
    }

    #[test]
    fn scripts_without_blanks_become_pairs() {
        for (text, forms, wanted) in [
            ("図書館", &["図書", "書館", "館"][..], &["図書", "書館"][..]),
            ("本", &["本"], &["本"]),
            (
                "2024年の本。",
                &["2024", "年の", "の本", "本"],
                &["2024", "年の", "の本"],
            ),
            ("ภาษา", &["ภา", "าษ", "ษา", "า"], &["ภา", "าษ", "ษา"]),
            ("ที่รัก", &["ที่รั", "รัก", "ก"], &["ที่รั", "รัก"]),
            (
                "서울에서 Rust",
                &["서울", "울에", "에서", "서", "rust"],
                &["서울", "울에", "에서", "rust"],
            ),
        ] {
            assert_eq!(indexed(text), forms, "{text}");
            assert_eq!(needed(text), wanted, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Le MÉTIER 図書館";
        for form in words(text).iter().flat_map(|word| word.forms(text)) {
            assert_eq!(written(&text[form.range.clone()]), form.text);
        }
    }

    #[test]
    fn endless_words_are_no_words() {
        assert_eq!(indexed(&"a".repeat(10_000)), [""; 0]);
    }
}
