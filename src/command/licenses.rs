//! `feuillet licenses`: the licenses of everything that the program contains.

use anyhow::Result;

/// Returns the licenses of the crates, if the program was packed with them, and of the grammars that color code.
///
/// # Errors
///
/// If what the program carries is damaged.
pub(super) fn all() -> Result<String> {
    Ok(format!("{}{}", of_crates()?, feuillet_enrich::licenses()))
}

#[cfg(not(feature = "bundled"))]
#[expect(clippy::unnecessary_wraps, reason = "the other one can fail")]
fn of_crates() -> Result<String> {
    Ok("This program was built from source: `cargo metadata` tells the licenses of its crates.\n\n".to_owned())
}

#[cfg(feature = "bundled")]
fn of_crates() -> Result<String> {
    /// The licenses of crates, compressed by `cargo xtask dist`.
    const LICENSES: &[u8] = include_bytes!("../../licenses.bundle");

    Ok(format!("{}\n", feuillet_bundle::unpack_text(LICENSES)?))
}
