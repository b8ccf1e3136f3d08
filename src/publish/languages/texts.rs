//! What the interface says: the file of a language, what the author says otherwise, and English where both are silent.

use std::collections::BTreeMap;

use icu_plurals::PluralCategory;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::formats::CATEGORIES;
use crate::content::words::BETWEEN_FORMS;

/// Texts by their keys.
pub(in crate::publish) type Texts = BTreeMap<String, Text>;

/// What is said in one place of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::publish) enum Text {
    One(String),
    /// By the category of the number that is in it.
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

const EXPECTED: &str = "a word of the interface is a text in quotes, or texts by number (`one: …`, `other: …`)";

impl Text {
    /// All of its texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(text) => (Some(text), None),
            Self::Counted(texts) => (None, Some(texts.values())),
        };
        one.into_iter().chain(many.into_iter().flatten()).map(String::as_str)
    }

    /// The places that are filled in, each once.
    pub(super) fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.texts().flat_map(places).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// As it is shipped: one text, or one for each of the `forms` that its language has.
    pub(super) fn shipped(&self, forms: &[Form]) -> String {
        let texts = match self {
            Self::One(text) => return text.clone(),
            Self::Counted(texts) => texts,
        };
        let other = || texts.get("other").or(texts.values().next_back());
        let form = |form: &Form| texts.get(form.text).or_else(other).map_or("", String::as_str);
        let shipped: Vec<String> = forms
            .iter()
            .map(|wanted| form(wanted).replace(BETWEEN_FORMS, " "))
            .collect();
        shipped.join(&BETWEEN_FORMS.to_string())
    }
}

fn places(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// A text that a language has for some numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The category of those numbers.
    pub(super) category: PluralCategory,
    /// The category of the text, in the language that it is written in.
    pub(super) text: &'static str,
}

/// The forms of a language whose numbers are in these categories, for texts in that language.
pub(super) fn forms(numbers: &[PluralCategory]) -> Vec<Form> {
    let used = CATEGORIES.iter().filter(|(_, category)| numbers.contains(category));
    used.map(|(text, category)| Form {
        category: *category,
        text,
    })
    .collect()
}

/// The same for texts in English, which has a form for one thing and for nothing else.
pub(super) fn english_forms(numbers: &[PluralCategory]) -> Vec<Form> {
    let is_one = |category| {
        let mut counted = numbers.iter().enumerate().filter(|(_, found)| **found == category);
        counted.all(|(number, _)| number == 1)
    };
    let text = |category| if is_one(category) { "one" } else { "other" };
    let own = forms(numbers).into_iter();
    own.map(|form| Form {
        text: text(form.category),
        ..form
    })
    .collect()
}

/// Which form each number takes, as [`crate::content::words::Word::Plurals`] has it; nothing where there is only one.
pub(super) fn rule(numbers: &[PluralCategory], forms: &[Form]) -> String {
    if forms.len() < 2 {
        return String::new();
    }
    let index = |number: &PluralCategory| forms.iter().position(|form| form.category == *number);
    let digits = numbers.iter().filter_map(index).map(|index| index.to_string());
    digits.collect()
}
