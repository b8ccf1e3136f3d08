//! YAML values in which every scalar keeps the spelling of the author.
//!
//! Serde's data model turns `3.10` into the number 3.1 before anybody can ask for its text. So the YAML is read twice:
//! once for its [`Shape`], and again with that shape as a guide, asking for a string wherever a scalar stands.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A YAML value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Null,
    /// Any scalar, as written but without its quotes.
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Why YAML could not be read, counted from the block's own first line.
pub(super) struct YamlError {
    pub(super) message: String,
    pub(super) help: &'static str,
    /// From 1; 0 when unknown.
    pub(super) line: usize,
    /// From 1; 0 when unknown.
    pub(super) column: usize,
}

/// Reads the mapping that a front matter is.
pub(super) fn parse(yaml: &str) -> Result<Vec<(String, Node)>, YamlError> {
    let shape: Shape = serde_yaml::from_str(yaml).map_err(|error| describe(&error, yaml))?;
    let node = Guided(&shape)
        .deserialize(serde_yaml::Deserializer::from_str(yaml))
        .map_err(|error| describe(&error, yaml))?;
    match node {
        Node::Map(entries) => Ok(entries),
        Node::Null => Ok(Vec::new()),
        Node::Scalar(_) | Node::List(_) => Err(YamlError {
            message: "expected lines like `key: value`".to_owned(),
            help: "write each setting as `key: value`",
            line: 1,
            column: 1,
        }),
    }
}

/// The parser's own message without its position, which is told apart, and the remedy for what goes wrong most often.
fn describe(error: &serde_yaml::Error, yaml: &str) -> YamlError {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full).to_owned();
    let (line, column) = error
        .location()
        .map_or((0, 0), |location| (location.line(), location.column()));
    let offending = yaml.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let help = if offending.contains('\t') {
        "indent with spaces: YAML does not allow tabs"
    } else if offending.matches(": ").count() > 1 {
        "put the value in quotes, as in `title: \"Paper: a love story\"`"
    } else if offending.contains(['[', '{']) {
        "close every bracket, and put values with special characters in quotes"
    } else {
        "put values with special characters (: # [ { \" ' @ ` & *) in quotes, and check the indentation"
    };
    YamlError {
        message,
        help,
        line,
        column,
    }
}

/// Which kind of value stands where.
enum Shape {
    Null,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<(String, Shape)>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value without a tag")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
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
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Shape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
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
