//! Finds the values of keys in front matter, ignoring case and separators, also in the tables of themes.

use std::collections::HashMap;

use feuillet_content::document::front_matter::Node;

use super::names::{plain, same};
use super::table::Keys;
use crate::front_matter::Front;

/// Tables of a theme's own keys, which count after all others.
const OWN_TABLES: [&str; 2] = ["params", "extra"];

/// A value with its key.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    /// Normalized key, without the theme's table: `extra.pub_date` -> `pubdate`.
    plain: String,
    /// Path of keys from the top, as written.
    pub(super) path: String,
    pub(super) node: &'a Node,
    /// Whether it is in a theme's table.
    own: bool,
    /// Number of other maps around it.
    depth: usize,
}

impl Found<'_> {
    /// Whether the value is not empty.
    pub(super) fn is_there(&self) -> bool {
        match self.node {
            Node::Null => false,
            Node::Scalar(text) => !text.trim().is_empty(),
            Node::List(items) => !items.is_empty(),
            Node::Map(entries) => !entries.is_empty(),
        }
    }

    /// The normalized key, without the theme's table.
    pub(super) fn plain(&self) -> &str {
        &self.plain
    }
}

/// All values of the front matter: those of top-level keys, of themes' tables, and of maps directly in either.
#[derive(Clone, Debug)]
pub(super) struct Values<'a> {
    all: Vec<Found<'a>>,
    /// Positions of the values of each normalized key.
    by_key: HashMap<String, Vec<usize>>,
}

impl<'a> Values<'a> {
    pub(super) fn of(front: &'a Front<'_>) -> Self {
        let mut values = Vec::new();
        for (key, node) in &front.entries {
            let own = OWN_TABLES.iter().any(|table| table.eq_ignore_ascii_case(key));
            match node {
                Node::Map(entries) if own => {
                    for (inner, node) in entries {
                        push(&mut values, &format!("{key}.{inner}"), inner, node, true);
                    }
                }
                _ => push(&mut values, key, key, node, false),
            }
        }
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, found) in values.iter().enumerate() {
            by_key.entry(found.plain.clone()).or_default().push(position);
        }
        Self { all: values, by_key }
    }

    /// Returns the values of some keys that are not empty, in the order of the keys, those in themes' tables last.
    pub(super) fn all(&self, keys: Keys) -> impl Iterator<Item = &Found<'a>> {
        [false, true].into_iter().flat_map(move |own| {
            keys.iter().flat_map(move |key| {
                let positions = self.by_key.get(&plain(key)).into_iter().flatten();
                let found = positions.map(|position| &self.all[*position]);
                found.filter(move |found| found.own == own && found.is_there())
            })
        })
    }

    /// Returns every key except those in maps, to find unknown ones.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Found<'a>> {
        self.all.iter().filter(|found| found.depth == 0)
    }
}

fn push<'a>(values: &mut Vec<Found<'a>>, path: &str, key: &str, node: &'a Node, own: bool) {
    let plain = plain(key);
    if let Node::Map(entries) = node {
        for (inner, node) in entries {
            values.push(Found {
                plain: format!("{plain}.{}", super::names::plain(inner)),
                path: format!("{path}.{inner}"),
                node,
                own,
                depth: 1,
            });
        }
    }
    values.push(Found {
        plain,
        path: path.to_owned(),
        node,
        own,
        depth: 0,
    });
}

/// Returns the value of the first of some keys that a map has.
pub(super) fn entry<'a>(entries: &'a [(String, Node)], keys: &[&str]) -> Option<&'a Node> {
    keys.iter().find_map(|wanted| {
        let found = entries.iter().find(|(key, _)| same(&plain(key), wanted));
        found.map(|(_, node)| node)
    })
}

/// Parses a flag: the booleans of YAML 1.1 and 1.2 (`yes`, `off`, `true` …), `1` and `0`.
pub(crate) fn as_flag(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}
