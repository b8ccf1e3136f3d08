//! Reads YAML front matter. What breaks YAML's rules, or means something else to YAML than to its author, is read as it
//! was meant, and told.

mod comments;
mod line;
mod meaning;
mod merge;
mod parts;
mod repair;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::{Format, Node, places, read_lines, read_yaml};

use self::parts::Part;
use super::values::{Values, offset_in};
use crate::text::edited::line_and_column;

/// Reads the block of a document. Places are in bytes of the document.
pub(super) fn read(text: &str, block: &str, diagnostics: &mut Vec<Diagnostic>) -> Values {
    read_block(text, block, "the front matter", diagnostics)
}

/// Reads a settings file.
pub(crate) fn file(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Node)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The marks of documents, of which there is one.
    let text = match text.strip_prefix("---") {
        Some(rest) if rest.starts_with(['\n', '\r']) => format!("#--{rest}"),
        _ => text.to_owned(),
    };
    let text = text.replace("\n---", "\n#--");
    let mut found = Vec::new();
    let values = read_block(&text, &text, "the file", &mut found);
    diagnostics.extend(found.into_iter().map(|mut diagnostic| {
        diagnostic.rule = Rule::Settings;
        diagnostic
    }));
    values.entries
}

/// Reads a block of YAML. `subject` names it in findings.
fn read_block(text: &str, block: &str, subject: &str, diagnostics: &mut Vec<Diagnostic>) -> Values {
    let start = offset_in(text, block);
    let first_line = line_and_column(text, start).0;
    let parts = parts::split(block);
    let names = parts::anchors(block);
    let whole = read_yaml(block, subject, first_line);
    let mut entries = match whole {
        Ok(entries) if !parts.iter().any(|part| repair::is_misread(part, &names)) => entries,
        whole => repaired(block, &parts, &names, first_line, whole.err(), diagnostics),
    };
    comments::tell(&parts, first_line, diagnostics);
    let mut places = places::in_yaml(block, start);
    merge::apply(&mut entries, &mut places);
    Values { entries, places }
}

/// Reads a block whose parts are repaired. `wrong` says what is wrong with the block as it is.
fn repaired(
    block: &str,
    parts: &[Part<'_>],
    names: &[&str],
    first_line: usize,
    wrong: Option<Diagnostic>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Node)> {
    let mut found = Vec::new();
    let texts: Vec<String> = parts
        .iter()
        .map(|part| repair::repair(part, names, &mut found))
        .collect();
    for mut diagnostic in found {
        diagnostic.line += first_line;
        diagnostics.push(diagnostic);
    }
    if let Ok(entries) = read_yaml(&texts.concat(), "", 1) {
        return entries;
    }
    // What cannot be repaired is skipped, key by key.
    diagnostics.extend(wrong);
    let read = |text: &String| {
        let prelude = parts::prelude(names);
        match read_yaml(&format!("{prelude}{text}"), "", 1) {
            Ok(entries) => entries.into_iter().skip(names.len()).collect(),
            Err(_) => read_lines(text, Format::Yaml),
        }
    };
    let entries: Vec<(String, Node)> = texts.iter().flat_map(read).collect();
    if entries.is_empty() {
        read_lines(block, Format::Yaml)
    } else {
        entries
    }
}

#[cfg(test)]
mod tests;
