//! Diagnostics about tags and references of other generators that could not be translated.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::edited::Text;

/// Help for syntax that only the other generator can run.
pub(crate) const REPLACE: &str = "replace it with Markdown or HTML, or remove it";

/// Help for a reference to nothing.
pub(crate) const FIX_REFERENCE: &str = "fix the reference, or add the missing file";

/// Warns about a tag without a translation. `outcome` says what became of it: `removed`.
pub(crate) fn dropped(text: &Text, range: &Range<usize>, tag: &str, outcome: &str) -> Fault {
    let diagnostic = Diagnostic::warning(Rule::Shortcode, format!("unsupported `{tag}`: {outcome}"), REPLACE);
    at(text, range, diagnostic)
}

/// Reports a reference that names nothing.
pub(crate) fn unresolved(text: &Text, range: &Range<usize>, reference: &str) -> Fault {
    let diagnostic = Diagnostic::error(
        Rule::Reference,
        format!("reference target `{reference}` not found: replaced by its text"),
        FIX_REFERENCE,
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
