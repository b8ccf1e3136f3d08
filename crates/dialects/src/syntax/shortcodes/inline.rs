//! Inline Markdown made from shortcodes.

/// Returns a Markdown link: `a [b`, `/c d` -> `[a \[b](</c%20d>)`.
pub(super) fn link_to(text: &str, address: &str) -> String {
    let address = address
        .replace(' ', "%20")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\n', "");
    format!("[{}](<{address}>)", bracketed(text))
}

/// Returns a text that can go between brackets: on one line, and with escaped brackets unless they are balanced.
pub(super) fn bracketed(text: &str) -> String {
    let text = one_line(text);
    let balanced = text.matches('[').count() == text.matches(']').count();
    if balanced {
        text
    } else {
        text.replace('[', "\\[").replace(']', "\\]")
    }
}

/// Collapses all whitespace, including line breaks, to single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
