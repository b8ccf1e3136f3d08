//! What a walk through a document has seen.

use std::ops::Range;

use feuillet_content::address::Purpose;
use feuillet_content::diagnostic::{Diagnostic, Rule};

/// Something that is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub(crate) message: String,
    help: String,
}

impl Loss {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }

    pub(super) fn diagnostic(self) -> Diagnostic {
        Diagnostic::warning(Rule::Markup, self.message, self.help)
    }
}

/// What a document names and loses. Ranges are of bytes of what is rendered.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) addresses: Vec<Address>,
    /// Pictures that have no text beside them, and none that says that they need none.
    pub(super) without_words: Vec<Wordless>,
    pub(super) losses: Vec<(Range<usize>, Loss)>,
    /// The classes of raw HTML and of headings.
    pub(super) classes: Vec<(String, Range<usize>)>,
}

/// An address that a link or picture names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// As written, without the blanks that browsers take out of it.
    pub(crate) url: String,
    pub(crate) range: Range<usize>,
    pub(crate) purpose: Purpose,
}

/// A picture that says nothing to who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wordless {
    /// Its address as written.
    pub(super) url: String,
    pub(super) range: Range<usize>,
    pub(super) is_html: bool,
}
