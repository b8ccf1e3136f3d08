//! Goldmark attributes after headings and blocks: `{.class #id key="value"}`. The id of a heading is kept, the rest is
//! removed.

use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};

/// Removes attributes from a text: `# A {#b .c}` -> `# A {#b}`.
pub(crate) fn strip(text: &mut Text) {
    let source = text.as_str();
    if !source.contains('{') {
        return;
    }
    let code = Code::of(source, Indented::IsCode);
    let mut edits = Vec::new();
    let mut start = 0;
    let mut is_after_text = false;
    for line in source.split_inclusive('\n') {
        let content = line.trim_end();
        let lead = content.trim_start_matches([' ', '>']);
        let offset = start + (content.len() - lead.len());
        if !code.contains(offset) {
            if lead.starts_with('#') {
                heading(lead, offset, &mut edits);
            // Block attributes stand on the line directly after the block.
            } else if is_after_text && attributes(lead).is_some() {
                edits.push(Edit::new(offset..offset + lead.len(), ""));
            }
        }
        is_after_text = !lead.is_empty();
        start += line.len();
    }
    text.edit(edits);
}

/// Reduces the attributes at the end of a heading to its id.
fn heading(line: &str, offset: usize, edits: &mut Vec<Edit>) {
    let Some(open) = line.rfind('{') else { return };
    let Some(id) = attributes(&line[open..]) else { return };
    let with = id.map_or_else(String::new, |id| format!("{{#{id}}}"));
    if with != line[open..] {
        edits.push(Edit::new(offset + open..offset + line.len(), with));
    }
}

/// Parses `{…}`. Returns nothing if the text is not an attribute list, else the id if there is one.
#[expect(
    clippy::option_option,
    reason = "attributes without an id are another thing than no attributes"
)]
fn attributes(text: &str) -> Option<Option<&str>> {
    let mut rest = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    if rest.is_empty() {
        return None;
    }
    let mut id = None;
    let is_name = |next: char| next.is_alphanumeric() || matches!(next, '-' | '_' | ':' | '.');
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | '#'));
        if let Some(mark) = mark {
            let end = rest[1..].find(char::is_whitespace).map_or(rest.len(), |end| end + 1);
            if end < 2 {
                return None;
            }
            if mark == '#' {
                id = Some(&rest[1..end]);
            }
            rest = &rest[end..];
        } else {
            let end = rest.find(|next| !is_name(next))?;
            let value = rest[end..].strip_prefix('=').filter(|_| end > 0)?;
            let (value, after) = match value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                Some(quote) => {
                    let length = value[1..].find(quote)?;
                    (&value[1..=length], &value[length + 2..])
                }
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if &rest[..end] == "id" {
                id = Some(value);
            }
            rest = after;
        }
        rest = rest.trim_start_matches([' ', '\t', ',']);
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_do_not_show() {
        for (source, expected) in [
            ("# A {#b .c}\n", "# A {#b}\n"),
            ("## A {class=\"x y\" id=\"z\"}", "## A {#z}"),
            ("## A {.x}", "## A "),
            ("a\n{.b #c d=\"e f\"}\n\nb", "a\n\n\nb"),
            ("> a\n> {class=b}\n", "> a\n> \n"),
            ("- a\n{style='x'}", "- a\n"),
            ("a\n\n{.b}", "a\n\n{.b}"),
            ("```\na\n{.b}\n```", "```\na\n{.b}\n```"),
            (
                "a\n{b}\n{}\n{ . }\n{{ c }}\n{% d %}",
                "a\n{b}\n{}\n{ . }\n{{ c }}\n{% d %}",
            ),
            ("# A {b}", "# A {b}"),
        ] {
            let mut text = Text::new(source, 0);
            strip(&mut text);
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
