//! Places to cut files at: after words whose hash says so. A cut does not depend on what is before it, so that a new word
//! changes one file and moves no others.

/// Sizes between which files are cut, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cuts {
    least: usize,
    most: usize,
    /// One of so many words is a cut.
    one_of: u64,
}

/// Cuts of the dictionary: about 2,500 keys a shard.
pub(super) const DICTIONARY: Cuts = Cuts {
    least: 10_000,
    most: 24_000,
    one_of: 400,
};

/// Cuts of postings. Common words have lists of several kilobytes.
pub(super) const POSTINGS: Cuts = Cuts {
    least: 8_000,
    most: 24_000,
    one_of: 50,
};

impl Cuts {
    /// Whether a file of this size ends after a key.
    pub(super) fn end_after(self, key: &str, size: usize) -> bool {
        size >= self.most || size >= self.least && hash(key).is_multiple_of(self.one_of)
    }
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
