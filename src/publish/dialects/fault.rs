//! What is told of tags and references of other generators that could not be kept.

use std::ops::Range;

use super::Fault;
use super::text::Text;
use crate::content::diagnostic::{Diagnostic, Rule};

/// A tag that has no translation. `outcome` says what became of it: `only its content is shown`.
pub(super) fn dropped(text: &Text, range: &Range<usize>, tag: &str, outcome: &str) -> Fault {
    let diagnostic = Diagnostic::warning(
        Rule::Shortcode,
        format!("`{tag}` means nothing here: {outcome}"),
        "write what it stands for in Markdown or HTML",
    );
    at(text, range, diagnostic)
}

/// A reference that names nothing.
pub(super) fn unresolved(text: &Text, range: &Range<usize>, reference: &str) -> Fault {
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
