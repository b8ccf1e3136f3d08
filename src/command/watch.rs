//! Watches a blog's folder with the settings above it, and the files outside of it that links lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use feuillet_dialects::folder::project::project_of;
use feuillet_dialects::folder::walk::{PUBLISHED, is_left_alone, linked_files};
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// A watched folder, until it is dropped.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    /// The content folder, or the project that it belongs to.
    root: PathBuf,
    watched: BTreeMap<PathBuf, RecursiveMode>,
    links: Arc<Mutex<Links>>,
    /// Folders below the root that came into being: one of the same name as before is another one to the system.
    created: Arc<Mutex<BTreeSet<PathBuf>>>,
}

/// Places outside of the folder that links in it lead to.
#[derive(Debug, Default)]
struct Links {
    files: BTreeSet<PathBuf>,
    /// The folders that they lie in, which are watched: editors replace files by new ones.
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Calls `changed` at each change, of which there are several whenever an editor writes a file.
    ///
    /// # Errors
    ///
    /// When the folder cannot be watched.
    pub(super) fn start(content: &Path, changed: impl Fn() + Send + 'static) -> Result<Self> {
        let root = project_of(content);
        let links = Arc::new(Mutex::new(Links::default()));
        let (known, below) = (links.clone(), root.clone());
        let created = Arc::new(Mutex::new(BTreeSet::new()));
        let new = created.clone();
        let told = move |event: notify::Result<Event>| {
            // An error may hide a change.
            let is_change = event.map_or(true, |event| {
                if matches!(
                    event.kind,
                    EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))
                ) {
                    let at_top = event.paths.iter().filter(|path| path.parent() == Some(&below));
                    let mut new = new.lock().unwrap_or_else(PoisonError::into_inner);
                    new.extend(at_top.cloned());
                }
                let links = known.lock().unwrap_or_else(PoisonError::into_inner);
                let mut paths = event.paths.iter();
                // Opening and reading are no changes, and publishing does both.
                !matches!(event.kind, EventKind::Access(_))
                    && (event.paths.is_empty() || paths.any(|path| links.concern(path) && is_looked_at(path, &below)))
            });
            if is_change {
                changed();
            }
        };
        let mut watch = Self {
            watcher: notify::recommended_watcher(told).context("cannot watch the content folder")?,
            root,
            watched: BTreeMap::new(),
            links,
            created,
        };
        watch
            .watcher
            .watch(&watch.root, RecursiveMode::NonRecursive)
            .with_context(|| format!("cannot watch {}", watch.root.display()))?;
        watch.watched.insert(watch.root.clone(), RecursiveMode::NonRecursive);
        watch.follow_links();
        Ok(watch)
    }

    /// Watches what links lead to now, and the folders that there are. It looks through the whole folder.
    pub(super) fn follow_links(&mut self) {
        let found = Links::of(&self.root);
        *self.links.lock().unwrap_or_else(PoisonError::into_inner) = found;
        self.follow_folders();
    }

    /// Watches the folders that there are now. What cannot be watched is left alone: the folder itself is watched.
    pub(super) fn follow_folders(&mut self) {
        let mut wanted = places(&self.root);
        let links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        for folder in &links.folders {
            wanted.entry(folder.clone()).or_insert(RecursiveMode::NonRecursive);
        }
        drop(links);
        for folder in std::mem::take(&mut *self.created.lock().unwrap_or_else(PoisonError::into_inner)) {
            self.watched.remove(&folder);
        }
        for (folder, mode) in &wanted {
            if self.watched.get(folder) != Some(mode) {
                let _ = self.watcher.watch(folder, *mode);
            }
        }
        for folder in self.watched.keys().filter(|folder| !wanted.contains_key(*folder)) {
            let _ = self.watcher.unwatch(folder);
        }
        self.watched = wanted;
    }
}

/// The folders to watch for all that is read below one: not for what is left alone there, such as installed packages,
/// nor for what was published to it.
fn places(root: &Path) -> BTreeMap<PathBuf, RecursiveMode> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    let read = folders.filter(|path| !is_left_alone(path) && !path.join(PUBLISHED).is_file());
    let below = read.map(|folder| (folder, RecursiveMode::Recursive));
    let root = (root.to_owned(), RecursiveMode::NonRecursive);
    below.chain([root]).collect()
}

/// Whether a changed path is looked at when publishing: editors keep locks and copies beside files while they write.
fn is_looked_at(path: &Path, root: &Path) -> bool {
    // What links lead to may lie anywhere.
    let below = path.strip_prefix(root).unwrap_or(Path::new(""));
    !below.iter().any(|part| is_left_alone(Path::new(part)))
}

