//! Builds the reader, the part of Feuillet that runs in the browser, unless it is up to date.

mod fingerprint;
pub(crate) mod linker;
mod panics;
pub(crate) mod renderer;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::run;
use crate::setup::Tools;

/// Set while xtask runs Trunk: the hook is then a no-op.
pub(crate) const READER_ONLY: &str = "FEUILLET_READER_ONLY";

/// Flags for the compiler of the reader.
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Flags for wasm-opt that make the core: small first. `index.html` names the same for Trunk.
pub(crate) const OPTIMIZATIONS: [&str; 3] = ["-Oz", "--low-memory-unused", "--converge"];

/// Name of the module that Trunk builds.
pub(crate) const CORE: &str = "core";

/// Builds the reader if it is stale, and returns its folder.
pub(crate) fn build(tools: &Tools) -> Result<PathBuf> {
    let root = run::project_root();
    // Not `target/reader`, where cargo puts native builds of the profile of that name.
    let folder = run::target_folder().join("dist").join("reader");
    let record = folder.with_extension("fingerprint");

    let inputs = fingerprint::of_inputs(&root, &tools.versions)?;
    let recorded = fs::read_to_string(&record).unwrap_or_default();
    if folder.is_dir() && recorded == fingerprint::with_output(inputs, &folder)? {
        return Ok(folder);
    }
    run::remove(&record)?;

    // An interrupted build may have left files behind.
    run::remove(&folder)?;
    run::create_folder(&folder)?;
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--release", "--dist"]).arg(&folder);
    trunk.env(READER_ONLY, "1").current_dir(&root);
    hide_paths_of_this_machine(&mut trunk);
    linker::use_for(&mut trunk, CORE)?;
    // With this variable, Trunk's own backtrace would hide a compiler error.
    trunk.env_remove("RUST_BACKTRACE");
    // Trunk parses the value as a boolean and rejects `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    }
    run::step("Building the reader (takes a minute or two the first time)", || {
        run::run(&mut trunk)
    })?;
    ensure!(
        folder.join("index.html").is_file(),
        "Trunk did not write index.html to {}",
        folder.display()
    );

    renderer::build(tools, &folder)?;

    let fingerprint = fingerprint::with_output(inputs, &folder)?;
    fs::write(&record, fingerprint).with_context(|| format!("cannot write {}", record.display()))?;
    Ok(folder)
}

/// Remaps the paths of cargo's registries in a build of the reader.
fn hide_paths_of_this_machine(command: &mut Command) {
    for flag in remapped_registries() {
        add_flag(command, &flag);
    }
}

/// Flags for the compiler that remap the paths of cargo's registries: in panic messages they leak the build machine and
/// make builds irreproducible.
pub(crate) fn remapped_registries() -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    let registries = registries.into_iter().flatten().flatten();
    let paths = registries.map(|registry| registry.path().to_string_lossy().into_owned());
    // Flags are separated by spaces, so a path with whitespace cannot be passed.
    let paths = paths.filter(|path| !path.contains(char::is_whitespace));
    paths.map(|path| format!("--remap-path-prefix={path}=")).collect()
}

/// Adds a flag for the compiler of the reader.
fn add_flag(command: &mut Command, flag: &str) {
    let set = command.get_envs().find(|(name, _)| *name == RUSTFLAGS);
    let set = match set {
        Some((_, value)) => value.map(OsStr::to_owned),
        None => env::var_os(RUSTFLAGS),
    };
    let mut flags = set.unwrap_or_default();
    flags.push(" ");
    flags.push(flag);
    command.env(RUSTFLAGS, flags);
}
