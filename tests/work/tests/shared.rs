//! Texts of others, which are not part of the project: none is much work. Without `FEUILLET_SHARED`, which names where
//! they lie, these tests skip.

use std::fs;
use std::path::PathBuf;

use feuillet_dialects::registry::names;
use serde_json::Value;

use crate::counter::{Task, instructions};
use crate::growth::prose;

/// Maximum work of rendering a text, as a multiple of that of prose: of its length, or of a page if it is shorter.
const FACTOR: u64 = 100;
const PAGE: usize = 1_000;

/// The strings at a key of all cases of a file.
fn texts(file: &str, key: &str) -> Vec<String> {
    let Some(shared) = std::env::var_os("FEUILLET_SHARED").map(PathBuf::from) else {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so {file} is not here");
        }
        return Vec::new();
    };
    let path = shared.join("conformance").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases: Vec<Value> = serde_json::from_str(&text).expect("a list of cases");
    let texts: Vec<_> = cases
        .iter()
        .filter_map(|case| case[key].as_str().map(str::to_owned))
        .collect();
    assert!(!texts.is_empty(), "{file} has no `{key}`");
    texts
}

fn are_little_work(texts: &[String], task: Task) {
    for text in texts {
        let limit = FACTOR * prose() * text.len().max(PAGE) as u64;
        let count = instructions(task, text, limit);
        assert!(
            count.is_some(),
            "{task:?} takes more than {limit} instructions for {text:?}"
        );
    }
}

fn hugo() -> Task {
    let position = names().position(|name| name.eq_ignore_ascii_case("hugo"));
    Task::Translate(u32::try_from(position.expect("Hugo is known")).expect("few dialects"))
}

#[test]
fn front_matter_of_others_is_little_work() {
    let mut all = texts("frontmatter/cases.json", "input");
    let yaml = texts("frontmatter/yaml-test-suite.json", "yaml");
    all.extend(yaml.iter().map(|block| format!("---\n{block}\n---\n")));
    let toml = texts("frontmatter/toml-test.json", "toml");
    all.extend(toml.iter().map(|block| format!("+++\n{block}\n+++\n")));
    are_little_work(&all, hugo());
    are_little_work(&all, Task::Render);
}

#[test]
fn vectors_of_others_are_little_work() {
    for file in ["bleach", "owasp", "dompurify"] {
        are_little_work(&texts(&format!("xss/{file}.json"), "payload"), Task::Render);
    }
    are_little_work(&texts("xss/markdown-posts.json", "input"), Task::Render);
}
