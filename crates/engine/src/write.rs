//! Puts what was made in its place: the published folder is as it was until everything is made, then changes file by
//! file, each at once.
//!
//! The list of written files ([`crate::file_list`]) names, from before the first file is moved until after the last one
//! is removed, the old files and the new ones. So a publish that is stopped at any moment leaves no file that the next one would not know
//! for its own, and the next one, which remembers nothing of it, mends the rest.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::Path;
use std::{fmt, fs};

use anyhow::{Context as _, Result, bail};

use crate::cache::Cache;
use crate::disk;
use crate::file_list::FileList;
use crate::file_stamp::now;
use crate::make::{Made, Maker, Outcome, Record, Records, dropped};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::published_folder::{Output, is_litter};
use crate::published_path::{PublishedPath, folders_of};

/// The kind of the records in the cache.
const OUTPUTS: &str = "outputs";

/// What happened to the published folder, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// That lie there now.
    pub files: usize,
    /// Files that were written.
    pub new: usize,
    pub removed: usize,
}

/// Context of an error that came while files were put in their places: the published folder may have changed.
#[derive(Clone, Copy, Debug)]
pub struct Halfway;

impl fmt::Display for Halfway {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("publishing stopped halfway; publish again to complete it")
    }
}

/// Makes what changed and puts it in its place.
///
/// # Errors
///
/// When something cannot be made, and then the folder is as it was; or when a file cannot be put in its place, with the
/// context [`Halfway`].
pub fn write(output: &Output, plan: &Plan, cache: &Cache, progress: &dyn Progress) -> Result<Written> {
    let staging = output.staging()?;
    if staging.exists() {
        disk::remove_folder(&staging)?;
    }
    let records: Records = cache.load(OUTPUTS).unwrap_or_default();
    let done = Maker {
        output,
        staging: &staging,
        records: &records,
    }
    .make(plan, progress)
    .and_then(|made| {
        let written = place(output, plan, &made.outcomes, &staging).context(Halfway)?;
        remember(plan, &made, &records, cache);
        Ok(written)
    });
    if staging.exists() {
        let removed = disk::remove_folder(&staging);
        if done.is_ok() {
            removed?;
        }
        // Otherwise the error that stopped the publish is the one worth telling.
    }
    done
}

/// Moves what was staged into the published folder and removes what is not published any more.
fn place(
    output: &Output,
    plan: &Plan,
    outcomes: &BTreeMap<&PublishedPath, Outcome>,
    staging: &Path,
) -> Result<Written> {
    let is_staged = |outcome: &Outcome| matches!(outcome, Outcome::Staged(_));
    let staged: Vec<&PublishedPath> = outcomes
        .iter()
        .filter(|(_, outcome)| is_staged(outcome))
        .map(|(path, _)| *path)
        .collect();
    let listed: BTreeSet<&PublishedPath> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.stamp().is_some())
        .map(|(path, _)| *path)
        .collect();
    let dropped: BTreeMap<&PublishedPath, &Path> = dropped(plan).collect();
    let moved: Vec<(&PublishedPath, &Path)> = dropped
        .iter()
        .map(|(path, from)| (*path, *from))
        .filter(|(path, from)| path.below(&output.folder) != *from)
        .collect();
    let removed: Vec<&PublishedPath> = output
        .listed
        .iter()
        .filter(|path| !listed.contains(path) && !dropped.contains_key(path))
        .collect();
    let written = Written {
        files: listed.len() + dropped.len(),
        new: staged.len() + moved.len(),
        removed: removed.len(),
    };
    let list = FileList::of(&listed.iter().copied().collect::<Vec<_>>());
    if !output.folder.exists() {
        list.write(staging)?;
        disk::rename(staging, &output.folder)?;
        return Ok(written);
    }
    let both: BTreeSet<&PublishedPath> = listed.iter().copied().chain(&output.listed).collect();
    let is_kept = |path: &&PublishedPath| !dropped.contains_key(path);
    let both = both.into_iter().filter(is_kept).map(PublishedPath::as_str);
    let list_changes = list.begin(&output.folder, staging, both)?;
    let (in_the_way, others): (Vec<&PublishedPath>, Vec<&PublishedPath>) = {
        let way = Way::of(&staged, &removed);
        removed.iter().partition(|path| way.is_in(path))
    };
    remove(&output.folder, &in_the_way)?;
    // Before anything else comes to lie where they are.
    for (path, from) in in_order(moved, &output.folder)? {
        move_to(from, &output.folder, path)?;
    }
    for path in staged {
        move_to(&path.below(staging), &output.folder, path)?;
    }
    remove(&output.folder, &others)?;
    list_changes.finish(&output.folder, staging)?;
    Ok(written)
}

