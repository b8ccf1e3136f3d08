//! Fallback parser for invalid front matter: top-level `key: value` (or `key = value`) lines, each with the indented
//! lines below it.

use super::node::{self, Node};
use super::split::key_and_value;

/// Parses what is valid and skips the rest. Stops at the first TOML table.
pub(super) fn parse(block: &str, separator: char) -> Vec<(String, Node)> {
    let mut entries = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for line in block.split_inclusive('\n') {
        if key_and_value(line, separator).is_some() {
            one(&block[start..end], separator, &mut entries);
            start = end;
        }
        if separator == '=' && line.starts_with('[') {
            break;
        }
        end += line.len();
    }
    one(&block[start..end], separator, &mut entries);
    entries
}

/// Parses one key with its value: as YAML if that works, else with simple rules.
fn one(part: &str, separator: char, entries: &mut Vec<(String, Node)>) {
    if separator == ':'
        && let Ok(mut read) = node::parse(part)
    {
        entries.append(&mut read);
        return;
    }
    let (first, below) = part.split_once('\n').unwrap_or((part, ""));
    let Some((key, value)) = key_and_value(first, separator) else {
        return;
    };
    let mut next = Vec::new();
    let is_block = value.starts_with(['|', '>']) && value[1..].trim_start_matches(['-', '+']).is_empty();
    let mut node = if is_block {
        Node::Scalar(String::new())
    } else {
        value_node(value, separator, &mut next)
    };
    for line in below.lines().map(str::trim) {
        match (&mut node, line.strip_prefix("- ")) {
            (Node::List(items), Some(item)) => items.push(Node::Scalar(unquoted(item).to_owned())),
            (Node::Null, Some(item)) => node = Node::List(vec![Node::Scalar(unquoted(item).to_owned())]),
            (Node::Scalar(text), _) if is_block => {
                text.push_str(line);
                text.push(' ');
            }
            _ => {}
        }
    }
    entries.push((key.to_owned(), node));
    entries.append(&mut next);
}

/// Parses a value. Text after the closing bracket of a list is another key whose line break was lost; it is added to
/// `next`.
fn value_node(value: &str, separator: char, next: &mut Vec<(String, Node)>) -> Node {
    if value.is_empty() {
        return Node::Null;
    }
    let Some(inner) = value.strip_prefix('[') else {
        return Node::Scalar(unquoted(value).to_owned());
    };
    let (inner, rest) = inner.split_once(']').unwrap_or((inner, ""));
    if !rest.is_empty() {
        one(rest.trim(), separator, next);
    }
    let items = inner.split(',').map(unquoted).filter(|item| !item.is_empty());
    Node::List(items.map(|item| Node::Scalar(item.to_owned())).collect())
}

/// Removes quotes and a trailing comment: `"a" # b` -> `a`. Quotes that are part of the value stay.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let Some(quote) = quote else {
        return value.find(" #").map_or(value, |comment| value[..comment].trim_end());
    };
    let inner = &value[1..];
    match inner.rfind(quote) {
        None => inner,
        Some(end) if matches!(inner[end + 1..].trim_start().chars().next(), None | Some('#')) => &inner[..end],
        Some(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_is_read() {
        let text = |text: &str| Node::Scalar(text.to_owned());
        let list = |items: &[&str]| Node::List(items.iter().map(|item| text(item)).collect());
        for (block, expected) in [
            ("a: x: y\nb: 1\n", vec![("a", text("x: y")), ("b", text("1"))]),
            (
                "a: \"C:\\docs\"\nb:\n  - 1\n  - c: d\n",
                vec![
                    ("a", text("C:\\docs")),
                    (
                        "b",
                        Node::List(vec![text("1"), Node::Map(vec![("c".to_owned(), text("d"))])]),
                    ),
                ],
            ),
            ("a: \"say \"yes\" now\" # why\n", vec![("a", text("say \"yes\" now"))]),
            ("a: \"yes\" she said: so\n", vec![("a", text("\"yes\" she said: so"))]),
            ("a: @b # c\n", vec![("a", text("@b"))]),
            (
                "a: [b] c: [d, \"e\"]\n",
                vec![("a", list(&["b"])), ("c", list(&["d", "e"]))],
            ),
            ("a: [b, 'c'\nd: e\n", vec![("a", list(&["b", "c"])), ("d", text("e"))]),
            (
                "a: |\n  b\n  c\n\td: \ne: f\n",
                vec![("a", text("b c d: ")), ("e", text("f"))],
            ),
            ("a:\n- @b\n- c\n", vec![("a", list(&["@b", "c"]))]),
            ("nothing\n", vec![]),
        ] {
            let expected: Vec<(String, Node)> =
                expected.into_iter().map(|(key, node)| (key.to_owned(), node)).collect();
            assert_eq!(parse(block, ':'), expected, "{block}");
        }
        let toml = "a = \"b\nc = 'd' # e\nf = [\"g\", 'h']\n[i]\nj = 1\n";
        let expected = [("a", text("b")), ("c", text("d")), ("f", list(&["g", "h"]))];
        assert_eq!(parse(toml, '='), expected.map(|(key, node)| (key.to_owned(), node)));
    }
}
