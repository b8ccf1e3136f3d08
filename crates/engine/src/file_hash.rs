//! Content hashes of published files, in a form that browsers can check.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::published_path::PublishedPath;

/// The first 96 bits of SHA-256: enough against chance, and short, since a manifest names thousands of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContentHash([u8; 12]);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> Self {
        let hash = Sha256::digest(bytes);
        Self(std::array::from_fn(|index| hash[index]))
    }

    /// 24 digits, the letters in lower case.
    pub fn hex(self) -> String {
        self.0.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Hash and size of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashAndSize {
    pub hash: ContentHash,
    /// In bytes.
    pub size: u64,
}

/// The contents that late outputs asked for, by path; what is not published is not among them.
pub type ContentHashes = BTreeMap<PublishedPath, HashAndSize>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        // FIPS 180-4's example "abc" begins like this.
        assert_eq!(ContentHash::of(b"abc").hex(), "ba7816bf8f01cfea414140de");
    }
}
