//! Data types for shortcodes: tags, arguments, and outcomes.

use std::ops::Range;

/// Kind of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Opening tag. Without a closing tag of its name, it stands alone.
    Open,
    /// Tag without content.
    Alone,
    Close,
    /// Escaped tag, which is shown instead of run: [`Tag::name`] holds the text to show.
    Shown,
}

/// A tag in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    /// Empty for a closing tag that closes whatever is open (Zola's `{% end %}`).
    pub(crate) name: String,
    pub(crate) arguments: Arguments,
}

/// Arguments of a tag in order, each with its name if it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments(pub(crate) Vec<(Option<String>, String)>);

impl Arguments {
    /// Returns the first argument of `names` (in any case) that is present and not blank.
    pub(crate) fn named(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self
                .0
                .iter()
                .find(|(own, _)| own.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name)));
            found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        })
    }

    /// Returns the positional argument at `position`, from 0, if it is not blank.
    pub(crate) fn at(&self, position: usize) -> Option<&str> {
        let mut positional = self.0.iter().filter(|(name, _)| name.is_none());
        positional
            .nth(position)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Returns the argument with one of `names`, else the positional one.
    pub(crate) fn get(&self, names: &[&str], position: usize) -> Option<&str> {
        self.named(names).or_else(|| self.at(position))
    }

    /// Whether the first present argument of `names` is `true`.
    pub(crate) fn is_true(&self, names: &[&str]) -> bool {
        self.named(names)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

/// A shortcode and its context.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shortcode<'a> {
    /// Name in lower case, with hyphens instead of underscores.
    pub(crate) name: &'a str,
    pub(crate) arguments: &'a Arguments,
    /// Content between the tags.
    pub(crate) inner: Option<&'a str>,
    /// Whether nothing else is on its lines.
    pub(crate) is_block: bool,
    /// Whether it is in the place of a link's or picture's address.
    pub(crate) is_address: bool,
}

/// Translation of a shortcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Inline text instead of the shortcode.
    Text(String),
    /// A block instead of the shortcode, on lines of its own.
    Block(String),
    /// Inline text before and after the content, which stays.
    Around(String, String),
    /// Blocks before and after the content, which stays.
    BlockAround(String, String),
    /// The content becomes a quotation that starts and ends with these lines.
    Quote(String, String),
    /// The content stays, without a finding.
    Unwrap,
    /// The content stays, if any, with a finding.
    Unknown,
    /// Removed with its content, with a finding.
    Drop,
    /// Removed with its content without a finding, as the generator would do.
    Hide,
    /// A reference to something that does not exist, with the message of the finding.
    Nowhere(String),
}
