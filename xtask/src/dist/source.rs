//! The source of the command with the reader inside, from which `cargo install --path` needs Rust and a C compiler only.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::{PROFILE, copy};
use crate::run;

/// Files that the command is compiled from, besides `Cargo.toml`.
const PARTS: [&str; 9] = [
    "Cargo.lock",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "crates",
    "index.html",
    "licenses.bundle",
    "reader.bundle",
    "src",
    "styles",
];

/// `README.md` of the source.
const README: &str = "\
# Feuillet

The source of the command `feuillet`, with the reader compiled.

```sh
cargo install --locked --path .
```

builds it and puts it into the folder for programs of Cargo (`~/.cargo/bin`).
You need Rust 1.95 or later, and a C compiler for the libraries that color code (Oniguruma) and write WebP (libwebp):
`build-essential` on Debian, Xcode's command line tools on macOS, Visual Studio's build tools on Windows.
Node.js and the WebAssembly target are not needed.

`feuillet --help` tells how to begin, `feuillet licenses` the licenses of all that is inside.
";

/// Writes the source to an empty folder.
///
/// # Errors
///
/// If a file cannot be copied, or `Cargo.toml` is not as it was when this was written.
pub(super) fn write(root: &Path, folder: &Path) -> Result<()> {
    for part in PARTS {
        let from = root.join(part);
        if from.is_file() {
            copy(&from, &folder.join(part))?;
            continue;
        }
        for file in files_below(&from)? {
            // What tests expect is no part of the command.
            if !file.iter().any(|part| part == "snapshots") {
                copy(&from.join(&file), &folder.join(part).join(&file))?;
            }
        }
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).context("cannot read Cargo.toml")?;
    fs::write(folder.join("Cargo.toml"), installable(&manifest)?)?;
    fs::write(folder.join("README.md"), README)?;
    // Takes what only xtask and the tests use out of Cargo.lock, which `--locked` wants exact.
    let mut metadata = run::cargo("metadata");
    metadata.args(["--format-version", "1", "--manifest-path"]);
    run::output(metadata.arg(folder.join("Cargo.toml")))?;
    Ok(())
}

/// Makes the project's manifest that of the command with the reader inside: without tools and tests, whose folders stay
/// behind.
///
/// # Errors
///
/// If a part that must change is not there.
fn installable(manifest: &str) -> Result<String> {
    let mut manifest = manifest.to_owned();
    for (from, to) in [
        (
            r#"members = ["crates/*", "xtask", "tests/work"]"#,
            r#"members = ["crates/*"]"#,
        ),
        ("\n[features]\n", "\n[features]\ndefault = [\"bundled\"]\n"),
    ] {
        ensure!(manifest.contains(from), "Cargo.toml has no `{}`", from.trim());
        manifest = manifest.replace(from, to);
    }
    // Tables begin at the start of a line with a bracket.
    let mut kept = String::new();
    let mut is_kept = true;
    for line in manifest.split_inclusive('\n') {
        if line.starts_with('[') {
            is_kept = !["dev-dependencies", "[[test]]", "[profile.dev"]
                .iter()
                .any(|left| line.contains(left));
        }
        if is_kept {
            kept.push_str(line);
        }
    }
    kept.push_str("\n[profile.release]\n");
    kept.extend(PROFILE.iter().flat_map(|line| [line, "\n"]));
    Ok(kept)
}

/// The files below a folder, by their paths from it, in the order of their names.
///
/// # Errors
///
/// If a folder cannot be read.
pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let path = folder.join(&inner);
        for entry in fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))? {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_is_that_of_the_command_alone() {
        let manifest = fs::read_to_string(run::project_root().join("Cargo.toml")).unwrap();
        let made = installable(&manifest).unwrap();
        for part in [
            "default = [\"bundled\"]",
            "[dependencies]",
            "[profile.release]\nlto = ",
            "clap = ",
        ] {
            assert!(made.contains(part), "{part} in {made}");
        }
        for part in ["xtask", "dev-dependencies", "[[test]]", "fantoccini", "wasmi"] {
            let lines = made.lines().filter(|line| !line.starts_with('#'));
            assert!(lines.clone().all(|line| !line.contains(part)), "{part} in {made}");
        }
        assert!(installable("[package]\n").is_err());
    }
}
