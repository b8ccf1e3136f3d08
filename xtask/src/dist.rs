//! `cargo xtask dist`: the command as one file that needs nothing else, with the reader inside.

mod archive;
mod licenses;
mod source;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use crate::{reader, run, setup};

/// The target whose programs need no library of the system they run on.
const STATIC_LINUX: &str = "x86_64-unknown-linux-musl";

/// Settings of the compiler, in TOML: they make the command a fifth smaller, and the build takes as long.
const PROFILE: [&str; 3] = ["lto = \"fat\"", "codegen-units = 1", "strip = \"symbols\""];

/// Files about the command line: path in the archive, and the command that prints the file.
const FILES: [(&str, &[&str]); 4] = [
    ("completions/feuillet.bash", &["completions", "bash"]),
    ("completions/_feuillet", &["completions", "zsh"]),
    ("completions/feuillet.fish", &["completions", "fish"]),
    ("man/feuillet.1", &["manual"]),
];

/// Builds the command for a target, by default for Linux without libraries, and packs it with the guide, its completions, its
/// manual page and the licenses of all that is inside; beside it the source with the reader inside, for `cargo install --path`.
/// Each archive has a file with its checksum.
///
/// `reader`: the folder of a reader that is compiled already. The source is left out then: it is the same everywhere.
pub(crate) fn dist(target: Option<&str>, reader: Option<&Path>) -> Result<ExitCode> {
    let root = run::project_root();
    let target = target.unwrap_or(STATIC_LINUX);
    add_target(target)?;
    match reader {
        Some(reader) => bundle(reader, target)?,
        None => bundle(&reader::build(&setup::for_reader()?)?, target)?,
    }
    let program = build(target)?;

    let name = format!("feuillet-{}-{target}", env!("CARGO_PKG_VERSION"));
    let folder = new_folder(&name)?;
    copy(&program, &folder.join(program.file_name().unwrap_or_default()))?;
    for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(file), &folder.join(file))?;
    }
    for file in source::files_below(&root.join("docs"))? {
        copy(&root.join("docs").join(&file), &folder.join("docs").join(&file))?;
    }
    let licenses = ("LICENSES-OF-DEPENDENCIES.txt", &["licenses"][..]);
    for (file, arguments) in FILES.into_iter().chain([licenses]) {
        let printed = run::output(Command::new(&program).args(arguments)).with_context(|| {
            format!("{target} does not run here: build for it on a machine of its own, or leave `--target` out")
        })?;
        write(&folder.join(file), &printed)?;
    }
    pack(&folder)?;

    if reader.is_some() {
        return Ok(ExitCode::SUCCESS);
    }
    let folder = new_folder(&format!("feuillet-{}-source", env!("CARGO_PKG_VERSION")))?;
    source::write(&root, &folder)?;
    pack(&folder)?;
    Ok(ExitCode::SUCCESS)
}

/// Compiles the command, and returns its path.
fn build(target: &str) -> Result<PathBuf> {
    let mut build = run::cargo("build");
    build.arg("--manifest-path").arg(run::project_root().join("Cargo.toml"));
    build.args(["--package", "feuillet", "--bin", "feuillet", "--release"]);
    build.args(["--features", "bundled", "--target", target]);
    for setting in PROFILE {
        build.arg("--config").arg(format!("profile.release.{setting}"));
    }
    let flags = format!("CARGO_TARGET_{}_RUSTFLAGS", target.replace('-', "_").to_uppercase());
    build.env(flags, reader::remapped_registries().join(" "));
    run::step(
        "Building the command with the reader inside (takes some minutes)",
        || run::run(&mut build),
    )?;
    let suffix = if target.contains("windows") { ".exe" } else { "" };
    let program = format!("feuillet{suffix}");
    Ok(run::target_folder().join(target).join("release").join(program))
}

/// Writes what the command carries: the reader, and the licenses of its crates for a target.
fn bundle(reader: &Path, target: &str) -> Result<()> {
    let root = run::project_root();
    let licenses = licenses::of_dependencies(&root, target)?;
    for (name, bytes) in [
        ("reader.bundle", feuillet_bundle::pack(reader)?),
        ("licenses.bundle", feuillet_bundle::pack_text(&licenses)?),
    ] {
        let path = root.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Checks the code of the command that carries the reader, which other checks leave out.
pub(crate) fn check(reader: &Path) -> Result<()> {
    bundle(reader, STATIC_LINUX)?;
    let mut clippy = run::cargo("clippy");
    clippy.args(["--package", "feuillet", "--bin", "feuillet", "--features", "bundled"]);
    clippy.args(["--", "-D", "warnings"]).current_dir(run::project_root());
    run::run(&mut clippy)
}

/// Makes an empty folder below `target/dist`.
fn new_folder(name: &str) -> Result<PathBuf> {
    let folder = run::target_folder().join("dist").join(name);
    run::remove(&folder)?;
    run::create_folder(&folder)?;
    Ok(folder)
}

/// Packs a folder as an archive beside it, with its checksum, and prints both.
fn pack(folder: &Path) -> Result<()> {
    let name = format!("{}.tar.gz", folder.file_name().unwrap_or_default().display());
    let archive = folder.with_file_name(&name);
    let packed = archive::pack(folder)?;
    fs::write(&archive, &packed).with_context(|| format!("cannot write {}", archive.display()))?;
    let checksum = checksum(&packed);
    write(
        &archive.with_file_name(format!("{name}.sha256")),
        &format!("{checksum}  {name}\n"),
    )?;
    println!(
        "{} ({:.1} MB, SHA-256 {checksum})",
        archive.display(),
        megabytes(packed.len())
    );
    Ok(())
}

/// Installs Rust's library for a target if it is missing, and looks for the C compiler of the static one.
fn add_target(target: &str) -> Result<()> {
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", target]);
    run::output(&mut rustup)?;
    if target == STATIC_LINUX {
        ensure!(
            run::find_program("musl-gcc").is_some(),
            "no `musl-gcc`, which parts in C need; install it (`apt-get install musl-tools` on Debian), or name another target with `--target`"
        );
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        run::create_folder(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        run::create_folder(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(digit.into(), 16));
        }
        text
    })
}

#[expect(clippy::cast_precision_loss, reason = "it is shown with one digit")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
