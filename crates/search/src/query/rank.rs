//! Scores of documents: BM25 over fields.

use super::expand::{Likeness, Match};
use super::files::Access;
use crate::format::field::{Field, Fields};
use crate::format::postings::{self, Posting};
use crate::format::segment::length;

/// Saturation: the point from which more occurrences of a word tell little that is new (BM25's k₁).
const SATURATION: f32 = 1.2;
/// Weight of a document's length, from 0 to 1 (BM25's b). Posts that are long are on more, not worse.
const LENGTH: f32 = 0.5;

/// Occurrences of a word in a document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// Occurrences, weighted by field; 0 if there are none.
    weight: f32,
    /// Factor of the best likeness.
    factor: f32,
    fields: Fields,
}

impl Cell {
    pub(super) fn is_found(self) -> bool {
        self.weight > 0.0
    }

    /// Returns the score of the word, given how rare it is.
    pub(super) fn score(self, rarity: f32, length: f32, average: f32) -> f32 {
        let relative = 1.0 - LENGTH + LENGTH * length / average.max(1.0);
        let mut score = self.weight / SATURATION.mul_add(relative, self.weight);
        for (field, bonus) in [(Field::Title, 0.6), (Field::Heading, 0.2)] {
            if self.fields.has(field) {
                score += bonus;
            }
        }
        rarity * self.factor * score
    }
}

/// Collects what the documents of a segment have of a word. `is_accented`: somebody typed an accent, so that words
/// without come behind.
pub(super) fn cells(
    matches: &[Match],
    lengths: &[u8],
    is_accented: bool,
    in_title: bool,
    access: &Access<'_>,
) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); lengths.len()];
    for found in matches {
        let (name, range) = &found.postings;
        let Some(bytes) = access.get(*name) else { continue };
        let Some(list) = access.usable(bytes.get(range.clone()).ok_or(crate::format::Damaged)) else {
            continue;
        };
        let factor = factor(found.likeness, is_accented);
        for posting in postings::read(list) {
            let Some(posting) = access.usable(posting) else { break };
            let Some(cell) = cells.get_mut(posting.document) else {
                break;
            };
            if in_title && !posting.fields.has(Field::Title) {
                continue;
            }
            cell.weight += weight(posting) * factor;
            cell.factor = cell.factor.max(factor);
            cell.fields = cell.fields.with(posting.fields);
        }
    }
    cells
}

/// Returns how rare a word is that so many of the documents have (BM25's idf).
#[expect(clippy::cast_precision_loss, reason = "a ratio")]
pub(super) fn rarity(found: usize, documents: usize) -> f32 {
    let (found, documents) = (found as f32, documents as f32);
    (1.0 + (documents - found + 0.5) / (found + 0.5)).ln()
}

/// Returns the length of a document in words.
pub(super) fn words(code: u8) -> f32 {
    length(code)
}

/// Occurrences that count, by field.
fn weight(posting: Posting) -> f32 {
    let has = |field| f32::from(u8::from(posting.fields.has(field)));
    let is_prose = posting.fields.has(Field::Text) || posting.fields.has(Field::Heading);
    let text = if is_prose {
        posting.count()
    } else {
        0.5 * posting.count()
    };
    text + 6.0 * has(Field::Title) + 2.0 * has(Field::Heading) + 2.0 * has(Field::Facts)
}

fn factor(likeness: Likeness, is_accented: bool) -> f32 {
    match likeness {
        Likeness::Exact => 1.0,
        Likeness::Spelling if is_accented => 0.4,
        Likeness::Spelling => 0.9,
        Likeness::Inflection => 0.7,
        Likeness::Beginning => 0.4,
        Likeness::TypingError => 0.3,
    }
}
