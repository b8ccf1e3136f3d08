//! Shortcodes of Hugo and Zola: tags in a Markdown text that stand for something, with or without a text of their own.
//!
//! How each generator writes them is told by [`crate::generators::hugo::tags`] and [`crate::generators::zola::tags`]; what they mean, by
//! [`known`]; how the text changes, by [`weave`].

pub(crate) mod embeds;
pub(crate) mod inline;
pub(crate) mod known;
pub(crate) mod margins;
pub(crate) mod notices;
pub(crate) mod pictures;
pub(crate) mod raw;
pub(crate) mod weave;

use std::collections::HashMap;
use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use crate::text::edited::Text;
use crate::text::fault::Fault;

pub(crate) use self::known::known;
pub(crate) use self::weave::weave;

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It opens what the next tag of the kind closes, or stands by itself if none does.
    Open,
    /// It stands by itself.
    Alone,
    Close,
    /// It shows how a tag is written: in the text goes what is in [`Tag::name`].
    Shown,
}

/// A tag in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    /// A closing tag without a name closes whatever is open.
    pub(crate) name: String,
    pub(crate) arguments: Arguments,
}

/// What stands in a tag behind its name: values with or without names, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments(pub(crate) Vec<(Option<String>, String)>);

impl Arguments {
    /// The first of some arguments that is there and not blank, by name in any case.
    pub(crate) fn named(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self
                .0
                .iter()
                .find(|(own, _)| own.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name)));
            found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        })
    }

    /// The value at a position, from 0, among those without a name.
    pub(crate) fn at(&self, position: usize) -> Option<&str> {
        let mut positional = self.0.iter().filter(|(name, _)| name.is_none());
        positional
            .nth(position)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The value of a name, else the one at a position.
    pub(crate) fn get(&self, names: &[&str], position: usize) -> Option<&str> {
        self.named(names).or_else(|| self.at(position))
    }

    pub(crate) fn is_true(&self, names: &[&str]) -> bool {
        self.named(names)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

/// A shortcode with what is told of where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shortcode<'a> {
    /// In lower case, with hyphens for underscores.
    pub(crate) name: &'a str,
    pub(crate) arguments: &'a Arguments,
    /// The text between its tags.
    pub(crate) inner: Option<&'a str>,
    /// Nothing else is on its lines.
    pub(crate) is_block: bool,
    /// It stands where the address of a link or picture does.
    pub(crate) is_address: bool,
}

/// What becomes of a shortcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Goes in its place, within a line.
    Text(String),
    /// Goes in its place as lines of their own.
    Block(String),
    /// Within a line, before and after its text, which stays.
    Around(String, String),
    /// On lines of their own, before and after its text, which stays.
    BlockAround(String, String),
    /// Its text becomes a quotation that begins and ends with these lines.
    Quote(String, String),
    /// Its text stays; nobody is told.
    Unwrap,
    /// Its text stays, or it goes if it has none; the author is told so.
    Unknown,
    /// It goes, with its text; the author is told so.
    Drop,
    /// It goes with its text, as its generator would have it.
    Hide,
    /// It names something that is not there, where an address stands.
    Nowhere(String),
}

/// The positions of the closing tags of opening ones. What is not closed, stands alone; a closing tag closes the last
/// one of its name and leaves what was opened after that alone.
pub(crate) fn partners(tags: &[Tag]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (position, tag) in tags.iter().enumerate() {
        match tag.kind {
            Kind::Open => {
                open.push(position);
                *count.entry(&tag.name).or_default() += 1;
            }
            Kind::Close if tag.name.is_empty() || count.get(tag.name.as_str()).is_some_and(|count| *count > 0) => {
                while let Some(opened) = open.pop() {
                    if let Some(count) = count.get_mut(tags[opened].name.as_str()) {
                        *count -= 1;
                    }
                    if tag.name.is_empty() || tags[opened].name == tag.name {
                        partners[opened] = Some(position);
                        break;
                    }
                }
            }
            Kind::Close | Kind::Alone | Kind::Shown => {}
        }
    }
    partners
}

/// `Code_Toggle` -> `code-toggle`, the spelling that names are looked up by.
pub(crate) fn plain_name(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

/// What the author is told of a tag without a translation.
fn fault(text: &Text, range: &Range<usize>, name: &str, kept: bool) -> Fault {
    let message = if kept {
        format!("the shortcode `{name}` is not known: what is in it is shown as it is")
    } else {
        format!("the shortcode `{name}` is not shown")
    };
    Fault {
        offset: text.origin(range.start),
        length: first_line_length(&text.as_str()[range.clone()]),
        diagnostic: Diagnostic::warning(
            Rule::Shortcode,
            message,
            "write what it stands for in Markdown or HTML, or take it out",
        ),
    }
}

/// What the author is told of a tag that refers to what is not there.
fn names_nothing(text: &Text, range: &Range<usize>, message: String) -> Fault {
    Fault {
        offset: text.origin(range.start),
        length: first_line_length(&text.as_str()[range.clone()]),
        diagnostic: Diagnostic::warning(Rule::Reference, message, "correct the reference, or add what it names"),
    }
}

/// The length of the first line, in characters.
pub(crate) fn first_line_length(text: &str) -> usize {
    text.lines().next().map_or(0, |line| line.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_tags_close_the_last_of_their_name() {
        let tag = |written: &&str| {
            let (kind, name) = match written.strip_prefix('/') {
                Some(name) => (Kind::Close, name),
                None => (Kind::Open, *written),
            };
            Tag {
                range: 0..0,
                kind,
                name: name.to_owned(),
                arguments: Arguments::default(),
            }
        };
        for (written, expected) in [
            (vec!["a", "/a"], vec![Some(1), None]),
            (vec!["a", "b", "/a"], vec![Some(2), None, None]),
            (vec!["a", "a", "/a", "/a"], vec![Some(3), Some(2), None, None]),
            (vec!["/a", "a", "/b"], vec![None, None, None]),
            (vec!["a", "b", "/", "/"], vec![Some(3), Some(2), None, None]),
            (vec!["a", "b", "/a", "/b"], vec![Some(2), None, None, None]),
        ] {
            let tags: Vec<Tag> = written.iter().map(tag).collect();
            assert_eq!(partners(&tags), expected, "{written:?}");
        }
    }
}
