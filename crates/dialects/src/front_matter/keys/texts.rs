//! Reads texts: titles, terms, authors, languages and addresses.

use feuillet_content::document::front_matter::Node;
use feuillet_settings::language;

use super::find::{Found, as_flag, entry};
use super::table::{self, Keys};
use super::{Expected, Habits, Read, Reader};
use crate::front_matter::Front;
use crate::front_matter::references::decode;

const TEXT: Expected = ("a string", "write a single value after the colon");
const LIST: Expected = (
    "a list of strings",
    "write it as `[one, two]`, without quotes around the list",
);
const TAG: Expected = ("a language tag", "write a language tag, such as `en`, `fr` or `pt-BR`");
const ADDRESS: Expected = (
    "an absolute URL",
    "write the address of the original, starting with `https://`",
);

impl Reader<'_> {
    pub(super) fn text(&mut self, keys: Keys) -> Option<String> {
        self.first(keys, TEXT, |found, _| one_text(found.node))
            .map(|(text, _)| text)
    }

    /// Reads a text that is shown as it is.
    pub(super) fn label(&mut self, keys: Keys) -> Option<String> {
        self.text(keys).map(|text| decode(&text).into_owned())
    }

    /// Reads a text in Markdown, which stays, or HTML, which becomes plain text.
    pub(super) fn prose(&mut self, keys: Keys) -> Option<String> {
        let read = |found: &Found<'_>, front: &Front<'_>| match found.node {
            // `excerpt: true` asks a theme to make one.
            Node::Scalar(text) if as_flag(text).is_some() && !front.is_quoted(&found.path) => Read::Other,
            _ => one_text(found.node),
        };
        let (text, _) = self.first(keys, TEXT, read)?;
        Some(if text.starts_with('<') {
            without_tags(&text)
        } else {
            text
        })
    }

    /// Reads the terms of both kinds of keys, without duplicates.
    pub(super) fn terms(&mut self, plural: Keys, singular: Keys, habits: Habits) -> Vec<String> {
        let mut terms = self.list(plural, habits.terms_at_spaces);
        terms.append(&mut self.list(singular, false));
        labels(&terms)
    }

    fn list(&mut self, keys: Keys, at_spaces: bool) -> Vec<String> {
        let read = |found: &Found<'_>, _: &Front<'_>| match found.node {
            Node::Scalar(text) => match in_brackets(text) {
                Some(inner) => Read::Coerced(inner.split(',').map(|item| unquoted(item).to_owned()).collect()),
                None if at_spaces && !text.contains(',') => {
                    Read::Good(text.split_whitespace().map(str::to_owned).collect())
                }
                None => Read::Good(text.split(',').map(str::to_owned).collect()),
            },
            Node::List(_) => {
                let mut items = Vec::new();
                if flatten(found.node, &mut items) {
                    Read::Good(items)
                } else {
                    Read::Coerced(items)
                }
            }
            Node::Null | Node::Map(_) => Read::Wrong(""),
        };
        self.first(keys, LIST, read).map_or_else(Vec::new, |(items, _)| items)
    }

    /// Reads the names of all authors.
    pub(super) fn authors(&mut self) -> Vec<String> {
        let read = |found: &Found<'_>, _: &Front<'_>| {
            let mut names = Vec::new();
            author_names(found.node, &mut names);
            if names.is_empty() {
                Read::Other
            } else {
                Read::Good(labels(&names))
            }
        };
        let found = self.first(table::AUTHOR, TEXT, read);
        found.map(|(names, _)| names).unwrap_or_default()
    }

    /// Reads the names of the series that a document is a part of.
    pub(super) fn series(&mut self) -> Vec<String> {
        let read = |found: &Found<'_>, _: &Front<'_>| {
            let mut names = Vec::new();
            match found.node {
                // In some themes, it is a flag.
                Node::Scalar(text) if as_flag(text).is_some() => return Read::Other,
                Node::Scalar(text) if in_brackets(text).is_none() => names.push(text.clone()),
                node => {
                    flatten(node, &mut names);
                }
            }
            Read::Good(labels(&names))
        };
        let found = self.first(table::SERIES, LIST, read);
        found.map(|(names, _)| names).unwrap_or_default()
    }

    /// Reads a language tag: `pt_BR` -> `pt-BR`.
    pub(super) fn language(&mut self) -> Option<String> {
        let read = |found: &Found<'_>, _: &Front<'_>| match found.node {
            Node::Scalar(text) => {
                let tag = text.trim().replace('_', "-");
                if language::is_tag(&tag) {
                    Read::Good(tag)
                } else {
                    Read::Wrong("")
                }
            }
            _ => Read::Wrong(""),
        };
        self.first(table::LANGUAGE, TAG, read).map(|(tag, _)| tag)
    }

    /// Reads the last part of the slug, else an address without folders: `/2020/04/a.html` or `/a/` -> `a`.
    pub(super) fn slug(&mut self) -> Option<String> {
        let own = self.text(table::SLUG).and_then(|slug| last_part(&slug));
        own.or_else(|| {
            let addresses = self.addresses();
            let single = addresses
                .iter()
                .find(|address| !address.trim_matches('/').contains('/'))?;
            last_part(single)
        })
    }

    /// Reads the old addresses of the document, as written.
    pub(super) fn aliases(&mut self) -> Vec<String> {
        let mut aliases = Vec::new();
        for key in table::ALIASES {
            aliases.append(&mut self.list(std::slice::from_ref(key), false));
        }
        aliases.extend(self.addresses());
        once_each(&aliases)
    }

    /// Reads the addresses of the document that are paths without variables.
    pub(super) fn addresses(&mut self) -> Vec<String> {
        let paths = self.values.all(table::ADDRESS).filter_map(|found| match found.node {
            Node::Scalar(text) if !self.front.is_quoted(&found.path) && as_flag(text).is_some() => None,
            Node::Scalar(text) => address(text),
            _ => None,
        });
        once_each(&paths.collect::<Vec<_>>())
    }

    /// Reads the address of the original, which must be absolute.
    pub(super) fn canonical(&mut self) -> Option<String> {
        let read = |found: &Found<'_>, _: &Front<'_>| match found.node {
            Node::Scalar(text) => {
                let address = text.trim();
                let is_whole = url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
                match is_whole {
                    true => Read::Good(address.to_owned()),
                    // A path leads to the page in the old blog, not to an original.
                    false if address.starts_with('/') || as_flag(address).is_some() => Read::Other,
                    false => Read::Wrong(""),
                }
            }
            _ => Read::Wrong(""),
        };
        self.first(table::CANONICAL, ADDRESS, read).map(|(address, _)| address)
    }
}

