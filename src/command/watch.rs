//! Watches the content folder, and the files outside of it that links lead to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use feuillet_dialects::folder::walk::linked_files;
use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

/// Debounce time: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// A watched folder, until it is dropped.
pub(super) struct Watch {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    content: PathBuf,
    links: Arc<Mutex<Links>>,
}

/// Places outside of the content folder that links in it lead to.
#[derive(Debug, Default)]
struct Links {
    files: BTreeSet<PathBuf>,
    /// The folders that they lie in, which are watched: editors replace files by new ones.
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Calls `changed` after each change.
    ///
    /// # Errors
    ///
    /// When the folder cannot be watched.
    pub(super) fn start(content: &Path, changed: impl Fn() + Send + 'static) -> Result<Self> {
        let links = Arc::new(Mutex::new(Links::default()));
        let known = links.clone();
        let mut debouncer = new_debouncer(QUIET, None, move |events: DebounceEventResult| {
            let links = known.lock().unwrap_or_else(PoisonError::into_inner);
            let concerns = |path: &PathBuf| links.concern(path);
            let is_change = events.is_ok_and(|events| {
                let mut changes = events
                    .iter()
                    .filter(|event| !matches!(event.kind, EventKind::Access(_)));
                changes.any(|event| event.paths.is_empty() || event.paths.iter().any(concerns))
            });
            drop(links);
            if is_change {
                changed();
            }
        })
        .context("cannot watch the content folder")?;
        debouncer
            .watch(content, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {}", content.display()))?;
        let mut watch = Self {
            debouncer,
            content: content.to_owned(),
            links,
        };
        watch.follow_links();
        Ok(watch)
    }

    /// Watches what links lead to now. What cannot be watched is left alone: the content folder is.
    pub(super) fn follow_links(&mut self) {
        let found = Links::of(&self.content);
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        for folder in found.folders.difference(&links.folders) {
            let _ = self.debouncer.watch(folder, RecursiveMode::NonRecursive);
        }
        for folder in links.folders.difference(&found.folders) {
            let _ = self.debouncer.unwatch(folder);
        }
        *links = found;
    }
}

impl Links {
    /// Links of a folder to files that are not below it; changes of files below it are seen anyway.
    fn of(content: &Path) -> Self {
        let inside = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        let files = linked_files(content).into_iter();
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
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::sync::mpsc;

    use super::*;

    /// Long enough for the slowest machine; a change is told at once.
    const PATIENCE: Duration = Duration::from_mins(1);

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
        let (sender, changes) = mpsc::channel();
        let mut watch = Watch::start(&content, move || sender.send(()).unwrap()).unwrap();
        fs::write(shared.join("post.md"), "new").unwrap();
        changes.recv_timeout(PATIENCE).expect("the change of the file");
        // As editors do that write a new file and rename it.
        fs::write(shared.join("post.tmp"), "newer").unwrap();
        fs::rename(shared.join("post.tmp"), shared.join("post.md")).unwrap();
        changes.recv_timeout(PATIENCE).expect("the replacement of the file");
        // A link that is made later.
        symlink(shared.join("later.md"), content.join("later.md")).unwrap();
        changes.recv_timeout(PATIENCE).expect("the new link");
        watch.follow_links();
        while changes.try_recv().is_ok() {}
        fs::write(shared.join("later.md"), "new").unwrap();
        changes.recv_timeout(PATIENCE).expect("the change of the new file");
        let links = watch.links.lock().unwrap();
        assert!(links.concern(&content.join("post.md")) && links.concern(&shared.join("post.md")));
        assert!(!links.concern(&shared.join("other.md")) && !links.concern(&shared));
    }
}
