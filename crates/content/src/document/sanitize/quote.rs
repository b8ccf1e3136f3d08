//! Writes text from the source between tags and in attributes.

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
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '"' => output.push_str("&quot;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            // Browsers drop NUL and turn CR and CRLF into LF.
            '\0' => {}
            '\r' => output.push('\n'),
            '\n' if before == '\r' => {}
            _ => output.push(character),
        }
        before = character;
    }
}
