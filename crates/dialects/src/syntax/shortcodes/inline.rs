//! Inline Markdown that shortcodes stand for.

/// A link in Markdown.
pub(super) fn link_to(text: &str, address: &str) -> String {
    let address = address
        .replace(' ', "%20")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\n', "");
    format!("[{}](<{address}>)", bracketed(text))
}

/// A text that brackets can be put around.
pub(super) fn bracketed(text: &str) -> String {
    let text = one_line(text);
    let balanced = text.matches('[').count() == text.matches(']').count();
    if balanced {
        text
    } else {
        text.replace('[', "\\[").replace(']', "\\]")
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
