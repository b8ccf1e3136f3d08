//! `cargo xtask publish`: the reader, then `feuillet publish`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::{reader, run, setup};

/// Cargo profile of the native command: fast to build, or fast to run.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// Builds the reader and the command, and publishes. `flags` are passed on to `feuillet publish`.
pub(crate) fn publish(content: &Path, out: &Path, base: Option<&str>, flags: &[&str]) -> Result<ExitCode> {
    let tools = setup::for_reader()?;
    let reader = reader::build(&tools)?;
    let feuillet = build_command(Profile::Release)?;

    let mut command = Command::new(feuillet);
    command
        .arg("publish")
        .arg("--content")
        .arg(content)
        .arg("--out")
        .arg(out)
        .arg("--reader")
        .arg(reader);
    if let Some(base) = base {
        command.args(["--base", base]);
    }
    command.args(flags);
    Ok(run::exit_code(run::status(&mut command)?))
}

/// Builds the native command `feuillet` and returns its path.
pub(crate) fn build_command(profile: Profile) -> Result<PathBuf> {
    let mut build = run::cargo("build");
    build.arg("--manifest-path").arg(run::project_root().join("Cargo.toml"));
    build.args(["--package", "feuillet", "--bin", "feuillet"]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            build.arg("--release");
            "release"
        }
    };
    run::step(
        "Building the `feuillet` command (takes a minute the first time)",
        || run::run(&mut build),
    )?;
    Ok(run::target_folder()
        .join(folder)
        .join(format!("feuillet{}", std::env::consts::EXE_SUFFIX)))
}
