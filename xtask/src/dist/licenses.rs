//! The licenses of everything that the command is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::run;

/// The target of the reader, which the command carries.
const READER: &str = "wasm32-unknown-unknown";

/// Beginnings of the names of files with license texts, in lower case.
const STARTS: [&str; 7] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "patents",
    "unlicense",
];

/// Number of levels below a crate's folder in which license texts are looked for: libraries in C lie in a folder of their own.
const DEPTH: usize = 3;

/// A crate, or another part of the command.
struct Part {
    /// Name and version.
    name: String,
    /// SPDX expression.
    license: String,
    authors: Vec<String>,
    /// Folder of its source, with its license texts.
    folder: Option<PathBuf>,
}

/// Returns the names, licenses and license texts of all crates in the command and in the reader that it carries, by name,
/// and of Rust's library. A text that several share stands once.
///
/// # Errors
///
/// If a crate names no license, or has no text and none is known.
pub(super) fn of_dependencies(root: &Path, target: &str) -> Result<String> {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for target in [target, READER] {
        let mut cargo = run::cargo("metadata");
        cargo.arg("--manifest-path").arg(root.join("Cargo.toml"));
        cargo.args(["--format-version", "1", "--locked", "--features", "bundled"]);
        cargo.args(["--filter-platform", target]);
        let metadata = serde_json::from_str(&run::output(&mut cargo)?).context("cannot parse cargo's metadata")?;
        parts.extend(crates(&metadata).map(|part| (part.name.clone(), part)));
    }
    let mut parts: Vec<Part> = parts.into_values().collect();
    parts.push(of_toolchain(
        "Rust's standard library",
        "MIT OR Apache-2.0",
        "The Rust Project Developers",
    ));
    if target.contains("musl") {
        parts.push(of_toolchain("musl", "MIT", "2005-2020 Rich Felker and others"));
    }
    let mit = fs::read_to_string(root.join("LICENSE-MIT")).context("cannot read LICENSE-MIT")?;
    let apache = fs::read_to_string(root.join("LICENSE-APACHE")).context("cannot read LICENSE-APACHE")?;
    told(&parts, &mit, &apache)
}

/// A part that comes with the compiler.
fn of_toolchain(name: &str, license: &str, author: &str) -> Part {
    Part {
        name: name.to_owned(),
        license: license.to_owned(),
        authors: vec![author.to_owned()],
        folder: None,
    }
}

/// Lists all parts, then their texts. `mit` and `apache` are the texts of this project.
fn told(parts: &[Part], mit: &str, apache: &str) -> Result<String> {
    let mut told = "The command `feuillet` contains:\n\n".to_owned();
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    // Texts by license, for parts that bring none.
    let mut by_license: BTreeMap<&str, String> = BTreeMap::new();
    let mut without = Vec::new();
    for part in parts {
        ensure!(!part.license.is_empty(), "{} names no license", part.name);
        told.extend([&part.name, ": ", &part.license, "\n"]);
        let of_part = |depth| {
            part.folder
                .as_deref()
                .map_or(Ok(Vec::new()), |folder| files(folder, depth))
        };
        // What lies deeper is about a library that the crate brings along.
        let own = of_part(0)?;
        if own.is_empty() {
            without.push(part);
        } else if let [text] = own.as_slice() {
            by_license.entry(&part.license).or_insert_with(|| text.clone());
        }
        for text in of_part(DEPTH)? {
            texts.entry(text).or_default().push(&part.name);
        }
    }
    for part in without {
        let text = if part.license.contains("Apache-2.0") {
            apache.trim().to_owned()
        } else if part.license.contains("MIT") {
            with_authors(mit, &part.authors)
        } else if let Some(text) = by_license.get(part.license.as_str()) {
            text.clone()
        } else {
            bail!("{} brings no text of its license, {}", part.name, part.license)
        };
        texts.entry(text).or_default().push(&part.name);
    }
    for (text, names) in texts {
        told.extend(["\n", &"-".repeat(80), "\n", &names.join(", "), "\n\n", &text, "\n"]);
    }
    Ok(told)
}

