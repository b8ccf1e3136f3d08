//! Documents written in HTML instead of Markdown. They become one block of raw HTML without blank lines, because a
//! blank line ends such a block (`CommonMark`, section 4.6).

use crate::text::edited::{Edit, Text};

/// Whether a file name ends with `.html` or `.htm`, in any case.
pub(crate) fn is_html(file: &str) -> bool {
    let extension = file.rsplit('.').next().unwrap_or_default();
    extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm")
}

/// Wraps an HTML text in one `<div>` and removes blank lines and indentation outside of `<pre>`.
pub(crate) fn enclose(text: &mut Text) {
    let source = text.as_str();
    let mut edits = vec![Edit::new(0..0, "<div>\n")];
    let mut start = 0;
    let mut is_preformatted = false;
    for line in source.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start().len();
        if line.trim().is_empty() {
            // In `<pre>` a blank line is visible: an entity keeps it without ending the block.
            let with = if is_preformatted { "&#32;\n" } else { "" };
            edits.push(Edit::new(start..start + line.len(), with));
        } else if !is_preformatted && blanks > 0 {
            edits.push(Edit::new(start..start + blanks, ""));
        }
        // The last `<pre>` or `</pre>` of the line tells how the next line begins.
        let lower = line.to_ascii_lowercase();
        is_preformatted = match (lower.rfind("<pre"), lower.rfind("</pre")) {
            (Some(open), Some(close)) => open > close,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => is_preformatted,
        };
        start += line.len();
    }
    edits.push(Edit::new(source.len()..source.len(), "\n</div>\n"));
    text.edit(edits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_one_block() {
        for (source, expected) in [
            ("<p>a</p>\n\n    <p>b</p>\n", "<div>\n<p>a</p>\n<p>b</p>\n\n</div>\n"),
            (
                "<pre>\n  a\n\n  b</pre>\n\nc",
                "<div>\n<pre>\n  a\n&#32;\n  b</pre>\nc\n</div>\n",
            ),
            ("", "<div>\n\n</div>\n"),
        ] {
            let mut text = Text::new(source, 0);
            enclose(&mut text);
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
