//! Installs npm packages, each in a folder of its own in the store.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::apt;
use crate::run;

/// Installs npm if it is missing. `purpose` tells the user what for, `remedy` what to do if that fails.
pub(super) fn ensure(purpose: &str, remedy: &str) -> Result<()> {
    if run::find_program("npm").is_none() {
        apt::install(&["nodejs", "npm"], purpose).with_context(|| remedy.to_owned())?;
    }
    Ok(())
}

/// Installs one package, as `name@version`, into a folder; its programs are then in `node_modules/.bin`.
pub(super) fn install(folder: &Path, package: &str) -> Result<()> {
    run_npm(folder, package, &[])
}

/// Installs one package, and runs no scripts of its own or of what it needs.
pub(super) fn install_without_scripts(folder: &Path, package: &str) -> Result<()> {
    run_npm(folder, package, &["--ignore-scripts"])
}

fn run_npm(folder: &Path, package: &str, flags: &[&str]) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--fetch-retry-maxtimeout=5000",
        "--fetch-retry-mintimeout=1000",
        "--prefix",
    ])
    .arg(folder);
    npm.args(flags).arg(package);
    run::run(&mut npm).with_context(|| format!("cannot install {package}; is the network reachable?"))
}
