//! Which files a content folder holds, and what each of them is.
//!
//! | in the content folder | is | published as |
//! |---|---|---|
//! | `posts/**/*.md` | a post | `content/posts/<slug>.md` |
//! | `pages/**/*.md` | a standalone page | `content/pages/<slug>.md` |
//! | other files in those two | pictures and such beside a text | the same path below `content/` |
//! | `site.yaml` | the settings | not at all |
//! | anything else | a file to serve as it is | the same path |
//!
//! A folder without `posts/` may hold its posts at the top. Hidden files and editors' copies are left alone.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::{disk, settings};
use crate::content::folder::Folder;
use crate::content::links::is_markdown;

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Where it lies on this machine.
    pub(super) path: PathBuf,
    /// Its path in the content, with `/` and in NFC: `posts/hello.md`.
    pub(super) name: String,
    pub(super) folder: Folder,
    /// It was put into the published folder by hand and is not in the content folder.
    pub(super) dropped: bool,
}

impl Source {
    /// The folder of the file in the content, nothing for a file at the top.
    pub(super) fn directory(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    /// What tells it from every other file of this machine, as text.
    pub(super) fn key(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The text as it is now, with what is not UTF-8 replaced the way browsers replace it.
    pub(super) fn text(&self) -> Result<String> {
        Ok(String::from_utf8_lossy(&disk::read(&self.path)?).into_owned())
    }
}

/// A file that is served as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asset {
    pub(super) path: PathBuf,
    /// Where it will lie in the published folder.
    pub(super) published: String,
}

/// What a content folder holds, sorted by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    pub(super) documents: Vec<Source>,
    pub(super) assets: Vec<Asset>,
    /// Where each published path is among the assets, the first one where two have the same.
    places: HashMap<String, usize>,
}

impl Scan {
    /// Looks through a content folder. `dropped` are files that were put into the published folder by hand, with their
    /// paths there.
    pub(super) fn of(content: &Path, dropped: &[(PathBuf, String)]) -> Result<Self> {
        if !content.is_dir() {
            bail!("the content folder {} does not exist", content.display());
        }
        let mut scan = Self::default();
        let posts_at_top = !content.join("posts").is_dir();
        for (path, name) in files_below(content)? {
            scan.add(path, &name, posts_at_top);
        }
        let mut known: BTreeSet<String> = scan.documents.iter().map(|source| source.name.clone()).collect();
        for (path, published) in dropped {
            if !is_hidden(path) {
                scan.add_dropped(path.clone(), published, &mut known);
            }
        }
        Ok(scan)
    }

    fn add(&mut self, path: PathBuf, name: &str, posts_at_top: bool) {
        if name == settings::FILE {
            return;
        }
        let markdown = is_markdown(name);
        let folder = if name.starts_with("pages/") {
            Some(Folder::Pages)
        } else if name.starts_with("posts/") || (posts_at_top && markdown) {
            Some(Folder::Posts)
        } else {
            None
        };
        match folder {
            Some(folder) if markdown => {
                self.documents.push(Source {
                    path,
                    name: name.to_owned(),
                    folder,
                    dropped: false,
                });
            }
            Some(_) => self.add_asset(path, format!("content/{name}")),
            None => self.add_asset(path, name.to_owned()),
        }
    }

    fn add_asset(&mut self, path: PathBuf, published: String) {
        self.places.entry(published.clone()).or_insert(self.assets.len());
        self.assets.push(Asset { path, published });
    }

    /// A file of the published folder that no publish wrote; the content folder's own files come first.
    fn add_dropped(&mut self, path: PathBuf, published: &str, known: &mut BTreeSet<String>) {
        let Some(name) = published.strip_prefix("content/") else {
            return;
        };
        let folder = if name.starts_with("pages/") {
            Folder::Pages
        } else {
            Folder::Posts
        };
        if is_markdown(name) {
            if known.insert(name.to_owned()) {
                self.documents.push(Source {
                    path,
                    name: name.to_owned(),
                    folder,
                    dropped: true,
                });
            }
        } else if self.asset(published).is_none() {
            self.add_asset(path, published.to_owned());
        }
    }

    /// The asset that will lie at a published path.
    pub(super) fn asset(&self, published: &str) -> Option<&Asset> {
        self.places.get(published).map(|place| &self.assets[*place])
    }
}

/// All files below a folder with their names from there, sorted, without what is hidden and what editors leave behind.
pub(super) fn files_below(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let wanted = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.path());
    let mut files = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            // A link that leads nowhere, such as the lock of a file that is open in Emacs.
            Err(error) if error.path().is_some_and(|path| is_hidden(path) || path.is_symlink()) => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot look through {}", root.display())),
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).context("a file outside its folder")?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else {
            bail!("the name of {} is not Unicode: rename the file", entry.path().display());
        };
        let name = parts.join("/").nfc().collect::<String>();
        // The list of written files has one a line.
        if name.contains(char::is_control) {
            bail!("the name of {name:?} holds a line break or another control character: rename the file");
        }
        files.push((entry.into_path(), name));
    }
    files.sort_by(|(_, first), (_, second)| first.cmp(second));
    Ok(files)
}

/// Names that begin with a dot, and the copies that editors make (`post.md~`, `#post.md#`).
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}
