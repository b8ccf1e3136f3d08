//! A Markdown file of the author's folder.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use feuillet_content::folder::Folder;
use feuillet_report::author_path::AuthorPath;

use crate::folder::place::DocumentPlace;
use crate::translate::{Translated, Translator};

/// A Markdown file. Clones share what it holds: the library, the plan and the scan each keep every source.
#[derive(Clone, Debug)]
pub struct Source(Arc<SourceFile>);

/// Paths and place of a Markdown file.
#[derive(Debug)]
pub struct SourceFile {
    /// Path on this machine.
    pub path: PathBuf,
    pub file: AuthorPath,
    /// Its path in the content as the reader knows it: `posts/hello.md`.
    pub name: String,
    pub folder: Folder,
    /// It was put into the published folder by hand and is not in the content folder.
    pub dropped: bool,
    place: DocumentPlace,
    translator: Arc<Translator>,
}

impl Source {
    /// A document of the content folder, at its path on this machine and in the author's folder.
    pub fn new(path: &Path, file: AuthorPath, place: DocumentPlace, translator: Arc<Translator>) -> Self {
        Self(Arc::new(SourceFile {
            path: path.to_owned(),
            file,
            name: place.name.clone(),
            folder: folder_of(&place.name),
            dropped: false,
            place,
            translator,
        }))
    }

    /// A document that was put into the published folder by hand.
    pub fn dropped(path: PathBuf, name: &str, translator: Arc<Translator>) -> Self {
        Self(Arc::new(SourceFile {
            path,
            file: AuthorPath::new(name),
            name: name.to_owned(),
            folder: folder_of(name),
            dropped: true,
            place: DocumentPlace::default(),
            translator,
        }))
    }

    /// The folder of the file in the content, nothing for a file at the top.
    pub fn directory(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    /// Cache key: the path on this machine, as text.
    pub fn key(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Everything that a translation depends on besides the bytes, the settings and other files: names and place.
    pub fn describe(&self) -> String {
        format!("{} {} {} {:?}", self.file, self.name, self.dropped, self.place)
    }

    /// The document that visitors get of its bytes.
    pub fn translate(&self, bytes: &[u8]) -> Translated {
        if self.dropped {
            // It lies where it is served, as it is.
            Translated::as_written(bytes)
        } else {
            self.translator.translate(self.file.as_str(), &self.place, bytes)
        }
    }
}

impl Deref for Source {
    type Target = SourceFile;

    fn deref(&self) -> &SourceFile {
        &self.0
    }
}

/// The kind of a document, by its path in the content.
fn folder_of(name: &str) -> Folder {
    if name.starts_with("pages/") {
        Folder::Pages
    } else {
        Folder::Posts
    }
}
