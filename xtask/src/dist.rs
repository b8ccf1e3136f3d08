//! `cargo xtask dist`: the command as one file that needs nothing else, with the reader inside.

mod licenses;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use crate::{reader, run, setup};

/// The target whose programs need no library of the system they run on.
const STATIC_LINUX: &str = "x86_64-unknown-linux-musl";

/// Builds the command for a target, by default for Linux without libraries, and packs it with the licenses of all that
/// is inside and its checksum.
pub(crate) fn dist(target: Option<&str>) -> Result<ExitCode> {
    let root = run::project_root();
    let target = target.unwrap_or(STATIC_LINUX);
    let tools = setup::for_reader()?;
    let reader = reader::build(&tools)?;
    bundle(&reader)?;

    add_target(target)?;
    let mut build = run::cargo("build");
    build.arg("--manifest-path").arg(root.join("Cargo.toml"));
    build.args(["--package", "feuillet", "--bin", "feuillet", "--release"]);
    build.args(["--features", "bundled", "--target", target]);
    build.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    let flags = format!("CARGO_TARGET_{}_RUSTFLAGS", target.replace('-', "_").to_uppercase());
    build.env(flags, reader::remapped_registries().join(" "));
    run::step(
        "Building the command with the reader inside (takes some minutes)",
        || run::run(&mut build),
    )?;

    let suffix = if target.contains("windows") { ".exe" } else { "" };
    let program = run::target_folder()
        .join(target)
        .join("release")
        .join(format!("feuillet{suffix}"));
    let name = format!("feuillet-{}-{target}", env!("CARGO_PKG_VERSION"));
    let folder = run::target_folder().join("dist").join(&name);
    run::remove(&folder)?;
    run::create_folder(&folder)?;
    copy(&program, &folder.join(format!("feuillet{suffix}")))?;
    for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(file), &folder.join(file))?;
    }
    let mut licenses = licenses::of_dependencies(&root, target)?;
    match run::output(Command::new(&program).arg("licenses")) {
        Ok(grammars) => licenses.push_str(&grammars),
        Err(_) => println!("{target} does not run here: add what `feuillet licenses` prints there to the licenses"),
    }
    fs::write(folder.join("LICENSES-OF-DEPENDENCIES.txt"), licenses)?;

    let archive = folder.with_file_name(format!("{name}.tar.gz"));
    let mut tar = Command::new("tar");
    tar.arg("--create").arg("--gzip").arg("--file").arg(&archive);
    tar.args(["--sort=name", "--owner=0", "--group=0", "--mtime=2000-01-01"]);
    tar.arg("--directory").arg(folder.with_file_name("")).arg(&name);
    run::run(&mut tar)?;
    let checksum = checksum(&archive)?;
    fs::write(
        archive.with_file_name(format!("{name}.tar.gz.sha256")),
        format!("{checksum}  {name}.tar.gz\n"),
    )?;
    println!("{}", folder.display());
    println!(
        "{} ({:.1} MB, SHA-256 {checksum})",
        archive.display(),
        megabytes(&archive)?
    );
    Ok(ExitCode::SUCCESS)
}

/// Packs the reader for the command that carries it.
fn bundle(reader: &Path) -> Result<()> {
    let path = run::project_root().join("reader.bundle");
    let bundle = feuillet_bundle::pack(reader)?;
    fs::write(&path, bundle).with_context(|| format!("cannot write {}", path.display()))
}

/// Checks the code of the command that carries the reader, which other checks leave out.
pub(crate) fn check(reader: &Path) -> Result<()> {
    bundle(reader)?;
    let mut clippy = run::cargo("clippy");
    clippy.args(["--package", "feuillet", "--bin", "feuillet", "--features", "bundled"]);
    clippy.args(["--", "-D", "warnings"]).current_dir(run::project_root());
    run::run(&mut clippy)
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
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn checksum(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Sha256::digest(&bytes).iter().fold(String::new(), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(digit.into(), 16));
        }
        text
    }))
}

#[expect(clippy::cast_precision_loss, reason = "it is shown with one digit")]
fn megabytes(path: &Path) -> Result<f64> {
    Ok(fs::metadata(path)?.len() as f64 / 1e6)
}
