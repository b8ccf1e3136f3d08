//! As much of JavaScript as it takes to find the end of an expression, and to read what needs no running.

/// How long an expression may be, in bytes.
const LONGEST: usize = 1 << 16;

/// The length of what a bracket at the beginning of a text encloses, with both brackets; none if nothing closes it.
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

/// The length of a string with its quotes; one that its line does not close is a lone apostrophe, and a template that
/// nothing closes is all the rest.
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

/// What a literal means: a string, a template without expressions, a number.
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
            // The first string ends before the last.
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

/// The entries of an object of literals: `{ color: 'red', fontSize: 12 }`.
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

/// The parts of code between a sign that stands in no string and no bracket.
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
