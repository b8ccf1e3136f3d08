//! Minimal JavaScript parsing: finds the end of an expression and reads literals.

/// Longest expression, in bytes.
const LONGEST: usize = 1 << 16;

/// Returns the length of the bracketed expression at the start, including its brackets: `{a} b` -> 3. Skips strings
/// and comments. Returns nothing if it is never closed.
pub(crate) fn enclosed(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST)];
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' | b'\'' | b'`' => {
                at += string(&bytes[at..]);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at += 2 + bytes[at + 2..].windows(2).position(|pair| pair == b"*/")? + 2;
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += bytes[at..].iter().position(|byte| *byte == b'\n')?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns the length of the string at the start, including its quotes. A quote that is not closed on its line is an
/// apostrophe (length 1). An unclosed template literal takes all the rest.
fn string(bytes: &[u8]) -> usize {
    let quote = bytes[0];
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    if quote == b'`' { bytes.len() } else { 1 }
}

/// Returns the value of a literal: a string, a template literal without expressions, a number. `'a\'b'` -> `a'b`.
pub(crate) fn literal(code: &str) -> Option<String> {
    let code = code.trim().trim_end_matches(';').trim_end();
    let quote = code.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'));
    let Some(quote) = quote else {
        let is_number =
            code.starts_with(|first: char| first.is_ascii_digit() || first == '-') && code.parse::<f64>().is_ok();
        return is_number.then(|| code.to_owned());
    };
    let inner = code.strip_prefix(quote)?.strip_suffix(quote)?;
    if quote == '`' && inner.contains("${") {
        return None;
    }
    let mut meant = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character == quote {
            // More than one string, as in `'a' + 'b'`.
            return None;
        }
        if character != '\\' {
            meant.push(character);
            continue;
        }
        match characters.next()? {
            'n' => meant.push('\n'),
            't' => meant.push('\t'),
            '\n' => {}
            escaped => meant.push(escaped),
        }
    }
    Some(meant)
}

/// Returns the entries of an object that have literal values: `{ color: 'red', fontSize: 12 }`.
pub(crate) fn entries(code: &str) -> Vec<(String, String)> {
    let inner = code.trim().trim_start_matches('{').trim_end_matches('}');
    let mut entries = Vec::new();
    for part in split_outside(inner, ',') {
        if let Some((key, value)) = part.split_once(':')
            && let Some(value) = literal(value)
        {
            let key = key.trim().trim_matches(['"', '\'']).to_owned();
            entries.push((key, value));
        }
    }
    entries
}

/// Splits code at a separator outside of strings and brackets: `a, f(b, c)` -> `a`, ` f(b, c)`.
pub(crate) fn split_outside(code: &str, separator: char) -> Vec<&str> {
    let bytes = code.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' | b'`' => {
                at += string(&bytes[at..]);
                continue;
            }
            b'{' | b'(' | b'[' => {
                at += enclosed(&code[at..]).unwrap_or(1);
                continue;
            }
            byte if char::from(byte) == separator => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    parts.push(&code[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_end_where_their_bracket_closes() {
        for (text, expected) in [
            ("{a} b", Some("{a}")),
            ("{'}'} b", Some("{'}'}")),
            ("{`${a}}`}", Some("{`${a}}`}")),
            ("{/* } */} b", Some("{/* } */}")),
            ("{{ a: [1] }} b", Some("{{ a: [1] }}")),
            ("{x && <p>Don't</p>\n}", Some("{x && <p>Don't</p>\n}")),
            ("{a", None),
            ("{/* ", None),
            ("{\"", None),
        ] {
            assert_eq!(enclosed(text).map(|length| &text[..length]), expected, "{text}");
        }
    }

    #[test]
    fn literals_mean_what_they_say() {
        for (code, expected) in [
            ("'a'", Some("a")),
            (" \"a\\\"b\\n\" ", Some("a\"b\n")),
            ("`a`", Some("a")),
            ("`a${b}`", None),
            ("12.5", Some("12.5")),
            ("'a' + 'b'", None),
            ("name", None),
            ("", None),
        ] {
            assert_eq!(literal(code).as_deref(), expected, "{code}");
        }
        let found = entries("{ color: 'a,b', fontSize: 12, x: y }");
        let expected = [("color", "a,b"), ("fontSize", "12")];
        assert_eq!(found, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }
}
