//! Footnotes: numbered in order of first reference, collected at the end of the text, with links both ways.

use std::collections::HashMap;

use crate::escape::push_attribute;
use crate::words::{Word, Words};

/// Maximum number of links from a note back to its references.
const MAX_BACK_LINKS: usize = 100;

/// The footnotes read so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Number of each label, from 1. Labels are in lower case, as the parser compares them.
    numbers: HashMap<String, usize>,
    /// Number of references to each note, in the order of their numbers.
    counts: Vec<usize>,
    /// Label and HTML of each definition.
    definitions: Vec<(String, String)>,
    /// Label of each open definition, and the HTML written before it.
    open: Vec<(String, String)>,
}

impl Footnotes {
    /// Writes a reference. It links to the note unless it is already inside a link.
    pub(super) fn reference(&mut self, label: &str, in_link: bool, html: &mut String) {
        let next = self.counts.len() + 1;
        let number = *self.numbers.entry(label.to_ascii_lowercase()).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        let count = &mut self.counts[number - 1];
        *count += 1;
        let id = reference_id(number, *count);
        let number = number.to_string();
        let parts: &[&str] = if in_link {
            &["<sup class=\"footnote-ref\" id=\"", &id, "\">", &number, "</sup>"]
        } else {
            &[
                "<sup class=\"footnote-ref\"><a href=\"#fn-",
                &number,
                "\" id=\"",
                &id,
                "\" role=\"doc-noteref\">",
                &number,
                "</a></sup>",
            ]
        };
        html.extend(parts.iter().copied());
    }

    /// Starts a definition: its HTML is kept apart from the text.
    pub(super) fn open(&mut self, label: &str, html: &mut String) {
        self.open.push((label.to_ascii_lowercase(), std::mem::take(html)));
    }

    /// Ends the definition and restores the HTML of the text.
    pub(super) fn close(&mut self, html: &mut String) {
        if let Some((label, text)) = self.open.pop() {
            let definition = std::mem::replace(html, text);
            self.definitions.push((label, definition));
        }
    }

    /// Appends all referenced notes to the text.
    pub(super) fn write(self, html: &mut String, words: &Words) {
        if self.counts.is_empty() {
            return;
        }
        // The first definition of a label wins. Definitions without a reference are dropped.
        let mut notes: Vec<Option<String>> = vec![None; self.counts.len()];
        for (label, definition) in self.definitions {
            if let Some(number) = self.numbers.get(&label) {
                notes[number - 1].get_or_insert(definition);
            }
        }
        html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        push_attribute(html, &words[Word::Footnotes]);
        html.push_str("\">\n<ol>\n");
        for (index, (note, count)) in notes.iter().zip(self.counts).enumerate() {
            // Never `None`: the parser only reports references that have a definition.
            let Some(note) = note else { continue };
            let number = (index + 1).to_string();
            html.extend(["<li id=\"fn-", &number, "\" value=\"", &number, "\">\n"]);
            // The back link goes into the last paragraph of the note, not below it.
            let end = "</p>\n";
            let inside = note.strip_suffix(end);
            html.push_str(inside.unwrap_or(note));
            for occurrence in 1..=count.min(MAX_BACK_LINKS) {
                push_back_link(index + 1, occurrence, words, html);
            }
            if inside.is_some() {
                html.push_str(end);
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</section>\n");
    }
}

fn push_back_link(number: usize, occurrence: usize, words: &Words, html: &mut String) {
    let id = reference_id(number, occurrence);
    html.extend([
        " <a class=\"footnote-back\" href=\"#",
        &id,
        "\" role=\"doc-backlink\" aria-label=\"",
    ]);
    push_attribute(
        html,
        &words.fill(Word::FootnoteBack, &[("number", &words.digits_text(number as u64))]),
    );
    // The label includes the visible text (WCAG 2.2, 2.5.3).
    if occurrence > 1 {
        html.extend([" ↩\u{fe0e}", &occurrence.to_string()]);
    }
    // U+FE0E keeps phones from drawing the arrow as a colored picture.
    html.push_str("\">↩\u{fe0e}");
    if occurrence > 1 {
        html.extend(["<sup>", &occurrence.to_string(), "</sup>"]);
    }
    html.push_str("</a>");
}

fn reference_id(number: usize, occurrence: usize) -> String {
    let mut id = format!("fnref-{number}");
    if occurrence > 1 {
        id.extend(["-", &occurrence.to_string()]);
    }
    id
}
