//! Writes texts as YAML scalars.

use std::fmt::Write as _;

/// Serializes a text as a YAML scalar: plain if that is unambiguous, else in double quotes.
pub(super) fn scalar(text: &str) -> String {
    let starts_plain = text.starts_with(char::is_alphanumeric);
    let stays_plain = text
        .chars()
        .all(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '/' | '\'' | '’'));
    if starts_plain && stays_plain && !text.ends_with(' ') && !text.eq_ignore_ascii_case("null") {
        return text.to_owned();
    }
    quoted(text)
}

/// Serializes a text in double quotes, with all special characters and line breaks escaped (YAML 1.2, sections 5.1, 5.4
/// and 5.7).
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Control characters, other line breaks, the byte order mark and noncharacters.
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Serializes a text in the quotes in which it needs the fewest escapes, as an example for authors: `"C++"`, `'"Yes"'`.
pub(super) fn example(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains(char::is_control) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        quoted(text)
    }
}
