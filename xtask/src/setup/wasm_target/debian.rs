//! Fallback if rustup cannot download: Debian's Rust, with a standard library for wasm32 built from Debian's sources.
//!
//! Native builds keep their own toolchain. A script named `cargo`, put first on PATH, passes commands that mention
//! wasm32-unknown-unknown to Debian's cargo, and all others to the next cargo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::super::store::Store;
use super::super::{Tool, apt};
use super::{TARGET, has_std, toolchain_linker};
use crate::run;

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const CLIPPY: &str = "/usr/bin/cargo-clippy";

/// Variables of the current toolchain, which would confuse Debian's.
const FOREIGN: [&str; 10] = [
    "CARGO",
    "CARGO_BUILD_RUSTC",
    "CARGO_ENCODED_RUSTFLAGS",
    "LD_LIBRARY_PATH",
    "RUSTC",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTDOC",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
];

/// Returns an earlier installation, if it matches the version of Debian's compiler.
pub(super) fn installed(store: &Store) -> Result<Option<Tool>> {
    if ![RUSTC, CARGO, CLIPPY]
        .iter()
        .all(|program| Path::new(program).is_file())
    {
        return Ok(None);
    }
    let version = version()?;
    let folder = store.path(&folder_name(&version));
    if !folder.is_dir() {
        return Ok(None);
    }
    tool(&folder, &version).map(Some)
}

pub(super) fn install(store: &Store, why: &str) -> Result<Tool> {
    let purpose = format!("a Rust compiler that can build for {TARGET} ({why})");
    apt::install(&["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"], &purpose)?;
    if toolchain_linker()?.is_none() {
        apt::install(&["lld"], "a linker for WebAssembly")?;
    }
    let version = version()?;
    let announcement = format!("Building the standard library for {TARGET} (takes about a minute, once per machine)");
    let folder = store.ensure(&folder_name(&version), &announcement, build_std)?;
    tool(&folder, &version)
}

fn folder_name(version: &str) -> String {
    format!("{TARGET}-{version}")
}

/// The version of Debian's compiler: a standard library fits only the one that it was built with.
fn version() -> Result<String> {
    let printed = run::output(&mut debian_command(RUSTC, &["--version"]))?;
    let version = printed
        .split_whitespace()
        .nth(1)
        .with_context(|| format!("no version in the output of `{RUSTC} --version`"))?;
    Ok(version.to_owned())
}

fn debian_command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    for name in FOREIGN {
        command.env_remove(name);
    }
    command
}

/// Compiles std for an empty library, and keeps the result as a sysroot of its own.
fn build_std(folder: &Path) -> Result<()> {
    let package = folder.join("empty");
    run::create_folder(&package.join("src"))?;
    write(&package.join("src").join("lib.rs"), "")?;
    write(
        &package.join("Cargo.toml"),
        "[package]\nname = \"feuillet-empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;

    let mut build = debian_command(CARGO, &["build", "--release", "--target", TARGET]);
    build.args([
        "-Zbuild-std=std,panic_abort,panic_unwind,test",
        "-Zbuild-std-features=optimize_for_size",
    ]);
    // Building std is unstable; this variable allows it in a stable compiler.
    build
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    build
        .env("CARGO_TARGET_DIR", package.join("target"))
        .current_dir(&package);
    run::run(&mut build)?;

    // Keep the compiled libraries of std, and nothing else.
    let libraries = library_folder(folder);
    run::create_folder(&libraries)?;
    let built = package.join("target").join(TARGET).join("release").join("deps");
    let entries = fs::read_dir(&built).with_context(|| format!("cannot read the folder {}", built.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot read the folder {}", built.display()))?
            .path();
        let is_library = path.extension().is_some_and(|extension| extension == "rlib");
        if let Some(name) = path.file_name().filter(|_| is_library)
            && !name.to_string_lossy().starts_with("libfeuillet_empty")
        {
            fs::copy(&path, libraries.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    anyhow::ensure!(
        has_std(&libraries),
        "building the standard library for {TARGET} did not produce libstd"
    );
    run::remove(&package)
}

fn library_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib").join("rustlib").join(TARGET).join("lib")
}

/// Writes the script `cargo`. It is compared each time, because the toolchain with the linker may have moved.
fn tool(sysroot: &Path, version: &str) -> Result<Tool> {
    let linker = toolchain_linker()?.or_else(|| run::find_program("wasm-ld"));
    let linker = linker.context("no linker for WebAssembly found; install the Debian package lld")?;
    let folder = sysroot.join("bin");
    let script = folder.join("cargo");
    let text = script_text(&folder, sysroot, &linker);
    if fs::read_to_string(&script).ok().as_deref() != Some(&text) {
        run::create_folder(&folder)?;
        let unfinished = folder.join("cargo.unfinished");
        write(&unfinished, &text)?;
        run::run(Command::new("chmod").arg("+x").arg(&unfinished))?;
        fs::rename(&unfinished, &script).with_context(|| format!("cannot create {}", script.display()))?;
    }
    Ok(Tool {
        folder: Some(folder),
        version: format!("rustc {version} of Debian"),
    })
}

fn script_text(folder: &Path, sysroot: &Path, linker: &Path) -> String {
    let [folder, sysroot, linker] = [folder, sysroot, linker].map(|path| crate::env::quoted(&path.to_string_lossy()));
    let foreign = FOREIGN.join(" ");
    format!(
        r#"#!/bin/sh
# Made by `cargo xtask`: hands builds for wasm32 to Debian's Rust, and all else to the next cargo on PATH.
set -f
here={folder}
others=
IFS=:
for folder in $PATH; do
    [ "$folder" = "$here" ] || others="$others${{others:+:}}$folder"
done
unset IFS
case " $* " in
*{TARGET}*)
    unset {foreign}
    PATH="/usr/bin:$others"
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER={linker}
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--sysroot "{sysroot}
    export PATH CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
    exec {CARGO} "$@"
    ;;
*)
    PATH="$others"
    export PATH
    exec cargo "$@"
    ;;
esac
"#
    )
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
