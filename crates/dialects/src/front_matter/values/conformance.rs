//! Runs the test suites of YAML and TOML: each text is parsed, and maps of scalars are read correctly.
//!
//! The suites are not part of the project. Without `FEUILLET_SHARED`, which names their folder, the tests are skipped.

use std::path::PathBuf;

use serde_json::Value;

use super::{Node, toml, yaml};

/// Cases that the parser, which follows YAML 1.1 there, reads differently or not at all: anchors with colons, colons on
/// lines of their own or before their value in braces, tabs that begin a text, custom tags.
const OTHERWISE: [&str; 7] = ["2SXE", "4MUZ-01", "7FWL", "96NN-01", "K3WX", "W5VH", "Y2GN"];

fn suite(name: &str) -> Vec<Value> {
    let Some(shared) = std::env::var_os("FEUILLET_SHARED").map(PathBuf::from) else {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so {name} is not here");
        }
        return Vec::new();
    };
    let path = shared.join("conformance/frontmatter").join(name);
    let text = std::fs::read_to_string(path).expect("the suite");
    serde_json::from_str(&text).expect("a list of cases")
}

/// Returns the keys and texts of a map that holds only scalars.
fn scalars(entries: &[(String, Node)]) -> Option<Vec<(String, String)>> {
    entries
        .iter()
        .map(|(key, node)| match node {
            Node::Scalar(text) => Some((key.clone(), text.clone())),
            Node::Null => Some((key.clone(), "null".to_owned())),
            Node::List(_) | Node::Map(_) => None,
        })
        .collect()
}

#[test]
fn yaml_is_read_as_its_suite_says() {
    let mut compared = 0;
    let mut different = Vec::new();
    for case in suite("yaml-test-suite.json") {
        let text = case["yaml"].as_str().expect("YAML");
        let found = yaml(text);
        let Some(expected) = case["json"].as_object() else {
            continue;
        };
        // Numbers stay as written, so only texts can be compared.
        if !expected.values().all(|value| value.is_string() || value.is_null()) {
            continue;
        }
        compared += 1;
        let mut expected: Vec<(String, String)> = expected
            .iter()
            .map(|(key, value)| (key.clone(), value.as_str().unwrap_or("null").to_owned()))
            .collect();
        let mut found = found.ok().and_then(|entries| scalars(&entries)).unwrap_or_default();
        expected.sort();
        found.sort();
        if (found == expected) == OTHERWISE.iter().any(|id| case["id"] == *id) {
            different.push(format!("{}: {:?}\n  {found:?}\n  {expected:?}", case["id"], text));
        }
    }
    assert!(
        different.is_empty(),
        "{} of {compared}:\n{}",
        different.len(),
        different.join("\n")
    );
}

#[test]
fn toml_is_read_as_its_suite_says() {
    let mut compared = 0;
    let mut different = Vec::new();
    for case in suite("toml-test.json") {
        let text = case["toml"].as_str().expect("TOML");
        let found = toml(text);
        let Some(expected) = case["json"].as_object() else {
            continue;
        };
        if case["fail"] == true {
            continue;
        }
        compared += 1;
        let found = found.unwrap_or_else(|error| panic!("{}: {}", case["id"], error.message));
        if !same_map(&found, expected) {
            different.push(format!("{}: {found:?}\n  {expected:?}", case["id"]));
        }
    }
    assert!(
        different.is_empty(),
        "{} of {compared}:\n{}",
        different.len(),
        different.join("\n")
    );
}

fn same_map(found: &[(String, Node)], expected: &serde_json::Map<String, Value>) -> bool {
    found.len() == expected.len()
        && found
            .iter()
            .all(|(key, node)| expected.get(key).is_some_and(|value| same(node, value)))
}

/// Whether a value equals the suite's tagged JSON. Numbers and times have several spellings.
fn same(node: &Node, expected: &Value) -> bool {
    match (node, expected) {
        (Node::List(items), Value::Array(expected)) => {
            items.len() == expected.len() && items.iter().zip(expected).all(|(item, value)| same(item, value))
        }
        (Node::Scalar(text), Value::Object(tagged)) => {
            let value = tagged["value"].as_str().unwrap_or_default();
            match tagged["type"].as_str() {
                Some("string" | "bool") => text == value,
                Some("integer") if text.starts_with('0') => true,
                Some("integer") => {
                    text.replace('_', "").trim_start_matches('+') == value.trim_start_matches('+') || value == "0"
                }
                _ => !text.is_empty(),
            }
        }
        (Node::Map(entries), Value::Object(expected)) => same_map(entries, expected),
        _ => false,
    }
}
