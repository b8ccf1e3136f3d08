//! Autolinks: bare addresses in text become links (GFM specification, section 6.9).
//!
//! In scripts without blanks the sentence goes on right after an address, where GFM takes all of it up to the next
//! blank. Readers expect a link that works, so an address also ends:
//! - before full-width punctuation and brackets, typographic quotation marks and dashes: `（https://example.org/a）。`;
//! - before a CJK character after punctuation that could not end the address: `(https://example.org/a)를`;
//! - if it is all ASCII so far, before Hiragana and before a Korean particle, which are grammar (`https://example.org/a
//!   を参照`, without the blank), and where a host has its ending: `https://example.org文章`.
//!
//! Other letters belong to it, since addresses are often copied as browsers show them: `https://ja.wikipedia.org/wiki/
//! 日本語`.

use super::cjk::is_cjk;

/// A bare address found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The missing scheme: empty, `http://` or `mailto:`.
    pub(super) prefix: &'static str,
}

/// Bytes that may mark a bare address.
pub(super) const MARKS: [u8; 3] = *b":w@";

/// Finds the bare address around the character at `mark`, starting no earlier than `from`. `Err` holds the position
/// from which to search for the next mark. Each byte is looked at a bounded number of times.
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
        b'w' if rest.starts_with(b"www.") && may_precede(&text[..mark]) => (mark, mark, "http://"),
        b'@' => {
            let start = mark - count_back(&bytes[from..mark], |byte| is_of_mailbox(*byte));
            let length = mail_host(&rest[1..]);
            if start == mark || length == 0 {
                return Err(mark + 1);
            }
            let end = mark + 1 + length;
            return Ok(match text[from..start].strip_suffix("mailto:") {
                Some(before) => Found {
                    start: from + before.len(),
                    end,
                    prefix: "",
                },
                None => Found {
                    start,
                    end,
                    prefix: "mailto:",
                },
            });
        }
        _ => return Err(mark + 1),
    };
    // A URL: measure its host, then its path without the punctuation of the sentence.
    let (length, is_host) = host_length(&text[host..], prefix.is_empty());
    let path = host + length;
    let end = if is_host {
        start + trimmed(&text[start..end_of_path(text, start, path)])
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

/// Whether `www.` may come after this text.
fn may_precede(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|last| last.is_whitespace() || "*_~([\"'".contains(last) || ends_address(last) || is_cjk(last))
}

/// Whether this character ends an address: full-width punctuation, typographic quotation marks and dashes. `・` and `々`
/// are parts of words.
fn ends_address(character: char) -> bool {
    matches!(
        character,
        '<' | '«' | '»' | '—' | '“'..='‟'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
            | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
    ) || character.is_whitespace()
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
            // The sentence goes on: no ending mixes scripts.
            _ if dots && is_cjk(character) && text.as_bytes()[length - 1].is_ascii_alphanumeric() => break,
            _ if character.is_alphanumeric() || (!character.is_ascii() && !ends_address(character)) => {}
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

/// Korean particles that follow a noun without a blank.
const PARTICLES: &str =
    "가 과 는 도 로 를 만 에 와 은 을 의 이 에서 으로 까지 부터 에는 에도 에게 처럼 보다 라고 라는 이다 입니다";

/// Returns the end of the address that starts at `start` and whose host ends at `path`.
fn end_of_path(text: &str, start: usize, path: usize) -> usize {
    let bytes = text.as_bytes();
    // Closing brackets minus opening ones, for `()` and `[]`.
    let mut closed = [0_i32; 2];
    let mut is_ascii = text[start..path].is_ascii();
    for (at, character) in text[path..].char_indices() {
        let at = path + at;
        count_bracket(&mut closed, character);
        let goes_on = || match bytes[at - 1] {
            b')' if closed[0] > 0 => true,
            b']' if closed[1] > 0 => true,
            b'*' | b'~' | b'"' | b'\'' | b',' | b';' | b'!' => true,
            _ => {
                let word = || text[at..].split(|letter| !is_hangul(letter)).next();
                // Right after the host there is no path to belong to.
                is_ascii
                    && (at == path
                        || is_hiragana(character)
                        || word().is_some_and(|word| PARTICLES.split(' ').any(|known| known == word)))
            }
        };
        if ends_address(character) || (is_cjk(character) && goes_on()) {
            return at;
        }
        is_ascii &= character.is_ascii();
    }
    text.len()
}

fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309f}')
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

fn count_bracket(closed: &mut [i32; 2], character: char) {
    match character {
        '(' => closed[0] -= 1,
        ')' => closed[0] += 1,
        '[' => closed[1] -= 1,
        ']' => closed[1] += 1,
        _ => {}
    }
}

/// Returns the length of an address without trailing punctuation of the sentence: `http://a.b/x).` -> `http://a.b/x`.
pub(super) fn trimmed(address: &str) -> usize {
    let mut closed = [0_i32; 2];
    address
        .chars()
        .for_each(|character| count_bracket(&mut closed, character));
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        let before = end - last.len_utf8();
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '‘' | '’' | '…' => end = before,
            ')' if closed[0] > 0 => {
                closed[0] -= 1;
                end = before;
            }
            ']' if closed[1] > 0 => {
                closed[1] -= 1;
                end = before;
            }
            ';' => {
                // A trailing character reference such as `&lt;` is not part of the address.
                let letters = count_back(&address.as_bytes()[..before], u8::is_ascii_alphanumeric);
                let start = before - letters;
                end = if letters > 0 && address[..start].ends_with('&') {
                    start - 1
                } else {
                    before
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
        while let Some(mark) = text.bytes().skip(at).position(|byte| MARKS.contains(&byte)) {
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
