//! Lines and columns of many bytes of a text, without counting from its start for each.

use std::cell::Cell;

/// Index of the lines of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineIndex {
    /// Starts of the lines, in bytes.
    starts: Vec<usize>,
    /// The byte that was looked up last and its column. Otherwise a text on one line would be counted through each time.
    last: Cell<(usize, usize)>,
}

impl LineIndex {
    pub(crate) fn of(text: &str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(newlines).collect(),
            last: Cell::default(),
        }
    }

    /// Start of the line that a byte is on.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= at);
        after.checked_sub(1).map_or(0, |line| self.starts[line])
    }

    /// Line and column of a byte of the text, from 1. Columns are counted in characters.
    pub(crate) fn line_and_column(&self, text: &str, at: usize) -> (usize, usize) {
        let at = text.floor_char_boundary(at);
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.line_start(at);
        let (from, column) = self.last.get();
        let (from, column) = if (start..=at).contains(&from) && column > 0 {
            (from, column)
        } else {
            (start, 1)
        };
        let column = column + text[from..at].chars().count();
        self.last.set((at, column));
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::super::edited::line_and_column;
    use super::*;

    #[test]
    fn places_are_the_same_in_any_order_of_asking() {
        let text = "é: a\nüb: cé d\nbody";
        let index = LineIndex::of(text);
        for at in [1, 0, 2, 11, 9, 14, 14, 6, 3, 17, 19, 99, 0, 21] {
            assert_eq!(index.line_and_column(text, at), line_and_column(text, at), "{at}");
        }
    }
}
