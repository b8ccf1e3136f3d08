//! Inline styles: keeps declarations that format text and drops those that could cover the page or load something.
//!
//! A security policy may forbid `style` attributes, so declarations are stored in `data-style`, and a style sheet has a
//! rule for each different value ([`crate::style_rules`]).

use crate::address::listed;

/// Allowed properties.
const PROPERTIES: &str = "aspect-ratio background background-color caption-side clear color display float gap \
    grid-template-columns height hyphens letter-spacing line-height object-fit row-gap table-layout tab-size \
    vertical-align white-space width word-break word-spacing writing-mode";

/// Prefixes of allowed properties.
const FAMILIES: &str = "align- border column flex font justify- list-style margin max- min- overflow padding text-";

/// Allowed values of `display`.
const DISPLAYS: &str = "block flex grid inline inline-block inline-flex inline-grid list-item none table table-cell \
    table-row";

/// Allowed functions: colors only.
const FUNCTIONS: &str = "hsl hsla rgb rgba";

/// Units, each with the maximum for sizes (see [`is_size`]) and for all other lengths.
const UNITS: [(&str, u32, u32); 15] = [
    ("", 1000, 1000),
    ("px", 2000, 100),
    ("pt", 1000, 72),
    ("%", 100, 200),
    ("em", 100, 10),
    ("rem", 100, 10),
    ("ch", 200, 20),
    ("ex", 200, 20),
    ("cm", 50, 3),
    ("mm", 500, 30),
    ("in", 20, 1),
    ("vw", 100, 10),
    ("vh", 100, 10),
    ("fr", 100, 100),
    ("deg", 360, 360),
];

/// Returns the allowed declarations in a uniform format: `COLOR:Red;top:0` -> `color: red`.
pub fn kept(style: &str) -> String {
    let mut written = String::new();
    for declaration in style.to_ascii_lowercase().split(';') {
        let (property, value) = declaration.split_once(':').unwrap_or_default();
        let property = property.trim();
        let value = value.trim();
        let value = value.strip_suffix("!important").unwrap_or(value);
        if is_property(property) && is_value(property, value) {
            if !written.is_empty() {
                written.push_str("; ");
            }
            written.push_str(property);
            written.push(':');
            for word in value.split_ascii_whitespace() {
                written.push(' ');
                written.push_str(word);
            }
        }
    }
    written
}

/// Whether a property, in lower case, is allowed.
pub fn is_property(name: &str) -> bool {
    let family = || FAMILIES.split_ascii_whitespace().any(|family| name.starts_with(family));
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && (listed(PROPERTIES, name).is_some() || family())
}

/// Whether a value consists of words, colors and numbers within limits.
fn is_value(property: &str, value: &str) -> bool {
    if property == "display" && listed(DISPLAYS, value.trim()).is_none() {
        return false;
    }
    let is_size = is_size(property);
    let mut depth = 0_usize;
    for (at, character) in value.char_indices() {
        match character {
            '(' => {
                let name = value[..at].rsplit([' ', ',', '\t', '\n']).next().unwrap_or_default();
                if depth > 0 || listed(FUNCTIONS, name).is_none() {
                    return false;
                }
                depth = 1;
            }
            ')' if depth == 1 => depth = 0,
            ' ' | '\t' | '\n' | '\r' | ',' | '/' | '#' | '%' | '.' | '-' | 'a'..='z' | '0'..='9' => {}
            _ if character.is_alphanumeric() => {}
            _ => return false,
        }
    }
    depth == 0
        && !value.trim().is_empty()
        && !value.contains("/*")
        && value
            .split([' ', '\t', '\n', '\r', ',', '/', '(', ')'])
            .all(|word| is_word(word, is_size))
}

/// Whether a property is a size. Sizes may be larger than other lengths.
pub fn is_size(property: &str) -> bool {
    ["width", "height", "max-", "min-", "flex-basis"]
        .iter()
        .any(|size| property.starts_with(size))
}

/// Whether a word is no number, or a number within limits: not negative and not too large.
pub fn is_word(word: &str, is_size: bool) -> bool {
    if !word.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '-' | '+')) {
        return true;
    }
    let end = word
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    // Fractions are ignored.
    let whole = number.split('.').next().unwrap_or_default();
    let whole = if whole.is_empty() { Ok(0) } else { whole.parse::<u32>() };
    let limits = UNITS.iter().find(|(known, ..)| *known == unit);
    limits.is_some_and(|(_, size, other)| whole.is_ok_and(|whole| whole <= if is_size { *size } else { *other }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_that_give_looks_are_kept() {
        for (style, expected) in [
            ("text-align:center", "text-align: center"),
            (
                " COLOR : Red ; background:rgba(240, 0,0,.1);;",
                "color: red; background: rgba(240, 0,0,.1)",
            ),
            (
                "width: 50%; height: auto; display: block; margin: 0 auto;",
                "width: 50%; height: auto; display: block; margin: 0 auto",
            ),
            ("width:10% !important", "width: 10%"),
            ("border: 1px\n solid #ccc", "border: 1px solid #ccc"),
            (
                "font-family: Noto Sans, sans-serif",
                "font-family: noto sans, sans-serif",
            ),
            (
                "max-width: 1200px; padding: 8px 0 2px",
                "max-width: 1200px; padding: 8px 0 2px",
            ),
            ("vertical-align:-25%", ""),
        ] {
            assert_eq!(kept(style), expected, "{style}");
        }
    }

    #[test]
    fn what_covers_loads_or_hides_is_dropped() {
        for style in [
            "position:fixed",
            "inset: 0",
            "z-index: 9",
            "transform: scale(9)",
            "opacity: 0",
            "background:url(x)",
            "background: image-set('x')",
            "width: expression(alert(1))",
            "width: calc(100% * 99)",
            "margin: -9px",
            "margin: -.5em",
            "padding: 500px",
            "width: 9999px",
            "height: 1e9px",
            "font-size: 500%",
            "font-size: 40vw",
            "text-indent: 10q",
            "color: re\\64",
            "color: /**/red",
            "color: red}",
            "color: \"red\"",
            "color: <",
            "color: @x",
            "color: rgb((1))",
            "color: rgb(1",
            "display: fixed",
            "behavior: x",
            "-moz-binding: x",
            "--x: red",
            "color",
            "color:",
            "color:!important",
        ] {
            assert_eq!(kept(style), "", "{style}");
        }
    }
}
