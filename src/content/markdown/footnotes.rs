//! Footnotes: numbered in the order in which the text refers to them, gathered at its end, with links both ways.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, TagEnd};

use crate::content::escape::escape_html;
use crate::content::words::{Word, Words};

/// What was seen of a document's footnotes so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'body> {
    /// By label, in lower case as the parser compares them: the number, from 1.
    numbers: HashMap<String, usize>,
    /// In the order of their numbers: how often the text refers to each.
    counts: Vec<usize>,
    definitions: Vec<(String, Vec<Event<'body>>)>,
    /// The definition being read, and the events that were put out before it.
    open: Vec<(String, Vec<Event<'body>>)>,
}

impl<'body> Footnotes<'body> {
    /// The HTML of one reference, which leads to the note unless it stands in a link already.
    pub(super) fn reference(&mut self, label: &str, in_link: bool) -> String {
        let next = self.counts.len() + 1;
        let number = *self.numbers.entry(label.to_ascii_lowercase()).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        let count = &mut self.counts[number - 1];
        *count += 1;
        let id = reference_id(number, *count);
        if in_link {
            return format!("<sup class=\"footnote-ref\" id=\"{id}\">{number}</sup>");
        }
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
            self.definitions.push((label, definition));
        }
    }

    /// Puts the notes that are referred to at the end of the text.
    pub(super) fn write(self, output: &mut Vec<Event<'body>>, words: &Words) {
        if self.counts.is_empty() {
            return;
        }
        // The first of several definitions of a label counts, and one that nothing refers to is left out.
        let mut notes: Vec<Option<Vec<Event<'body>>>> = Vec::new();
        notes.resize_with(self.counts.len(), || None);
        for (label, definition) in self.definitions {
            if let Some(number) = self.numbers.get(&label.to_ascii_lowercase()) {
                notes[number - 1].get_or_insert(definition);
            }
        }
        let heading = escape_html(&words[Word::Footnotes]);
        output.push(html(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        )));
        for (index, (note, count)) in notes.into_iter().zip(self.counts).enumerate() {
            // The parser takes for a reference only what has a definition.
            let Some(mut note) = note else { continue };
            let number = index + 1;
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
    let label = escape_html(&words.fill(Word::FootnoteBack, &[("number", &number.to_string())]));
    let mark = match occurrence {
        1 => String::new(),
        _ => format!("<sup>{occurrence}</sup>"),
    };
    // U+FE0E keeps phones from drawing the arrow as a colored picture.
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
