//! Looks up values in nested settings.

use feuillet_content::document::front_matter::Node;

pub(crate) fn lookup<'a>(entries: &'a [(String, Node)], key: &str) -> Option<&'a Node> {
    let found = entries.iter().find(|(name, _)| name == key);
    found.map(|(_, node)| node)
}

pub(crate) fn text(node: Option<&Node>) -> Option<&str> {
    match node? {
        Node::Scalar(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}
