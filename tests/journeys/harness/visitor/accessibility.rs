//! Accessibility checks by axe-core, and what the browser exposes to screen readers.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};

use super::Visitor;
use crate::harness::environment;

/// WCAG 2.2, levels A and AA, and axe-core's own best practices.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

impl Visitor {
    /// Checks that axe-core finds no fault on the page. `state` describes the page in messages: `post, dark, 360`.
    pub(crate) async fn has_no_accessibility_faults(&self, state: &str) {
        let faults = self.accessibility_faults(state).await;
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    }

    /// Returns the faults that axe-core finds, each with its element and its rule.
    pub(crate) async fn accessibility_faults(&self, state: &str) -> Vec<String> {
        if self.ask("'axe' in window").await != json!(true) {
            let script = fs::read_to_string(environment::axe()).expect("the script of axe-core");
            // The page's security policy does not apply to scripts of WebDriver.
            self.run(&format!("{script}; window.axe = axe;")).await;
        }
        let ask = format!(
            "const done = arguments[0];
            const options = {{
                runOnly: {},
                rules: {{ 'target-size': {{ enabled: true }} }},
                resultTypes: ['violations'],
            }};
            axe.run(document, options).then(
                ({{ violations }}) => done(violations.flatMap(({{ id, help, nodes }}) => nodes.map(
                    ({{ html, failureSummary }}) => [id, help, html.slice(0, 300), failureSummary].join('\\n')))),
                (error) => done([String(error)]));",
            json!(TAGS)
        );
        let faults = self.client.execute_async(&ask, Vec::new()).await;
        let faults = faults.unwrap_or_else(|error| panic!("{state}: axe-core does not answer: {error}"));
        let faults = faults.as_array().into_iter().flatten().filter_map(Value::as_str);
        faults.map(|fault| format!("{state}: {fault}")).collect()
    }

    /// Returns the page as the browser exposes it to screen readers: a line for each element with a meaning, indented
    /// below its parent, with role, name and state.
    pub(crate) async fn accessibility_tree(&self) -> String {
        let answer = self.asks_devtools("Accessibility.getFullAXTree").await;
        let nodes = answer["nodes"].as_array().expect("a list of nodes");
        let by_id: HashMap<_, _> = nodes.iter().map(|node| (node["nodeId"].as_str(), node)).collect();
        let mut tree = String::new();
        write_node(&nodes[0], &by_id, "", 0, &mut tree);
        tree
    }
}

fn write_node<'tree>(
    node: &'tree Value,
    all: &HashMap<Option<&'tree str>, &'tree Value>,
    outer: &str,
    depth: usize,
    tree: &mut String,
) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default().trim();
    // Skip text boxes, and text that only repeats the name of its element.
    if role == "InlineTextBox" || role == "StaticText" && (name.is_empty() || name == outer) {
        return;
    }
    let is_told = node["ignored"] != json!(true) && !matches!(role, "generic" | "none" | "LineBreak");
    if is_told {
        let _ = write!(tree, "{:indent$}{role}", "", indent = depth * 2);
        if !name.is_empty() {
            let _ = write!(tree, " {name:?}");
        }
        for property in node["properties"].as_array().into_iter().flatten() {
            let (key, value) = (&property["name"], &property["value"]["value"]);
            if let Some(key @ ("level" | "checked" | "expanded" | "disabled")) = key.as_str() {
                let _ = write!(tree, " {key}={value}");
            }
        }
        tree.push('\n');
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = all.get(&child.as_str()) {
            write_node(child, all, name, depth + usize::from(is_told), tree);
        }
    }
}
