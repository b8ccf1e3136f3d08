//! Footnotes: numbered in the order in which the text refers to them, gathered at its end, with links both ways.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, TagEnd};

use crate::content::escape::escape_html;
use crate::content::words::{Words, fill};

/// What was seen of a document's footnotes so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'body> {
    /// By label: its number, and how often the text refers to it.
    references: BTreeMap<String, (usize, usize)>,
    definitions: BTreeMap<String, Vec<Event<'body>>>,
    /// The definition being read, and the events that were put out before it.
    open: Vec<(String, Vec<Event<'body>>)>,
}

impl<'body> Footnotes<'body> {
    /// The HTML of one reference.
    pub(super) fn reference(&mut self, label: &str) -> String {
        let next = self.references.len() + 1;
        let (number, count) = self.references.entry(label.to_owned()).or_insert((next, 0));
        *count += 1;
        let id = reference_id(*number, *count);
        format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    }

    /// A definition begins: what follows is kept apart from the text.
    pub(super) fn open(&mut self, label: CowStr<'body>, output: &mut Vec<Event<'body>>) {
        self.open.push((label.into_string(), std::mem::take(output)));
    }

    /// The definition ends: the text goes on where it was left.
    pub(super) fn close(&mut self, output: &mut Vec<Event<'body>>) {
        if let Some((label, text)) = self.open.pop() {
            let definition = std::mem::replace(output, text);
            self.definitions.entry(label).or_insert(definition);
        }
    }

    /// Puts the notes that are referred to at the end of the text.
    pub(super) fn write(mut self, output: &mut Vec<Event<'body>>, words: &Words) {
        let mut references: Vec<(String, (usize, usize))> = self.references.into_iter().collect();
        references.sort_by_key(|(_, (number, _))| *number);
        references.retain(|(label, _)| self.definitions.contains_key(label));
        if references.is_empty() {
            return;
        }
        let heading = escape_html(&words.footnotes);
        output.push(html(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        )));
        for (label, (number, count)) in references {
            let mut note = self.definitions.remove(&label).unwrap_or_default();
            let back: String = (1..=count)
                .map(|occurrence| back_link(number, occurrence, words))
                .collect();
            // The way back belongs to the last line of the note, not below it.
            let inside = match note.last() {
                Some(Event::End(TagEnd::Paragraph)) => note.len() - 1,
                _ => note.len(),
            };
            note.insert(inside, html(back));
            output.push(html(format!("<li id=\"fn-{number}\" value=\"{number}\">\n")));
            output.append(&mut note);
            output.push(html("</li>\n".to_owned()));
        }
        output.push(html("</ol>\n</section>\n".to_owned()));
    }
}

fn back_link(number: usize, occurrence: usize, words: &Words) -> String {
    let id = reference_id(number, occurrence);
    let label = escape_html(&fill(&words.footnote_back, &[("number", &number.to_string())]));
    let mark = match occurrence {
        1 => String::new(),
        _ => format!("<sup>{occurrence}</sup>"),
    };
    // U+FE0E keeps phones from drawing the arrow as a coloured picture.
    format!(
        " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩\u{fe0e}{mark}</a>"
    )
}

fn reference_id(number: usize, occurrence: usize) -> String {
    match occurrence {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{occurrence}"),
    }
}

fn html<'body>(text: String) -> Event<'body> {
    Event::InlineHtml(text.into())
}
