//! Paths in the published folder, which are neither paths of the author's files nor addresses.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Path of a file in the published folder, as text: `posts/hello/index.html`.
///
/// Its parts are separated by `/` and decoded, and none of them is empty, `.` or `..`: it leads to a place in the folder.
///
/// Clones share the text: a plan, what is made of it and what is remembered name the same hundred thousand paths.
#[derive(Clone)]
pub struct PublishedPath(Text);

#[derive(Clone)]
enum Text {
    Fixed(&'static str),
    Shared(Arc<str>),
}

impl PublishedPath {
    /// Takes a path that was computed for a file to publish, or that a file of the published folder has.
    pub fn new(path: String) -> Self {
        debug_assert!(stays_inside(&path), "{path} is not a path in the published folder");
        Self(Text::Shared(path.into()))
    }

    /// Takes a path that is the same in every blog: `sitemap.xml`.
    pub const fn fixed(path: &'static str) -> Self {
        Self(Text::Fixed(path))
    }

    /// Takes a path that somebody wrote, such as in a link; `None` if no published file can have it.
    pub fn parse(path: &str) -> Option<Self> {
        stays_inside(path).then(|| Self(Text::Shared(path.into())))
    }

    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Fixed(path) => path,
            Text::Shared(path) => path,
        }
    }

    /// Returns the place of the file on this machine, if the published folder is `folder`.
    pub fn below(&self, folder: &Path) -> PathBuf {
        folder.join(self.as_str())
    }

    /// Returns the folders above the file, the topmost first: `posts`, `posts/hello`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        folders_of(self.as_str())
    }

    /// Returns the name of the file in its folder.
    pub fn file_name(&self) -> &str {
        self.as_str().rsplit('/').next().unwrap_or_default()
    }
}

/// Returns the folders above a path, the topmost first.
pub(crate) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn stays_inside(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

impl fmt::Display for PublishedPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Finds paths in maps by text, such as the folders above a path.
impl Borrow<str> for PublishedPath {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for PublishedPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

// The same as of the text, as `Borrow` demands.
impl PartialEq for PublishedPath {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for PublishedPath {}

impl PartialOrd for PublishedPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PublishedPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for PublishedPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Serialize for PublishedPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PublishedPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_a_place_in_the_folder() {
        for (path, is_inside) in [
            ("index.html", true),
            ("posts/a b/index.html", true),
            (".nojekyll", true),
            ("a..b/…", true),
            ("", false),
            ("/index.html", false),
            ("posts/", false),
            ("a//b", false),
            ("../secret", false),
            ("a/./b", false),
        ] {
            let parsed = PublishedPath::parse(path);
            assert_eq!(
                parsed.map(|path| path.to_string()),
                is_inside.then(|| path.to_owned()),
                "{path}"
            );
        }
    }

    #[test]
    fn clones_share_the_text() {
        let path = PublishedPath::new("posts/hello/index.html".to_owned());
        assert_eq!(path.as_str().as_ptr(), path.clone().as_str().as_ptr());
    }
}