/// Files in an order in which none is moved to where another one still lies.
fn in_order<'a>(
    mut files: Vec<(&'a PublishedPath, &'a Path)>,
    folder: &Path,
) -> Result<Vec<(&'a PublishedPath, &'a Path)>> {
    let mut ordered = Vec::with_capacity(files.len());
    while !files.is_empty() {
        let lying: HashSet<&Path> = files.iter().map(|(_, from)| *from).collect();
        let (waiting, free): (Vec<_>, Vec<_>) = files
            .iter()
            .partition(|(path, _)| lying.contains(path.below(folder).as_path()));
        if free.is_empty() {
            bail!(
                "{} would have to swap places with another file; rename it",
                files[0].1.display()
            );
        }
        ordered.extend(free);
        files = waiting;
    }
    Ok(ordered)
}

/// Which removed files have to go before the new ones come: those whose name becomes a folder's or was below one that
/// becomes a file's, and those whose name differs in nothing that every disk tells apart.
struct Way<'a> {
    files: HashSet<String>,
    folders: HashSet<&'a str>,
}

impl<'a> Way<'a> {
    fn of(staged: &[&'a PublishedPath], removed: &[&PublishedPath]) -> Self {
        if removed.is_empty() {
            return Self {
                files: HashSet::new(),
                folders: HashSet::new(),
            };
        }
        Self {
            files: staged.iter().map(|path| path.as_str().to_lowercase()).collect(),
            folders: staged.iter().flat_map(|path| path.folders()).collect(),
        }
    }

    fn is_in(&self, removed: &PublishedPath) -> bool {
        let lower = removed.as_str().to_lowercase();
        self.folders.contains(removed.as_str())
            || self.files.contains(&lower)
            || folders_of(&lower).any(|folder| self.files.contains(folder))
    }
}

fn move_to(from: &Path, folder: &Path, path: &PublishedPath) -> Result<()> {
    let to = path.below(folder);
    if fs::rename(from, &to).is_ok() {
        return Ok(());
    }
    // A folder that is still to come, or something of another kind in the way.
    for above in path.folders() {
        let above = folder.join(above);
        if fs::symlink_metadata(&above).is_ok_and(|found| !found.is_dir()) {
            disk::remove_file(&above)?;
        }
    }
    if to.is_dir() {
        remove_if_empty(&to);
    }
    if let Some(parent) = to.parent() {
        disk::create_folder(parent)?;
    }
    disk::rename(from, &to)
}

/// Removes files, and folders that hold nothing any more.
fn remove(folder: &Path, paths: &[&PublishedPath]) -> Result<()> {
    let mut folders = BTreeSet::new();
    for path in paths {
        match fs::remove_file(path.below(folder)) {
            Err(error) if error.kind() != ErrorKind::NotFound => disk::remove_file(&path.below(folder))?,
            _ => folders.extend(path.folders()),
        }
    }
    // The deepest first.
    for path in folders.into_iter().rev() {
        remove_if_empty(&folder.join(path));
    }
    Ok(())
}

/// Removes a folder in which nothing lies but what file managers leave.
fn remove_if_empty(folder: &Path) {
    if fs::remove_dir(folder).is_ok() {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    if names.iter().all(|name| is_litter(name)) {
        for name in names {
            let _ = fs::remove_file(folder.join(name));
        }
        let _ = fs::remove_dir(folder);
    }
}

/// Remembers what each output was made of.
fn remember(plan: &Plan, made: &Made<'_>, old: &Records, cache: &Cache) {
    let looked_at = now();
    let mut records = BTreeMap::new();
    for (path, outcome) in &made.outcomes {
        let stamp = outcome.stamp();
        if let Some(digest) = plan.get(path).and_then(|planned| planned.digest)
            && stamp.is_none_or(|stamp| stamp.is_settled(looked_at))
        {
            let hash = made.contents.get(*path).map(|content| content.hash);
            records.insert(*path, Record { digest, stamp, hash });
        }
    }
    let is_old = records.len() == old.len() && records.iter().all(|(path, record)| old.get(*path) == Some(record));
    if !is_old {
        cache.save(OUTPUTS, &records);
    }
}
