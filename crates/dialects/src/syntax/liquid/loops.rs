//! Loops over lists that are known, and what becomes of the others.

use feuillet_content::diagnostic::Rule;

use super::expression::{arguments, evaluate};
use super::parse::{Block, Branch, Node};
use super::render::{MOST_STEPS, Renderer};
use super::tokens::Token;
use super::value::Value;

impl Renderer<'_, '_> {
    pub(super) fn each(&mut self, block: &Block, source: &str) {
        let text = &source[block.arguments.clone()];
        let [body, otherwise @ ..] = block.branches.as_slice() else {
            return;
        };
        let Some((name, list)) = text.split_once(" in ") else {
            return;
        };
        let name = name.trim();
        // Of the options, what limits the list.
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
                let speaks_of_items = speaks_of(&body.nodes, source, name);
                let what = format!(
                    "only {} knows what `{list}` holds; what is in the loop was {}",
                    self.generator(),
                    if speaks_of_items { "left out" } else { "kept once" }
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

    fn otherwise(&mut self, branches: &[Branch], source: &str) {
        if let Some(branch) = branches.first() {
            self.nodes(&branch.nodes, source);
        }
    }
}

/// The list of a loop, and what says which of it.
fn split_options(list: &str) -> (&str, &str) {
    let at = [" limit:", " offset:", " reversed", " cols:"]
        .iter()
        .filter_map(|option| list.find(option))
        .min();
    list.split_at(at.unwrap_or(list.len()))
}

/// Whether something in a loop asks for its item.
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
