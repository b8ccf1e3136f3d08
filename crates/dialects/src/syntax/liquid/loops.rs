//! Loops. Those over known lists run.

use feuillet_content::diagnostic::Rule;

use super::expression::{arguments, evaluate};
use super::parse::{Block, Branch, Node};
use super::render::{MOST_STEPS, Renderer};
use super::tokens::Token;
use super::value::Value;

impl Renderer<'_, '_> {
    /// Runs a `for` block. If the list is unknown, the content is kept once, or dropped if it uses the item.
    pub(super) fn each(&mut self, block: &Block, source: &str) {
        let text = &source[block.arguments.clone()];
        let [body, otherwise @ ..] = block.branches.as_slice() else {
            return;
        };
        let Some((name, list)) = text.split_once(" in ") else {
            return;
        };
        let name = name.trim();
        // `limit`, `offset` and `reversed` select items.
        let (list, options) = split_options(list.trim());
        match evaluate(list, &self.names) {
            Value::List(items) => {
                let option = |key: &str| {
                    let (_, named) = arguments(options, &self.names);
                    let found = named.into_iter().find(|(name, _)| name == key);
                    found.and_then(|(_, value)| value.shown()?.trim().parse::<usize>().ok())
                };
                let (offset, limit) = (option("offset").unwrap_or(0), option("limit").unwrap_or(usize::MAX));
                let mut items: Vec<Value> = items.into_iter().skip(offset).take(limit).collect();
                if options.split_whitespace().any(|word| word == "reversed") {
                    items.reverse();
                }
                if items.is_empty() {
                    return self.otherwise(otherwise, source);
                }
                let said = self.said(|renderer| renderer.rounds(name, items, body, source));
                self.say(&said);
            }
            Value::Unknown => {
                // Content that does not use the item would be the same in every round: once is a fair rendering.
                let speaks_of_items = speaks_of(&body.nodes, source, name);
                let what = format!(
                    "cannot evaluate `{list}` outside {}: {}",
                    self.generator(),
                    if speaks_of_items {
                        "the loop is removed"
                    } else {
                        "the content of the loop is kept once"
                    }
                );
                self.fault(&block.range, source, Rule::Shortcode, what);
                if !speaks_of_items {
                    self.nodes(&body.nodes, source);
                    self.jump = None;
                }
            }
            _ => self.otherwise(otherwise, source),
        }
    }

    /// Runs the content of a loop once per item, with Liquid's `forloop` and Nunjucks' `loop` set.
    fn rounds(&mut self, name: &str, items: Vec<Value>, body: &Branch, source: &str) {
        let count = items.len();
        for (index, item) in items.into_iter().enumerate() {
            let number = |number: usize| Value::text(number.to_string());
            let state = [
                ("index", number(index + 1)),
                ("index0", number(index)),
                ("first", Value::Bool(index == 0)),
                ("last", Value::Bool(index + 1 == count)),
                ("length", number(count)),
            ];
            let state: Vec<(String, Value)> = state.map(|(name, value)| (name.to_owned(), value)).into();
            self.assign(name, item);
            self.assign("forloop", Value::Map(state.clone()));
            self.assign("loop", Value::Map(state));
            self.nodes(&body.nodes, source);
            if self.jump.take() == Some(true) || self.steps > MOST_STEPS {
                break;
            }
        }
        self.names
            .locals
            .retain(|(known, _)| known != name && known != "forloop" && known != "loop");
    }

    /// Runs the `else` branch of a loop without items.
    fn otherwise(&mut self, branches: &[Branch], source: &str) {
        if let Some(branch) = branches.first() {
            self.nodes(&branch.nodes, source);
        }
    }
}

/// Splits the list of a loop from its options: `a limit:3` -> `a`, ` limit:3`.
fn split_options(list: &str) -> (&str, &str) {
    let at = [" limit:", " offset:", " reversed", " cols:"]
        .iter()
        .filter_map(|option| list.find(option))
        .min();
    list.split_at(at.unwrap_or(list.len()))
}

/// Whether the content of a loop uses its variable.
fn speaks_of(nodes: &[Node], source: &str, name: &str) -> bool {
    let names = |text: &str| {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        text.split(|character| !is_part(character)).any(|word| word == name)
    };
    nodes.iter().any(|node| match node {
        Node::Plain(Token::Output { inner, .. }) => names(&source[inner.clone()]),
        Node::Plain(Token::Tag { arguments, .. }) => names(&source[arguments.clone()]),
        Node::Plain(_) | Node::Opening { .. } => false,
        Node::Block(block) => {
            names(&source[block.arguments.clone()])
                || block
                    .branches
                    .iter()
                    .any(|branch| speaks_of(&branch.nodes, source, name))
        }
    })
}
