//! Imports run one way: no module of a crate imports, however indirectly, a module that imports it. Cargo sees to the
//! same between crates.

use std::collections::{BTreeMap, BTreeSet};

/// A module by its path in the crate: `["document", "front_matter"]`; empty for the root.
type Module = Vec<String>;

/// The modules of a crate that import each other in circles, each circle with its imports.
///
/// `files` are the crate's source files by their path below `src`. Tests may import what they like.
pub(super) fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let modules: BTreeMap<Module, &str> = files
        .iter()
        .filter(|(path, _)| !path.ends_with("tests.rs") && *path != "main.rs")
        .map(|(path, text)| (module_of(path), without_tests(text)))
        .collect();
    let known: BTreeSet<Module> = modules.keys().cloned().collect();
    let imports: BTreeMap<&Module, BTreeSet<Module>> = modules
        .iter()
        .map(|(module, text)| (module, imports_of(module, text, &known)))
        .collect();
    // Repeatedly leaves out modules that import nothing of what is left: what stays is in a circle or imports one.
    let mut left: BTreeSet<&Module> = imports.keys().copied().collect();
    loop {
        let before = left.len();
        let free: Vec<&Module> = left
            .iter()
            .copied()
            .filter(|module| !imports[*module].iter().any(|other| left.contains(other)))
            .collect();
        left.retain(|module| !free.contains(module));
        // The same from the other end: modules that nothing of what is left imports.
        let unused: Vec<&Module> = left
            .iter()
            .copied()
            .filter(|module| !left.iter().any(|other| imports[*other].contains(*module)))
            .collect();
        left.retain(|module| !unused.contains(module));
        if left.len() == before {
            break;
        }
    }
    let name = |module: &Module| {
        if module.is_empty() {
            "the root".to_owned()
        } else {
            module.join("::")
        }
    };
    left.iter()
        .flat_map(|module| {
            let inside = imports[*module].iter().filter(|other| left.contains(other));
            inside.map(|other| format!("{} imports {}", name(module), name(other)))
        })
        .collect()
}

fn module_of(path: &str) -> Module {
    let path = path.trim_end_matches(".rs");
    if path == "lib" {
        Vec::new()
    } else {
        path.split('/').map(str::to_owned).collect()
    }
}

fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The modules of the crate that a file names in its imports and paths.
fn imports_of(module: &Module, text: &str, known: &BTreeSet<Module>) -> BTreeSet<Module> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n")
        .collect();
    let mut found = BTreeSet::new();
    for path in paths_in(&code) {
        let absolute = match path.first().map(String::as_str) {
            Some("crate") => path[1..].to_vec(),
            Some("self" | "super") => {
                let ups = path.iter().filter(|part| *part == "super").count();
                let above = module.len().saturating_sub(ups);
                let rest = path.iter().skip_while(|part| *part == "self" || *part == "super");
                module[..above].iter().chain(rest).cloned().collect()
            }
            // A child module by its name alone.
            Some(_) => module.iter().chain(&path).cloned().collect(),
            None => continue,
        };
        let target = (0..=absolute.len())
            .rev()
            .map(|end| absolute[..end].to_vec())
            .find(|module| known.contains(module));
        // A name that is no path of this crate resolves to the module itself.
        found.extend(target.filter(|target| target != module));
    }
    found
}

/// The paths with `::` in code, with the braces of imports taken apart: `use a::{b, c::d};` gives `a::b` and `a::c::d`.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find("use ") {
        // Within a line, the word is part of a text.
        let line = rest[..start].rsplit('\n').next().unwrap_or_default().trim();
        let is_statement = line.is_empty() || line.starts_with("pub");
        let Some(length) = rest[start..].find(';') else { break };
        let (before, statement) = (&rest[..start], &rest[start + 4..start + length]);
        plain_paths(before, &mut paths);
        if is_statement && !statement.contains('(') {
            take_apart(statement, &[], &mut paths);
        } else {
            plain_paths(statement, &mut paths);
        }
        rest = &rest[start + length..];
    }
    plain_paths(rest, &mut paths);
    paths
}

fn take_apart(tree: &str, prefix: &[String], paths: &mut Vec<Vec<String>>) {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut parts = Vec::new();
    for (index, character) in tree.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let (head, inner) = part
            .split_once('{')
            .map_or((part, None), |(head, inner)| (head, Some(inner)));
        let head = head.split(" as ").next().unwrap_or_default();
        let segments = head.split("::").map(str::trim).filter(|segment| !segment.is_empty());
        let mut path = prefix.to_vec();
        path.extend(
            segments
                .filter(|segment| *segment != "self" || prefix.is_empty())
                .map(str::to_owned),
        );
        match inner {
            Some(inner) => take_apart(inner.trim_end().trim_end_matches('}'), &path, paths),
            None => paths.push(path),
        }
    }
}

/// Paths that are written out in the code itself.
fn plain_paths(code: &str, paths: &mut Vec<Vec<String>>) {
    for word in code.split(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | ':'))) {
        let word = word.trim_matches(':');
        if word.contains("::") {
            paths.push(
                word.split("::")
                    .filter(|part| !part.is_empty())
                    .map(str::to_owned)
                    .collect(),
            );
        }
    }
}

#[test]
fn circles_are_found() {
    let alone = [
        ("lib.rs", "pub mod a;\npub mod b;\n"),
        ("a.rs", "mod inner;\nuse crate::b::{self, B};\nfn f() { inner::g(); }\n"),
        ("a/inner.rs", "use super::super::b;\n"),
        (
            "b.rs",
            "// crate::a\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}\n",
        ),
    ];
    assert!(circles(&alone).is_empty(), "{:?}", circles(&alone));
    for (file, text) in [
        ("b.rs", "use crate::a::A;\n"),
        ("b.rs", "fn f() -> crate::a::A { todo() }\n"),
        ("b.rs", "use crate::{\n    a::A,\n};\n"),
        ("a/inner.rs", "use super::A;\n"),
        ("a/inner.rs", "impl super::A {}\n"),
    ] {
        let mut files = alone;
        for known in &mut files {
            if known.0 == file {
                known.1 = text;
            }
        }
        assert!(!circles(&files).is_empty(), "{file}: {text}");
    }
}
