//! Parser for JSX tags.

use std::ops::Range;

use super::javascript::{enclosed, entries, literal};

/// A JSX tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) range: Range<usize>,
    /// Empty for a fragment (`<>`).
    pub(crate) name: String,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Open,
    Close,
    /// Self-closing: `<a/>`.
    Whole,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// No value: `<a open>`.
    Present,
    /// Text in quotes.
    Text(String),
    /// Code in braces, without the braces.
    Code(String),
}

impl Tag {
    /// Parses the tag that starts with the `<` at byte `start`.
    pub(crate) fn at(text: &str, start: usize) -> Option<Self> {
        let rest = &text[start + 1..];
        let closes = rest.starts_with('/');
        let mut at = start + 1 + usize::from(closes);
        let length = name_length(&text[at..]);
        let name = text[at..at + length].to_owned();
        let starts_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if !name.is_empty() && !starts_name {
            return None;
        }
        at += length;
        if name.is_empty() || closes {
            at += text[at..].len() - text[at..].trim_start().len();
            let is_closed = text[at..].starts_with('>');
            return is_closed.then(|| Self {
                range: start..at + 1,
                name,
                attributes: Vec::new(),
                kind: if closes { Kind::Close } else { Kind::Open },
            });
        }
        let mut attributes = Vec::new();
        loop {
            let blank = text[at..].len() - text[at..].trim_start().len();
            // A tag cannot cross a blank line.
            if text[at..at + blank].matches('\n').count() > 1 {
                return None;
            }
            at += blank;
            let rest = &text[at..];
            let end = |length: usize, kind: Kind| Self {
                range: start..at + length,
                name: name.clone(),
                attributes: attributes.clone(),
                kind,
            };
            if rest.starts_with('>') {
                return Some(end(1, Kind::Open));
            }
            if rest.starts_with("/>") {
                return Some(end(2, Kind::Whole));
            }
            if rest.starts_with('{') {
                // A comment or a spread of attributes (`{...props}`).
                at += enclosed(rest)?;
                continue;
            }
            let length = name_length(rest);
            if length == 0 || blank == 0 {
                return None;
            }
            let attribute = rest[..length].to_owned();
            at += length;
            let after = text[at..].trim_start();
            let mut value = Value::Present;
            if let Some(assigned) = after.strip_prefix('=') {
                let assigned = assigned.trim_start();
                at = text.len() - assigned.len();
                let quote = assigned.chars().next()?;
                if matches!(quote, '"' | '\'') {
                    let inner = &assigned[1..];
                    let end = inner.find(quote)?;
                    value = Value::Text(decode(&inner[..end]));
                    at += end + 2;
                } else if quote == '{' {
                    let length = enclosed(assigned)?;
                    value = Value::Code(assigned[1..length - 1].trim().to_owned());
                    at += length;
                } else {
                    // An unquoted value is HTML, not JSX.
                    let length = assigned.find(|next: char| next.is_whitespace() || next == '>')?;
                    value = Value::Text(decode(&assigned[..length]));
                    at += length;
                }
            }
            attributes.push(Attribute { name: attribute, value });
        }
    }

    /// Whether this is an HTML element. Components start with an upper-case letter or contain a dot.
    pub(crate) fn is_html(&self) -> bool {
        self.name.starts_with(|first: char| first.is_ascii_lowercase()) && !self.name.contains('.')
    }

    /// Whether the attribute is present and not `{false}`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes
            .iter()
            .any(|attribute| attribute.name == name && attribute.value != Value::Code("false".to_owned()))
    }

    /// Returns the code of an attribute whose value is in braces.
    pub(crate) fn code(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find_map(|attribute| match &attribute.value {
            Value::Code(code) if attribute.name == name => Some(code.as_str()),
            _ => None,
        })
    }

    /// Returns the text of the first of `names` that has one. Blank text and code that must be run do not count.
    pub(crate) fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let attribute = self.attributes.iter().find(|attribute| attribute.name == *name)?;
            let text = match &attribute.value {
                Value::Present => return None,
                Value::Text(text) => text.clone(),
                Value::Code(code) => literal(code)?,
            };
            (!text.trim().is_empty()).then_some(text)
        })
    }
}

/// Returns the length of the name at the start of a text.
fn name_length(text: &str) -> usize {
    text.find(|next: char| !next.is_alphanumeric() && !matches!(next, '_' | '$' | '.' | '-' | ':' | '@'))
        .unwrap_or(text.len())
}

/// Decodes the common HTML entities.
fn decode(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Translates a style object to CSS: `{ textAlign: 'center', width: 20 }` -> `text-align: center; width: 20px`.
pub(crate) fn style(code: &str) -> String {
    const UNITLESS: &str =
        "opacity flex order zIndex fontWeight lineHeight zoom flexGrow flexShrink gridRow gridColumn";
    let rules: Vec<String> = entries(code)
        .into_iter()
        .map(|(key, value)| {
            // Numbers are pixels, as in React, except for unitless properties.
            let is_length = value.parse::<f64>().is_ok_and(|number| number != 0.0)
                && !UNITLESS.split_ascii_whitespace().any(|name| name == key);
            let mut property = String::new();
            for character in key.chars() {
                if character.is_ascii_uppercase() {
                    property.push('-');
                }
                property.push(character.to_ascii_lowercase());
            }
            format!("{property}: {value}{}", if is_length { "px" } else { "" })
        })
        .collect();
    rules.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        for (text, length, name, kind) in [
            ("<a>", 3, "a", Kind::Open),
            ("<>x", 2, "", Kind::Open),
            ("</>", 3, "", Kind::Close),
            ("</ Card >", 0, "", Kind::Close),
            ("</Card >", 8, "Card", Kind::Close),
            ("<A.B c d='>' e={{f: '>'}} {...g} />", 35, "A.B", Kind::Whole),
            ("<br/>", 5, "br", Kind::Whole),
            ("<img src=a.png>", 15, "img", Kind::Open),
            ("<Card\n  title=\"x\"\n>", 19, "Card", Kind::Open),
        ] {
            let tag = Tag::at(text, 0);
            if length == 0 {
                assert_eq!(tag, None, "{text}");
                continue;
            }
            let tag = tag.unwrap();
            assert_eq!(
                (tag.range.end, tag.name.as_str(), tag.kind),
                (length, name, kind),
                "{text}"
            );
        }
        for text in [
            "<",
            "< a>",
            "<3",
            "<a",
            "<a b=",
            "<a b='c",
            "<a {",
            "<https://x.org>",
            "<a\n\nb>",
            "<a,b>",
            "<=x",
        ] {
            assert_eq!(Tag::at(text, 0), None, "{text}");
        }
    }

    #[test]
    fn attributes_mean_texts() {
        let tag = Tag::at("<A a=\"x &amp; y\" b={'z'} c={w} d e={false}>", 0).unwrap();
        assert_eq!(tag.text(&["a"]).as_deref(), Some("x & y"));
        assert_eq!(tag.text(&["none", "b"]).as_deref(), Some("z"));
        assert_eq!((tag.text(&["c"]), tag.code("c")), (None, Some("w")));
        assert!(tag.has("d") && !tag.has("e") && !tag.has("f"));
        assert_eq!(
            style("{ textAlign: 'center', width: 20, opacity: 0.5 }"),
            "text-align: center; width: 20px; opacity: 0.5"
        );
    }
}
