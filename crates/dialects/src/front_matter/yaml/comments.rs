//! Tells of texts that a `#` cuts off: after a blank, it begins a comment in YAML.

use feuillet_content::diagnostic::{Diagnostic, Rule};

use super::line::Line;
use super::parts::Part;
use crate::front_matter::keys::names::{is_list, is_text};
use crate::front_matter::quoting::example;

/// Adds a warning for each title or other text for people that a comment ends, and for terms that look cut off.
pub(super) fn tell(parts: &[Part<'_>], first_line: usize, diagnostics: &mut Vec<Diagnostic>) {
    for part in parts {
        let first = part.first();
        let Some(key) = first.key().filter(|key| is_text(key) || is_list(key)) else {
            continue;
        };
        let is_block = first.value().starts_with(['|', '>']);
        if is_block {
            continue;
        }
        let is_scalar = is_text(key);
        for (number, text) in part.text.split_inclusive('\n').enumerate() {
            let line = Line::of(text, false);
            let value = line.value();
            let is_item = line.dashes > 0 && line.key.is_none();
            if value.starts_with(['"', '\'', '[', '{']) || !(number == 0 || is_item) {
                continue;
            }
            let Some(at) = comment(value, is_scalar && number == 0) else {
                continue;
            };
            let kept = value[..at].trim_end();
            let message = if kept.is_empty() {
                format!("`{key}` is empty here: in YAML, `#` begins a comment, and `{value}` is left out")
            } else {
                let lost = &value[at..];
                format!(
                    "`{key}` ends after `{kept}`: in YAML, `#` after a blank begins a comment, and `{lost}` is left out"
                )
            };
            let help = format!(
                "if it belongs to the text, put all of it in quotes: `{}{}`",
                line.head(0),
                example(value)
            );
            let column = text[..line.value.start + at].chars().count() + 1;
            let diagnostic = Diagnostic::warning(Rule::FrontMatter, message, help);
            diagnostics.push(
                diagnostic
                    .at(first_line + part.line + number, column)
                    .spanning(value[at..].chars().count()),
            );
        }
    }
}

/// Start of the comment in a value without quotes. In a list, only what is no sentence of its own: `Issue #5`.
fn comment(value: &str, is_text: bool) -> Option<usize> {
    let mut marks = value.match_indices('#').map(|(at, _)| at);
    let at = marks.find(|at| *at == 0 || value[..*at].ends_with([' ', '\t']))?;
    let is_glued = value[at + 1..].chars().next().is_none_or(|next| !next.is_whitespace());
    (is_text || is_glued).then_some(at)
}
