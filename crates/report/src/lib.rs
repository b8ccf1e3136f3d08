//! Findings for authors: their type, the files that they name, text output, counts, and suggestions for misspelled keys.

pub mod author_path;
pub mod drawing;
pub mod finding;
pub mod spelling;
pub mod tally;
