//! Character references of HTML in texts for people: `Q&amp;A` -> `Q&A`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// Length of the longest reference, `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;

/// Decodes the character references of a text. What is none stays as written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '#';
        let end = rest[1..].find(|letter| !is_part(letter)).map(|end| end + 1);
        let reference = end.filter(|end| *end < LONGEST && rest[*end..].starts_with(';'));
        if let Some((end, meaning)) = reference.and_then(|end| Some((end, meaning(&rest[..=end])?))) {
            decoded.push_str(&meaning);
            rest = &rest[end + 1..];
        } else {
            decoded.push('&');
            rest = &rest[1..];
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Returns the characters of a reference. Markdown has those of HTML, and its parser has their table.
fn meaning(reference: &str) -> Option<String> {
    // Letters around it, as blanks at the ends are no text.
    let source = format!("x{reference}x");
    let text: String = Parser::new(&source)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    let inner = text.strip_prefix('x')?.strip_suffix('x')?;
    (inner != reference).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_characters() {
        for (text, expected) in [
            ("Q&amp;A", "Q&A"),
            ("&lt;b&gt; &quot;x&quot; &#39;y&#x27;", "<b> \"x\" 'y'"),
            ("a&nbsp;b&hellip;", "a\u{a0}b…"),
            ("Tom & Jerry; R&D", "Tom & Jerry; R&D"),
            ("&nosuchname; &; &#; &amp", "&nosuchname; &; &#; &amp"),
            ("&amp;amp;", "&amp;"),
            ("", ""),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
