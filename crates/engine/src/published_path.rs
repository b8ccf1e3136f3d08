//! Paths in the published folder, which are neither paths of the author's files nor addresses.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Path of a file in the published folder, as text: `posts/hello/index.html`.
///
/// Its parts are separated by `/` and decoded, and none of them is empty, `.` or `..`: it leads to a place in the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublishedPath(Cow<'static, str>);

impl PublishedPath {
    /// Takes a path that was computed for a file to publish, or that a file of the published folder has.
    pub fn new(path: String) -> Self {
        debug_assert!(stays_inside(&path), "{path} is not a path in the published folder");
        Self(Cow::Owned(path))
    }

    /// Takes a path that is the same in every blog: `sitemap.xml`.
    pub const fn fixed(path: &'static str) -> Self {
        Self(Cow::Borrowed(path))
    }

    /// Takes a path that somebody wrote, such as in a link; `None` if no published file can have it.
    pub fn parse(path: &str) -> Option<Self> {
        stays_inside(path).then(|| Self(Cow::Owned(path.to_owned())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
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
        self.0.rsplit('/').next().unwrap_or_default()
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
        formatter.write_str(&self.0)
    }
}

/// Finds paths in maps by text, such as the folders above a path.
impl Borrow<str> for PublishedPath {
    fn borrow(&self) -> &str {
        &self.0
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
}
