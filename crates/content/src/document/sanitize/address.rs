//! Addresses in raw HTML: character references, `srcset` lists and hosts.

use std::borrow::Cow;

use crate::document::plain_text::plain_text;
use crate::links::scheme;

/// Length of the longest named character reference, `CounterClockwiseContourIntegral`.
const LONGEST_NAME: usize = 31;

/// Returns the authority of an address that begins with `https://` or `//`: the host with any user name and port.
pub fn secure_host(url: &str) -> Option<&str> {
    let rest = match scheme(url) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => rest,
        Some(_) => return None,
        None => url,
    };
    rest.strip_prefix("//")?.split(['/', '?', '#', '\\']).next()
}

/// Parses a `srcset` (HTML standard, 4.8.4.2.1), passes each address to `judge` and writes those that it returns:
/// `a.png 1x,b.png 2x` -> `a.png 1x, b.png 2x`.
pub fn pictures(list: &str, mut judge: impl FnMut(&str) -> Option<String>) -> String {
    let mut written = String::new();
    let mut rest = list;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == ',');
        if rest.is_empty() {
            return written;
        }
        let end = rest
            .find(|character: char| character.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        let bare = url.trim_end_matches(',');
        let (size, after) = if bare.len() < url.len() {
            ("", after)
        } else {
            after.split_at(after.find(',').unwrap_or(after.len()))
        };
        rest = after;
        if let Some(url) = judge(bare) {
            if !written.is_empty() {
                written.push_str(", ");
            }
            written.push_str(&url);
            let size = size.trim();
            if !size.is_empty() {
                written.push(' ');
                written.push_str(size);
            }
        }
    }
}

/// Decodes the character references of an attribute's value: `a&amp;b` -> `a&b`. Names without a semicolon stay: none
/// that browsers accept matters in an address.
pub fn decode(value: &str) -> Cow<'_, str> {
    let Some(first) = value.find('&') else {
        return Cow::Borrowed(value);
    };
    let (before, mut rest) = value.split_at(first);
    let mut decoded = before.to_owned();
    while let Some(reference) = rest.strip_prefix('&') {
        let length = match reference.strip_prefix('#') {
            Some(number) => push_number(number, &mut decoded).map(|length| length + 2),
            None => push_named(rest, &mut decoded),
        };
        if length.is_none() {
            decoded.push('&');
        }
        rest = &rest[length.unwrap_or(1)..];
        let (text, after) = rest.split_at(rest.find('&').unwrap_or(rest.len()));
        decoded.push_str(text);
        rest = after;
    }
    Cow::Owned(decoded)
}

/// Appends the character of a numeric reference such as `106;` or `x6a`; returns the length read, `None` if it is
/// invalid.
fn push_number(text: &str, decoded: &mut String) -> Option<usize> {
    let digits = text.trim_start_matches(['x', 'X']);
    let prefix = text.len() - digits.len();
    let radix = if prefix == 0 { 10 } else { 16 };
    let end = digits
        .find(|character: char| !character.is_digit(radix))
        .unwrap_or(digits.len());
    if end == 0 || prefix > 1 {
        return None;
    }
    // Zero and numbers that are too large become U+FFFD.
    let number = u32::from_str_radix(&digits[..end], radix)
        .ok()
        .filter(|number| *number > 0);
    decoded.push(number.and_then(char::from_u32).unwrap_or('\u{fffd}'));
    Some(prefix + end + usize::from(digits[end..].starts_with(';')))
}

/// Appends the character of `&name;` at the start of a text; returns the length read.
fn push_named(text: &str, decoded: &mut String) -> Option<usize> {
    let end = text
        .bytes()
        .take(LONGEST_NAME + 2)
        .skip(1)
        .position(|byte| !byte.is_ascii_alphanumeric())?
        + 1;
    if end == 1 || text.as_bytes()[end] != b';' {
        return None;
    }
    // Markdown has the same names, and its parser has their table. Blanks are lost, as in addresses anyway.
    decoded.push_str(&plain_text(&text[..=end], false));
    Some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::allowed;
    use crate::document::sanitize::Purpose;

    #[test]
    fn references_are_read() {
        for (value, expected) in [
            ("a", "a"),
            ("?a=1&amp;b=2&c=3&", "?a=1&b=2&c=3&"),
            ("&#106;&#0000106&#x6A;&#X6a!", "jjjj!"),
            ("java&Tab;script&colon;&NewLine;", "javascript:"),
            ("&eacute;&lt;&quot;&apos;", "é<\"'"),
            ("&unknown; &; &#; &#x; &#xx1; &lt", "&unknown; &; &#; &#x; &#xx1; &lt"),
            ("&#0;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(decode(value), expected, "{value}");
        }
    }

    #[test]
    fn only_harmless_addresses_are_allowed() {
        use Purpose::{Link, Media, Picture};
        for (url, purpose, expected) in [
            ("https://example.org/a b", Link, Some("https://example.org/a b")),
            ("HTTP://example.org", Media, Some("HTTP://example.org")),
            (" /a\n/b:c ", Link, Some("/a/b:c")),
            ("//example.org/x", Link, Some("//example.org/x")),
            ("#javascript:x", Link, Some("#javascript:x")),
            ("mailto:a@example.org", Link, Some("mailto:a@example.org")),
            ("tel:+33", Link, Some("tel:+33")),
            ("mailto:a@example.org", Picture, None),
            ("javascript:alert(1)", Link, None),
            ("\u{1}JaVa\tScript\n:alert(1)", Link, None),
            ("vbscript:x", Link, None),
            ("data:text/html,x", Link, None),
            ("data:image/png;base64,x", Link, None),
            ("data:image/png;base64,x", Picture, Some("data:image/png;base64,x")),
            ("DATA:IMAGE/WEBP,x", Picture, Some("DATA:IMAGE/WEBP,x")),
            ("data:image/svg+xml,<svg>", Picture, None),
            ("data:image/png", Picture, None),
            ("data:image/png;base64,x", Media, None),
            ("file:///etc/passwd", Link, None),
            ("blob:https://x/1", Link, None),
        ] {
            assert_eq!(allowed(url, purpose).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn lists_of_pictures_keep_what_is_allowed() {
        let judge = |url: &str| allowed(url, Purpose::Picture).map(|url| format!("<{url}>"));
        for (list, expected) in [
            ("a.png", "<a.png>"),
            ("a.png 1x,b.png  2x", "<a.png> 1x, <b.png> 2x"),
            ("a.png, b.png 2x,", "<a.png>, <b.png> 2x"),
            ("javascript:x 1x, b.png 2x", "<b.png> 2x"),
            ("data:image/png;base64,x 2x", "<data:image/png;base64,x> 2x"),
            (" , ", ""),
        ] {
            assert_eq!(pictures(list, judge), expected, "{list}");
        }
    }

    #[test]
    fn hosts_are_told_with_what_could_hide_them() {
        for (url, expected) in [
            ("https://example.org/x", Some("example.org")),
            ("//example.org?x", Some("example.org")),
            ("https://evil.example\\@example.org/", Some("evil.example")),
            ("https://example.org@evil.example/", Some("example.org@evil.example")),
            ("http://example.org/", None),
            ("/x", None),
        ] {
            assert_eq!(secure_host(url), expected, "{url}");
        }
    }
}
