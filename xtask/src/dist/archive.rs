//! Archives that depend on nothing but the names, texts and rights of files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, EntryType, Header};

/// 1 January 2000, in Unix time: some programs take 0 for a missing time.
const TIME: u64 = 946_684_800;

/// Packs a folder as a compressed tar archive, in the order of names, below the folder's own name.
///
/// # Errors
///
/// If a file cannot be read.
pub(super) fn pack(folder: &Path) -> Result<Vec<u8>> {
    let top = PathBuf::from(folder.file_name().context("a folder without a name")?);
    let mut archive = Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for path in super::source::files_below(folder)? {
        let bytes = fs::read(folder.join(&path)).with_context(|| format!("cannot read {}", path.display()))?;
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        let is_program =
            path.file_stem().is_some_and(|name| name == "feuillet") && path.parent() == Some(Path::new(""));
        header.set_mode(if is_program { 0o755 } else { 0o644 });
        header.set_mtime(TIME);
        header.set_size(bytes.len() as u64);
        archive.append_data(&mut header, top.join(&path), bytes.as_slice())?;
    }
    let mut packed = archive.into_inner()?;
    packed.flush()?;
    Ok(packed.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_make_the_same_archive() {
        let made = || {
            let folder = tempfile::tempdir().unwrap();
            let blog = folder.path().join("feuillet-1");
            fs::create_dir_all(blog.join("man")).unwrap();
            for name in ["man/feuillet.1", "feuillet", "README.md"] {
                fs::write(blog.join(name), name).unwrap();
            }
            pack(&blog).unwrap()
        };
        let packed = made();
        assert_eq!(packed, made());
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let entries = archive.entries().unwrap().map(|entry| {
            let entry = entry.unwrap();
            (
                entry.path().unwrap().display().to_string(),
                entry.header().mode().unwrap(),
            )
        });
        assert_eq!(
            entries.collect::<Vec<_>>(),
            [
                ("feuillet-1/README.md".to_owned(), 0o644),
                ("feuillet-1/feuillet".to_owned(), 0o755),
                ("feuillet-1/man/feuillet.1".to_owned(), 0o644),
            ]
        );
    }
}
