//! Where the front matter of a document begins and ends.

/// The two parts of a document, as slices of it.
pub(super) struct Split<'text> {
    pub(super) block: Option<Block<'text>>,
    pub(super) body: &'text str,
}

/// What stands between the fences.
pub(super) struct Block<'text> {
    pub(super) text: &'text str,
    /// Number of its first line in the document, from 1.
    pub(super) first_line: usize,
    pub(super) closed: bool,
}

/// Cuts a document after its front matter, if it opens with one.
///
/// The opening fence is `---` on the first line; `---` or `...` closes it (YAML 1.2, section 9.1.4). A byte order mark,
/// CRLF and spaces after a fence are fine. A rule that opens a text is no fence: nothing that looks like `key:` follows.
/// A fence that is never closed ends at the first blank line, so that no front matter is ever shown as text.
pub(super) fn split(text: &str) -> Split<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let none = Split {
        block: None,
        body: text,
    };
    let mut lines = Lines { text, position: 0 };
    if lines.next().map(str::trim_end) != Some("---") {
        return none;
    }
    let start = lines.position;
    let mut blank = None;
    loop {
        let end = lines.position;
        let Some(line) = lines.next() else { break };
        if matches!(line.trim_end(), "---" | "...") {
            let block = &text[start..end];
            if !(block.trim().is_empty() || has_key(block)) {
                return none;
            }
            return Split {
                block: Some(Block {
                    text: block,
                    first_line: 2,
                    closed: true,
                }),
                body: &text[lines.position..],
            };
        }
        if line.trim().is_empty() && blank.is_none() {
            blank = Some(end);
        }
    }
    let end = blank.unwrap_or(text.len());
    let block = &text[start..end];
    if !has_key(block) {
        return none;
    }
    Split {
        block: Some(Block {
            text: block,
            first_line: 2,
            closed: false,
        }),
        body: &text[end..],
    }
}

/// Cuts a document before the first line of what was taken for front matter that can be no part of one: it begins at
/// the margin and is neither a key, a list item, a comment nor the end of a bracket.
pub(super) fn before_prose<'text>(text: &'text str, split: &Split<'text>) -> Option<Split<'text>> {
    let block = split.block.as_ref()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = block.text.as_ptr() as usize - text.as_ptr() as usize;
    let mut lines = Lines {
        text: block.text,
        position: 0,
    };
    loop {
        let end = lines.position;
        let line = lines.next()?;
        let may_belong = line.trim().is_empty()
            || line.starts_with([' ', '\t', '-', '#', ']', '}'])
            || key_and_value(line).is_some();
        if !may_belong {
            return has_key(&block.text[..end]).then(|| Split {
                block: Some(Block {
                    text: &block.text[..end],
                    first_line: block.first_line,
                    closed: false,
                }),
                body: &text[start + end..],
            });
        }
    }
}

/// Whether a line looks like a top-level `key:` or `key: value`.
fn has_key(block: &str) -> bool {
    block.lines().any(|line| key_and_value(line).is_some())
}

/// Takes a line like `key: value` apart.
pub(super) fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let unquoted = key.trim_end().trim_matches(['"', '\'']);
    let plausible = unquoted.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && unquoted
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.'))
        && (value.is_empty() || value.starts_with([' ', '\t', '\r']));
    plausible.then(|| (unquoted, value.trim()))
}

/// Lines without their ends, knowing how far it has read.
struct Lines<'text> {
    text: &'text str,
    position: usize,
}

impl<'text> Iterator for Lines<'text> {
    type Item = &'text str;

    fn next(&mut self) -> Option<&'text str> {
        let rest = &self.text[self.position..];
        if rest.is_empty() {
            return None;
        }
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.position += end;
        Some(rest[..end].trim_end_matches(['\r', '\n']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_cut_after_their_front_matter() {
        for (document, block, body) in [
            ("---\na: 1\n---\nbody", Some("a: 1\n"), "body"),
            ("\u{feff}---\na: 1\n---\nbody", Some("a: 1\n"), "body"),
            ("---\r\na: 1\r\n---\r\nbody", Some("a: 1\r\n"), "body"),
            ("---  \na: 1\n---\t\nbody", Some("a: 1\n"), "body"),
            ("---\na: 1\n...\nbody", Some("a: 1\n"), "body"),
            ("---\na: 1\n---", Some("a: 1\n"), ""),
            ("---\n---\nbody", Some(""), "body"),
            ("---\na: |\n\n  x\n---\nbody", Some("a: |\n\n  x\n"), "body"),
            ("---\na: 1\nb: 2\n\nbody", Some("a: 1\nb: 2\n"), "\nbody"),
            ("---\na: 1", Some("a: 1"), ""),
            // A rule, not a fence.
            ("---\n\nText\n\n---\n\nmore", None, "---\n\nText\n\n---\n\nmore"),
            ("---", None, "---"),
            ("----\na: 1\n---\n", None, "----\na: 1\n---\n"),
            ("text\n---\na: 1\n---\n", None, "text\n---\na: 1\n---\n"),
            ("", None, ""),
        ] {
            let split = split(document);
            assert_eq!(split.block.map(|block| block.text), block, "{document:?}");
            assert_eq!(split.body, body, "{document:?}");
        }
    }
}
