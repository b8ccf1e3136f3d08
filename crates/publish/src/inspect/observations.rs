//! Results of observing the rendering of a document.

use std::ops::Range;

use feuillet_content::address::Purpose;
use feuillet_content::diagnostic::{Diagnostic, Rule};

/// Something that is removed from a document, and how to fix it.
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

/// Addresses, classes and losses of a document. Ranges are byte ranges of the canonical Markdown.
#[derive(Debug, Default)]
pub(crate) struct Observations {
    pub(crate) addresses: Vec<Address>,
    /// Pictures without alternative text that are not marked as decorative.
    pub(super) missing_alt: Vec<MissingAlt>,
    pub(super) losses: Vec<(Range<usize>, Loss)>,
    /// Double dollars at the start of a line that begin no formula.
    pub(super) open_math: Vec<Range<usize>>,
    /// Classes in raw HTML and in headings.
    pub(super) classes: Vec<(String, Range<usize>)>,
}

/// Address of a link, picture or other media.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// As written, without the whitespace and control characters that browsers ignore.
    pub(crate) url: String,
    pub(crate) range: Range<usize>,
    pub(crate) purpose: Purpose,
}

/// A picture without alternative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MissingAlt {
    /// Its address as written.
    pub(super) url: String,
    pub(super) range: Range<usize>,
    pub(super) is_html: bool,
}
