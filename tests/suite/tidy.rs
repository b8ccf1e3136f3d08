//! Rules that keep the structure what ARCHITECTURE.md says. Each failure names the file, the line and the remedy.

mod modules;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::blog::{stand_in_reader, told};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files of the repository with these extensions, by their path from its root.
fn files(extensions: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !(name.starts_with('.') || name.starts_with("target") || name == "dist" || name == "node_modules") {
                    folders.push(path);
                }
            } else if path
                .extension()
                .is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
            {
                let relative = path.strip_prefix(root()).expect("inside").display().to_string();
                found.push((relative, fs::read_to_string(&path).expect("a text file")));
            }
        }
    }
    assert!(!found.is_empty());
    found.sort();
    found
}

/// Fails with every line of every file that breaks a rule.
#[track_caller]
fn check(extensions: &[&str], remedy: &str, breaks: impl Fn(&str, &str) -> bool) {
    let mut broken = Vec::new();
    for (file, text) in files(extensions) {
        for (index, line) in text.lines().enumerate() {
            if breaks(&file, line) {
                broken.push(format!("{file}:{}: {line}", index + 1));
            }
        }
    }
    assert!(broken.is_empty(), "{remedy}:\n{}", broken.join("\n"));
}

#[test]
fn every_module_says_its_job_first() {
    for (file, text) in files(&["rs"]) {
        assert!(
            text.starts_with("//! "),
            "{file}: open it with a `//!` line that says its job"
        );
    }
}

/// Files of over 400 lines, each with the reason why it is better whole.
const LONG: [(&str, &str); 0] = [];

#[test]
fn files_stay_short() {
    for (file, text) in files(&["rs", "css", "js", "mjs"]) {
        let lines = text.lines().count();
        let is_meant = LONG.iter().any(|(known, _)| *known == file);
        assert_eq!(
            lines > 400,
            is_meant,
            "{file} has {lines} lines: split it by what its parts are for, or say in `LONG` why it is better whole"
        );
    }
}

#[test]
fn no_modules_of_a_crate_import_each_other_in_circles() {
    let sources = files(&["rs"]);
    let mut broken = Vec::new();
    for root in [
        "crates/content/src/",
        "crates/dialects/src/",
        "crates/engine/src/",
        "crates/highlight/src/",
        "crates/page/src/",
        "crates/photos/src/",
        "crates/publish/src/",
        "crates/report/src/",
        "crates/search/src/",
        "crates/settings/src/",
        "src/",
    ] {
        let crate_files: Vec<(&str, &str)> = sources
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix(root)?, text.as_str())))
            .collect();
        assert!(!crate_files.is_empty(), "{root} holds no source files");
        broken.extend(
            modules::circles(&crate_files)
                .into_iter()
                .map(|line| format!("{root}: {line}")),
        );
    }
    assert!(
        broken.is_empty(),
        "move what both need into a module of its own:\n{}",
        broken.join("\n")
    );
}

#[test]
fn no_generator_imports_another() {
    const FOLDER: &str = "crates/dialects/src/generators/";
    let sources = files(&["rs"]);
    let modules = sources.iter().filter_map(|(file, _)| file.strip_prefix(FOLDER));
    let generators: BTreeSet<&str> = modules
        .filter_map(|file| file.split(['/', '.']).next())
        .filter(|module| *module != "shared")
        .collect();
    assert!(generators.contains("hugo"), "{generators:?}");
    check(
        &["rs"],
        "put what generators share into `generators/shared` or `syntax`",
        |file, line| {
            let Some(own) = file.strip_prefix(FOLDER) else {
                return false;
            };
            let own = own.split(['/', '.']).next().unwrap_or_default();
            let code = line.split("//").next().unwrap_or_default();
            generators.iter().any(|other| {
                **other != *own
                    && (code.contains(&format!("generators::{other}")) || code.contains(&format!("super::{other}::")))
            })
        },
    );
}

#[test]
fn the_rest_of_content_does_not_import_its_document_part() {
    check(
        &["rs"],
        "the document part (front matter, Markdown, sanitizer) is loaded apart: move what both need out of it",
        |file, line| {
            let code = line.split("//").next().unwrap_or_default();
            file.starts_with("crates/content/src/")
                && !file.starts_with("crates/content/src/document")
                && (code.contains("crate::document") || code.contains("super::document"))
        },
    );
}

#[test]
fn the_core_renders_no_markdown() {
    check(
        &["rs"],
        "this would bring the renderer into the core: ask `Source::render`",
        |file, line| {
            let code = line.split("//").next().unwrap_or_default();
            let is_core = ["crates/page/", "src/app", "src/browser"];
            is_core.iter().any(|part| file.starts_with(part)) && code.contains("feuillet_content::document")
        },
    );
}

