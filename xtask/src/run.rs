//! Runs other programs: long ones are announced, and errors name the command.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Output};
use std::time::Instant;
use std::{env, fs, io};

use anyhow::{Context as _, Result, bail};

/// Root folder of the checkout.
///
/// Cargo tells it at run time, so that a moved checkout needs no rebuild.
pub(crate) fn project_root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let xtask = PathBuf::from(xtask);
    xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// Cargo's target folder, wherever this machine's configuration puts it.
pub(crate) fn target_folder() -> PathBuf {
    // This program lies in `<target>/<profile>/`.
    let of_this_program = env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.parent()?.to_path_buf()));
    of_this_program.unwrap_or_else(|| project_root().join("target"))
}

/// Cargo for native builds, started in the caller's folder.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut command = clean_command("cargo");
    command.arg(subcommand);
    command
}

/// A command without the variables that `cargo run` sets for this program.
///
/// Build scripts that read them would run again for each way of starting xtask.
pub(crate) fn clean_command(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        if name.starts_with("CARGO_PKG_") || matches!(name, "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH") {
            command.env_remove(name);
        }
    }
    command
}

/// Announces a long step, runs it and prints how long it took.
pub(crate) fn step<T>(announcement: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("» {announcement}");
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    match &outcome {
        Ok(_) => eprintln!("» done in {seconds:.1} s"),
        Err(_) => eprintln!("» failed after {seconds:.1} s"),
    }
    outcome
}

/// Runs a command and shows what it prints; anything but success is an error that names the command.
///
/// Its output goes to standard error, because a shell may evaluate xtask's standard output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command.stdout(io::stderr()))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command that shares this terminal.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| not_started(command))
}

/// Runs a command silently and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let Output { status, stdout, stderr } = command.output().with_context(|| not_started(command))?;
    if !status.success() {
        bail!(
            "`{}` failed ({status}): {}",
            shown(command),
            String::from_utf8_lossy(&stderr).trim()
        );
    }
    String::from_utf8(stdout).with_context(|| format!("`{}` did not print text", shown(command)))
}

/// Converts a child's exit status to this program's exit code.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Finds a program on PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path)
        .map(|folder| folder.join(&file_name))
        .find(|program| program.is_file())
}

/// Removes a folder or a file, if it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Creates a folder and its parents.
pub(crate) fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot create the folder {}", path.display()))
}

fn not_started(command: &Command) -> String {
    format!("cannot start `{}`", shown(command))
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy);
    words.collect::<Vec<_>>().join(" ")
}
