//! The published folder as it is before a publish: which files lie there, and which of them no publish wrote.
//!
//! A list of the files that were written lies in the folder. What is there and not on the list was put there by
//! somebody: below `content/posts/` and `content/pages/` it was dropped there to be read, and is kept; anywhere else
//! it may be anything, and the folder is refused.

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use super::disk;
use super::stamp::Stamp;

/// The list of written files, one path a line. Hidden, so that most uploads leave it out.
pub(super) const LIST: &str = ".feuillet-files";

/// Where visitors' hosts may get files by hand.
const DROP_FOLDERS: [&str; 2] = ["content/posts/", "content/pages/"];

/// What file managers leave in every folder that they show.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The folder to fill, as it is before.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) folder: PathBuf,
    /// Files that were dropped there, with their paths in the folder.
    dropped: Vec<(PathBuf, String)>,
    /// The files that lie there, by their paths in the folder.
    pub(super) present: HashMap<String, Stamp>,
    /// Those of them that a publish wrote.
    pub(super) listed: BTreeSet<String>,
}

impl Output {
    /// Looks at the folder to fill.
    ///
    /// # Errors
    ///
    /// When it holds files that no publish wrote, or has to do with the content folder.
    pub(super) fn open(folder: &Path, content: &Path) -> Result<Self> {
        // Through a link to where the folder really is: the link itself must stay.
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let folder = std::path::absolute(&real).with_context(|| format!("cannot find {}", folder.display()))?;
        if folder.file_name().is_none() {
            bail!("{} cannot be replaced: name a folder of its own", folder.display());
        }
        let output = Self {
            folder,
            dropped: Vec::new(),
            present: HashMap::new(),
            listed: BTreeSet::new(),
        };
        output.keep_off(content)?;
        if !output.folder.exists() {
            return Ok(output);
        }
        output.look_through()
    }

    /// What is not published is removed, so the content must not be in the folder, and the folder not in the content.
    fn keep_off(&self, content: &Path) -> Result<()> {
        let Ok(content) = content.canonicalize() else {
            return Ok(());
        };
        // The folder itself may be still to come; where it will lie is known.
        let there = self.folder.ancestors().find(|ancestor| ancestor.exists());
        let Some(there) = there.and_then(|there| there.canonicalize().ok().map(|real| (there, real))) else {
            return Ok(());
        };
        let folder = match self.folder.strip_prefix(there.0) {
            Ok(rest) if rest.as_os_str().is_empty() => there.1,
            Ok(rest) => there.1.join(rest),
            Err(_) => there.1,
        };
        if content.starts_with(&folder) || folder.starts_with(&content) {
            bail!(
                "{} and the content folder {} are one within the other: publish to another folder",
                folder.display(),
                content.display()
            );
        }
        Ok(())
    }

    fn look_through(mut self) -> Result<Self> {
        let list_path = self.folder.join(LIST);
        let listed: BTreeSet<String> = if list_path.is_file() {
            let list = disk::read(&list_path)?;
            String::from_utf8_lossy(&list).lines().map(str::to_owned).collect()
        } else {
            BTreeSet::new()
        };
        let mut foreign = Vec::new();
        for entry in WalkDir::new(&self.folder) {
            let entry = entry.with_context(|| format!("cannot look through {}", self.folder.display()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let relative = entry
                .path()
                .strip_prefix(&self.folder)
                .context("a file outside its folder")?;
            let name = relative
                .iter()
                .map(|part| part.to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            if name == LIST || is_litter(entry.file_name()) {
                continue;
            }
            let metadata = entry.metadata();
            let metadata = metadata.with_context(|| format!("cannot look at {}", entry.path().display()))?;
            self.present.insert(name.clone(), Stamp::of(&metadata));
            if listed.contains(&name) {
                self.listed.insert(name);
                continue;
            }
            if DROP_FOLDERS.iter().any(|folder| name.starts_with(folder)) && !listed.is_empty() {
                self.dropped.push((entry.into_path(), name));
            } else {
                foreign.push(name);
            }
        }
        if foreign.is_empty() {
            self.dropped.sort();
            return Ok(self);
        }
        foreign.sort();
        let more = match foreign.len() {
            0..=3 => String::new(),
            count => format!(" and {} more", count - 3),
        };
        foreign.truncate(3);
        bail!(
            "{} holds files that no publish wrote: {}{more}. Move them away, or publish to another folder",
            self.folder.display(),
            foreign.join(", ")
        )
    }

    /// Files that were dropped into the folder, with their paths in it.
    pub(super) fn dropped(&self) -> &[(PathBuf, String)] {
        &self.dropped
    }

    /// Where what is new is made: next to the folder, on the same disk so that renaming is atomic.
    pub(super) fn staging(&self) -> Result<PathBuf> {
        let name = self.folder.file_name().context("a folder without a name")?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".publishing");
        Ok(self.folder.with_file_name(hidden))
    }
}

/// Whether a file is one that file managers leave everywhere.
pub(super) fn is_litter(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| LITTER.contains(&name))
}
