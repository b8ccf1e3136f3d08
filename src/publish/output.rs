//! The published folder: written beside, swapped in at once, and never over files that no publish wrote.
//!
//! A list of the files that were written lies in the folder. What is there and not on the list was put there by
//! somebody: below `content/posts/` and `content/pages/` it was dropped there to be read, and is kept; anywhere else
//! it may be anything, and the folder is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use super::disk;
use super::read::Entry;

/// The list of written files, one path a line. Hidden, so that most uploads leave it out.
const LIST: &str = ".feuillet-files";

/// Where visitors' hosts may get files by hand.
const DROP_FOLDERS: [&str; 2] = ["content/posts/", "content/pages/"];

/// What file managers leave in every folder that they show.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The files of a published folder, by their path in it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    files: BTreeMap<String, Piece>,
    /// Paths that two things wanted; the later one has it.
    pub(super) collisions: Vec<String>,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Document(Vec<u8>),
    /// A document that somebody put into the published folder: kept, and never on the list of written files.
    Dropped(Vec<u8>),
    Copy(PathBuf),
}

impl Tree {
    pub(super) fn text(&mut self, path: String, text: String) {
        self.put(path, Piece::Text(text));
    }

    /// The raw Markdown of an entry.
    pub(super) fn document(&mut self, path: String, entry: &Entry) {
        let bytes = entry.bytes.clone();
        let piece = if entry.source.dropped {
            Piece::Dropped(bytes)
        } else {
            Piece::Document(bytes)
        };
        self.put(path, piece);
    }

    pub(super) fn copy(&mut self, path: String, from: PathBuf) {
        self.put(path, Piece::Copy(from));
    }

    /// What a path of the tree holds, when it is text.
    pub(super) fn get_text(&self, path: &str) -> Option<String> {
        match self.files.get(path)? {
            Piece::Text(text) => Some(text.clone()),
            Piece::Document(bytes) | Piece::Dropped(bytes) => {
                let text = String::from_utf8_lossy(bytes);
                Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
            }
            Piece::Copy(_) => None,
        }
    }

    /// A file and a folder cannot have one name: the file gives way, and its path is told with the collisions.
    pub(super) fn settle_names(&mut self) {
        let mut in_the_way = BTreeSet::new();
        for path in self.files.keys() {
            for (end, _) in path.match_indices('/') {
                if self.files.contains_key(&path[..end]) {
                    in_the_way.insert(path[..end].to_owned());
                }
            }
        }
        for path in in_the_way {
            self.files.remove(&path);
            self.collisions.push(path);
        }
    }

    /// Keeps files that were dropped into the published folder and that are no part of what is published now: drafts,
    /// hidden files, files whose name the content folder has too.
    pub(super) fn keep(&mut self, dropped: &[(PathBuf, String)], published: &BTreeSet<PathBuf>) {
        for (path, name) in dropped {
            if !published.contains(path) && !self.files.contains_key(name) {
                self.files.insert(name.clone(), Piece::Copy(path.clone()));
            }
        }
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The folders at the top.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        self.files
            .keys()
            .filter_map(|path| Some(path.split_once('/')?.0))
            .collect()
    }

    fn put(&mut self, path: String, piece: Piece) {
        if self.files.insert(path.clone(), piece).is_some() {
            self.collisions.push(path);
        }
    }
}

/// The folder to fill, as it is before.
#[derive(Debug)]
pub(super) struct Output {
    folder: PathBuf,
    /// Files that were dropped there, with their paths in the folder.
    dropped: Vec<(PathBuf, String)>,
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
        };
        output.recover()?;
        output.keep_off(content)?;
        if !output.folder.exists() {
            return Ok(output);
        }
        output.look_through()
    }

    /// After a publish that was stopped between its two renames, the old folder is still there under another name.
    fn recover(&self) -> Result<()> {
        let previous = self.beside("previous")?;
        if previous.exists() && !self.folder.exists() {
            disk::rename(&previous, &self.folder)?;
        }
        Ok(())
    }

    /// The published folder is replaced, so the content must not be in it, and it must not be in the content.
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
        for entry in WalkDir::new(&self.folder).sort_by_file_name() {
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
            let litter = entry.file_name().to_str().is_some_and(|name| LITTER.contains(&name));
            if name == LIST || litter || listed.contains(&name) {
                continue;
            }
            if DROP_FOLDERS.iter().any(|folder| name.starts_with(folder)) && !listed.is_empty() {
                self.dropped.push((entry.into_path(), name));
            } else {
                foreign.push(name);
            }
        }
        if foreign.is_empty() {
            return Ok(self);
        }
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

    /// Writes a tree and puts it in the place of what was there. Returns the number of files.
    pub(super) fn write(&self, tree: &Tree) -> Result<usize> {
        let staging = self.beside("publishing")?;
        if staging.exists() {
            disk::remove_folder(&staging)?;
        }
        if let Err(error) = self.fill(&staging, tree) {
            // The error that stopped the publish is the one worth telling.
            let _ = disk::remove_folder(&staging);
            return Err(error);
        }
        let previous = self.beside("previous")?;
        if previous.exists() {
            disk::remove_folder(&previous)?;
        }
        if self.folder.exists() {
            disk::rename(&self.folder, &previous)?;
        }
        if let Err(error) = disk::rename(&staging, &self.folder) {
            if previous.exists() {
                disk::rename(&previous, &self.folder)?;
            }
            return Err(error);
        }
        if previous.exists() {
            disk::remove_folder(&previous)?;
        }
        Ok(tree.files.len())
    }

    fn fill(&self, staging: &Path, tree: &Tree) -> Result<()> {
        let dropped: BTreeSet<&Path> = self.dropped.iter().map(|(path, _)| path.as_path()).collect();
        let mut list = String::new();
        for (path, piece) in &tree.files {
            let to = staging.join(path);
            let mut written_by_us = true;
            match piece {
                Piece::Text(text) => disk::write(&to, text.as_bytes())?,
                Piece::Document(bytes) => disk::write(&to, bytes)?,
                Piece::Dropped(bytes) => {
                    disk::write(&to, bytes)?;
                    written_by_us = false;
                }
                Piece::Copy(from) => {
                    disk::copy(from, &to)?;
                    written_by_us = !dropped.contains(from.as_path());
                }
            }
            if written_by_us {
                list.push_str(path);
                list.push('\n');
            }
        }
        disk::write(&staging.join(LIST), list.as_bytes())
    }

    /// A hidden folder next to the published one, on the same disk so that renaming is atomic.
    fn beside(&self, suffix: &str) -> Result<PathBuf> {
        let name = self.folder.file_name().context("a folder without a name")?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".");
        hidden.push(suffix);
        Ok(self.folder.with_file_name(hidden))
    }
}
