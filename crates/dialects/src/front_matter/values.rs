//! Parses YAML, TOML and JSON, in front matter and in configuration files. Scalars stay as the author spelled them
//! (`1.10`, `yes`, `2020-01-01`), and keys stay in the order of the file.

#[cfg(test)]
mod conformance;
mod opening;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::edited::line_and_column;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::{Node, read_yaml};

/// Maximum nesting of JSON values.
const DEEPEST: usize = 64;

/// Most errors of a text that are told.
const MOST_ERRORS: usize = 20;

/// Keys and values of a text, with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values {
    pub(crate) entries: Vec<(String, Node)>,
    /// Start of the value at each path of keys (`taxonomies.tags`), in bytes.
    pub(crate) places: Vec<(String, usize)>,
}

/// A parse error, with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) place: Range<usize>,
    /// In lower case, without a full stop.
    pub(crate) message: String,
}

/// Reads a configuration file in YAML.
///
/// # Errors
///
/// A diagnostic about the first mistake, with its place.
pub(crate) fn yaml(text: &str) -> Result<Vec<(String, Node)>, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read_yaml(text, "the file", 1).map_err(|mut diagnostic| {
        diagnostic.rule = Rule::Settings;
        diagnostic
    })
}

/// Reads a configuration file in TOML. Errors as [`yaml`].
pub(crate) fn toml(text: &str) -> Result<Vec<(String, Node)>, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (values, wrong) = toml_values(text);
    match wrong.first() {
        None => Ok(values.entries),
        Some(wrong) => Err(wrong.diagnostic(Rule::Settings, "invalid TOML", text, 0)),
    }
}

/// Reads a configuration file in JSON. Comments and trailing commas are allowed. Errors as [`yaml`].
pub(crate) fn json(text: &str) -> Result<Vec<(String, Node)>, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match json_values(text) {
        Ok(values) => Ok(values.entries),
        Err(wrong) => {
            let relaxed = read_yaml(&without_comments(text), "", 1);
            relaxed.map_err(|_| wrong.diagnostic(Rule::Settings, "invalid JSON", text, 0))
        }
    }
}

impl Wrong {
    /// Moves the error to the start of what is not closed, if that is known.
    fn opened_at(self, start: Option<usize>) -> Self {
        let Some(start) = start else { return self };
        Self {
            place: start..start + 1,
            message: "what begins here is not closed".to_owned(),
        }
    }

    /// Converts the error to a diagnostic about the text `whole`, in which the parsed part begins at byte `start`.
    pub(crate) fn diagnostic(&self, rule: Rule, what: &str, whole: &str, start: usize) -> Diagnostic {
        let (line, column) = line_and_column(whole, start + self.place.start);
        let at = (start + self.place.start)..(start + self.place.end);
        let length = whole.get(at).map_or(0, |part| match part.lines().next() {
            Some(part) => part.chars().count(),
            None => 0,
        });
        Diagnostic::error(
            rule,
            format!("{what}: {}", self.message),
            "close every quote and bracket, and put strings in double quotes",
        )
        .at(line, column)
        .spanning(length)
    }
}

/// Parses as much as possible of TOML 1.0. Returns the first error of each line, too.
pub(crate) fn toml_values(text: &str) -> (Values, Vec<Wrong>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut values = Values::default();
    values.entries = table_entries(table.get_ref(), "", text, &mut values.places);
    let errors = errors.iter().take(MOST_ERRORS).map(|error| {
        let (place, message) = (error.span().unwrap_or_default(), one_line(error.message()));
        let list = message
            .contains("array")
            .then(|| opening::of_list(text, place.start, '='));
        let block = message
            .contains("multi-line")
            .then(|| opening::of_text(text, place.start));
        Wrong { place, message }.opened_at(list.flatten().or(block.flatten()))
    });
    let mut wrong: Vec<Wrong> = errors.collect();
    wrong.dedup_by_key(|wrong| line_and_column(text, wrong.place.start).0);
    (values, wrong)
}

