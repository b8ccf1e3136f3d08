//! The root: the only file of the index whose name is known. It names the segments.

use super::codec::{Bytes, push_number};
use super::name::Name;
use super::{Damaged, VERSION};

/// A segment, as the root names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentEntry {
    pub name: Name,
    /// Number of its documents.
    pub documents: usize,
    /// Number of words in them.
    pub words: usize,
}

/// Writes the root of these segments, the oldest first.
pub fn write(segments: &[SegmentEntry]) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    for segment in segments {
        segment.name.write(&mut bytes);
        push_number(&mut bytes, segment.documents);
        push_number(&mut bytes, segment.words);
    }
    bytes
}

pub fn read(bytes: &[u8]) -> Result<Vec<SegmentEntry>, Damaged> {
    let mut bytes = Bytes::new(bytes);
    if bytes.byte()? != VERSION {
        return Err(Damaged);
    }
    let mut segments = Vec::new();
    while !bytes.is_empty() {
        segments.push(SegmentEntry {
            name: Name::read(&mut bytes)?,
            documents: bytes.number()?,
            words: bytes.number()?,
        });
    }
    Ok(segments)
}