fn one_text(node: &Node) -> Read<String> {
    match node {
        Node::Scalar(text) => Read::Good(text.trim().to_owned()),
        // A list of one.
        Node::List(items) => match items.as_slice() {
            [Node::Scalar(text)] => Read::Good(text.trim().to_owned()),
            _ => Read::Wrong(""),
        },
        Node::Null | Node::Map(_) => Read::Wrong(""),
    }
}

/// Collects the texts of a list and of nested lists (Hexo's hierarchies), and the names in maps. Returns whether all of
/// them are written as texts: `Rust: the book` without quotes is a map of one key.
fn flatten(node: &Node, items: &mut Vec<String>) -> bool {
    match node {
        Node::Null => true,
        Node::Scalar(text) => {
            items.push(text.clone());
            true
        }
        Node::List(inner) => {
            let are_texts: Vec<bool> = inner.iter().map(|item| flatten(item, items)).collect();
            are_texts.into_iter().all(|is_text| is_text)
        }
        Node::Map(entries) => {
            if let Some(Node::Scalar(name)) = entry(entries, &["name", "title", "label", "slug"]) {
                items.push(name.clone());
            } else if let [(key, Node::Scalar(text))] = entries.as_slice() {
                items.push(format!("{key}: {text}"));
                return false;
            }
            true
        }
    }
}

