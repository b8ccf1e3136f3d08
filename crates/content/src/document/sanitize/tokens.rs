//! Tokenizer for raw HTML, modeled on the HTML standard (13.2.5).
//!
//! Tokens are checked and written anew, never copied with their markup. So safety does not depend on whether browsers
//! would read the source in the same way.

/// Maximum number of attributes kept per tag.
const MAX_ATTRIBUTES: usize = 48;

/// A token of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'html> {
    /// As in the source, with character references.
    Text(&'html str),
    Start(Tag<'html>),
    /// The name of an end tag.
    End(&'html str),
    /// A comment, declaration, processing instruction or unfinished tag.
    Nothing,
}

/// A start tag. Names are as written, values without quotes but with character references.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'html> {
    pub name: &'html str,
    pub attributes: Vec<(&'html str, &'html str)>,
    /// Whether it ends with `/>`, which matters in foreign markup such as SVG only.
    pub closed: bool,
}

/// Removes the next token from the front of `rest`.
pub fn next<'html>(rest: &mut &'html str) -> Option<Token<'html>> {
    let html = *rest;
    let second = html.as_bytes().get(1).copied().unwrap_or_default();
    if html.is_empty() {
        return None;
    }
    if !html.starts_with('<') || !(second.is_ascii_alphabetic() || matches!(second, b'/' | b'!' | b'?')) {
        let end = html.bytes().skip(1).position(|byte| byte == b'<');
        return Some(Token::Text(take(rest, end.map_or(html.len(), |at| at + 1))));
    }
    if let Some(comment) = html.strip_prefix("<!--") {
        // `<!-->` and `<!--->` are whole comments.
        let is_empty = comment.strip_prefix('-').unwrap_or(comment).starts_with('>');
        let end = if is_empty { ">" } else { "-->" };
        let end = comment.find(end).map(|at| at + end.len());
        take(rest, end.map_or(html.len(), |end| end + 4));
        return Some(Token::Nothing);
    }
    let third = html.as_bytes().get(2).copied().unwrap_or_default();
    if second == b'/' && third.is_ascii_alphabetic() {
        *rest = &html[2..];
        return Some(tag(rest).map_or(Token::Nothing, |tag| Token::End(tag.name)));
    }
    if second.is_ascii_alphabetic() {
        *rest = &html[1..];
        return Some(tag(rest).map_or(Token::Nothing, Token::Start));
    }
    // Authors mean all of it, even if a browser would end it at a `>` inside.
    let end = if html.starts_with("<![CDATA[") {
        html.find("]]>").map(|at| at + 3)
    } else if second == b'?' {
        html.find("?>").map(|at| at + 2)
    } else {
        None
    };
    let end = end.or_else(|| html.find('>').map(|at| at + 1));
    take(rest, end.unwrap_or(html.len()));
    Some(Token::Nothing)
}

/// Skips to the end tag of a text-only element, or to the end of the input.
pub fn skip_to_end_of(name: &str, rest: &mut &str) {
    let end = rest.match_indices("</").find(|(at, _)| {
        let after = &rest.as_bytes()[at + 2..];
        after
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && after.get(name.len()).is_none_or(|byte| is_space_or(b"/>", *byte))
    });
    *rest = end.map_or("", |(at, _)| &rest[at..]);
}

fn take<'html>(rest: &mut &'html str, length: usize) -> &'html str {
    let (taken, left) = rest.split_at(length);
    *rest = left;
    taken
}

fn is_space_or(others: &[u8], byte: u8) -> bool {
    byte.is_ascii_whitespace() || others.contains(&byte)
}

/// Takes everything before one of these bytes or a blank.
fn take_name<'html>(rest: &mut &'html str, from: usize, ends: &[u8]) -> &'html str {
    let end = rest.bytes().skip(from).position(|byte| is_space_or(ends, byte));
    take(rest, end.map_or(rest.len(), |at| at + from))
}

