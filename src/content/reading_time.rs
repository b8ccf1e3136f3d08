//! How long a text takes to read.

/// Words of an alphabetic script read silently in a minute: between Brysbaert's 2019 averages for English
/// non-fiction (238) and what people reach in their second language.
const WORDS_PER_MINUTE: usize = 220;

/// Characters of Chinese or Japanese read in a minute.
const IDEOGRAPHS_PER_MINUTE: usize = 500;

/// Counts what there is to read, piece by piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadingTime {
    words: usize,
    ideographs: usize,
}

impl ReadingTime {
    /// Adds a piece of plain text; a word does not go over its ends.
    pub fn add(&mut self, text: &str) {
        let mut inside_word = false;
        for character in text.chars() {
            if is_ideograph(character) {
                self.ideographs += 1;
                inside_word = false;
            } else if character.is_whitespace() {
                inside_word = false;
            } else if !inside_word {
                self.words += 1;
                inside_word = true;
            }
        }
    }

    /// Whole minutes, at least one.
    pub fn minutes(self) -> u32 {
        let minutes = (self.words * IDEOGRAPHS_PER_MINUTE + self.ideographs * WORDS_PER_MINUTE)
            .div_ceil(WORDS_PER_MINUTE * IDEOGRAPHS_PER_MINUTE);
        u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_rounded_up() {
        for (text, expected) in [
            (String::new(), 1),
            ("word ".repeat(220), 1),
            ("word ".repeat(221), 2),
            ("字".repeat(1001), 3),
        ] {
            let mut time = ReadingTime::default();
            time.add(&text);
            assert_eq!(time.minutes(), expected);
        }
    }
}
