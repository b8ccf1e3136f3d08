//! xtask as the linker of the reader's modules: takes the words out of panics, then runs Rust's own linker.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use super::{add_flag, panics};
use crate::run;

/// First argument of a linker for several formats, as Rust calls it; no command of xtask.
const FIRST: &str = "-flavor";

/// Rust's linker, which is on the path while Rust links.
const LINKER: &str = "rust-lld";

/// Names the file for [`missing_panics`].
const RECORD: &str = "FEUILLET_MISSING_PANICS";

/// Begins an argument that tells only which version of this module linked.
const VERSION: &str = "--feuillet-linker=";

/// Whether xtask was called as a linker.
pub(crate) fn is_called() -> bool {
    env::args_os().nth(1).is_some_and(|first| first == FIRST)
}

/// Makes cargo link the core or the renderer with xtask.
pub(super) fn use_for(command: &mut Command, module: &str) -> Result<()> {
    let program = env::current_exe().context("cannot tell where xtask is")?;
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", program);
    command.env(RECORD, record(module));
    // Cargo links again only if its flags change.
    let mut hasher = DefaultHasher::new();
    (
        include_str!("linker.rs"),
        include_str!("panics.rs"),
        include_str!("panics/object.rs"),
    )
        .hash(&mut hasher);
    add_flag(command, &format!("-Clink-arg={VERSION}{:016x}", hasher.finish()));
    Ok(())
}

/// Returns the panics of the list that a module of the reader lacked when it was linked last.
pub(crate) fn missing_panics(module: &str) -> Vec<String> {
    let record = fs::read_to_string(record(module)).unwrap_or_default();
    record.lines().map(str::to_owned).collect()
}

fn record(module: &str) -> PathBuf {
    run::target_folder()
        .join("dist")
        .join(format!("{module}.missing-panics"))
}

/// Links, as Rust asks.
pub(crate) fn link() -> Result<ExitCode> {
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    arguments.retain(|argument| !argument.to_string_lossy().starts_with(VERSION));
    for object in objects(&arguments)? {
        silence(&object).with_context(|| format!("in {}", object.display()))?;
    }
    let status = Command::new(LINKER)
        .args(&arguments)
        .status()
        .with_context(|| format!("cannot run {LINKER}"))?;
    Ok(run::exit_code(status))
}

fn silence(path: &Path) -> Result<()> {
    let object = fs::read(path).context("cannot read it")?;
    let silenced = panics::silence(&object)?;
    fs::write(path, silenced.object).context("cannot write it")?;
    if let Some(record) = env::var_os(RECORD) {
        fs::write(&record, silenced.missing.join("\n"))
            .with_context(|| format!("cannot write {}", record.to_string_lossy()))?;
    }
    Ok(())
}

/// Finds what Rust compiled: temporary files, which may be edited. Long lists of arguments are in a file (`@path`).
fn objects(arguments: &[OsString]) -> Result<Vec<PathBuf>> {
    let mut lines = Vec::new();
    for argument in arguments {
        let argument = argument.to_string_lossy();
        match argument.strip_prefix('@') {
            Some(file) => {
                let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
                lines.extend(text.lines().map(|line| unquoted(line.trim())));
            }
            None => lines.push(argument.into_owned()),
        }
    }
    lines.retain(|line| line.ends_with(".rcgu.o"));
    Ok(lines.into_iter().map(PathBuf::from).collect())
}

/// Undoes the quoting of a line in such a file: `"C:\\a b.o"` is `C:\a b.o`.
fn unquoted(line: &str) -> String {
    let inner = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    inner.unwrap_or(line).replace("\\\\", "\\").replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn quotes_of_argument_files_are_undone() {
        for (line, expected) in [
            ("--export", "--export"),
            (r#""C:\\a b\\c.rcgu.o""#, r"C:\a b\c.rcgu.o"),
            (r"C:\\a.rcgu.o", r"C:\a.rcgu.o"),
        ] {
            assert_eq!(unquoted(line), expected);
        }
    }
}
