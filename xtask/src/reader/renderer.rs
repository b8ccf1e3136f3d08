//! Builds the renderer, the reader's second module, which Trunk knows nothing of.

use std::path::Path;

use anyhow::Result;

use super::{hide_paths_of_this_machine, linker};
use crate::run;
use crate::setup::Tools;

const TARGET: &str = "wasm32-unknown-unknown";

/// The profile of the workspace that it is compiled with.
pub(crate) const PROFILE: &str = "renderer";

const NAME: &str = "renderer";

/// Flags for wasm-opt: fast first.
pub(crate) const OPTIMIZATIONS: [&str; 3] = ["-O3", "--low-memory-unused", "--converge"];

/// Name of its file, which the publisher looks for.
pub(crate) const MODULE: &str = "renderer.wasm";

/// Compiles and optimizes the renderer, and writes the module to a folder.
pub(crate) fn build(tools: &Tools, folder: &Path) -> Result<()> {
    let root = run::project_root();
    let compiled = run::target_folder()
        .join(TARGET)
        .join(PROFILE)
        .join("feuillet_renderer.wasm");
    let mut cargo = tools.command("cargo")?;
    cargo.args(["build", "--package", "feuillet-renderer", "--target", TARGET]);
    cargo.args(["--profile", PROFILE]).current_dir(&root);
    hide_paths_of_this_machine(&mut cargo);
    linker::use_for(&mut cargo, NAME)?;
    let mut optimizer = tools.command("wasm-opt")?;
    optimizer
        .args(OPTIMIZATIONS)
        .args(["--strip-debug", "--strip-producers"]);
    optimizer.arg(&compiled).arg("--output").arg(folder.join(MODULE));
    run::step("Building the renderer (takes a minute the first time)", || {
        run::run(&mut cargo)?;
        run::run(&mut optimizer)
    })
}
