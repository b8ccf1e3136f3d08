//! Links to folders: which of them a walk follows, so that it ends and reads each document once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use feuillet_content::diagnostic::{Diagnostic, Rule};
use walkdir::DirEntry;

/// The real folders that were looked through.
pub(super) struct Folders {
    root: PathBuf,
    published: Option<PathBuf>,
    /// Real folders that links lead to, with the folders in them.
    linked: BTreeSet<PathBuf>,
    /// The last link that was followed.
    link: Option<PathBuf>,
    /// Whether it leads to a folder that has a place of its own.
    is_alias: bool,
}

/// Kind of a folder that a walk comes to.
pub(super) enum Entered {
    Folder,
    /// A link to the published folder, or to a folder in it.
    Published,
    /// A link to this folder, which has a place of its own.
    Alias(PathBuf),
    /// A link out of the root, to this folder.
    Outside(PathBuf),
    /// A link below another one, to this folder, which has a place of its own; or one that was looked through already.
    Again(PathBuf),
}

impl Folders {
    /// `published` is the published folder, if it exists.
    pub(super) fn of(root: &Path, published: Option<PathBuf>) -> Self {
        Self {
            root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            published,
            linked: BTreeSet::new(),
            link: None,
            is_alias: false,
        }
    }

    pub(super) fn enter(&mut self, entry: &DirEntry, is_wanted: &impl Fn(&Path) -> bool) -> Entered {
        let is_link = entry.path_is_symlink();
        let is_below_link = self.link.as_ref().is_some_and(|link| entry.path().starts_with(link));
        if !is_link && (!is_below_link || self.is_alias) {
            return Entered::Folder;
        }
        let Ok(real) = entry.path().canonicalize() else {
            return Entered::Folder;
        };
        if self
            .published
            .as_ref()
            .is_some_and(|published| real.starts_with(published))
        {
            return Entered::Published;
        }
        let below = real.strip_prefix(&self.root).ok();
        // What is left alone has no place of its own.
        let has_place = below.is_some_and(|below| {
            let mut folder = self.root.clone();
            below.iter().all(|part| {
                folder.push(part);
                is_wanted(&folder)
            })
        });
        if has_place && !is_below_link {
            self.link = Some(entry.path().to_owned());
            self.is_alias = true;
            return Entered::Alias(below.unwrap_or(&real).to_owned());
        }
        if has_place || !self.linked.insert(real.clone()) {
            return Entered::Again(below.unwrap_or(&real).to_owned());
        }
        if !is_link {
            return Entered::Folder;
        }
        self.link = Some(entry.path().to_owned());
        self.is_alias = false;
        if below.is_some() {
            Entered::Folder
        } else {
            Entered::Outside(real)
        }
    }

    /// Whether a file lies below a link to a folder that has a place of its own.
    pub(super) fn is_below_alias(&self, file: &Path) -> bool {
        self.is_alias && self.link.as_ref().is_some_and(|link| file.starts_with(link))
    }
}

/// Problem with the documents in a folder that has a place of its own.
pub(super) fn documents_again(folder: &Path) -> Diagnostic {
    let folder = shown(folder);
    Diagnostic::warning(
        Rule::File,
        format!("the symbolic link leads to {folder}, which is read already, so its documents are skipped"),
        "remove the link, or copy the folder",
    )
}

/// Problem with a folder that was looked through elsewhere.
pub(super) fn again(folder: &Path) -> Diagnostic {
    let folder = shown(folder);
    Diagnostic::warning(
        Rule::File,
        format!("the symbolic link leads to {folder}, which is read already, so it is skipped"),
        "remove the link, or copy the folder",
    )
}

/// Problem with a link to the published folder.
pub(super) fn published_again() -> Diagnostic {
    Diagnostic::warning(
        Rule::File,
        "the symbolic link leads to the published folder, so it is skipped",
        "remove the link",
    )
}

/// A path from the content folder, as a message names it.
fn shown(folder: &Path) -> String {
    if folder.as_os_str().is_empty() {
        "the content folder".to_owned()
    } else {
        format!("`{}`", folder.display())
    }
}
