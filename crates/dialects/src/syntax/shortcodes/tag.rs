//! Shortcodes as data: tags, their arguments, and what becomes of them.

use std::ops::Range;

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
