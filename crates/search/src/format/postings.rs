//! Postings: the documents that have a word, in ascending order, each with fields and frequency.
//!
//! Most are of a word that occurs once in the text; these take a byte or two. Others have a second byte with the fields
//! (five bits) and the level of the frequency (three).

use super::Damaged;
use super::codec::{Bytes, push_number};
use super::field::{Field, Fields};

/// A document that has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Number of the document in its segment.
    pub document: usize,
    pub fields: Fields,
    /// Frequency in all fields, as a power of two, rounded up.
    pub level: u8,
}

const MAX_LEVEL: u8 = 7;

impl Posting {
    /// Makes the posting of a word that is `count` times in a document.
    pub fn new(document: usize, fields: Fields, count: u32) -> Self {
        let level = count.max(1).next_power_of_two().trailing_zeros();
        Self {
            document,
            fields,
            level: u8::try_from(level).unwrap_or(MAX_LEVEL).min(MAX_LEVEL),
        }
    }

    /// Returns how often the word occurs, about.
    pub fn count(self) -> f32 {
        f32::from(1_u16 << self.level)
    }

    /// Appends the posting to a list. `next` is the number after that of the posting before, or 0.
    pub fn write(self, next: usize, bytes: &mut Vec<u8>) {
        let is_plain = self.level == 0 && self.fields == Fields::of(Field::Text);
        push_number(bytes, (self.document - next) << 1 | usize::from(!is_plain));
        if !is_plain {
            bytes.push(self.fields.bits() | self.level << Fields::BITS);
        }
    }
}

/// Reads a list.
pub fn read(list: &[u8]) -> impl Iterator<Item = Result<Posting, Damaged>> {
    let mut bytes = Bytes::new(list);
    let mut next = 0_usize;
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let posting = read_one(&mut bytes, next);
        match &posting {
            Ok(posting) => next = posting.document + 1,
            // No second fault from the same list.
            Err(Damaged) => bytes = Bytes::new(&[]),
        }
        Some(posting)
    })
}

fn read_one(bytes: &mut Bytes<'_>, next: usize) -> Result<Posting, Damaged> {
    let number = bytes.number()?;
    let document = next.checked_add(number >> 1).ok_or(Damaged)?;
    if number & 1 == 0 {
        return Ok(Posting::new(document, Fields::of(Field::Text), 1));
    }
    let more = bytes.byte()?;
    Ok(Posting {
        document,
        fields: Fields::from_bits(more),
        level: more >> Fields::BITS,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back() {
        let text = Fields::of(Field::Text);
        let postings = [
            Posting::new(0, text, 1),
            Posting::new(3, text.with(Fields::of(Field::Title)), 1),
            Posting::new(4, text, 5),
            Posting::new(900, Fields::of(Field::Code), 100_000),
        ];
        let mut bytes = Vec::new();
        let mut next = 0;
        for posting in postings {
            posting.write(next, &mut bytes);
            next = posting.document + 1;
        }
        assert_eq!(bytes.len(), 1 + 2 + 2 + 3);
        let read: Result<Vec<Posting>, Damaged> = read(&bytes).collect();
        assert_eq!(read.as_deref(), Ok(&postings[..]));
        assert!((postings[2].count() - 8.0).abs() < f32::EPSILON);
    }
}
