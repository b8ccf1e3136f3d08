//! The published folder as it is before a publish: which files lie there, and which of them no publish wrote.
//!
//! A list of the files that were written lies in the folder. What is there and not on the list was put there by
//! somebody: below `content/posts/` and `content/pages/` it was dropped there to be read, and is kept; so is what makes
//! the folder a repository; anywhere else it may be anything, and the folder is refused unless the author adopts it.

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use crate::disk;
use crate::file_list;
use crate::file_stamp::FileStamp;
use crate::published_path::PublishedPath;

/// Staging folder inside of a published folder that is a mount point.
const STAGING: &str = ".feuillet-publishing";

/// Folders in which files that no publish wrote are kept and published.
const DROP_FOLDERS: [&str; 2] = ["content/posts/", "content/pages/"];

/// Files and folders at the root that Git and GitHub Pages keep in a published folder that is a repository.
const OF_A_REPOSITORY: [&str; 5] = [".git", ".gitattributes", ".github", ".gitignore", "CNAME"];

/// Files that file managers leave in every folder that they show.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The folder to fill, as it is before.
#[derive(Debug)]
pub struct Output {
    pub folder: PathBuf,
    /// Files that were dropped there, with their paths in the folder.
    dropped: Vec<(PathBuf, PublishedPath)>,
    /// Other files that no publish wrote, in an adopted folder.
    pub adopted: Vec<PublishedPath>,
    /// The files that lie there, by their paths in the folder.
    pub(crate) present: HashMap<PublishedPath, FileStamp>,
    /// Files that a publish wrote, a subset of `present`.
    pub(crate) listed: BTreeSet<PublishedPath>,
}

impl Output {
    /// Looks at the folder to fill. `adopts`: whether files that no publish wrote may lie in it.
    ///
    /// # Errors
    ///
    /// When it holds such files and is not adopted, or has to do with the content folder.
    pub fn open(folder: &Path, content: &Path, adopts: bool) -> Result<Self> {
        // Through a link to where the folder really is: the link itself must stay.
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let folder =
            std::path::absolute(&real).with_context(|| format!("cannot resolve the path {}", folder.display()))?;
        if folder.file_name().is_none() {
            bail!("cannot publish to {}; choose another folder", folder.display());
        }
        let output = Self {
            folder,
            dropped: Vec::new(),
            adopted: Vec::new(),
            present: HashMap::new(),
            listed: BTreeSet::new(),
        };
        output.keep_off(content)?;
        if !output.folder.exists() {
            return Ok(output);
        }
        if !output.folder.is_dir() {
            bail!("{} is a file; publish to a folder", output.folder.display());
        }
        output.look_through(adopts)
    }

    /// A publish removes stale files, so the content must not be in the folder. The folder may be in the content:
    /// that is where other generators publish to, and it is left out of what is read.
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
        if content.starts_with(&folder) {
            bail!(
                "the content folder {} is inside the output folder {}; publish to another folder",
                content.display(),
                folder.display()
            );
        }
        Ok(())
    }

    fn look_through(mut self, adopts: bool) -> Result<Self> {
        let listed = file_list::read(&self.folder)?;
        let mut foreign = Vec::new();
        for File { path, name, stamp } in files_in(&self.folder)? {
            self.present.insert(name.clone(), stamp);
            // Others would be moved to what can be told of their name.
            let is_text = path
                .strip_prefix(&self.folder)
                .is_ok_and(|path| path.to_str().is_some());
            let may_be_dropped = is_text && !listed.is_empty();
            if listed.contains(name.as_str()) {
                self.listed.insert(name);
            } else if DROP_FOLDERS.iter().any(|folder| name.as_str().starts_with(folder)) && may_be_dropped {
                self.dropped.push((path, name));
            } else if !OF_A_REPOSITORY.contains(&name.as_str()) {
                foreign.push(name);
            }
        }
        foreign.sort();
        if foreign.is_empty() || adopts {
            self.dropped.sort();
            self.adopted = foreign;
            return Ok(self);
        }
        let more = match foreign.len() {
            0..=3 => String::new(),
            count => format!(" and {} more", count - 3),
        };
        let names: Vec<&str> = foreign.iter().take(3).map(PublishedPath::as_str).collect();
        bail!(
            "{} contains files that were not written by a publish: {}{more}; move them, publish to another folder, or \
             keep them there with `--adopt`",
            self.folder.display(),
            names.join(", ")
        )
    }

    /// Files that were dropped into the folder, with their paths in it.
    pub fn dropped(&self) -> &[(PathBuf, PublishedPath)] {
        &self.dropped
    }

    /// Whether the folder's disk tells names apart that differ in case only. Those of macOS and Windows do not.
    pub fn tells_cases(&self) -> Result<bool> {
        let probe = self.staging()?.join("case");
        disk::write(&probe, b"")?;
        let tells = !probe.with_file_name("CASE").exists();
        disk::remove_file(&probe)?;
        Ok(tells)
    }

    /// Staging folder: next to the folder, or inside where another disk begins with it, since renaming works
    /// on one disk only.
    pub(crate) fn staging(&self) -> Result<PathBuf> {
        if is_mount_point(&self.folder) {
            return Ok(self.folder.join(STAGING));
        }
        let name = self.folder.file_name().context("a folder without a name")?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".publishing");
        Ok(self.folder.with_file_name(hidden))
    }
}

/// Whether another disk begins with a folder, such as a volume of a container.
#[cfg(unix)]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| path.metadata().map(|metadata| metadata.dev()).ok();
    let above = folder.parent().and_then(disk);
    disk(folder).is_some_and(|own| above.is_some_and(|above| above != own))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}

/// A file of the published folder.
struct File {
    path: PathBuf,
    name: PublishedPath,
    stamp: FileStamp,
}

/// All files below the published folder but litter and the list, in no order. Links are files: nothing of ours lies
/// behind them.
fn files_in(folder: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut level = vec![(folder.to_owned(), String::new())];
    // Level by level, each on every core: a blog has a folder for each page.
    while !level.is_empty() {
        let look = |(folder, prefix): &Inside| {
            look_into(folder, prefix).with_context(|| format!("cannot read the folder {}", folder.display()))
        };
        let looked = level.par_iter().map(look).collect::<Result<Vec<_>>>()?;
        level.clear();
        for (found, folders) in looked {
            files.extend(found);
            level.extend(folders);
        }
    }
    Ok(files)
}

/// A folder with the prefix of the names in it.
type Inside = (PathBuf, String);

/// The files and the folders right in a folder.
fn look_into(folder: &Path, prefix: &str) -> io::Result<(Vec<File>, Vec<Inside>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let is_dir = entry.file_type()?.is_dir();
        if name == STAGING || (is_dir && OF_A_REPOSITORY.contains(&&*name)) {
            // Of a publish that was stopped, or nothing to look into.
        } else if is_dir {
            folders.push((entry.path(), format!("{name}/")));
        } else if !file_list::is_part(&name) && !is_litter(&entry.file_name()) {
            let stamp = FileStamp::of(&entry.metadata()?);
            let (path, name) = (entry.path(), PublishedPath::new(name));
            files.push(File { path, name, stamp });
        }
    }
    Ok((files, folders))
}

/// Whether a file is one that file managers leave everywhere.
pub(crate) fn is_litter(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| LITTER.contains(&name))
}
