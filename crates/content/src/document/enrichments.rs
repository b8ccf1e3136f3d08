//! Enrichments: what the publisher made of pieces of a document, such as the colours of a code block or the MathML of a
//! formula. The reader only puts it in place, so no engine is part of it.
//!
//! A document's enrichments are rows of text, sorted, each a key and a payload, separated by `|`. The key of a code
//! block or a formula is a hash of it: a piece that was changed since has no row, and is shown plain. The payload is HTML
//! with holes that the piece's own text fills, so that it is not sent twice:
//!
//! - `` `<b>` ``: HTML, copied as it is; a backtick in it is written `&#96;`, a line feed `&#10;`,
//! - `k12`: the next 12 bytes of the text, in an element with the class of that letter (`t-k`),
//! - ` 7`: the next 7 bytes,
//! - `-3`: the next 3 bytes are left out.
//!
//! Payloads are trusted as the page itself is: both come from the publisher.

use crate::escape;

/// Enrichments of one document.
#[derive(Debug)]
pub struct Enrichments<'a>(Vec<&'a str>);

impl<'a> Enrichments<'a> {
    /// Takes the rows, separated by line feeds.
    pub fn new(rows: &'a str) -> Self {
        Self(rows.split('\n').filter(|row| !row.is_empty()).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the payload of a key.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        let first = self.0.partition_point(|row| *row < key);
        self.0.get(first)?.strip_prefix(key)
    }
}

/// Returns the key of a code block. `info` is the whole info string of its fence.
pub fn code_key(info: &str, code: &str) -> String {
    key('c', info, code)
}

/// Returns the key of a formula.
pub fn formula_key(tex: &str, is_display: bool) -> String {
    key('m', if is_display { "d" } else { "i" }, tex)
}

/// Returns the key of a picture, by its published path.
pub fn picture_key(path: &str) -> String {
    ["p", path, "|"].concat()
}

/// Joins a kind and a hash of two texts: FNV-1a, 64 bits. It tells accidental changes, not those of an attacker, who
/// could change the page as well.
fn key(kind: char, first: &str, second: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in first.bytes().chain([b'\n']).chain(second.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut key = String::with_capacity(18);
    key.push(kind);
    for shift in (0..64).step_by(4) {
        let digit = hash >> shift & 15;
        key.push(char::from(b"0123456789abcdef"[digit as usize]));
    }
    key.push('|');
    key
}

/// Appends an enriched piece. Returns false, and appends nothing, if the payload does not fit the text.
///
/// ```
/// use feuillet_content::document::enrichments::fill;
/// let mut html = String::new();
/// assert!(fill("`<pre>`k3 4`</pre>`", "let x<2", &mut html));
/// assert_eq!(html, r#"<pre><span class="t-k">let</span> x&lt;2</pre>"#);
/// ```
#[must_use]
pub fn fill(payload: &str, text: &str, html: &mut String) -> bool {
    let start = html.len();
    let filled = try_fill(payload, text, html).is_some();
    if !filled {
        html.truncate(start);
    }
    filled
}

fn try_fill(mut payload: &str, mut text: &str, html: &mut String) -> Option<()> {
    while let Some(sign) = payload.chars().next() {
        payload = &payload[sign.len_utf8()..];
        if sign == '`' {
            let (verbatim, rest) = payload.split_once('`')?;
            html.push_str(verbatim);
            payload = rest;
            continue;
        }
        let digits = payload.bytes().take_while(u8::is_ascii_digit).count();
        let length = payload[..digits].parse().ok()?;
        payload = &payload[digits..];
        let (piece, rest) = text.split_at_checked(length)?;
        text = rest;
        match sign {
            '-' => {}
            ' ' => escape::push_text(html, piece),
            kind => {
                html.push_str("<span class=\"t-");
                html.push(kind);
                html.push_str("\">");
                escape::push_text(html, piece);
                html.push_str("</span>");
            }
        }
    }
    text.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_their_keys() {
        let rows = "c12|two\nc1|one\npa b.png|4 3\npa.png|2 1\n";
        let rows = Enrichments::new(rows);
        for (key, expected) in [
            ("c1|", Some("one")),
            ("c12|", Some("two")),
            ("pa.png|", Some("2 1")),
            ("pa b.png|", Some("4 3")),
            ("pb.png|", None),
            ("c|", None),
            ("", Some("c12|two")),
        ] {
            assert_eq!(rows.get(key), expected, "{key}");
        }
        assert!(Enrichments::new("").is_empty());
        assert_eq!(Enrichments::new("").get("c1|"), None);
    }

    #[test]
    fn a_key_tells_pieces_apart() {
        let keys = [
            code_key("rust", "let x;"),
            code_key("rust", "let y;"),
            code_key("ruby", "let x;"),
            code_key("", "rust\nlet x;"),
            formula_key("x", false),
            formula_key("x", true),
        ];
        for (index, one) in keys.iter().enumerate() {
            assert_eq!(one.len(), 18, "{one}");
            assert!(keys[index + 1..].iter().all(|other| other != one), "{one}");
        }
    }

    #[test]
    fn payloads_are_filled_with_the_text() {
        for (payload, text, expected) in [
            ("", "", Some("")),
            ("`<math>x</math>`-1", "x", Some("<math>x</math>")),
            (
                "k3 1s3",
                "let \"a\"",
                Some(r#"<span class="t-k">let</span> <span class="t-s">"a"</span>"#),
            ),
            // Text is escaped, whatever it is.
            (" 8", "<script>", Some("&lt;script&gt;")),
            // Payloads of another text.
            (" 3", "ab", None),
            (" 1", "ab", None),
            (" 1 1", "é", None),
            ("`<b>", "", None),
            ("k", "a", None),
            ("k99999999999999999999999", "a", None),
            ("é1", "a", Some("<span class=\"t-é\">a</span>")),
        ] {
            let mut html = String::from("before");
            let filled = fill(payload, text, &mut html);
            let expected = expected.map(|expected| format!("before{expected}"));
            assert_eq!(filled.then_some(html.clone()), expected, "{payload}");
            assert!(filled || html == "before", "{payload}");
        }
    }
}