impl Links {
    /// Links of a folder to files that are not below it; changes of files below it are seen anyway.
    fn of(root: &Path) -> Self {
        let inside = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let files = linked_files(root).into_iter();
        let files: BTreeSet<PathBuf> = files.filter(|file| !file.starts_with(&inside)).collect();
        let folders = files.iter().filter_map(|file| file.parent().map(Path::to_owned));
        Self {
            folders: folders.collect(),
            files,
        }
    }

    /// Whether a change of a path is one of the blog: not one of another file beside what a link leads to.
    fn concern(&self, path: &Path) -> bool {
        let is_beside =
            path.parent().is_some_and(|folder| self.folders.contains(folder)) || self.folders.contains(path);
        !is_beside || self.files.contains(path)
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::sync::mpsc::{self, Receiver};
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Long enough for the slowest machine; a change is told at once.
    const PATIENCE: Duration = Duration::from_mins(1);

    /// Watches a folder. Changes come as messages.
    fn watched(content: &Path) -> (Watch, Receiver<()>) {
        let (sender, changes) = mpsc::channel();
        let watch = Watch::start(content, move || {
            // The test may be over.
            let _ = sender.send(());
        });
        (watch.unwrap(), changes)
    }

    /// Waits until a change is told, and forgets those that have been told by then.
    #[track_caller]
    fn wait_for(changes: &Receiver<()>, what: &str) {
        assert!(changes.recv_timeout(PATIENCE).is_ok(), "{what}");
        while changes.try_recv().is_ok() {}
    }

    #[test]
    fn a_file_that_a_link_leads_to_is_watched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let (content, shared) = (root.join("content"), root.join("shared"));
        for folder in [&content, &shared] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(shared.join("post.md"), "old").unwrap();
        fs::write(shared.join("later.md"), "old").unwrap();
        fs::write(shared.join("other.md"), "old").unwrap();
        symlink(shared.join("post.md"), content.join("post.md")).unwrap();
        let (mut watch, changes) = watched(&content);
        fs::write(shared.join("post.md"), "new").unwrap();
        wait_for(&changes, "the change of the file");
        // As editors do that write a new file and rename it.
        fs::write(shared.join("post.tmp"), "newer").unwrap();
        fs::rename(shared.join("post.tmp"), shared.join("post.md")).unwrap();
        wait_for(&changes, "the replacement of the file");
        // A link that is made later.
        symlink(shared.join("later.md"), content.join("later.md")).unwrap();
        wait_for(&changes, "the new link");
        watch.follow_links();
        while changes.try_recv().is_ok() {}
        fs::write(shared.join("later.md"), "new").unwrap();
        wait_for(&changes, "the change of the new file");
        let links = watch.links.lock().unwrap();
        assert!(links.concern(&content.join("post.md")) && links.concern(&shared.join("post.md")));
        assert!(!links.concern(&shared.join("other.md")) && !links.concern(&shared));
    }

    #[test]
    fn settings_above_the_content_and_new_folders_are_watched() {
        for (settings, content) in [
            ("hugo.toml", "content"),
            ("_config.yml", "_posts"),
            ("_config.yml", "source/_posts"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            let content = root.join(content);
            fs::create_dir_all(&content).unwrap();
            fs::write(root.join(settings), "title: a").unwrap();
            let (mut watch, changes) = watched(&content);
            fs::write(root.join(settings), "title: b").unwrap();
            wait_for(&changes, settings);
            fs::create_dir_all(root.join("static/img")).unwrap();
            wait_for(&changes, "a new folder");
            watch.follow_folders();
            while changes.try_recv().is_ok() {}
            fs::write(root.join("static/img/a.svg"), "<svg/>").unwrap();
            wait_for(&changes, "a file in the new folder");
            // As when another branch is checked out.
            fs::remove_dir_all(root.join("static")).unwrap();
            fs::create_dir_all(root.join("static/img")).unwrap();
            wait_for(&changes, "a folder in place of another");
            // Of the new one it may be told a moment later.
            while !watch.created.lock().unwrap().contains(&root.join("static")) {
                thread::yield_now();
            }
            watch.follow_folders();
            while changes.try_recv().is_ok() {}
            fs::write(root.join("static/img/b.svg"), "<svg/>").unwrap();
            wait_for(&changes, "a file in the folder that took its place");
        }
    }

    #[test]
    fn what_is_never_read_is_not_watched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["posts", "node_modules", ".git", "site"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        fs::write(root.join("site").join(PUBLISHED), "").unwrap();
        let places = places(root);
        let names: Vec<&PathBuf> = places.keys().collect();
        assert_eq!(names, [root, &root.join("posts")]);
        for (name, expected) in [
            ("posts/a.md", true),
            ("posts/.a.md.swp", false),
            ("posts/.#a.md", false),
            ("posts/a.md~", false),
            (".git/index.lock", false),
            ("posts", true),
            ("", true),
            ("/home/me/.notes/a.md", true),
        ] {
            assert_eq!(is_looked_at(&root.join(name), root), expected, "{name}");
        }
    }
}
