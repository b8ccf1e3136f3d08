//! Paths in the author's folder, by which findings name files.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Path of a file in the author's folder, as text: `source/_posts/hello.md`.
///
/// Its parts are separated by `/` and in NFC. Another generator's document has other paths besides: one in the content
/// (`posts/hello.md`) and one in the published folder (`content/posts/hello.md`). Clones share the text, since each
/// finding has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorPath(Arc<str>);

impl AuthorPath {
    /// Takes the path of a file in the author's folder.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AuthorPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
