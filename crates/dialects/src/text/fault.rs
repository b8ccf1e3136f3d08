//! Diagnostics about tags and references of other generators that could not be translated.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::edited::Text;

/// Warns about a tag without a translation. `outcome` says what became of it: `only its content is shown`.
pub(crate) fn dropped(text: &Text, range: &Range<usize>, tag: &str, outcome: &str) -> Fault {
    let diagnostic = Diagnostic::warning(
        Rule::Shortcode,
        format!("`{tag}` means nothing here: {outcome}"),
        "write what it stands for in Markdown or HTML",
    );
    at(text, range, diagnostic)
}

/// Reports a reference that names nothing.
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

/// A diagnostic with its place in the author's file.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Start in the decoded file, in bytes: a result of [`Text::origin`].
    pub(crate) offset: usize,
    /// Length in characters.
    pub(crate) length: usize,
    pub(crate) diagnostic: Diagnostic,
}
