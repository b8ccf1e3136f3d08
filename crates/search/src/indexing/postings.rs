//! Postings of a word while a segment is built.

use crate::format::postings::Posting;

/// Postings of a word so far.
#[derive(Default)]
pub(super) struct Postings {
    pub(super) bytes: Vec<u8>,
    /// The number after that of the last document.
    next: usize,
    /// A bit for each language of the documents.
    languages: u64,
}

impl Postings {
    /// Adds a document, which comes after those before. `language`: a bit.
    pub(super) fn add(&mut self, posting: Posting, language: u64) {
        posting.write(self.next, &mut self.bytes);
        self.next = posting.document + 1;
        self.languages |= language;
    }

    /// Whether a document of the language with this number has the word.
    pub(super) fn is_in(&self, language: usize) -> bool {
        u32::try_from(language).is_ok_and(|bit| self.languages.checked_shr(bit).unwrap_or(0) & 1 == 1)
    }
}