fn skip_space(rest: &mut &str) {
    *rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace());
}

/// Parses a tag from its name on; `None` if it has no end.
fn tag<'html>(rest: &mut &'html str) -> Option<Tag<'html>> {
    let name = take_name(rest, 0, b"/>");
    let mut attributes = Vec::new();
    loop {
        let gap = rest.len();
        *rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == '/');
        if rest.is_empty() {
            return None;
        }
        if let Some(after) = rest.strip_prefix('>') {
            let closed = gap > rest.len();
            *rest = after;
            return Some(Tag {
                name,
                attributes,
                closed,
            });
        }
        // The first character belongs to the name, even if it is `=`.
        let attribute = take_name(rest, 1, b"=/>");
        let mut value = "";
        let mut after = *rest;
        skip_space(&mut after);
        if let Some(assigned) = after.strip_prefix('=') {
            *rest = assigned;
            skip_space(rest);
            if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
                let Some(end) = rest[1..].find(quote) else {
                    *rest = "";
                    return None;
                };
                value = &rest[1..=end];
                *rest = &rest[end + 2..];
            } else {
                value = take_name(rest, 0, b">");
            }
        }
        if attributes.len() < MAX_ATTRIBUTES {
            attributes.push((attribute, value));
        }
    }
}

/// Returns the first attribute with this name, ignoring case.
pub(super) fn attribute<'html>(tag: &Tag<'html>, name: &str) -> Option<&'html str> {
    let found = tag
        .attributes
        .iter()
        .find(|(found, _)| found.eq_ignore_ascii_case(name));
    found.map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let mut rest = html;
        let mut told = String::new();
        while let Some(token) = next(&mut rest) {
            let piece = match token {
                Token::Text(text) => format!("[{text}]"),
                Token::Start(tag) => {
                    let end = if tag.closed { "/>" } else { ">" };
                    format!("<{} {:?}{end}", tag.name, tag.attributes)
                }
                Token::End(name) => format!("</{name}>"),
                Token::Nothing => "-".to_owned(),
            };
            told.push_str(&piece);
        }
        told
    }

    #[test]
    fn tags_text_and_what_is_neither() {
        for (html, expected) in [
            ("a < b <é", "[a ][< b ][<é]"),
            ("<a href=x>b</a >", r#"<a [("href", "x")]>[b]</a>"#),
            ("<IMG SRC = 'c d.svg'/>", r#"<IMG [("SRC", "c d.svg")]/>"#),
            (
                "<p/title='href=\"x>\"' =é b>",
                r#"<p [("title", "href=\"x>\""), ("=é", ""), ("b", "")]>"#,
            ),
            ("x<!-- <b> -->y<!-->z<!--->u<!--", "[x]-[y]-[z]-[u]-"),
            (
                "<?php a > b ?>x<!doctype html>y<![CDATA[ > ]]>z</>u",
                "-[x]-[y]-[z]-[u]",
            ),
            ("<a/ /b=c/d>", r#"<a [("b", "c/d")]>"#),
        ] {
            assert_eq!(read(html), expected, "{html}");
        }
    }

    #[test]
    fn a_tag_without_an_end_is_nothing() {
        for html in [
            "<a",
            "<a ",
            "<a b",
            "<a b=",
            "<a b=\"",
            "<a b='c",
            "<a b=\"c\"",
            "</a",
            "<a =é",
            "<a é=é",
            "<!x",
            "</é",
        ] {
            assert_eq!(read(html), "-", "{html}");
        }
        assert_eq!(read("<"), "[<]");
    }

    #[test]
    fn the_end_of_text_is_found() {
        for (text, left) in [
            ("a </b></SCRIPT >c", "</SCRIPT >c"),
            ("a </scripted></script", "</script"),
            ("a é</script", "</script"),
            ("a", ""),
        ] {
            let mut rest = text;
            skip_to_end_of("script", &mut rest);
            assert_eq!(rest, left, "{text}");
        }
    }
}
