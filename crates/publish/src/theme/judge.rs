//! Decides which declarations of utility classes may enter the style sheet: as for inline styles, those that style
//! text, and none that cover the page or load something.
//!
//! Arbitrary values (`w-[50%]`) follow the rules of inline styles. Values defined by Tailwind CSS use known functions,
//! so the rules are looser: only their numbers must be in a sensible range.

use feuillet_content::document::sanitize::style;

/// Prefixes of properties that are allowed beyond those of inline styles: harmless with Tailwind's own values.
const FURTHER: &str = "accent-color appearance box-decoration-break box-orient box-shadow box-sizing break- cursor fill grid- \
    hyphens isolation line-clamp object- opacity order overflow- place- resize scroll-margin scroll-padding stroke \
    transition user-select background-image background-position background-size background-repeat";

/// Prefixes of properties whose numbers are harmless and not checked.
const UNMEASURED: &str = "border-radius border-top border-bottom border-start border-end border-right border-left \
    box-shadow order transition background-";

/// Whether a declaration may enter the style sheet. `is_written`: its value is arbitrary, from an author.
pub(super) fn is_allowed(property: &str, value: &str, is_written: bool) -> bool {
    if is_written {
        return !style::kept(&format!("{property}: {value}")).is_empty();
    }
    let name = property.strip_prefix("-webkit-").unwrap_or(property);
    let is_own = name.starts_with("--en-");
    if name == "position" {
        return matches!(value, "static" | "relative");
    }
    if name == "visibility" {
        return value == "visible";
    }
    if name == "opacity" {
        return value.parse::<f32>().is_ok_and(|opacity| opacity >= 0.2);
    }
    (is_own || style::is_property(name) || begins(FURTHER, name))
        && !value.contains("url(")
        && (begins(UNMEASURED, name) || is_sensible(name, value))
}

/// Whether `name` begins with a prefix from a space-separated list.
fn begins(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|start| name.starts_with(start))
}

/// Whether every number in a value is in a sensible range. Negative margins and indents are refused: they would let
/// texts overlap.
fn is_sensible(property: &str, value: &str) -> bool {
    let is_size = style::is_size(property);
    let can_be_negative = !(property.starts_with("margin") || property.starts_with("text-indent"));
    let mut words = value.split([' ', ',', '/', '(', ')']);
    words.all(|word| {
        // An operator in `calc()`, or the name of a custom property.
        if matches!(word, "+" | "-") || word.starts_with("--") {
            return true;
        }
        let positive = word.strip_prefix('-').filter(|_| can_be_negative).unwrap_or(word);
        style::is_word(positive, is_size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_pass_and_what_covers_or_loads_does_not() {
        for (property, value) in [
            ("margin-top", "1rem"),
            ("letter-spacing", "-0.025em"),
            ("grid-template-columns", "repeat(2, minmax(0, 1fr))"),
            ("color", "oklch(55.1% .027 264.364)"),
            ("border-radius", "9999px"),
            ("margin-inline-start", "calc(0.5rem * var(--en-space-x-reverse))"),
            ("opacity", "0.5"),
        ] {
            assert!(is_allowed(property, value, false), "{property}: {value}");
        }
        for (property, value) in [
            ("position", "fixed"),
            ("inset", "0px"),
            ("z-index", "10"),
            ("margin-top", "-1rem"),
            ("width", "2499.75rem"),
            ("transform", "none"),
            ("opacity", "0"),
            ("visibility", "hidden"),
            ("outline-style", "none"),
            ("background-image", "url(x)"),
            ("pointer-events", "none"),
        ] {
            assert!(!is_allowed(property, value, false), "{property}: {value}");
        }
        assert!(is_allowed("width", "50%", true));
        assert!(!is_allowed("width", "calc(100% * 99)", true));
        assert!(!is_allowed("grid-template-columns", "url(x)", true));
    }
}
