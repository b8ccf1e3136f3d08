//! List of the files that a publish wrote, which lies in the published folder.
//!
//! The list of a large folder has several parts (`.feuillet-files`, `.feuillet-files-1` and so on, one path a line), so
//! that one more document rewrites, and uploads, one part of bounded size. A folder's list is all of its parts together,
//! however they are divided.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::digest::Digest;
use crate::disk;
use crate::published_path::PublishedPath;

/// The first part, which small folders have only. Hidden, so that most uploads leave it out.
const FIRST: &str = ".feuillet-files";

/// A part that names all old and new files, in place while a publish changes the folder.
const MEANWHILE: &str = ".feuillet-files-meanwhile";

/// Paths for which there is a part, on average.
const PART: usize = 1024;

/// Maximum number of files with one stem that are kept together. More of them do not belong to one document.
const TOGETHER: usize = 16;

/// Number of consecutive numbers whose files are kept together, if files are called by numbers.
const BLOCK: usize = 32;

/// Whether a file at the top of the published folder is a part of the list.
pub(crate) fn is_part(name: &str) -> bool {
    let is_numbered = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    name == FIRST
        || name == MEANWHILE
        || name
            .strip_prefix(FIRST)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(is_numbered)
}

/// Reads the list of a folder; empty if there is none.
///
/// # Errors
///
/// If a part cannot be read.
pub(crate) fn read(folder: &Path) -> Result<HashSet<String>> {
    let mut listed = HashSet::new();
    for name in part_names(folder)? {
        let text = disk::read(&folder.join(name))?;
        listed.extend(String::from_utf8_lossy(&text).lines().map(str::to_owned));
    }
    Ok(listed)
}

/// Returns the names of the parts in a folder.
fn part_names(folder: &Path) -> Result<BTreeSet<String>> {
    let context = || format!("cannot read the folder {}", folder.display());
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_part(&name) && entry.path().is_file() {
            names.insert(name);
        }
    }
    Ok(names)
}

/// The parts that a folder's list is to have, by their numbers.
pub(crate) struct FileList(Vec<String>);

impl FileList {
    /// Divides a list of sorted paths into parts. A path's part follows from its stem alone, so that a document's files
    /// are in one part and no other part changes with them; if the stem is a number, from that and the folder, so that a page
    /// of a list is in one part with its data.
    pub(crate) fn of(paths: &[&PublishedPath]) -> Self {
        let number = paths.len().div_ceil(PART).next_power_of_two();
        let mut stems: HashMap<&str, usize> = HashMap::new();
        for path in paths {
            *stems.entry(stem(path.as_str())).or_default() += 1;
        }
        let mut parts = vec![String::new(); number];
        for path in paths {
            let stem = stem(path.as_str());
            let key = block(path.as_str()).unwrap_or_else(|| match stems.get(stem) {
                Some(count) if *count <= TOGETHER => stem.to_owned(),
                _ => path.as_str().to_owned(),
            });
            let hash = Digest::of(key.as_bytes()).bytes()[..8]
                .iter()
                .fold(0, |hash, byte| (hash << 8) | usize::from(*byte));
            let part = &mut parts[hash % number];
            part.push_str(path.as_str());
            part.push('\n');
        }
        Self(parts)
    }

    /// Writes the parts into a folder that has none.
    ///
    /// # Errors
    ///
    /// If a part cannot be written.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        for (name, text) in self.named() {
            disk::write(&folder.join(name), text.as_bytes())?;
        }
        Ok(())
    }

    /// Names a folder's old and new files, before any of them is moved. Returns the list's changes that are to be made
    /// afterwards.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read or written.
    pub(crate) fn begin(
        &self,
        folder: &Path,
        staging: &Path,
        both: impl Iterator<Item = impl AsRef<str>>,
    ) -> Result<Changes<'_>> {
        let is_other =
            |(name, text): &(String, &str)| !fs::read(folder.join(name)).is_ok_and(|old| old == text.as_bytes());
        let replaced: Vec<(String, &str)> = self.named().filter(is_other).collect();
        let wanted: BTreeSet<String> = self.named().map(|(name, _)| name).collect();
        let removed: Vec<String> = part_names(folder)?.difference(&wanted).cloned().collect();
        if !replaced.is_empty() || !removed.is_empty() {
            let mut text = String::new();
            for path in both {
                text.push_str(path.as_ref());
                text.push('\n');
            }
            put(folder, MEANWHILE, &text, staging)?;
        }
        Ok(Changes { replaced, removed })
    }

    /// The parts with their names.
    fn named(&self) -> impl Iterator<Item = (String, &str)> {
        let name = |number: usize| match number {
            0 => FIRST.to_owned(),
            _ => format!("{FIRST}-{number}"),
        };
        self.0
            .iter()
            .enumerate()
            .map(move |(number, text)| (name(number), text.as_str()))
    }
}

/// Changes of a folder's list, to be made when its files are in place.
#[must_use]
pub(crate) struct Changes<'a> {
    replaced: Vec<(String, &'a str)>,
    removed: Vec<String>,
}

impl Changes<'_> {
    /// Replaces the parts that differ. Until the last one is in place, [`MEANWHILE`] names all files.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written.
    pub(crate) fn finish(self, folder: &Path, staging: &Path) -> Result<()> {
        if self.replaced.is_empty() && self.removed.is_empty() {
            return Ok(());
        }
        for (name, text) in self.replaced {
            put(folder, &name, text, staging)?;
        }
        for name in self.removed.iter().filter(|name| *name != MEANWHILE) {
            disk::remove_file(&folder.join(name))?;
        }
        disk::remove_file(&folder.join(MEANWHILE))
    }
}

