//! Escaping of text for HTML.

/// Text as it must stand between tags or in a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_attribute(&mut escaped, text);
    escaped
}

/// Adds text as it must stand between tags.
pub fn push_text(html: &mut String, text: &str) {
    push(html, text, between_tags);
}

/// What has to stand between tags for a byte; nothing for the byte itself.
pub(crate) fn between_tags(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "",
    }
}

/// Adds text as it must stand in a quoted attribute.
pub fn push_attribute(html: &mut String, text: &str) {
    push(html, text, |byte| match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        // What browsers make of it.
        0 => "\u{fffd}",
        _ => "",
    });
}

/// Adds an address as it must stand in a quoted attribute: what RFC 3986 has no place for is percent-encoded, escapes
/// that are there already stay.
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

/// Adds text with some of its ASCII characters replaced by what `escape` gives for them.
pub(crate) fn push(html: &mut String, text: &str, escape: impl Fn(u8) -> &'static str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        // Letters are no markup.
        if byte > b'>' {
            continue;
        }
        let escaped = escape(byte);
        if !escaped.is_empty() {
            html.push_str(&text[from..at]);
            html.push_str(escaped);
            from = at + 1;
        }
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
