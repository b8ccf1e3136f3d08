//! Comments of Obsidian: `%%not for visitors%%`, within a line or over several.

use crate::text::code::Code;
use crate::text::edited::{Edit, Text};

/// Removes comments. Signs that touch a word from the outside, as in `100%% or 50%%`, are text.
pub(super) fn remove(text: &mut Text, code: &Code) {
    let source = text.as_str();
    let mut edits = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = source[at..].find("%%") {
        let sign = at + found;
        at = sign + 2;
        if code.contains(sign) {
            continue;
        }
        let touches = |near: Option<char>| near.is_some_and(|near| near.is_alphanumeric() || near == '%');
        match open {
            Some(start) if !touches(source[at..].chars().next()) => {
                edits.push(Edit::new(start..at, ""));
                open = None;
            }
            None if !touches(source[..sign].chars().next_back()) => open = Some(sign),
            _ => {}
        }
    }
    text.edit(edits);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::code::Indented;

    #[test]
    fn comments_are_not_published() {
        for (source, expected) in [
            ("a %%b%% c", "a  c"),
            ("a\n\n%%\nb\n\nc\n%%\n\nd", "a\n\n\n\nd"),
            ("%%a%% %%b%%.", " ."),
            ("100%% or 50%% off", "100%% or 50%% off"),
            ("`%%a%%` %%b `%%` c%%", "`%%a%%` "),
            ("```\n%%a%%\n```", "```\n%%a%%\n```"),
            ("a %%b", "a %%b"),
        ] {
            let mut text = Text::new(source, 0);
            let code = Code::of(source, Indented::IsCode);
            remove(&mut text, &code);
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