#[test]
fn queries_know_no_language() {
    check(
        &["rs"],
        "queries run in the browser, without stemmers: resolve it when indexing, and store it in the dictionary",
        |file, line| {
            let code = line.split("//").next().unwrap_or_default();
            let is_indexing = file.starts_with("crates/search/src/indexing") || file == "crates/search/src/tests.rs";
            let brings_it =
                code.contains("frostem") || code.contains("crate::indexing") || code.contains("super::indexing");
            file.starts_with("crates/search/src/") && !is_indexing && brings_it
        },
    );
}

#[test]
fn targets_are_told_apart_in_two_files_only() {
    check(
        &["rs"],
        "put what differs between browser and native into `browser` or `command`",
        |file, line| {
            let allowed = matches!(file, "src/lib.rs" | "src/main.rs") || file.starts_with("tests/");
            !allowed && line.contains(concat!("cfg(", "target_arch"))
        },
    );
}

#[test]
fn each_crate_keeps_to_its_rule() {
    const BROWSER: [&str; 4] = ["web_sys", "js_sys", "gloo_", "wasm_bindgen"];
    const DISK: [&str; 4] = ["std::fs", "std::env", "std::time", "std::net"];
    // Where, what must not be named there, and why.
    type Rule<'a> = (&'a [&'a str], &'a [&'a [&'a str]], &'a str);
    let rules: [Rule<'_>; 5] = [
        (
            &["crates/content/src/"],
            &[&BROWSER, &DISK, &["yew", "async "]],
            "`content` takes text and gives data, and nothing else",
        ),
        (
            &["crates/page/src/"],
            &[&BROWSER, &DISK, &["yew"]],
            "`page` is data: it neither draws nor reads",
        ),
        (
            &["crates/search/src/"],
            &[&BROWSER, &DISK, &["yew", "async "]],
            "`search` takes documents and queries, and asks for what it lacks",
        ),
        (
            &["src/app/", "src/app.rs"],
            &[&BROWSER, &DISK],
            "`app` asks its `Source` and tells its callbacks",
        ),
        (
            &[
                "crates/dialects/src/",
                "crates/settings/src/",
                "crates/report/src/",
                "crates/engine/src/",
                "crates/highlight/src/",
                "crates/photos/src/",
                "crates/publish/src/",
            ],
            &[&["yew", "clap", "println!", "stdout()", "stderr()", "process::exit"]],
            "only the root package draws, parses command lines and prints",
        ),
    ];
    for (places, names, remedy) in rules {
        check(&["rs"], remedy, |file, line| {
            let code = line.split("//").next().unwrap_or_default();
            let is_test = file.ends_with("tests.rs") || file.ends_with("conformance.rs");
            !is_test
                && places.iter().any(|place| file.starts_with(place))
                && names.iter().copied().flatten().any(|name| code.contains(name))
        });
    }
}

#[test]
fn nothing_is_left_to_do_in_the_source() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
    check(
        &["rs", "css", "html", "toml"],
        "do it, or note it where work is planned",
        |_, line| marks.iter().any(|mark| line.contains(mark)),
    );
}

#[test]
fn lines_end_cleanly() {
    check(
        &["rs", "css", "html", "toml", "yaml"],
        "remove tabs and trailing blanks",
        |_, line| line.ends_with([' ', '\t']) || line.contains('\t'),
    );
}

#[test]
fn links_between_documents_lead_somewhere() {
    for (file, text) in files(&["md"]) {
        if file.starts_with("content/") {
            continue;
        }
        // Text in fences and between backticks is no link.
        let text: String = text.split('`').step_by(2).collect();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split([')', '#', ' ']).next())
        {
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = root()
                .join(Path::new(&file).parent().unwrap_or(Path::new("")))
                .join(target);
            assert!(path.exists(), "{file}: the link to {target} leads nowhere");
        }
    }
}

#[test]
fn the_sample_blog_is_published_without_findings() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let reader = tempfile::tempdir().expect("a temporary folder");
    stand_in_reader(reader.path());
    let options = feuillet_publish::options::Options {
        content: root().join("content"),
        out: out.path().join("site"),
        reader: reader.path().to_owned(),
        ..feuillet_publish::options::Options::default()
    };
    let published = feuillet::command::publish(&options).expect("the sample blog is published");
    let told = told(&published);
    assert!(told.is_empty(), "{}", told.concat());
}

#[test]
fn the_browsers_frame_has_the_color_of_the_page() {
    let style = fs::read_to_string(root().join("styles/main.css")).expect("the style");
    let index = fs::read_to_string(root().join("index.html")).expect("the template");
    let colors = index.split("(prefers-color-scheme: ").skip(1);
    let colors: Vec<&str> = colors
        .filter_map(|rest| rest.split("content=\"").nth(1)?.split('"').next())
        .collect();
    let expected = format!("--paper: light-dark({});", colors.join(", "));
    assert!(colors.len() == 2 && style.contains(&expected), "{expected}");
}
