//! Positions of raw HTML in a document's body: the parser delivers an HTML block line by line, without the marks of the
//! blocks around it, and the sanitizer reads all lines as one text.

use std::ops::Range;

/// The raw HTML that is being sanitized.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    text: String,
    /// Address in memory of the text that the sanitizer reads, to tell where a part of it is.
    start: usize,
    /// Length of each piece and its byte offset in the body.
    pieces: Vec<(usize, usize)>,
    in_block: bool,
}

impl RawHtml {
    /// Starts an HTML block, whose lines follow as pieces.
    pub(super) fn start_block(&mut self) {
        self.pieces.clear();
        self.in_block = true;
    }

    pub(super) fn end_block(&mut self) {
        self.in_block = false;
    }

    /// Notes a line of an HTML block, or an inline tag.
    pub(super) fn piece(&mut self, length: usize, start: usize) {
        if !self.in_block {
            self.pieces.clear();
        }
        self.pieces.push((length, start));
    }

    /// Notes the text of all pieces since the last one.
    pub(super) fn start(&mut self, html: &str) {
        self.start = html.as_ptr().addr();
        html.clone_into(&mut self.text);
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Range of a part of the text that the sanitizer reads.
    pub(super) fn range(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr().addr().saturating_sub(self.start).min(self.text.len());
        start..(start + part.len()).min(self.text.len())
    }

    /// Range of an attribute: its name, and its value with quotes.
    pub(super) fn attribute(&self, name: &str, value: &str) -> Range<usize> {
        let name = self.range(name);
        if value.is_empty() {
            return name;
        }
        let end = self.range(value).end;
        let quote = self.text[end..].starts_with(['"', '\'']);
        name.start..end + usize::from(quote)
    }

    /// Maps a range to the body, cut off at the end of the piece in which it begins.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let mut before = 0;
        for (length, start) in &self.pieces {
            if range.start < before + length {
                let end = range.end.min(before + length);
                return start + range.start - before..start + end - before;
            }
            before += length;
        }
        let end = self.pieces.last().map_or(0, |(length, start)| start + length);
        end..end
    }
}