/// Puts others into the line of a text that names who has the copyright.
fn with_authors(text: &str, authors: &[String]) -> String {
    let authors = authors.join(", ");
    let lines = text.trim().lines().map(|line| {
        if line.starts_with("Copyright") {
            format!("Copyright (c) {authors}").trim_end().to_owned()
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The crates that the command is linked with: its dependencies and theirs, but not those that only build or test.
fn crates(metadata: &Value) -> impl Iterator<Item = Part> {
    let linked = linked(metadata);
    let packages = items(&metadata["packages"]).filter(move |package| {
        let is_linked = package["id"].as_str().is_some_and(|id| linked.contains(id));
        is_linked && !package["source"].is_null()
    });
    packages.map(|package| {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let authors = items(&package["authors"]).filter_map(Value::as_str);
        // Some name a file in place of a license.
        let license = if text("license").is_empty() {
            text("license_file")
        } else {
            text("license")
        };
        Part {
            name: format!("{} {}", text("name"), text("version")),
            license: license.to_owned(),
            authors: authors.map(str::to_owned).collect(),
            folder: Path::new(text("manifest_path")).parent().map(Path::to_owned),
        }
    })
}

/// Ids of the crates that the command is linked with.
fn linked(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> = items(&metadata["resolve"]["nodes"])
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let root = items(&metadata["packages"]).find(|package| package["name"] == "feuillet");
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&str> = root.and_then(|root| root["id"].as_str()).into_iter().collect();
    while let Some(id) = waiting.pop() {
        if !found.insert(id) {
            continue;
        }
        let dependencies = nodes.get(id).into_iter().flat_map(|node| items(&node["deps"]));
        let normal =
            dependencies.filter(|dependency| items(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        waiting.extend(normal.filter_map(|dependency| dependency["pkg"].as_str()));
    }
    found
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The license texts in a folder, and as far below it as `depth` says.
fn files(folder: &Path, depth: usize) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let kind = entry.file_type()?;
        // Sources such as `license.rs` are no texts.
        let is_source = Path::new(&name).extension().is_some_and(|extension| extension == "rs");
        let is_text = STARTS.iter().any(|start| name.starts_with(start)) && !is_source;
        if kind.is_dir() && depth > 0 {
            texts.extend(files(&entry.path(), depth - 1)?);
        } else if kind.is_file() && is_text {
            let bytes = fs::read(entry.path())?;
            texts.push(String::from_utf8_lossy(&bytes).trim().replace("\r\n", "\n"));
        }
    }
    texts.sort();
    texts.dedup();
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIT: &str = "MIT License\n\nCopyright (c) Us\n\nPermission\n";

    fn part(name: &str, license: &str, folder: Option<&Path>) -> Part {
        Part {
            name: name.to_owned(),
            license: license.to_owned(),
            authors: vec!["Ada".to_owned(), "Bo".to_owned()],
            folder: folder.map(Path::to_owned),
        }
    }

    #[test]
    fn every_part_has_a_text() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("vendor/library");
        fs::create_dir_all(&library).unwrap();
        fs::write(library.join("COPYING"), "Of the library in C\r\n").unwrap();
        fs::write(folder.path().join("LICENSE"), "Three clauses").unwrap();
        fs::write(library.join("license.rs"), "no text").unwrap();
        let parts = [
            part("a 1", "BSD-3-Clause", Some(folder.path())),
            part("b 1", "MIT", None),
            part("c 1", "MIT OR Apache-2.0", None),
            part("d 1", "BSD-3-Clause", None),
        ];
        let told = told(&parts, MIT, "Apache\n").unwrap();
        let (names, texts) = told.split_once("\n\n---").unwrap();
        assert!(
            names.ends_with("a 1: BSD-3-Clause\nb 1: MIT\nc 1: MIT OR Apache-2.0\nd 1: BSD-3-Clause"),
            "{names}"
        );
        for expected in [
            "\na 1\n\nOf the library in C\n",
            "\na 1, d 1\n\nThree clauses\n",
            "\nb 1\n\nMIT License\n\nCopyright (c) Ada, Bo\n\nPermission\n",
            "\nc 1\n\nApache\n",
        ] {
            assert!(texts.contains(expected), "{expected} in {texts}");
        }
        assert!(!texts.contains("no text"), "{texts}");
    }

    #[test]
    fn parts_without_license_or_text_stop_it() {
        for license in ["", "MPL-2.0"] {
            assert!(told(&[part("a 1", license, None)], MIT, "Apache").is_err(), "{license}");
        }
    }
}
