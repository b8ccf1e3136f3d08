//! Hugo, which the benchmark of publishing compares with.

use std::path::PathBuf;

use anyhow::Result;

use super::program::{self, Program};

const HUGO: Program = Program {
    variable: "FEUILLET_HUGO",
    names: &["hugo"],
    elsewhere: &[],
    packages: &["hugo"],
};

/// Finds Hugo, installing it where that is possible.
pub(crate) fn hugo() -> Result<PathBuf> {
    let [hugo] = program::ensure("benchmarks", [&HUGO])?;
    Ok(hugo)
}
