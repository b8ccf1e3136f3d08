//! Interface texts written by authors: `words` in `site.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// Texts by key.
pub type Texts = BTreeMap<String, Text>;

/// One interface text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    One(String),
    /// Plural forms by plural category (`one`, `other`).
    Counted(BTreeMap<String, String>),
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_yaml::Value::deserialize(deserializer)? {
            serde_yaml::Value::String(text) => Ok(Self::One(text)),
            map @ serde_yaml::Value::Mapping(_) => {
                let texts = serde_yaml::from_value(map).map_err(|_| D::Error::custom(EXPECTED))?;
                Ok(Self::Counted(texts))
            }
            _ => Err(D::Error::custom(EXPECTED)),
        }
    }
}

const EXPECTED: &str = "expected a quoted text or its plural forms (`one: …`, `other: …`)";

impl Text {
    /// Returns all plural forms.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(text) => (Some(text), None),
            Self::Counted(texts) => (None, Some(texts.values())),
        };
        one.into_iter().chain(many.into_iter().flatten()).map(String::as_str)
    }

    /// Returns the placeholder names, sorted and without duplicates.
    pub fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.texts().flat_map(places).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

fn places(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
