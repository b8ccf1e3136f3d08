//! A content folder, published by the command itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use tempfile::TempDir;

use super::content::{Content, write};
use super::environment;

/// A published blog on the disk of a host.
pub(crate) struct Site {
    content: Content,
    /// The host serves its folder `www`; the published folder is at the base path below it.
    root: Rc<TempDir>,
    base: &'static str,
    /// Flags for `feuillet publish`.
    flags: &'static [&'static str],
    reader: PathBuf,
}

impl Site {
    pub(crate) fn publish(content: Content, base: &'static str, flags: &'static [&'static str]) -> Self {
        let root = tempfile::tempdir().expect("a folder for the host");
        Self::publish_below(Rc::new(root), content, base, flags)
    }

    fn publish_below(root: Rc<TempDir>, content: Content, base: &'static str, flags: &'static [&'static str]) -> Self {
        let site = Self {
            content,
            root,
            base,
            flags,
            reader: environment::reader(),
        };
        site.publish_again();
        site
    }

    /// Publishes another blog on the same host.
    pub(crate) fn publish_beside(&self, content: Content, base: &'static str) -> Self {
        Self::publish_below(self.root.clone(), content, base, self.flags)
    }

    /// Publishes into the same folder once more.
    pub(crate) fn publish_again(&self) {
        let output = Command::new(env!("CARGO_BIN_EXE_feuillet"))
            .arg("publish")
            .arg("--content")
            .arg(self.content.folder())
            .arg("--out")
            .arg(self.published())
            .arg("--reader")
            .arg(&self.reader)
            .args(["--base", self.base])
            .args(self.flags)
            // Keep the cache with the site, so that it is removed with it.
            .env("XDG_CACHE_HOME", self.root.path().join("cache"))
            .output()
            .expect("the command `feuillet` starts");
        assert!(
            output.status.success(),
            "`feuillet publish` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Publishes another content into the same folder.
    pub(crate) fn publish_another(&mut self, content: Content) {
        self.content = content;
        self.publish_again();
    }

    /// Publishes the same content with other flags.
    pub(crate) fn publish_with(&mut self, flags: &'static [&'static str]) {
        self.flags = flags;
        self.publish_again();
    }

    /// Sets the reader for the next publishes.
    pub(crate) fn takes_reader(&mut self, folder: &Path) {
        folder.clone_into(&mut self.reader);
    }

    /// Puts a file into the published folder by hand.
    pub(crate) fn drop_file(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.published().join(path), bytes);
    }

    /// Reads a published file.
    pub(crate) fn published_text(&self, path: &str) -> String {
        let path = self.published().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
    }

    pub(crate) fn published_bytes(&self, path: &str) -> Vec<u8> {
        let path = self.published().join(path);
        fs::read(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
    }

    /// Flips the last byte of each published file at the top of the folder whose name ends with `end`.
    pub(crate) fn damage_files_that_end_with(&self, end: &str) {
        let mut damaged = 0;
        for entry in fs::read_dir(self.published()).expect("the published folder") {
            let path = entry.expect("a file").path();
            if path.display().to_string().ends_with(end) {
                let mut bytes = fs::read(&path).expect("a file");
                let last = bytes.last_mut().expect("a file that is not empty");
                *last = !*last;
                fs::write(&path, bytes).expect("a file");
                damaged += 1;
            }
        }
        assert!(damaged > 0, "no published file ends with {end}");
    }

    /// Removes a published file, and its parent folders that are empty then.
    pub(crate) fn lose_file(&self, path: &str) {
        let path = self.published().join(path);
        fs::remove_file(&path).unwrap_or_else(|error| panic!("cannot remove {}: {error}", path.display()));
        let above = path
            .ancestors()
            .skip(1)
            .take_while(|folder| *folder != self.published());
        for folder in above {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn base(&self) -> &'static str {
        self.base
    }

    /// The published folder. It is never the host's root itself, which a publish could not replace.
    pub(super) fn published(&self) -> PathBuf {
        self.root.path().join("www").join(self.base.trim_matches('/'))
    }
}
