//! Autolinks: bare addresses in text become links (GFM specification, section 6.9).

/// A bare address found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The missing scheme: empty, `http://` or `mailto:`.
    pub(super) prefix: &'static str,
}

/// Whether this byte may mark a bare address, or needs an escape in HTML.
pub(super) fn is_mark_or_markup(byte: u8) -> bool {
    matches!(byte, b':' | b'w' | b'@' | b'&' | b'<' | b'>')
}

/// Finds the bare address around the character at `mark`, starting no earlier than `from`. `Err` holds the position
/// from which to search for the next mark; the bytes skipped need no escapes. Each byte is looked at a bounded number
/// of times.
pub(super) fn around(text: &str, from: usize, mark: usize) -> Result<Found, usize> {
    let bytes = text.as_bytes();
    let rest = &bytes[mark..];
    let (start, host, prefix) = match rest[0] {
        b':' if rest.starts_with(b"://") => {
            let start = mark - count_back(&bytes[from..mark], u8::is_ascii_alphabetic);
            let scheme = &bytes[start..mark];
            if !["http", "https", "ftp"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known.as_bytes()))
            {
                return Err(mark + 1);
            }
            (start, mark + 3, "")
        }
        b'w' if rest.starts_with(b"www.") && may_precede(bytes[..mark].last()) => (mark, mark, "http://"),
        b'@' => {
            let start = mark - count_back(&bytes[from..mark], |byte| is_of_mailbox(*byte));
            let length = mail_host(&rest[1..]);
            if start == mark || length == 0 {
                return Err(mark + 1);
            }
            let (end, prefix) = (mark + 1 + length, "mailto:");
            return Ok(Found { start, end, prefix });
        }
        _ => return Err(mark + 1),
    };
    // A URL: measure its host, then its path without the punctuation of the sentence.
    let (length, is_host) = host_length(&text[host..], prefix.is_empty());
    let path = host + length;
    let end = if is_host {
        start + trimmed(&text[start..end_of_path(text, path)])
    } else {
        0
    };
    // More than just `www.`.
    if end > host + if prefix.is_empty() { 0 } else { 4 } {
        return Ok(Found { start, end, prefix });
    }
    Err(path.max(mark + 1))
}

fn count_back(bytes: &[u8], wanted: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().rev().take_while(|byte| wanted(byte)).count()
}

/// Whether this byte may come before `www.`.
fn may_precede(before: Option<&u8>) -> bool {
    before.is_none_or(|before| before.is_ascii_whitespace() || b"*_~([\"'".contains(before))
}

/// Returns the length of a host name, and whether it is valid: not empty, with a dot unless `short`, and without
/// underscores in its last two labels.
fn host_length(text: &str, short: bool) -> (usize, bool) {
    let mut underscores = [false; 2];
    let mut dots = false;
    let mut length = 0;
    for character in text.chars() {
        match character {
            '.' => {
                underscores = [underscores[1], false];
                dots = true;
            }
            '_' => underscores[1] = true,
            '-' => {}
            _ if character.is_alphanumeric() || (!character.is_ascii() && !character.is_whitespace()) => {}
            _ => break,
        }
        length += character.len_utf8();
    }
    let starts = text.starts_with(|first: char| first.is_alphanumeric() || !first.is_ascii());
    (
        length,
        length > 0 && starts && underscores == [false; 2] && (dots || short),
    )
}

fn end_of_path(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let end = rest.find(|character: char| character.is_whitespace() || character == '<');
    from + end.unwrap_or(rest.len())
}

/// Returns the length of an address without trailing punctuation of the sentence: `http://a.b/x).` -> `http://a.b/x`.
fn trimmed(address: &str) -> usize {
    let bytes = address.as_bytes();
    // Closing brackets minus opening ones, for `()` and `[]`.
    let mut closed = [0_i32; 2];
    for byte in bytes {
        match byte {
            b'(' => closed[0] -= 1,
            b')' => closed[0] += 1,
            b'[' => closed[1] -= 1,
            b']' => closed[1] += 1,
            _ => {}
        }
    }
    let mut end = bytes.len();
    while let Some(last) = end.checked_sub(1) {
        match bytes[last] {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end = last,
            b')' if closed[0] > 0 => {
                closed[0] -= 1;
                end = last;
            }
            b']' if closed[1] > 0 => {
                closed[1] -= 1;
                end = last;
            }
            b';' => {
                // A trailing character reference such as `&lt;` is not part of the address.
                let letters = count_back(&bytes[..last], u8::is_ascii_alphanumeric);
                let start = last - letters;
                end = if letters > 0 && bytes[..start].ends_with(b"&") {
                    start - 1
                } else {
                    last
                };
            }
            _ => break,
        }
    }
    end
}

fn is_of_mailbox(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'_')
}

/// Returns the length of a mail address's host: letters, digits, `-` and `_`, separated by dots; 0 if there is none.
fn mail_host(bytes: &[u8]) -> usize {
    let mut length = bytes
        .iter()
        .take_while(|byte| **byte != b'+' && is_of_mailbox(**byte))
        .count();
    while length > 0 && bytes[length - 1] == b'.' {
        length -= 1;
    }
    let host = &bytes[..length];
    let has_dot = host.contains(&b'.');
    // Excludes versions: `package@1.2.3`.
    let ends_well = host.last().is_some_and(u8::is_ascii_alphabetic);
    if has_dot && ends_well && bytes.get(length) != Some(&b'@') {
        length
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the addresses of a text, each with its missing scheme.
    fn found(text: &str) -> Vec<String> {
        let mut addresses = Vec::new();
        let mut from = 0;
        let mut at = 0;
        while let Some(mark) = text.bytes().skip(at).position(is_mark_or_markup) {
            match around(text, from, at + mark) {
                Ok(Found { start, end, prefix }) => {
                    assert!(start >= from && end > at + mark, "{text}");
                    addresses.push([prefix, "|", &text[start..end]].concat());
                    (from, at) = (end, end);
                }
                Err(next) => at = next,
            }
        }
        addresses
    }

    #[test]
    fn bare_addresses_are_found_without_the_sentence_around_them() {
        for (text, expected) in [
            (
                "See https://example.org/a_b?c=d#e, or not.",
                &["|https://example.org/a_b?c=d#e"][..],
            ),
            (
                "(http://example.org/a(b)) [HTTPS://example.org]",
                &["|http://example.org/a(b)", "|HTTPS://example.org"],
            ),
            ("www.example.org! awww.example.org", &["http://|www.example.org"]),
            ("https://日本.example/é\u{3000}x", &["|https://日本.example/é"]),
            (
                "http://localhost:8080/ ftp://a.b",
                &["|http://localhost:8080/", "|ftp://a.b"],
            ),
            ("http:// https://. www. javascript://a.b x:y", &[]),
            ("http://a_b.c http://a.b_c http://a_b.c.d", &["|http://a_b.c.d"]),
            ("http://a.b/&lt; http://a.b/?c;", &["|http://a.b/", "|http://a.b/?c"]),
            (
                "Write to jean.petit+x@mail.example. Or a@b, c@, @d.e.",
                &["mailto:|jean.petit+x@mail.example"],
            ),
            ("@a.b.c@. a@b.c- a@b@c.d d@1.2.3", &["mailto:|b@c.d"]),
            ("http://a.b/x http://a.b/y", &["|http://a.b/x", "|http://a.b/y"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
