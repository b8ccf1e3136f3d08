//! Installs commands from the package registry, compiled without optimization: they run for seconds, but compile for
//! minutes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::Tool;
use super::store::Store;
use crate::run;

pub(super) struct Wanted<'a> {
    pub(super) package: &'a str,
    /// The command that the package installs.
    pub(super) program: &'a str,
    pub(super) version: &'a str,
    pub(super) arguments: &'a [&'a str],
    /// Compile time on two cores, in minutes.
    pub(super) minutes: u32,
}

/// Build folder, shared between installations, which have many dependencies in common.
const BUILD_FOLDER: &str = "build";

pub(super) fn ensure(store: &Store, wanted: &Wanted<'_>) -> Result<Tool> {
    let Wanted {
        package,
        program,
        version,
        minutes,
        ..
    } = wanted;
    let tool = |folder| Tool {
        folder,
        version: format!("{program} {version}"),
    };
    let name = format!("{package}-{version}");
    if !store.path(&name).is_dir() && is_on_path(program, version) {
        return Ok(tool(None));
    }
    let plural = if *minutes == 1 { "" } else { "s" };
    let announcement =
        format!("Installing {program} {version} (takes about {minutes} minute{plural}, once per machine)");
    let folder = store.ensure(&name, &announcement, |folder| install(store, wanted, folder))?;
    Ok(tool(Some(folder.join("bin"))))
}

/// Removes the build folder.
pub(super) fn clean_up(store: &Store) -> Result<()> {
    run::remove(&store.path(BUILD_FOLDER))
}

fn is_on_path(program: &str, version: &str) -> bool {
    let Some(program) = run::find_program(program) else {
        return false;
    };
    let printed = run::output(Command::new(program).arg("--version"));
    printed.is_ok_and(|printed| printed.split_whitespace().nth(1) == Some(version))
}

fn install(store: &Store, wanted: &Wanted<'_>, folder: &Path) -> Result<()> {
    let attempt = |locked: bool| {
        let mut command = run::cargo("install");
        command
            .args([wanted.package, "--version", wanted.version])
            .args(wanted.arguments);
        if locked {
            command.arg("--locked");
        }
        command.arg("--root").arg(folder);
        command.env("CARGO_TARGET_DIR", store.path(BUILD_FOLDER));
        for (setting, value) in [
            ("LTO", "false"),
            ("OPT_LEVEL", "0"),
            ("CODEGEN_UNITS", "64"),
            ("DEBUG", "0"),
            ("STRIP", "debuginfo"),
        ] {
            command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        // Outside the checkout, because its cargo configuration is not for these packages.
        command.current_dir(folder);
        run::run(&mut command)
    };
    // A mirror that lags behind the registry may not have the exact versions that the package was tested with.
    attempt(true)
        .or_else(|_| {
            eprintln!("» retrying with the newest available versions of its dependencies");
            attempt(false)
        })
        .with_context(|| {
            format!(
                "cannot install {} {}; is the network reachable?",
                wanted.program, wanted.version
            )
        })?;
    // Remove cargo's records, which would only invite `cargo install --root` here.
    for record in [".crates.toml", ".crates2.json"] {
        let _ = fs::remove_file(folder.join(record));
    }
    Ok(())
}
