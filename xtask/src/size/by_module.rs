//! `cargo xtask size --by module`: which module of which crate weighs what in core and renderer.
//!
//! It makes both once more with the names of functions, which the modules that visitors get have not.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::reader::{self, renderer};
use crate::run;
use crate::setup::Tools;

/// Grouping of sizes.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum By {
    Crate,
    Module,
}

/// Groups that are at least this large are printed, in bytes.
const SMALLEST: usize = 500;

const EXPLANATION: &str = "\
Bytes before compression. Functions count for the module whose name comes first in theirs, generic ones for their types;
what the optimizer inlines counts for the caller. Brotli takes what repeats for nothing, so a module is worth less than its
share of the compressed file: to know how much, take it out and measure.
";

/// Prints a table for each of the two modules.
pub(super) fn print(tools: &Tools, by: By) -> Result<()> {
    let folder = run::target_folder().join("dist").join("by-module");
    run::remove(&folder)?;
    run::create_folder(&folder)?;
    let compiled = |profile: &str, name: &str| {
        let folder = run::target_folder().join("wasm32-unknown-unknown");
        folder.join(profile).join(name)
    };
    let mut bindgen = tools.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "core", "--out-dir"]);
    bindgen.arg(&folder).arg(compiled("reader", "feuillet.wasm"));
    run::run(&mut bindgen)?;
    let renderer = compiled(renderer::PROFILE, "feuillet_renderer.wasm");
    for (title, module, flags) in [
        ("core", folder.join("core_bg.wasm"), reader::OPTIMIZATIONS),
        ("renderer", renderer, renderer::OPTIMIZATIONS),
    ] {
        let named = optimized(tools, &module, &flags, &folder.join(title))?;
        let bytes = fs::read(&named).with_context(|| format!("cannot read {}", named.display()))?;
        println!("{}", table(title, &groups(&bytes, by)?));
    }
    print!("{EXPLANATION}");
    Ok(())
}

/// Optimizes a module as for visitors, but keeps its names.
fn optimized(tools: &Tools, module: &Path, flags: &[&str], out: &Path) -> Result<PathBuf> {
    let out = out.with_extension("named.wasm");
    let mut optimizer = tools.command("wasm-opt")?;
    optimizer.args(flags).arg("--debuginfo").arg(module);
    run::run(optimizer.arg("--output").arg(&out))?;
    Ok(out)
}

/// Adds up the bytes of functions by group, and of the other sections.
fn groups(module: &[u8], by: By) -> Result<BTreeMap<String, usize>> {
    let mut imported = 0;
    let mut functions = Vec::new();
    let mut names = BTreeMap::new();
    let mut groups = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("not a WebAssembly module")?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => functions.push(body.range().len()),
            Payload::DataSection(data) => {
                groups.insert("(data: texts and tables)".to_owned(), data.range().len());
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    for subsection in subsections {
                        if let Name::Function(functions) = subsection? {
                            for naming in functions {
                                let naming = naming?;
                                // wasm-bindgen has done it in the core.
                                names.insert(naming.index, format!("{:#}", rustc_demangle::demangle(naming.name)));
                            }
                        }
                    }
                }
                continue;
            }
            _ => {}
        }
        if let Some((_, range)) = payload.as_section()
            && !matches!(payload, Payload::CodeSectionStart { .. } | Payload::DataSection(_))
        {
            *groups.entry("(types, imports, tables)".to_owned()).or_default() += range.len();
        }
    }
    for (index, size) in (imported..).zip(functions) {
        let name = names.get(&index).map_or("", String::as_str);
        *groups.entry(owner(name, by)).or_default() += size;
    }
    Ok(groups)
}

/// Names the crate or module that a function belongs to: `<yew::html::Scope<app::App> as core::ops::Drop>::drop` is
/// `yew::html`.
fn owner(name: &str, by: By) -> String {
    let plain = without_hashes(name);
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
    // `::fmt` after a bracket is the name of the function alone.
    let is_path = |path: &&str| path.contains("::") && !path.starts_with(':');
    let paths: Vec<&str> = plain.split(|character| !is_part(character)).filter(is_path).collect();
    let is_library = |path: &&&str| {
        let krate = path.split("::").next();
        matches!(krate, Some("core" | "alloc" | "std"))
    };
    let Some(path) = paths.iter().find(|path| !is_library(path)).or(paths.first()) else {
        return "(other)".to_owned();
    };
    let mut parts = path.split("::");
    let krate = parts.next().unwrap_or_default();
    let module = parts
        .next()
        .filter(|module| module.starts_with(|first: char| first.is_lowercase()));
    match (by, module) {
        // The last part is the function.
        (By::Module, Some(module)) if parts.next().is_some() => [krate, "::", module].concat(),
        _ => krate.to_owned(),
    }
}

/// Takes `[c5930c85a12de822]` out of `core[c5930c85a12de822]::fmt`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                plain.push_str(rest);
            }
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

fn table(title: &str, groups: &BTreeMap<String, usize>) -> String {
    let total: usize = groups.values().sum();
    let mut sorted: Vec<_> = groups.iter().filter(|(_, size)| **size >= SMALLEST).collect();
    sorted.sort_by_key(|(name, size)| (std::cmp::Reverse(**size), *name));
    let small = total - sorted.iter().map(|(_, size)| **size).sum::<usize>();
    let mut table = format!("{title:<40} {:>8} {:>7}\n", "bytes", "share");
    let mut row = |name: &str, size: usize| {
        let tenths = size * 1000 / total.max(1);
        let _ = writeln!(table, "{name:<40} {size:>8} {:>5}.{}%", tenths / 10, tenths % 10);
    };
    for (name, size) in sorted {
        row(name, *size);
    }
    row("(smaller ones)", small);
    row("(all)", total);
    table
}

#[cfg(test)]
mod tests {
    use super::{By, owner};

    #[test]
    fn functions_belong_to_the_first_crate_that_is_not_the_library() {
        for (name, krate, module) in [
            ("feuillet_page::load::find", "feuillet_page", "feuillet_page::load"),
            ("feuillet::main", "feuillet", "feuillet"),
            ("core[c5930c85a12de822]::fmt::write", "core", "core::fmt"),
            (
                "<f64 as core[c5930c85a12de822]::fmt::Display>::fmt",
                "core",
                "core::fmt",
            ),
            (
                "core::ptr::drop_in_place<yew::dom_bundle::bnode::BNode>",
                "yew",
                "yew::dom_bundle",
            ),
            (
                "<alloc::vec::Vec<T> as feuillet_content::catalog::Read>::read",
                "feuillet_content",
                "feuillet_content::catalog",
            ),
            ("memcpy", "(other)", "(other)"),
        ] {
            assert_eq!(owner(name, By::Crate), krate, "{name}");
            assert_eq!(owner(name, By::Module), module, "{name}");
        }
    }
}
