//! Findings for authors: their type, text output, counts, and suggestions for misspelled keys.

pub mod drawing;
pub mod finding;
pub mod spelling;
pub mod tally;
