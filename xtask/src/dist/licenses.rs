//! The licenses of everything that the command is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::run;

/// Returns the names, licenses and license texts of all crates that the command is linked with, by name. A text that
/// several share stands once.
///
/// # Errors
///
/// If a crate names no license.
pub(super) fn of_dependencies(root: &Path, target: &str) -> Result<String> {
    let mut cargo = run::cargo("metadata");
    cargo.arg("--manifest-path").arg(root.join("Cargo.toml"));
    cargo.args(["--format-version", "1", "--locked", "--features", "bundled"]);
    cargo.args(["--filter-platform", target]);
    let metadata: Value = serde_json::from_str(&run::output(&mut cargo)?).context("cannot parse cargo's metadata")?;
    let packages: BTreeMap<&str, &Value> = items(&metadata["packages"])
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let mut crates = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in linked(&metadata) {
        let Some(package) = packages.get(id).filter(|package| !package["source"].is_null()) else {
            continue;
        };
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let name = format!("{} {}", text("name"), text("version"));
        ensure!(
            !text("license").is_empty() || !text("license_file").is_empty(),
            "{name} names no license"
        );
        crates.extend([&name, ": ", text("license"), "\n"]);
        let folder = Path::new(text("manifest_path")).parent().unwrap_or(root);
        for license in files(folder)? {
            texts.entry(license).or_default().push(name.clone());
        }
    }
    let mut told = format!("The command `feuillet` contains these crates:\n\n{crates}");
    for (text, names) in texts {
        told.extend(["\n", &"-".repeat(80), "\n", &names.join(", "), "\n\n", &text, "\n"]);
    }
    Ok(told)
}

/// Ids of the crates that the command is linked with: its dependencies and theirs, but not those that only build or test.
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

/// The license texts in a crate's folder.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let is_license = ["license", "licence", "copying", "copyright", "notice", "unlicense"]
            .iter()
            .any(|start| name.starts_with(start));
        if is_license && entry.file_type()?.is_file() {
            let bytes = fs::read(entry.path())?;
            texts.push(String::from_utf8_lossy(&bytes).trim().replace("\r\n", "\n"));
        }
    }
    texts.sort();
    Ok(texts)
}
