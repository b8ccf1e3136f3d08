//! Digests: what tells whether something is still made of the same things.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// The first half of a BLAKE3 hash: 128 bits, so that no two different inputs ever meet by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self::half(blake3::hash(bytes))
    }

    /// Digest of everything that an output is made of. `kind` says how it is made, so that two things made of the same in
    /// different ways differ. None for a value that cannot be serialized.
    pub(crate) fn of_inputs(kind: &str, inputs: &impl Serialize) -> Option<Self> {
        let mut hasher = blake3::Hasher::new();
        postcard::to_io(&(kind, inputs), &mut hasher).ok()?;
        Some(Self::half(hasher.finalize()))
    }

    fn half(hash: blake3::Hash) -> Self {
        let (half, _) = hash.as_bytes().split_at(16);
        Self(half.try_into().expect("half of a hash is 16 bytes"))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name of a file that never changes under it: `main-0123456789abcdef.css`.
    pub fn file_name(self, stem: &str, extension: &str) -> String {
        format!("{stem}-{}.{extension}", &self.hex()[..16])
    }

    /// As the name of a file.
    pub fn hex(self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }
}

/// Computes the digest of bytes that come one after the other.
#[derive(Default)]
pub(crate) struct Hasher(blake3::Hasher);

impl Hasher {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(&self) -> Digest {
        Digest::half(self.0.finalize())
    }
}

/// Gathers everything that something is made of. The parts keep their bounds: `ab`, `c` is not `a`, `bc`.
pub struct Inputs(blake3::Hasher);

impl Inputs {
    /// `kind` says how it is made, so that two things made of the same in different ways differ.
    pub fn new(kind: &str) -> Self {
        let mut inputs = Self(blake3::Hasher::new());
        inputs.add(kind.as_bytes());
        inputs
    }

    pub(crate) fn add(&mut self, part: &[u8]) -> &mut Self {
        self.0.update(&part.len().to_le_bytes());
        self.0.update(part);
        self
    }

    pub fn text(&mut self, part: &str) -> &mut Self {
        self.add(part.as_bytes())
    }

    pub fn finish(&self) -> Digest {
        Digest::half(self.0.finalize())
    }
}

/// This very program: whatever it made may be made otherwise by another one. None when it cannot be read.
pub(crate) fn program() -> Option<Digest> {
    static PROGRAM: OnceLock<Option<Digest>> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let mut hasher = blake3::Hasher::new();
        hasher
            .update_reader(std::fs::File::open(std::env::current_exe().ok()?).ok()?)
            .ok()?;
        Some(Digest::half(hasher.finalize()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_bounds() {
        let digest = |parts: &[&str]| {
            let mut inputs = Inputs::new("test");
            for part in parts {
                inputs.text(part);
            }
            inputs.finish()
        };
        assert_eq!(digest(&["ab", "c"]), digest(&["ab", "c"]));
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&["ab"]), digest(&["ab", ""]));
    }
}
