//! The second pass over front matter that is not valid YAML: top-level `key: value` lines and simple lists.

use super::node::Node;
use super::split::key_and_value;

/// Reads what can be read, and skips the rest.
pub(super) fn parse(block: &str) -> Vec<(String, Node)> {
    let mut entries: Vec<(String, Node)> = Vec::new();
    for line in block.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let nested = line.starts_with([' ', '\t', '-']);
        // The text below `key: |` or `key: >`.
        if nested
            && let Some((_, Node::Scalar(text))) = entries.last_mut()
            && text.starts_with(['|', '>'])
            && !line.starts_with('-')
        {
            text.push_str(trimmed);
            text.push(' ');
            continue;
        }
        if !nested && let Some((key, value)) = key_and_value(line) {
            entries.push((key.to_owned(), value_node(value)));
        } else if let Some(item) = trimmed.strip_prefix("- ")
            && let Some((_, last)) = entries.last_mut()
        {
            match last {
                Node::List(items) => items.push(value_node(item)),
                Node::Null => *last = Node::List(vec![value_node(item)]),
                Node::Scalar(_) | Node::Map(_) => {}
            }
        }
    }
    for (_, node) in &mut entries {
        if let Node::Scalar(text) = node
            && let Some(block) = text.strip_prefix(['|', '>'])
        {
            *text = block.trim_start_matches(['-', '+']).trim().to_owned();
        }
    }
    entries
}

fn value_node(value: &str) -> Node {
    let value = value.trim();
    if value.is_empty() {
        return Node::Null;
    }
    match value.strip_prefix('[').map(|inner| inner.trim_end_matches(']')) {
        Some(inner) => Node::List(
            inner
                .split(',')
                .map(unquoted)
                .filter(|item| !item.is_empty())
                .map(|item| Node::Scalar(item.to_owned()))
                .collect(),
        ),
        None => Node::Scalar(unquoted(value).to_owned()),
    }
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}
