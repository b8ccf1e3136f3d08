//! Paths in the author's folder, by which findings name files.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Path of a file in the author's folder, as text: `source/_posts/hello.md`.
///
/// Its parts are separated by `/` and in NFC. Another generator's document has other paths besides: one in the content
/// (`posts/hello.md`) and one in the published folder (`content/posts/hello.md`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorPath(Cow<'static, str>);

impl AuthorPath {
    /// Takes the path of a file that was found in the author's folder.
    pub fn new(path: &str) -> Self {
        Self(Cow::Owned(path.to_owned()))
    }

    /// Takes a path that is the same in every folder: `site.yaml`.
    pub const fn fixed(path: &'static str) -> Self {
        Self(Cow::Borrowed(path))
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
