//! HTML with holes that the renderer fills from a piece's own text.

use std::fmt::Write as _;

/// A payload under construction: HTML in backticks, `a12` for 12 bytes of the text as a token of kind `a`, ` 7` for plain
/// bytes, `-3` for bytes that are left out.
#[derive(Debug, Default)]
pub(crate) struct Payload {
    written: String,
    /// HTML that was not written yet, so that parts that follow each other share their backticks.
    html: String,
}

impl Payload {
    pub(crate) fn html(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(crate) fn text(&mut self, kind: Option<char>, length: usize) {
        self.bytes(kind.unwrap_or(' '), length);
    }

    pub(crate) fn skip(&mut self, length: usize) {
        self.bytes('-', length);
    }

    fn bytes(&mut self, sign: char, length: usize) {
        if length > 0 {
            self.end_html();
            // Writing to a `String` cannot fail.
            let _ = write!(self.written, "{sign}{length}");
        }
    }

    fn end_html(&mut self) {
        if !self.html.is_empty() {
            let html = self.html.replace('`', "&#96;").replace('\n', "&#10;");
            self.written.extend(["`", &html, "`"]);
            self.html.clear();
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.end_html();
        self.written
    }
}
