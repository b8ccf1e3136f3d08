//! YAML values in which every scalar keeps the spelling of the author.
//!
//! Serde's data model turns `3.10` into the number 3.1 before anybody can ask for its text. So the YAML is read twice:
//! once for its [`Shape`], and again with that shape as a guide, asking for a string wherever a scalar stands.

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::{Diagnostic, Rule};

/// How many brackets may be open at once; `serde_yaml` itself stops at 128 levels.
const MAX_DEPTH: usize = 128;

/// A YAML value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Null,
    /// Any scalar, as written but without its quotes.
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Why a front matter is not a mapping of YAML.
pub(super) enum YamlError {
    Invalid(serde_yaml::Error),
    NoMapping,
}

impl From<serde_yaml::Error> for YamlError {
    fn from(error: serde_yaml::Error) -> Self {
        Self::Invalid(error)
    }
}

/// Reads the mapping that a front matter is.
pub(super) fn parse(yaml: &str) -> Result<Vec<(String, Node)>, YamlError> {
    // The parser's time grows with the square of the depth, and aliases of aliases multiply.
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
    /// What is wrong and where, in a text that has a name (`the front matter`) and begins at some line; with the remedy
    /// for what goes wrong most often.
    pub(super) fn describe(&self, yaml: &str, subject: &str, first_line: usize) -> Diagnostic {
        let error = match self {
            Self::Invalid(error) => error,
            Self::NoMapping => {
                return Diagnostic::error(
                    Rule::FrontMatter,
                    format!("{subject} is not made of lines like `key: value`"),
                    "write each setting as `key: value`",
                )
                .at(first_line, 1);
            }
        };
        // The parser's own message without its position, which is told apart.
        let full = error.to_string();
        let message = full.split(" at line ").next().unwrap_or(&full);
        let (line, column) = error
            .location()
            .map_or((1, 1), |location| (location.line().max(1), location.column().max(1)));
        // YAML has more ends of lines than editors, and may miss something behind the last.
        let (line, column) = match yaml.lines().count().max(1) {
            last if line > last => (last, 1),
            _ => (line, column),
        };
        let offending = yaml.lines().nth(line - 1).unwrap_or_default();
        let help = if offending.contains('\t') {
            "indent with spaces: YAML does not allow tabs"
        } else if offending.matches(": ").count() > 1 {
            "put the value in quotes, as in `title: \"Paper: a love story\"`"
        } else if offending.contains(['[', '{']) {
            "close every bracket, and put values with special characters in quotes"
        } else {
            "put values with special characters (: # [ { \" ' @ ` & *) in quotes, and check the indentation"
        };
        Diagnostic::error(
            Rule::FrontMatter,
            format!("{subject} is not valid YAML: {message}"),
            help,
        )
        .at(first_line - 1 + line, column)
    }
}

/// Which kind of value stands where.
enum Shape {
    Null,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<(String, Shape)>),
}

/// Whether more brackets are open at once than anybody writes.
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

/// Reads a shape of at most so many nodes.
#[derive(Clone, Copy)]
struct ShapeSeed<'left>(&'left Cell<usize>);

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        let left = self.0.get().checked_sub(1);
        self.0.set(left.ok_or_else(|| D::Error::custom("aliases multiply it"))?);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value without a tag")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    /// Nothing, or nothing but comments.
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

/// Reads a value whose shape is known.
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
