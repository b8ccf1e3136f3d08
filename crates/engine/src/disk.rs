//! Reading and writing files, with errors that name the file.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context, Result};

use crate::file_stamp::FileStamp;

/// Bytes of a file's name on every common disk.
pub(crate) const MAX_NAME: usize = 255;

/// Whether a text can be the name of a file or folder on every common disk and stay in the folder that it is put in.
/// Extensions of a few letters may follow.
pub fn is_plain_name(name: &str) -> bool {
    name.len() <= MAX_NAME - 15
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.contains(|character: char| {
            // Those of Windows.
            matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || character.is_control()
        })
}

pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file and the folders above it. Returns the file's stamp.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<FileStamp> {
    let create = || -> std::io::Result<FileStamp> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        Ok(FileStamp::of(&file.metadata()?))
    };
    in_folder(path, create).with_context(|| format!("cannot write {}", path.display()))
}

/// Copies a file, making the folders above the copy. Returns the copy's stamp.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<FileStamp> {
    in_folder(to, || {
        fs::copy(from, to)?;
        Ok(FileStamp::of(&fs::metadata(to)?))
    })
    .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}

/// Does something with a file; if it fails for want of the folders above the file, once more with them.
fn in_folder<T>(path: &Path, write: impl Fn() -> std::io::Result<T>) -> std::io::Result<T> {
    match write() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            write()
        }
        done => done,
    }
}

pub(crate) fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot create the folder {}", path.display()))
}

pub(crate) fn remove_folder(path: &Path) -> Result<()> {
    fs::remove_dir_all(path).with_context(|| format!("cannot remove the folder {}", path.display()))
}

pub(crate) fn remove_file(path: &Path) -> Result<()> {
    fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))
}

pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("cannot rename {} to {}", from.display(), to.display()))
}
