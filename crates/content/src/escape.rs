//! Escaping of text for HTML.

use crate::bytes;

/// Escapes text for use between tags or in a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_attribute(&mut escaped, text);
    escaped
}

/// Appends text, escaped for use between tags.
pub fn push_text(html: &mut String, text: &str) {
    push(html, text, *b"&<>", |byte| match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        _ => "&gt;",
    });
}

/// Appends text, escaped for a quoted attribute.
pub fn push_attribute(html: &mut String, text: &str) {
    push(html, text, *b"&<>\"'\0", |byte| match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        // Browsers turn NUL into this character.
        _ => "\u{fffd}",
    });
}

/// Appends an address, escaped for a quoted attribute. Characters that RFC 3986 does not allow are percent-encoded;
/// existing escapes stay: `/é?x=%20` -> `/%C3%A9?x=%20`.
pub fn push_address(html: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let is_plain = |byte: u8| {
        matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'/' | b'_' | b'~' | b':' | b'#'
            | b'?' | b'@' | b'!' | b'$' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'%' | b'^')
    };
    let mut rest = address;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
        html.push_str(&rest[..at]);
        let after = &rest[at..];
        let length = after.chars().next().map_or(1, char::len_utf8);
        for byte in after[..length].bytes() {
            match byte {
                b'&' => html.push_str("&amp;"),
                b'\'' => html.push_str("&#39;"),
                _ => {
                    html.push('%');
                    html.push(char::from(HEX[usize::from(byte >> 4)]));
                    html.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
        rest = &after[length..];
    }
    html.push_str(rest);
}

/// Appends text and replaces each of these ASCII characters by its escape.
fn push<const N: usize>(html: &mut String, text: &str, wanted: [u8; N], escape: impl Fn(u8) -> &'static str) {
    let mut from = 0;
    while let Some(at) = bytes::find(text.as_bytes(), from, wanted) {
        html.push_str(&text[from..at]);
        html.push_str(escape(text.as_bytes()[at]));
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_escapes() {
        let escaped = |push: fn(&mut String, &str), text| {
            let mut html = String::new();
            push(&mut html, text);
            html
        };
        for (text, between, attribute, address) in [
            ("", "", "", ""),
            ("\0", "\0", "\u{fffd}", "%00"),
            ("aé", "aé", "aé", "a%C3%A9"),
            ("<&>", "&lt;&amp;&gt;", "&lt;&amp;&gt;", "%3C&amp;%3E"),
            ("é\"'é", "é\"'é", "é&quot;&#39;é", "%C3%A9%22&#39;%C3%A9"),
            (
                "/a b?c=%20&d#e",
                "/a b?c=%20&amp;d#e",
                "/a b?c=%20&amp;d#e",
                "/a%20b?c=%20&amp;d#e",
            ),
        ] {
            assert_eq!(escaped(push_text, text), between);
            assert_eq!(escaped(push_attribute, text), attribute);
            assert_eq!(escaped(push_address, text), address);
        }
    }
}
