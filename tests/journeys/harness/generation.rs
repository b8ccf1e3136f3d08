//! Saved copies of publishes, to upload to a host as a whole or file by file, and a second reader to publish with.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::environment;
use super::site::Site;

/// A copy of a published folder. All its files have the same modification time.
pub(crate) struct Generation {
    folder: TempDir,
    /// Relative to the folder, sorted.
    paths: Vec<String>,
}

impl Generation {
    /// Copies what the site has published, dated `age` ago. Hosts tell files of equal size apart only by their time in
    /// seconds, so each generation needs a time of its own.
    pub(crate) fn of(site: &Site, age: Duration) -> Self {
        let folder = tempfile::tempdir().expect("a folder for a generation");
        let mut paths = files_below(&site.published());
        // The publisher's own record is not uploaded.
        paths.retain(|path| path != ".feuillet-files");
        for path in &paths {
            copy(&site.published().join(path), &folder.path().join(path));
        }
        let generation = Self { folder, paths };
        generation.is_of(age);
        generation
    }

    fn is_of(&self, age: Duration) {
        for path in &self.paths {
            let file = fs::File::options().append(true).open(self.file(path)).expect("a file");
            let now = file.metadata().and_then(|data| data.modified()).expect("its time");
            file.set_modified(now - age).expect("a time for it");
        }
    }

    pub(crate) fn paths(&self) -> &[String] {
        &self.paths
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|known| known == path)
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.file(path)).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }
}

impl Site {
    /// Uploads one file of a generation, with its time.
    pub(crate) fn upload(&self, generation: &Generation, path: &str) {
        let to = self.published().join(path);
        let beside = to.with_extension("part");
        copy(&generation.file(path), &beside);
        // Rename it, so that no visitor gets half a file.
        fs::rename(&beside, &to).expect("a file can be renamed");
    }

    /// Uploads a whole generation, and removes all other files.
    pub(crate) fn become_generation(&self, generation: &Generation) {
        for path in generation.paths() {
            self.upload(generation, path);
        }
        for path in files_below(&self.published()) {
            if !generation.has(&path) {
                self.lose_file(&path);
            }
        }
    }
}

/// Copies the compiled reader, with the same behavior but another name for each file.
pub(crate) fn another_reader() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the reader");
    let reader = environment::reader();
    let names = files_below(&reader);
    let renamed = |name: &str| match name.strip_suffix("_bg.wasm") {
        // The publisher names it.
        None if name == "renderer.wasm" => name.to_owned(),
        Some(stem) => format!("{}_bg.wasm", changed(stem)),
        None => name.rsplit_once('.').map_or_else(String::new, |(stem, extension)| {
            format!("{}.{extension}", changed(stem))
        }),
    };
    for name in &names {
        let mut bytes = fs::read(reader.join(name)).expect("a file of the reader");
        if name == "index.html" {
            let mut page = String::from_utf8(bytes).expect("a page");
            for name in names.iter().filter(|name| *name != "index.html") {
                page = page.replace(&format!("./{name}"), &format!("./{}", renamed(name)));
            }
            fs::write(folder.path().join(name), page).expect("a page");
            continue;
        }
        match name.rsplit_once('.').expect("it has an extension").1 {
            // A custom section without a meaning: id, size, length of its name, name.
            "wasm" => bytes.extend([0, 2, 1, b'x']),
            _ => bytes.extend(b"\n/* another */\n"),
        }
        fs::write(folder.path().join(renamed(name)), bytes).expect("a file of the reader");
    }
    folder
}

/// Reverses the hash at the end of a file's name: `main-0123` -> `main-3210`.
fn changed(stem: &str) -> String {
    let (name, hash) = stem.rsplit_once('-').expect("names of the reader's files have a hash");
    format!("{name}-{}", hash.chars().rev().collect::<String>())
}

/// Relative paths of all files below a folder, sorted.
fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(folder).expect("it is below");
                found.push(path.to_str().expect("the name is text").to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Copies a file with its modification time, and creates its parent folders.
fn copy(from: &Path, to: &Path) {
    let folder = to.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("a folder can be created");
    fs::copy(from, to).unwrap_or_else(|error| panic!("cannot copy {}: {error}", from.display()));
    let modified = fs::metadata(from)
        .and_then(|data| data.modified())
        .expect("a file's time");
    let copy = fs::File::options().append(true).open(to).expect("the copy");
    copy.set_modified(modified).expect("a time for the copy");
}
