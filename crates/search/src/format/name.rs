//! Names of the index's files.

use std::fmt;

use super::Damaged;
use super::codec::Bytes;

/// Name of a file of the index: the first half of its content's hash, so that a file of this name never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name([u8; Self::BYTES]);

impl Name {
    const BYTES: usize = 8;

    /// Takes the first bytes of a hash.
    pub fn of_hash(hash: &[u8; 32]) -> Self {
        let mut name = [0; Self::BYTES];
        name.copy_from_slice(&hash[..Self::BYTES]);
        Self(name)
    }

    pub fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.0);
    }

    pub fn read(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
        let name = bytes.take(Self::BYTES)?.try_into().map_err(|_| Damaged)?;
        Ok(Self(name))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}
