//! Content folders to publish.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A content folder, which is removed on drop if it was made for a journey.
pub(crate) struct Content {
    folder: PathBuf,
    temporary: Option<TempDir>,
}

impl Content {
    /// The sample blog of the project.
    pub(crate) fn sample() -> Self {
        Self {
            folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            temporary: None,
        }
    }

    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        let temporary = tempfile::tempdir().expect("a folder for the content");
        Self {
            folder: temporary.path().to_owned(),
            temporary: Some(temporary),
        }
    }

    /// Adds a file.
    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        assert!(
            self.temporary.is_some(),
            "the sample blog is not for journeys to change"
        );
        write(&self.folder.join(path), bytes);
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Writes a file and creates its parent folders.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("cannot create {}: {error}", folder.display()));
    fs::write(path, bytes).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}
