//! Node.js, in which the tests of the service worker and the drivers of benchmarks run.

use std::path::PathBuf;

use anyhow::Result;

use super::program::{self, Program};

const NODE: Program = Program {
    variable: "FEUILLET_NODE",
    names: &["node", "nodejs"],
    elsewhere: &[],
    packages: &["nodejs"],
};

/// Finds Node.js, installing it where that is possible.
pub(crate) fn node() -> Result<PathBuf> {
    let [node] = program::ensure("service worker tests and benchmarks", [&NODE])?;
    Ok(node)
}
