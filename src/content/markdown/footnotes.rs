//! Footnotes: numbered in the order in which the text refers to them, gathered at its end, with links both ways.

use pulldown_cmark::{CowStr, Event, TagEnd};

use crate::content::escape::escape_html;
use crate::content::words::{Word, Words};

/// What was seen of a document's footnotes so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'body> {
    /// In the order of their numbers: the label, and how often the text refers to it.
    references: Vec<(String, usize)>,
    definitions: Vec<(String, Vec<Event<'body>>)>,
    /// The definition being read, and the events that were put out before it.
    open: Vec<(String, Vec<Event<'body>>)>,
}

impl<'body> Footnotes<'body> {
    /// The HTML of one reference.
    pub(super) fn reference(&mut self, label: &str) -> String {
        let known = self.references.iter().position(|(known, _)| known == label);
        let index = known.unwrap_or_else(|| {
            self.references.push((label.to_owned(), 0));
            self.references.len() - 1
        });
        let count = &mut self.references[index].1;
        *count += 1;
        let number = index + 1;
        let id = reference_id(number, *count);
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
        let Self {
            references,
            mut definitions,
            ..
        } = self;
        if references.is_empty() {
            return;
        }
        let heading = escape_html(&words[Word::Footnotes]);
        output.push(html(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        )));
        for (index, (label, count)) in references.into_iter().enumerate() {
            // The parser takes for a reference only what has a definition.
            let Some(place) = definitions.iter().position(|(known, _)| *known == label) else {
                continue;
            };
            let (_, mut note) = definitions.swap_remove(place);
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
