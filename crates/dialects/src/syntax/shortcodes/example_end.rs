//! Finds the end mark of an example of a shortcode, `*/>}}`, without searching a text again that has none.

use std::ops::Range;

/// An end mark, and how far it is known to be missing.
pub(crate) struct ExampleEnd {
    mark: &'static str,
    /// No mark begins before this byte, from where was searched first.
    missing: usize,
}

impl ExampleEnd {
    pub(crate) fn of(mark: &'static str) -> Self {
        Self { mark, missing: 0 }
    }

    /// Returns the length of the text before the first end mark in a range. Ranges must begin one after the other.
    pub(crate) fn find(&mut self, text: &str, range: Range<usize>) -> Option<usize> {
        let from = text.floor_char_boundary(range.start.max(self.missing));
        let found = text.get(from..range.end).and_then(|rest| rest.find(self.mark));
        if found.is_none() {
            self.missing = self.missing.max((range.end + 1).saturating_sub(self.mark.len()));
        }
        Some(from + found? - range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_at_the_edge_of_what_was_searched() {
        let text = "é/*é*/}}é*/}}";
        let mut end = ExampleEnd::of("*/}}");
        assert_eq!(end.find(text, 2..8), None);
        assert_eq!(end.find(text, 3..9), None);
        assert_eq!(end.find(text, 4..text.len()), Some(2));
        assert_eq!(end.find(text, 10..text.len()), Some(2));
        assert_eq!(end.find(text, 13..text.len()), None);
    }
}