fn table_entries(
    table: &DeTable<'_>,
    path: &str,
    text: &str,
    places: &mut Vec<(String, usize)>,
) -> Vec<(String, Node)> {
    // The parser sorts keys, so this restores the order of the file.
    let mut pairs: Vec<(usize, &str, &Spanned<DeValue<'_>>)> = table
        .iter()
        .map(|(key, value)| (key.span().start, key.get_ref().as_ref(), value))
        .collect();
    pairs.sort_by_key(|(start, ..)| *start);
    let mut entries = Vec::with_capacity(pairs.len());
    for (_, key, value) in pairs {
        let path = join(path, key);
        places.push((path.clone(), value.span().start));
        entries.push((key.to_owned(), toml_node(value, &path, text, places)));
    }
    entries
}

fn toml_node(value: &Spanned<DeValue<'_>>, path: &str, text: &str, places: &mut Vec<(String, usize)>) -> Node {
    match value.get_ref() {
        DeValue::String(value) => Node::Scalar(value.clone().into_owned()),
        DeValue::Array(items) => {
            // Maps in a list have no paths of their own, so their places are dropped.
            let mut inner = Vec::new();
            Node::List(
                items
                    .iter()
                    .map(|item| toml_node(item, path, text, &mut inner))
                    .collect(),
            )
        }
        DeValue::Table(table) => Node::Map(table_entries(table, path, text, places)),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Node::Scalar(text.get(value.span()).unwrap_or_default().trim().to_owned())
        }
    }
}

/// Parses a text that is a JSON object (RFC 8259).
pub(crate) fn json_values(text: &str) -> Result<Values, Wrong> {
    let wrong = |error: &serde_json::Error| {
        let before: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let place = (before + error.column().saturating_sub(1)).min(text.len());
        let message = error.to_string();
        let message = one_line(message.split(" at line ").next().unwrap_or_default());
        let list = opening::of_list(text, place, ':').filter(|_| message.contains("`]`"));
        let place = place..place;
        Wrong { place, message }.opened_at(list)
    };
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| wrong(&error))?;
    if !raw.get().starts_with('{') {
        return Err(Wrong {
            place: 0..0,
            message: "expected an object".to_owned(),
        });
    }
    let mut values = Values::default();
    let node = json_node(raw, "", text, 0, &mut values.places).map_err(|error| wrong(&error))?;
    if let Node::Map(entries) = node {
        values.entries = entries;
    }
    Ok(values)
}

/// Returns the end of the JSON object that a text begins with, in bytes.
pub(crate) fn end_of_json(text: &str) -> Option<usize> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let first = stream.next()?.ok()?;
    first.get().starts_with('{').then(|| stream.byte_offset())
}

fn json_node(
    raw: &RawValue,
    path: &str,
    text: &str,
    depth: usize,
    places: &mut Vec<(String, usize)>,
) -> Result<Node, serde_json::Error> {
    let written = raw.get();
    if depth > DEEPEST {
        return Err(serde::de::Error::custom("nested too deeply"));
    }
    Ok(match written.as_bytes().first() {
        Some(b'{') => {
            let pairs: Pairs<'_> = serde_json::from_str(written)?;
            let mut entries = Vec::with_capacity(pairs.0.len());
            for (key, value) in pairs.0 {
                let path = join(path, &key);
                places.push((path.clone(), offset_in(text, value.get())));
                entries.push((key.into_owned(), json_node(value, &path, text, depth + 1, places)?));
            }
            Node::Map(entries)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(written)?;
            let mut inner = Vec::new();
            let items = items.into_iter();
            Node::List(
                items
                    .map(|item| json_node(item, path, text, depth + 1, &mut inner))
                    .collect::<Result<_, _>>()?,
            )
        }
        Some(b'"') => Node::Scalar(serde_json::from_str(written)?),
        Some(b'n') => Node::Null,
        _ => Node::Scalar(written.to_owned()),
    })
}

/// Members of a JSON object, in their order.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    pairs.push((Cow::Owned(key), value));
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
}

/// Replaces the comments in JSON by blanks, so that all other characters keep their place.
pub(crate) fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut quoted = false;
    while let Some(next) = rest.chars().next() {
        let comment = match rest.as_bytes() {
            _ if quoted => 0,
            [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ => 0,
        };
        if comment > 0 {
            let blank = |next: char| if next == '\n' { '\n' } else { ' ' };
            plain.extend(rest[..comment].chars().map(blank));
            rest = &rest[comment..];
            continue;
        }
        let mut length = next.len_utf8();
        if next == '"' {
            quoted = !quoted;
        } else if next == '\\' {
            length += rest[1..].chars().next().map_or(0, char::len_utf8);
        }
        plain.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    plain
}

/// Offset in bytes of `part`, a slice of `whole`.
pub(crate) fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
