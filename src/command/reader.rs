//! The compiled reader that a publish needs: a folder, or what the program carries.

use std::path::{Path, PathBuf};

use anyhow::Result;

/// Folder that `cargo xtask` builds the reader in, for a program that carries none.
const BUILT: &str = "target/dist/reader";

/// Returns the folder of the reader: `given` on the command line, else the one that the program carries, unpacked into the
/// folder for caches.
///
/// # Errors
///
/// If it cannot be unpacked.
pub(super) fn folder(given: Option<&Path>) -> Result<PathBuf> {
    match given {
        Some(given) => Ok(given.to_owned()),
        None => carried(),
    }
}

#[cfg(not(feature = "bundled"))]
#[expect(clippy::unnecessary_wraps, reason = "the other one can fail")]
fn carried() -> Result<PathBuf> {
    Ok(PathBuf::from(BUILT))
}

#[cfg(feature = "bundled")]
fn carried() -> Result<PathBuf> {
    use std::fs;

    use anyhow::Context as _;
    use feuillet_engine::digest::Digest;

    /// The reader, packed by `cargo xtask dist`.
    const BUNDLE: &[u8] = include_bytes!("../../reader.bundle");

    let _ = BUILT;
    let caches = dirs::cache_dir().unwrap_or_else(std::env::temp_dir);
    let readers = caches.join("feuillet").join("readers");
    let folder = readers.join(Digest::of(BUNDLE).hex());
    // Its name is that of its content, and it comes into being whole.
    if !folder.is_dir() {
        let unpacking = readers.join(format!("unpacking-{}", std::process::id()));
        feuillet_bundle::unpack(BUNDLE, &unpacking)?;
        if let Err(error) = fs::rename(&unpacking, &folder) {
            fs::remove_dir_all(&unpacking)?;
            // Another publish may have been first.
            if !folder.is_dir() {
                return Err(error).with_context(|| format!("cannot create {}", folder.display()));
            }
        }
    }
    Ok(folder)
}
