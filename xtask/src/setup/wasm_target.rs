//! The standard library for wasm32-unknown-unknown: from rustup, or else built from Debian's sources.

mod debian;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::store::Store;
use super::{Tool, apt};
use crate::run;

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn ensure(store: &Store) -> Result<Tool> {
    if is_in_toolchain()? {
        return from_toolchain();
    }
    if let Some(tool) = debian::installed(store)? {
        return Ok(tool);
    }
    let has_rustup = run::find_program("rustup").is_some();
    if has_rustup && added_by_rustup() && is_in_toolchain()? {
        return from_toolchain();
    }
    if apt::is_here() {
        let why = if has_rustup {
            "rustup cannot download it"
        } else {
            "rustup is not installed"
        };
        return debian::install(store, why);
    }
    anyhow::bail!("the Rust target {TARGET} is missing; install it with `rustup target add {TARGET}`")
}

fn from_toolchain() -> Result<Tool> {
    let version = run::output(rustc().arg("--version"))?;
    Ok(Tool {
        folder: None,
        version: version.trim().to_owned(),
    })
}

fn is_in_toolchain() -> Result<bool> {
    let folder = run::output(rustc().args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(has_std(Path::new(folder.trim())))
}

fn has_std(folder: &Path) -> bool {
    let Ok(mut entries) = folder.read_dir() else {
        return false;
    };
    entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}

fn added_by_rustup() -> bool {
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET]).current_dir(run::project_root());
    run::step(
        &format!("Adding the Rust target {TARGET} (takes a few seconds)"),
        || run::run(&mut add),
    )
    .is_ok()
}

/// `rustc` of native builds, run in the project, because its toolchain may depend on the folder.
fn rustc() -> Command {
    let mut command = Command::new("rustc");
    command.current_dir(run::project_root());
    command
}

/// The linker for WebAssembly that comes with a Rust toolchain.
fn toolchain_linker() -> Result<Option<std::path::PathBuf>> {
    let root = run::output(rustc().args(["--print", "sysroot"]))?;
    let about = run::output(rustc().arg("-vV"))?;
    let host = about
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("no host in the output of `rustc -vV`")?;
    let linker = Path::new(root.trim())
        .join("lib/rustlib")
        .join(host)
        .join("bin/rust-lld");
    Ok(linker.is_file().then_some(linker))
}