fn author_names(node: &Node, names: &mut Vec<String>) {
    match node {
        Node::Null => {}
        Node::Scalar(text) if matches!(as_flag(text), Some(false)) => {}
        Node::Scalar(text) => {
            let inner = in_brackets(text);
            names.extend(inner.map_or_else(
                || vec![text.clone()],
                |inner| inner.split(',').map(|name| unquoted(name).to_owned()).collect(),
            ));
        }
        Node::List(items) => items.iter().for_each(|item| author_names(item, names)),
        Node::Map(entries) => match entry(entries, table::AUTHOR_NAME) {
            Some(name) => author_names(name, names),
            // Authors by id: `{jane: {name: Jane}}`.
            None => entries
                .iter()
                .filter(|(_, node)| matches!(node, Node::Map(_)))
                .for_each(|(_, author)| author_names(author, names)),
        },
    }
}

/// Returns the items of a list that was quoted as a whole: `[a, b]` -> `a, b`.
fn in_brackets(text: &str) -> Option<&str> {
    text.trim().strip_prefix('[')?.strip_suffix(']')
}

fn unquoted(item: &str) -> &str {
    let item = item.trim();
    let inner = |quote| item.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(item)
}

/// Decodes the names of terms and people, and removes blank and duplicate ones.
fn labels(names: &[String]) -> Vec<String> {
    let decoded: Vec<String> = names.iter().map(|name| decode(name).into_owned()).collect();
    once_each(&decoded)
}

/// Trims texts, and removes blank and duplicate ones.
pub(super) fn once_each(texts: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let trimmed = texts.iter().map(|text| text.trim().to_owned());
    trimmed
        .filter(|text| !text.is_empty() && seen.insert(text.clone()))
        .collect()
}

/// Returns an address from the root: `a/b` -> `/a/b`. None for a style of Jekyll's (`pretty`), an address on another
/// host, or one with variables.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let has_variables = text.split('/').any(|part| part.starts_with(':')) || text.contains(['{', '}', '<', ' ']);
    let is_elsewhere = text.contains("://") || text.starts_with("//") || text.starts_with('#');
    let is_style = matches!(text, "pretty" | "date" | "ordinal" | "weekdate" | "none");
    let is_nothing = text.trim_matches('/').is_empty();
    if has_variables || is_elsewhere || is_style || is_nothing {
        return None;
    }
    Some(if text.starts_with('/') {
        text.to_owned()
    } else {
        format!("/{text}")
    })
}

/// Returns the name at the end of an address, without its extension: `/2020/04/a.html` -> `a`.
fn last_part(address: &str) -> Option<String> {
    let address = address.trim().trim_matches('/');
    let address = ["/index.html", "/index.htm", "/index"]
        .iter()
        .find_map(|index| address.strip_suffix(index))
        .unwrap_or(address);
    let name = address.rsplit('/').next().unwrap_or_default();
    let stem = [".html", ".htm", ".php", ".md"]
        .iter()
        .find_map(|extension| name.strip_suffix(extension));
    let name = stem.unwrap_or(name);
    let name = feuillet_content::percent::decode(name).unwrap_or_default();
    (!name.is_empty() && name.chars().any(char::is_alphanumeric)).then_some(name)
}

/// Removes HTML tags. Entities stay, as Markdown knows them, too: `<b>a</b> &amp; b` -> `a &amp; b`.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        rest = tag;
        if !tag[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!')) {
            text.push('<');
            rest = &tag[1..];
            continue;
        }
        let Some(end) = tag.find('>') else { break };
        if ["</p", "<br", "</li", "</div"]
            .iter()
            .any(|block| tag.starts_with(block))
        {
            // The end of a block separates words.
            text.push(' ');
        }
        rest = &tag[end + 1..];
    }
    text.push_str(rest);
    text.trim().to_owned()
}
