//! Splits a document into front matter and body.

/// The two parts of a document, as slices of it.
pub(super) struct Split<'text> {
    pub(super) block: Option<Block<'text>>,
    pub(super) body: &'text str,
}

/// The format of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Yaml,
    Toml,
    Json,
}

impl Format {
    /// Returns the separator of key and value.
    pub(super) fn separator(self) -> char {
        if self == Self::Toml { '=' } else { ':' }
    }
}

/// The text between the fences.
pub(super) struct Block<'text> {
    pub(super) text: &'text str,
    pub(super) format: Format,
    /// Number of its first line in the document, from 1.
    pub(super) first_line: usize,
    pub(super) closed: bool,
}

/// Splits a document after its front matter, if it has any.
///
/// The opening fence is `---` on the first line; `---` or `...` closes it (YAML 1.2, section 9.1.4). TOML is fenced by
/// `+++`, a JSON object by its braces. A byte order mark, CRLF and spaces after a fence are accepted. A `---` without
/// any `key:` after it is a rule, not a fence. An unclosed block ends at the first blank line, so that front matter is
/// never shown as text.
pub(super) fn split(text: &str) -> Split<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let none = Split {
        block: None,
        body: text,
    };
    let mut lines = Lines { text, position: 0 };
    let first = lines.next().unwrap_or_default();
    let format = match first.trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return object(text).unwrap_or(none),
    };
    // Searches the closing fence and remembers the first blank line as a fallback.
    let start = lines.position;
    let mut blank = None;
    loop {
        let end = lines.position;
        let Some(line) = lines.next() else { break };
        let line = line.trim_end();
        if line == &first[..3] || (line == "..." && format == Format::Yaml) {
            let block = &text[start..end];
            if !(block.trim().is_empty() || has_key(block, format)) {
                return none;
            }
            return Split {
                block: Some(Block {
                    text: block,
                    format,
                    first_line: 2,
                    closed: true,
                }),
                body: &text[lines.position..],
            };
        }
        if line.is_empty() && blank.is_none() {
            blank = Some(end);
        }
    }
    // The block is not closed.
    let end = blank.unwrap_or(text.len());
    let block = &text[start..end];
    if !has_key(block, format) {
        return none;
    }
    Split {
        block: Some(Block {
            text: block,
            format,
            first_line: 2,
            closed: false,
        }),
        body: &text[end..],
    }
}

/// Splits a document after the JSON object that opens it. Only blanks may follow the object on its last line.
fn object(text: &str) -> Option<Split<'_>> {
    let first = text.strip_prefix('{')?.trim_start();
    if !first.starts_with(['"', '}']) {
        return None;
    }
    // Finds the matching brace, ignoring braces in strings.
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let (block, rest) = text.split_at(at + 1);
            let (line, body) = rest.split_once('\n').unwrap_or((rest, ""));
            return line.trim().is_empty().then_some(Split {
                block: Some(Block {
                    text: block,
                    format: Format::Json,
                    first_line: 1,
                    closed: true,
                }),
                body,
            });
        }
    }
    None
}

/// Splits a document before the first line that cannot be front matter: not indented and neither a key, a list item, a
/// comment nor a closing bracket. Above a closing fence, it must follow a blank line: others are mistyped keys.
pub(super) fn before_prose<'text>(text: &'text str, split: &Split<'text>) -> Option<Split<'text>> {
    let block = split.block.as_ref()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = block.text.as_ptr() as usize - text.as_ptr() as usize;
    let mut lines = Lines {
        text: block.text,
        position: 0,
    };
    let mut is_apart = !block.closed;
    loop {
        let end = lines.position;
        let line = lines.next()?;
        is_apart |= line.is_empty();
        let may_belong = !is_apart
            || line.trim().is_empty()
            || line.starts_with([' ', '\t', '-', '#', ']', '}'])
            || key_and_value(line, ':').is_some();
        if !may_belong {
            return has_key(&block.text[..end], Format::Yaml).then(|| Split {
                block: Some(Block {
                    text: &block.text[..end],
                    closed: false,
                    ..*block
                }),
                body: &text[start + end..],
            });
        }
    }
}

/// Whether any line looks like a top-level `key:` or `key: value`, or in TOML like `key = value` or `[table]`.
fn has_key(block: &str, format: Format) -> bool {
    block.lines().any(|line| {
        key_and_value(line, format.separator()).is_some() || (format == Format::Toml && line.starts_with('['))
    })
}

/// Splits a line such as `key: value` into key and value.
pub(super) fn key_and_value(line: &str, separator: char) -> Option<(&str, &str)> {
    // TOML allows indentation.
    let line = if separator == '=' { line.trim_start() } else { line };
    let (key, value) = line.split_once(separator)?;
    let unquoted = key.trim_end().trim_matches(['"', '\'']);
    let plausible = unquoted.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && unquoted
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.'))
        && (separator == '=' || value.is_empty() || value.starts_with([' ', '\t', '\r', '\n']));
    plausible.then(|| (unquoted, value.trim()))
}

/// Iterator over lines without line breaks that knows its position.
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
            ("+++\na = 1\n+++\nbody", Some("a = 1\n"), "body"),
            ("+++\r\na=1\r\n+++ \r\nbody", Some("a=1\r\n"), "body"),
            ("+++\n[a]\n+++", Some("[a]\n"), ""),
            ("+++\na = 1\n\nbody", Some("a = 1\n"), "\nbody"),
            ("{\n\"a\": \"}\\\"\"\n}\nbody", Some("{\n\"a\": \"}\\\"\"\n}"), "body"),
            ("{\"a\": [{}]} \r\nbody", Some("{\"a\": [{}]}"), "body"),
            // Rules, not fences.
            ("---\n\nText\n\n---\n\nmore", None, "---\n\nText\n\n---\n\nmore"),
            ("+++\n\nText\n\n+++\n\nmore", None, "+++\n\nText\n\n+++\n\nmore"),
            ("---", None, "---"),
            ("----\na: 1\n---\n", None, "----\na: 1\n---\n"),
            ("++++\na = 1\n+++\n", None, "++++\na = 1\n+++\n"),
            ("text\n---\na: 1\n---\n", None, "text\n---\na: 1\n---\n"),
            // Not a JSON object on its own.
            ("{: .note}\ntext", None, "{: .note}\ntext"),
            ("{\"a\": 1} is JSON", None, "{\"a\": 1} is JSON"),
            ("{\"a\": 1\n\ntext", None, "{\"a\": 1\n\ntext"),
            ("", None, ""),
        ] {
            let split = split(document);
            assert_eq!(split.block.map(|block| block.text), block, "{document:?}");
            assert_eq!(split.body, body, "{document:?}");
        }
    }
}
