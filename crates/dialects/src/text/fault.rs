//! What is told of tags and references of other generators that could not be kept.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::edited::Text;

/// A tag that has no translation. `outcome` says what became of it: `only its content is shown`.
pub(crate) fn dropped(text: &Text, range: &Range<usize>, tag: &str, outcome: &str) -> Fault {
    let diagnostic = Diagnostic::warning(
        Rule::Shortcode,
        format!("`{tag}` means nothing here: {outcome}"),
        "write what it stands for in Markdown or HTML",
    );
    at(text, range, diagnostic)
}

/// A reference that names nothing.
pub(crate) fn unresolved(text: &Text, range: &Range<usize>, reference: &str) -> Fault {
    let diagnostic = Diagnostic::error(
        Rule::Reference,
        format!("`{reference}` names no post or file of this folder, so it became text"),
        "mend the name, or link to an address",
    );
    at(text, range, diagnostic)
}

fn at(text: &Text, range: &Range<usize>, diagnostic: Diagnostic) -> Fault {
    let written = text.as_str().get(range.clone()).unwrap_or_default();
    let first_line = written.lines().next().unwrap_or_default();
    Fault {
        offset: text.origin(range.start),
        length: first_line.chars().count(),
        diagnostic,
    }
}

/// A finding about a part of the author's file, by its bytes there.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Where it begins, in bytes from the file's (decoded) beginning: what [`Text::origin`] gives.
    pub(crate) offset: usize,
    /// How many characters it is about.
    pub(crate) length: usize,
    pub(crate) diagnostic: Diagnostic,
}
