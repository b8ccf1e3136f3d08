//! YAML values whose scalars keep the author's spelling.
//!
//! Serde turns `3.10` into the number 3.1 before its text can be read. So the YAML is parsed twice: first for its
//! [`Shape`], then with that shape as a guide that requests a string for every scalar.

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::split::key_and_value;
use crate::diagnostic::{Diagnostic, Rule};

/// Maximum nesting of brackets; `serde_yaml` itself stops at 128 levels.
const MAX_DEPTH: usize = 128;

/// A YAML value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Null,
    /// Any scalar, as written but without quotes.
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Why a text is not a YAML mapping.
pub(super) enum YamlError {
    Invalid(serde_yaml::Error),
    NoMapping,
}

impl From<serde_yaml::Error> for YamlError {
    fn from(error: serde_yaml::Error) -> Self {
        Self::Invalid(error)
    }
}

/// Parses a YAML mapping; an empty text is an empty mapping.
pub(super) fn parse(yaml: &str) -> Result<Vec<(String, Node)>, YamlError> {
    // The parser is quadratic in depth, and nested aliases multiply: both are limited.
    if is_too_deep(yaml) {
        return Err(YamlError::NoMapping);
    }
    let left = Cell::new(1000 + yaml.len());
    let shape = ShapeSeed(&left).deserialize(serde_yaml::Deserializer::from_str(yaml))?;
    match Guided(&shape).deserialize(serde_yaml::Deserializer::from_str(yaml))? {
        Node::Map(entries) => Ok(entries),
        Node::Null => Ok(Vec::new()),
        Node::Scalar(_) | Node::List(_) => Err(YamlError::NoMapping),
    }
}

impl YamlError {
    /// Turns the error into a diagnostic with a hint for the most common mistakes. `subject` names the text (`the front
    /// matter`), `first_line` is the number of its first line in the file.
    pub(super) fn describe(&self, yaml: &str, subject: &str, first_line: usize) -> Diagnostic {
        let error = match self {
            Self::Invalid(error) => error,
            Self::NoMapping => {
                return Diagnostic::error(
                    Rule::FrontMatter,
                    format!("expected `key: value` lines in {subject}"),
                    "write each setting as `key: value`",
                )
                .at(first_line, 1);
            }
        };
        // The mistake may be above the place where the parser stops, such as a quote that is open until the next one:
        // the first key that cannot be parsed alone is where it is.
        if let Some((Self::Invalid(inner), before)) = first_invalid(yaml) {
            return describe(
                &inner,
                &yaml[before..],
                subject,
                first_line + yaml[..before].matches('\n').count(),
            );
        }
        describe(error, yaml, subject, first_line)
    }
}

/// Returns the error of the first top-level key that is invalid alone, and the start of its line. Aliases of other keys
/// are no fault.
fn first_invalid(yaml: &str) -> Option<(YamlError, usize)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut position = 0;
    for line in yaml.split_inclusive('\n') {
        if key_and_value(line, ':').is_some() {
            starts.push(position);
        }
        position += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([yaml.len()]);
    starts.iter().zip(ends).find_map(|(start, end)| {
        let error = parse(&yaml[*start..end]).err()?;
        let is_alias = matches!(&error, YamlError::Invalid(error) if error.to_string().contains("unknown anchor"));
        (!is_alias).then_some((error, *start))
    })
}

fn describe(error: &serde_yaml::Error, yaml: &str, subject: &str, first_line: usize) -> Diagnostic {
    // The parser's message without its position, which the diagnostic has anyway.
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full);
    let (line, column) = place(error, &full);
    // YAML knows more line breaks than editors and may report a line past the last one.
    let (line, column) = match yaml.lines().count().max(1) {
        last if line > last => (last, 1),
        _ => (line, column),
    };
    let offending = yaml.lines().nth(line - 1).unwrap_or_default();
    let (message, help) = if full.contains(IN_QUOTES) && message.contains("unexpected end of stream") {
        ("unclosed quote", "close the quote on this line")
    } else if full.contains(IN_LIST) || full.contains(IN_MAP) {
        (message, "close every bracket, and quote values with special characters")
    } else if offending.contains('\t') {
        (message, "indent with spaces, because YAML does not allow tabs")
    } else if offending.matches(": ").count() > 1 {
        (message, "quote the value, as in `title: \"Paper: a love story\"`")
    } else if offending.contains(['[', '{']) {
        (message, "close every bracket, and quote values with special characters")
    } else {
        (
            message,
            "quote values with special characters (: # [ { \" ' @ ` & *), and check the indentation",
        )
    };
    Diagnostic::error(Rule::FrontMatter, format!("invalid YAML in {subject}: {message}"), help)
        .at(first_line - 1 + line, column)
}

/// Contexts that the parser names with the place where they begin.
const IN_QUOTES: &str = "while scanning a quoted scalar";
const IN_LIST: &str = "while parsing a flow sequence";
const IN_MAP: &str = "while parsing a flow mapping";

/// Line and column, from 1, of a mistake: the quote or bracket that is open where the parser stops, else that place.
/// `full` is the error's message.
fn place(error: &serde_yaml::Error, full: &str) -> (usize, usize) {
    let opening = [IN_QUOTES, IN_LIST, IN_MAP].iter().find_map(|context| {
        let (_, rest) = full.split_once(context)?;
        let (line, column) = rest.strip_prefix(" at line ")?.split_once(" column ")?;
        Some((line.parse().ok()?, column.parse().ok()?))
    });
    opening.unwrap_or_else(|| {
        error
            .location()
            .map_or((1, 1), |location| (location.line().max(1), location.column().max(1)))
    })
}

/// The kinds of values in a YAML text, without the values.
enum Shape {
    Null,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<(String, Shape)>),
}

/// Whether brackets are nested more than [`MAX_DEPTH`] levels deep.
fn is_too_deep(yaml: &str) -> bool {
    let mut depth = 0_usize;
    yaml.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

/// Deserializes a shape. The cell holds how many nodes are still allowed.
#[derive(Clone, Copy)]
struct ShapeSeed<'left>(&'left Cell<usize>);

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        let left = self.0.get().checked_sub(1);
        self.0.set(left.ok_or_else(|| D::Error::custom("too many aliases"))?);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an untagged value")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    /// An empty text, or only comments.
    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Shape, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Shape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key()? {
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(Shape::Map(entries))
    }
}

/// Deserializes a value of a known shape.
struct Guided<'shape>(&'shape Shape);

impl<'de> DeserializeSeed<'de> for Guided<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.0 {
            Shape::Null => Option::<serde::de::IgnoredAny>::deserialize(deserializer).map(|_| Node::Null),
            Shape::Scalar => String::deserialize(deserializer).map(Node::Scalar),
            Shape::List(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Guided<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the same value as before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let Shape::List(shapes) = self.0 else {
            return Ok(Node::Null);
        };
        let mut items = Vec::with_capacity(shapes.len());
        for shape in shapes {
            items.extend(sequence.next_element_seed(Guided(shape))?);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let Shape::Map(shapes) = self.0 else {
            return Ok(Node::Null);
        };
        let mut entries = Vec::with_capacity(shapes.len());
        for (_, shape) in shapes {
            let Some(key) = map.next_key()? else { break };
            entries.push((key, map.next_value_seed(Guided(shape))?));
        }
        Ok(Node::Map(entries))
    }
}
