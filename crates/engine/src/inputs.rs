//! Inputs of an output, with their digest.
//!
//! The maker of an output is a plain function of its inputs, and the digest of the output is computed from the very
//! same value, so an input cannot be forgotten: what is not in the digest cannot be reached by the maker.

use std::ops::Deref;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use serde::{Serialize, Serializer};

use crate::digest::Digest;

/// A value that many outputs are made of, with its digest, which stands for the value in theirs: a page template is
/// hashed once and not for each of 10,000 pages.
#[derive(Debug)]
pub struct Hashed<T> {
    value: Arc<T>,
    digest: Digest,
}

impl<T: Serialize> Hashed<T> {
    /// Hashes a value.
    ///
    /// # Errors
    ///
    /// When the value cannot be serialized.
    pub fn new(value: T) -> Result<Self> {
        let bytes = serde_json::to_vec(&value).context("cannot hash an input")?;
        let digest = Digest::of(&bytes);
        Ok(Self {
            value: Arc::new(value),
            digest,
        })
    }
}

impl<T> Hashed<T> {
    /// Puts a digest that is known already beside its value.
    pub fn with_digest(value: T, digest: Digest) -> Self {
        Self {
            value: Arc::new(value),
            digest,
        }
    }

    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The value, to be kept.
    pub fn shared(&self) -> Arc<T> {
        self.value.clone()
    }
}

impl<T> Clone for Hashed<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            digest: self.digest,
        }
    }
}

impl<T> Deref for Hashed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// As its digest.
impl<T> Serialize for Hashed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.digest.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_value_stands_for_the_whole_of_it() {
        let hashed = |value: &[&str]| Hashed::new(value.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap();
        let digest = |value: &[&str]| Digest::of_inputs("test", &(1, hashed(value)));
        assert!(digest(&["a"]).is_some());
        assert_eq!(digest(&["a", "b"]), digest(&["a", "b"]));
        assert_ne!(digest(&["a", "b"]), digest(&["ab"]));
    }
}
