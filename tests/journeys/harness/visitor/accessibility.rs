//! What keeps people out, as far as a program can see it.

use std::fs;

use serde_json::{Value, json};

use super::Visitor;
use crate::harness::environment;

/// WCAG 2.2, levels A and AA, and what axe-core holds to be good besides.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

impl Visitor {
    /// Nothing on show keeps anybody out. `state` says in messages what that is: `post, dark, 360`.
    pub(crate) async fn has_no_accessibility_faults(&self, state: &str) {
        let faults = self.accessibility_faults(state).await;
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    }

    /// What axe-core finds, each with the element and the rule.
    pub(crate) async fn accessibility_faults(&self, state: &str) -> Vec<String> {
        if self.ask("'axe' in window").await != json!(true) {
            let script = fs::read_to_string(environment::axe()).expect("the script of axe-core");
            // No policy of the page keeps out what WebDriver runs.
            self.run(&format!("{script}; window.axe = axe;")).await;
        }
        let ask = format!(
            "const done = arguments[0];
            axe.run(document, {{ runOnly: {}, resultTypes: ['violations'] }}).then(
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
}
