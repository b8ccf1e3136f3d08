//! Layout of the index's files. Each module writes and reads one kind, so that both sides stay together.
//!
//! Reading never fails by a panic: bytes that make no sense are [`Damaged`].

pub mod codec;
pub mod dictionary;
pub mod documents;
pub mod field;
pub mod name;
pub mod postings;
pub mod root;
pub mod segment;

use std::error::Error;
use std::fmt;

/// Version of the layout: the first byte of the root and of each segment. Increase it with each change.
pub const VERSION: u8 = 1;

/// Error for a file of the index that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a file of the search index is damaged, or of another version")
    }
}

impl Error for Damaged {}
