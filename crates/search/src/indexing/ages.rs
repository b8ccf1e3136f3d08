//! Segments by age: which documents share one.
//!
//! A query asks each segment, so there are few; a new document rewrites its segment, so the newest is small. Documents
//! are counted from the oldest: all but the rest of a division by [`OLD`] are in the first segment, all but the rest of
//! one by [`RECENT`] in the second. With 10,000 documents these have 9,216, 768 and 16.

use std::ops::Range;

/// The first segment has a multiple of this number of documents.
const OLD: usize = 1_024;

/// The second segment has a multiple of this number.
const RECENT: usize = 32;

/// Returns the documents of each segment, given their number, as ranges from the oldest to the newest.
pub fn segments(documents: usize) -> Vec<Range<usize>> {
    let old = documents - documents % OLD;
    let recent = documents - documents % RECENT;
    let ranges = [0..old, old..recent, recent..documents];
    ranges.into_iter().filter(|range| !range.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_in_one_segment() {
        for (documents, lengths) in [
            (0, &[][..]),
            (19, &[19]),
            (32, &[32]),
            (1_000, &[992, 8]),
            (1_024, &[1_024]),
            (10_000, &[9_216, 768, 16]),
        ] {
            let ranges = segments(documents);
            let found: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
            assert_eq!(found, lengths, "{documents}");
            assert!(ranges.iter().flat_map(Clone::clone).eq(0..documents));
        }
    }
}
