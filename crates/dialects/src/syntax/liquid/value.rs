//! Values of template expressions, as far as they are known at publish time.

use feuillet_content::document::front_matter::Node;

/// A value. Numbers are kept as text, in the author's spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Only known to the generator.
    Unknown,
    Nil,
    Bool(bool),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Converts a front matter node. `true` and `false` become booleans.
    pub(crate) fn of(node: &Node) -> Self {
        match node {
            Node::Null => Self::Nil,
            Node::Scalar(text) => match text.as_str() {
                "true" => Self::Bool(true),
                "false" => Self::Bool(false),
                text => Self::text(text),
            },
            Node::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Node::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|(key, node)| (key.clone(), Self::of(node)))
                    .collect(),
            ),
        }
    }

    /// Returns the text that an output renders, or nothing for unknown values and maps.
    pub(crate) fn shown(&self) -> Option<String> {
        match self {
            Self::Unknown | Self::Map(_) => None,
            Self::Nil => Some(String::new()),
            Self::Bool(flag) => Some(flag.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::List(items) => items.iter().map(Self::shown).collect(),
        }
    }

    /// Whether the value is truthy: everything but `nil` and `false`. Returns nothing if it is unknown.
    pub(crate) fn is_true(&self) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Nil | Self::Bool(false) => Some(false),
            Self::Bool(true) | Self::Text(_) | Self::List(_) | Self::Map(_) => Some(true),
        }
    }

    /// Whether the value is Liquid's `blank` or `empty`.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Unknown | Self::Bool(true) => false,
            Self::Nil | Self::Bool(false) => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    /// Returns the number that a text holds.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    pub(crate) fn of_number(number: f64) -> Self {
        Self::Text(format!("{number}"))
    }

    /// Returns a member: a key of a map, an index of a list (negative from the end), or Liquid's `first`, `last` and
    /// `size`.
    pub(crate) fn member(&self, name: &str) -> Self {
        match self {
            Self::Unknown => Self::Unknown,
            Self::Map(entries) => {
                let found = entries.iter().find(|(key, _)| key == name);
                match (found, name) {
                    (Some((_, value)), _) => value.clone(),
                    (None, "size") => Self::text(entries.len().to_string()),
                    (None, _) => Self::Nil,
                }
            }
            Self::List(items) => match name {
                "first" => items.first().cloned().unwrap_or(Self::Nil),
                "last" => items.last().cloned().unwrap_or(Self::Nil),
                "size" => Self::text(items.len().to_string()),
                _ => match name.parse::<i64>() {
                    Ok(at) => {
                        let from_end = |at: i64| items.len().checked_sub(usize::try_from(-at).ok()?);
                        let at = if at < 0 { from_end(at) } else { usize::try_from(at).ok() };
                        let item = at.and_then(|at| items.get(at));
                        item.cloned().unwrap_or(Self::Nil)
                    }
                    Err(_) => Self::Nil,
                },
            },
            Self::Text(text) if name == "size" => Self::text(text.chars().count().to_string()),
            Self::Text(_) | Self::Nil | Self::Bool(_) => Self::Nil,
        }
    }

    /// Compares two values with a Liquid operator, as numbers if both are. Returns nothing if one is unknown.
    pub(crate) fn compare(&self, operator: &str, other: &Self) -> Option<bool> {
        if matches!(self, Self::Unknown) || matches!(other, Self::Unknown) {
            return None;
        }
        let numbers = self.number().zip(other.number());
        Some(match operator {
            "==" | "===" => numbers.map_or_else(|| self == other, |(first, second)| first.total_cmp(&second).is_eq()),
            "!=" | "<>" | "!==" => {
                numbers.map_or_else(|| self != other, |(first, second)| first.total_cmp(&second).is_ne())
            }
            "<" => numbers.is_some_and(|(first, second)| first < second),
            ">" => numbers.is_some_and(|(first, second)| first > second),
            "<=" => numbers.is_some_and(|(first, second)| first <= second),
            ">=" => numbers.is_some_and(|(first, second)| first >= second),
            "contains" => match (self, other) {
                (Self::Text(text), Self::Text(part)) => text.contains(part.as_str()),
                (Self::List(items), item) => items.contains(item),
                (Self::Map(entries), Self::Text(name)) => entries.iter().any(|(key, _)| key == name),
                _ => false,
            },
            _ => return None,
        })
    }
}
