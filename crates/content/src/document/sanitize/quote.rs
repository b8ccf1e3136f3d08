//! Writes text from the source between tags and in attributes.

use crate::bytes::find;

pub(super) fn push_attribute(output: &mut String, name: &str, value: &str) {
    output.push(' ');
    output.push_str(name);
    output.push_str("=\"");
    output.push_str(value);
    output.push('"');
}

/// Escapes text from the source for an attribute; its character references stay.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    push_source(&mut quoted, text);
    quoted
}

/// Appends text from the source, escaped for use between tags or in an attribute; its character references stay.
pub(super) fn push_source(output: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = find(bytes, from, *b"\"<>\0\r") {
        output.push_str(&text[from..at]);
        output.push_str(match bytes[at] {
            b'"' => "&quot;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            // Browsers drop NUL and turn CR and CRLF into LF.
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => "\n",
            _ => "",
        });
        from = at + 1;
    }
    output.push_str(&text[from..]);
}
