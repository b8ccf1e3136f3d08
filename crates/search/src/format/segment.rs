//! The head of a segment: lengths of its documents, names of its other files.

use super::codec::{Bytes, push_number, push_text};
use super::documents::PAGE_SIZE;
use super::name::Name;
use super::{Damaged, VERSION};

/// Head of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Length of each document, as [`length_code`] has it.
    pub lengths: Vec<u8>,
    /// Pages of documents, [`PAGE_SIZE`] on each.
    pub pages: Vec<Name>,
    /// Shards of the dictionary, in the order of their words.
    pub shards: Vec<Shard>,
}

/// A shard of the dictionary, as the head names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    pub name: Name,
    /// Its first key.
    pub first_key: String,
    /// Number of keys in the shards before it.
    pub first: usize,
    /// Number of its keys.
    pub keys: usize,
}

impl Head {
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        push_number(&mut bytes, self.lengths.len());
        bytes.extend_from_slice(&self.lengths);
        for page in &self.pages {
            page.write(&mut bytes);
        }
        for shard in &self.shards {
            shard.name.write(&mut bytes);
            push_number(&mut bytes, shard.keys);
            push_text(&mut bytes, &shard.first_key);
        }
        bytes
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut bytes = Bytes::new(bytes);
        if bytes.byte()? != VERSION {
            return Err(Damaged);
        }
        let count = bytes.number()?;
        let lengths = bytes.take(count)?.to_owned();
        let pages = (0..count.div_ceil(PAGE_SIZE)).map(|_| Name::read(&mut bytes));
        let pages = pages.collect::<Result<_, _>>()?;
        let mut shards = Vec::new();
        let mut first = 0_usize;
        while !bytes.is_empty() {
            let name = Name::read(&mut bytes)?;
            let keys = bytes.number()?;
            let first_key = bytes.text()?.to_owned();
            shards.push(Shard {
                name,
                first_key,
                first,
                keys,
            });
            first = first.checked_add(keys).ok_or(Damaged)?;
        }
        Ok(Self { lengths, pages, shards })
    }

    /// Returns the shard that has a key, if any has it.
    pub fn shard_of(&self, key: &str) -> Option<&Shard> {
        let after = self.shards.partition_point(|shard| *shard.first_key <= *key);
        self.shards.get(after.checked_sub(1)?)
    }

    /// Returns the shards that have keys with a prefix, if any have.
    pub fn shards_with(&self, prefix: &str) -> &[Shard] {
        let from = self.shards.partition_point(|shard| *shard.first_key <= *prefix);
        let from = from.saturating_sub(1);
        let end = self.shards[from..]
            .iter()
            .position(|shard| *shard.first_key > *prefix && !shard.first_key.starts_with(prefix));
        &self.shards[from..end.map_or(self.shards.len(), |end| from + end)]
    }

    /// Returns the shard of the key with this number.
    pub fn shard_at(&self, key: usize) -> Option<&Shard> {
        let after = self.shards.partition_point(|shard| shard.first <= key);
        let shard = self.shards.get(after.checked_sub(1)?)?;
        (key - shard.first < shard.keys).then_some(shard)
    }
}

/// Steps of a length code per doubling of the length.
const STEPS: f32 = 12.0;

/// Rounds a length in words to a byte, on a logarithmic scale: 4 % off at most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
#[expect(clippy::cast_precision_loss, reason = "rounded anyway")]
pub fn length_code(words: usize) -> u8 {
    ((words + 1) as f32).log2().mul_add(STEPS, 0.5).clamp(0.0, 255.0) as u8
}

/// Returns the length that a code stands for.
pub fn length(code: u8) -> f32 {
    (f32::from(code) / STEPS).exp2() - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn lengths_are_about_right() {
        for words in [0, 1, 10, 250, 5_000, 100_000] {
            let about = length(length_code(words));
            assert!(
                (about - words as f32).abs() <= words as f32 * 0.04 + 0.1,
                "{words}: {about}"
            );
        }
    }
}
