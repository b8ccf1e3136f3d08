//! Estimates how long a text takes to read.

/// Silent reading speed for alphabetic scripts, in words per minute: between Brysbaert's 2019 averages for English
/// non-fiction (238) and what people reach in their second language.
const WORDS_PER_MINUTE: usize = 220;

/// Reading speed for Chinese and Japanese, in characters per minute.
const IDEOGRAPHS_PER_MINUTE: usize = 500;

/// Counts words and ideographs, piece by piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadingTime {
    words: usize,
    ideographs: usize,
}

impl ReadingTime {
    /// Adds a piece of plain text. A word never continues into the next piece.
    pub fn add(&mut self, text: &str) {
        let mut inside = false;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Counts eight bytes at once: a word starts at each letter without a letter before it.
            if let Some(eight) = bytes[at..].first_chunk() {
                let letters = letters(u64::from_le_bytes(*eight));
                if let Some(letters) = letters {
                    let starts = letters & !((letters << 8) | (u64::from(inside) << 7));
                    self.words += starts.count_ones() as usize;
                    inside = letters >> 63 == 1;
                    at += 8;
                    continue;
                }
            }
            let end = bytes.len().min(at + 8);
            for at in at..end {
                inside = self.add_byte(text, at, inside);
            }
            at = end;
        }
    }

    /// Counts the character that starts at byte `at`, if any; returns whether a word continues after it.
    fn add_byte(&mut self, text: &str, at: usize, inside: bool) -> bool {
        let byte = text.as_bytes()[at];
        if byte <= b' ' {
            return false;
        }
        // Ideographs start at U+3000, so their first byte is at least 0xe3.
        if byte >= 0xe3 && text[at..].starts_with(is_ideograph) {
            self.ideographs += 1;
            return false;
        }
        let continues = (0x80..0xc0).contains(&byte);
        self.words += usize::from(!inside && !continues);
        inside || !continues
    }

    /// Returns the time in minutes, rounded up, at least 1.
    pub fn minutes(self) -> u32 {
        let minutes = (self.words * IDEOGRAPHS_PER_MINUTE + self.ideographs * WORDS_PER_MINUTE)
            .div_ceil(WORDS_PER_MINUTE * IDEOGRAPHS_PER_MINUTE);
        u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
    }
}

/// Marks the bytes that are letters rather than blanks in the high bit of each byte. `None` if an ideograph may start
/// or end here.
fn letters(eight: u64) -> Option<u64> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // A character of three bytes or more: its first byte has the top three bits set.
    let is_wide = eight & (eight << 1) & (eight << 2) & HIGH != 0;
    let continues = eight & 0xc0 == 0x80;
    let letters = (((eight & !HIGH) + 0x5f5f_5f5f_5f5f_5f5f) | eight) & HIGH;
    (!is_wide && !continues).then_some(letters)
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_wherever_they_stand() {
        for (text, words, ideographs) in [
            ("one two  three\tfour\nfive", 5, 0),
            ("été à la mer, l’été", 5, 0),
            ("an 語word 語 語語 é", 3, 4),
            ("a\u{a0}b c", 2, 0),
            ("", 0, 0),
        ] {
            for gap in 0..9 {
                let mut time = ReadingTime::default();
                time.add(&[&" ".repeat(gap), text].concat());
                assert_eq!((time.words, time.ideographs), (words, ideographs), "{text} after {gap}");
            }
        }
    }

    #[test]
    fn minutes_are_rounded_up() {
        for (text, expected) in [
            (String::new(), 1),
            ("word ".repeat(220), 1),
            ("word ".repeat(221), 2),
            ("字".repeat(1001), 3),
            ("Où ça\u{a0}? ".repeat(110), 1),
            ("été ça ".repeat(111), 2),
            ("語 word — ".repeat(200), 3),
        ] {
            let mut time = ReadingTime::default();
            time.add(&text);
            assert_eq!(time.minutes(), expected);
        }
    }
}