/// Writes a part at once: half a part would make strangers of the other half's files.
fn put(folder: &Path, name: &str, text: &str, staging: &Path) -> Result<()> {
    let new = staging.join(name);
    disk::write(&new, text.as_bytes())?;
    disk::rename(&new, &folder.join(name))
}

/// Name that the files of a document have in common: `posts/hello/index.html`, `content/posts/hello.md` -> `hello`.
fn stem(path: &str) -> &str {
    let name = named(path);
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Key that the files of some consecutive numbers have in common, if a path is called by a number: the names of the two
/// folders that it is in, and its number by blocks. `tags/rust/older/40/index.html`, `data/tags/rust/older/41.json` ->
/// `rust/older/1`
fn block(path: &str) -> Option<String> {
    let number: usize = stem(path).parse().ok()?;
    let mut folders = named(path).rsplit('/').skip(1);
    let (folder, above) = (folders.next().unwrap_or_default(), folders.next().unwrap_or_default());
    Some(format!("{above}/{folder}/{}", number / BLOCK))
}

/// Path without the name of its file, if that is the index of a folder.
fn named(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, file)) if file.starts_with("index.") => folder,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(documents: usize) -> Vec<PublishedPath> {
        let mut paths = Vec::new();
        for number in 0..documents {
            for path in [
                format!("content/posts/post-{number}.md"),
                format!("data/post/post-{number}.json"),
                format!("posts/post-{number}/index.html"),
                format!("posts/post-{number}/cover.jpg"),
            ] {
                paths.push(PublishedPath::new(path));
            }
        }
        paths.sort();
        paths
    }

    fn list(paths: &[PublishedPath]) -> FileList {
        FileList::of(&paths.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_small_list_is_one_file() {
        let list = list(&paths(2));
        assert_eq!(
            list.named().collect::<Vec<_>>(),
            [(
                ".feuillet-files".to_owned(),
                "content/posts/post-0.md\ncontent/posts/post-1.md\ndata/post/post-0.json\ndata/post/post-1.json\n\
                 posts/post-0/cover.jpg\nposts/post-0/index.html\nposts/post-1/cover.jpg\nposts/post-1/index.html\n"
            )]
        );
    }

    #[test]
    fn one_more_document_changes_a_bounded_part_of_a_list_of_any_size() {
        for documents in [1_000, 10_000, 40_000] {
            let (before, after) = (list(&paths(documents)), list(&paths(documents + 1)));
            assert_eq!(before.0.len(), after.0.len());
            let changed = before.0.iter().zip(&after.0).filter(|(old, new)| old != new);
            let changed: Vec<usize> = changed.map(|(_, new)| new.len()).collect();
            // The part of the document and, since every document has such a file, that of its cover.
            assert!(changed.len() <= 2, "{documents}: {changed:?}");
            assert!(changed.iter().all(|bytes| *bytes < 50_000), "{documents}: {changed:?}");
            let lines: usize = after.0.iter().map(|part| part.lines().count()).sum();
            assert_eq!(lines, 4 * (documents + 1));
        }
    }

    #[test]
    fn one_more_page_of_a_list_changes_one_part() {
        let of_list = |number: usize| {
            [
                format!("tags/rust/older/{number}/index.html"),
                format!("data/tags/rust/older/{number}.json"),
            ]
        };
        let others =
            (1..100).flat_map(|tag| (1..40).map(move |number| format!("tags/{tag}/older/{number}/index.html")));
        let mut paths: Vec<PublishedPath> = others.map(PublishedPath::new).collect();
        let mut most = 0;
        for number in 1..200 {
            paths.sort();
            let before = list(&paths);
            paths.extend(of_list(number).map(PublishedPath::new));
            paths.sort();
            let after = list(&paths);
            if before.0.len() == after.0.len() {
                let changed = before.0.iter().zip(&after.0).filter(|(old, new)| old != new);
                assert_eq!(changed.count(), 1, "{number}");
            }
            most = most.max(after.0.iter().map(String::len).max().unwrap_or_default());
        }
        assert!(most < 60_000, "{most}");
    }

    #[test]
    fn a_list_that_is_divided_otherwise_is_read_whole_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (out, staging) = (folder.path().join("out"), folder.path().join("staging"));
        // As it was written before lists had parts, with what a publish left that was stopped.
        disk::write(&out.join(".feuillet-files"), b"a\nb\n").unwrap();
        disk::write(&out.join(".feuillet-files-12"), b"c\n").unwrap();
        disk::write(&out.join(".feuillet-files-meanwhile"), b"d\n").unwrap();
        let others = ["-of-mine", "-", ".bak", "~", "ystem"].map(|end| out.join(format!(".feuillet-files{end}")));
        for other in &others {
            disk::write(other, b"e\n").unwrap();
        }
        let all = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(read(&out).unwrap(), HashSet::from(all.clone()));

        let list = list(&[PublishedPath::fixed("a"), PublishedPath::fixed("new")]);
        let changes = list
            .begin(&out, &staging, all.iter().map(String::as_str).chain(["new"]))
            .unwrap();
        assert_eq!(read(&out).unwrap().len(), 5, "old and new files, while they are moved");
        changes.finish(&out, &staging).unwrap();
        assert_eq!(read(&out).unwrap(), HashSet::from(["a", "new"].map(str::to_owned)));
        let names = BTreeSet::from([".feuillet-files".to_owned()]);
        assert_eq!(part_names(&out).unwrap(), names);
        for other in &others {
            assert!(other.exists(), "{}", other.display());
        }

        let again = list.begin(&out, &staging, ["a", "new"].iter()).unwrap();
        assert_eq!(part_names(&out).unwrap(), names, "nothing to change");
        again.finish(&out, &staging).unwrap();
    }
}
