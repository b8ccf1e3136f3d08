//! Places of keys and values. YAML's parser does not give them: they are guessed from lines and their indentation, which
//! is good enough for diagnostics.

use std::collections::HashMap;

use crate::text::line_index::LineIndex;

/// Places of the values of a document's front matter, to be looked up by key, and the lines that they are on.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Starts of the values at each path of keys in lower case (`taxonomies.tags`), in bytes of the document.
    values: HashMap<String, Vec<usize>>,
    lines: LineIndex,
}

impl Places {
    /// Indexes the places of a document whose body starts at byte `body`.
    pub(super) fn new(text: &str, body: usize, found: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut values: HashMap<String, Vec<usize>> = HashMap::new();
        for (mut path, at) in found {
            path.make_ascii_lowercase();
            values.entry(path).or_default().push(at);
        }
        Self {
            values,
            lines: LineIndex::of(&text[..body]),
        }
    }

    /// Start of the value at a path of keys, ignoring case. `nth`, from 0, selects one of equal keys.
    pub(super) fn value(&self, path: &str, nth: usize) -> Option<usize> {
        self.values.get(&path.to_ascii_lowercase())?.get(nth).copied()
    }

    /// Start of the line that a byte is on.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.lines.line_start(at)
    }

    /// Line and column, from 1, of a byte of the document.
    pub(super) fn line_and_column(&self, text: &str, at: usize) -> (usize, usize) {
        self.lines.line_and_column(text, at)
    }
}

/// Returns the start of the value at each path of keys, in bytes. The block begins at byte `start`.
pub(super) fn in_yaml(block: &str, start: usize) -> Vec<(String, usize)> {
    let mut places = Vec::new();
    // Keys that the line may be nested in, with their indentation.
    let mut above: Vec<(usize, String)> = Vec::new();
    // Lines with more indentation are the text of a block scalar.
    let mut text_below: Option<usize> = None;
    let mut at = start;
    for line in block.split_inclusive('\n') {
        let offset = at;
        at += line.len();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let rest = &line[indent..];
        if rest.trim().is_empty() || text_below.is_some_and(|margin| indent > margin) {
            continue;
        }
        text_below = None;
        let Some((key, value)) = key_at(rest) else { continue };
        above.retain(|(margin, _)| *margin < indent);
        let mut keys: Vec<&str> = above.iter().map(|(_, key)| key.as_str()).collect();
        keys.push(key);
        let path = keys.join(".");
        let value_at = offset + indent + value;
        places.push((path.clone(), value_at));
        let value = rest[value..].trim_end();
        if value.starts_with(['|', '>']) {
            text_below = Some(indent);
        } else if let Some(inner) = value.strip_prefix('{') {
            in_flow(inner, value_at + 1, &path, &mut places);
        }
        above.push((indent, key.to_owned()));
    }
    places
}

/// Adds the keys of a map on one line: `{a: 1, b: 2}`.
fn in_flow(inner: &str, start: usize, path: &str, places: &mut Vec<(String, usize)>) {
    let mut at = start;
    for part in inner.split_inclusive(',') {
        let indent = part.len() - part.trim_start().len();
        if let Some((key, value)) = key_at(&part[indent..]) {
            places.push((format!("{path}.{key}"), at + indent + value));
        }
        at += part.len();
    }
}

/// Returns the key at the beginning of a line, and the offset of its value in bytes.
fn key_at(line: &str) -> Option<(&str, usize)> {
    let (key, end) = match line.chars().next()? {
        '#' | '-' | '[' | '{' => return None,
        quote @ ('"' | '\'') => {
            let end = 1 + line[1..].find(quote)?;
            (&line[1..end], end + 1)
        }
        _ => {
            let end = line.find(':')?;
            (line[..end].trim_end(), end)
        }
    };
    let rest = line[end..].trim_start().strip_prefix(':')?;
    if !(rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']) || line.starts_with('"')) {
        return None;
    }
    let value = rest.trim_start();
    // If the value is on the next line, its place is the end of this one.
    let value = if value.is_empty() {
        rest.trim_start_matches([' ', '\t'])
    } else {
        value
    };
    Some((key, line.len() - value.len()))
}

/// Returns the start of the value of each line `key: value` that is not YAML, in bytes of the block: JSON, TOML that is
/// not valid, declarations of JavaScript.
pub(super) fn in_lines(block: &str, separator: char) -> Vec<(String, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        at += line.len();
        let line_start = line.trim_start();
        let declared = ["export const ", "const ", "let ", "var "]
            .iter()
            .find_map(|word| line_start.strip_prefix(word));
        let line = declared.unwrap_or(line).trim_start_matches(['{', ' ', '\t']);
        let quote = line.chars().next().filter(|first| matches!(first, '"' | '\''));
        let found = match quote {
            Some(quote) => line[1..].split_once(quote),
            None => line.find(separator).map(|end| line.split_at(end)),
        };
        if let Some((key, rest)) = found
            && let Some(value) = rest.trim_start().strip_prefix(separator)
        {
            places.push((key.trim_end().to_owned(), at - value.trim_start().len()));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_below_others() {
        let block = concat!(
            "# a: comment\na: 1\nb:\n  c: 2\n  'd': 3\ne: |\n  f: 4\ng: { h: 5, \"i\": \"é, j: k\" }\n",
            "l:\n- m: 6\nn: http://x\n\"o\": 7\nb: 8\n"
        );
        let found: Vec<(String, &str)> = in_yaml(block, 0)
            .into_iter()
            .map(|(path, at)| (path, block[at..].lines().next().unwrap_or_default()))
            .collect();
        let expected = [
            ("a", "1"),
            ("b", ""),
            ("b.c", "2"),
            ("b.d", "3"),
            ("e", "|"),
            ("g", "{ h: 5, \"i\": \"é, j: k\" }"),
            ("g.h", "5, \"i\": \"é, j: k\" }"),
            ("g.i", "\"é, j: k\" }"),
            ("g.j", "k\" }"),
            ("l", ""),
            ("n", "http://x"),
            ("o", "7"),
            ("b", "8"),
        ];
        assert_eq!(found, expected.map(|(path, value)| (path.to_owned(), value)));
    }

    #[test]
    fn keys_are_found_in_lines_of_other_formats() {
        for (block, separator, expected) in [
            (
                "{\"a:b\": 1,\n  'c' : 2,\nd: 3}",
                ':',
                vec![("a:b", "1,"), ("c", "2,"), ("d", "3}")],
            ),
            (
                "export const a = `x`;\nlet b = 2\nc",
                '=',
                vec![("a", "`x`;"), ("b", "2")],
            ),
            ("a = \n1\n\"b = 2", '=', vec![("a", "1")]),
        ] {
            let found: Vec<(String, &str)> = in_lines(block, separator)
                .into_iter()
                .map(|(key, at)| (key, block[at..].lines().next().unwrap_or_default()))
                .collect();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect();
            assert_eq!(found, expected, "{block}");
        }
    }

    #[test]
    fn values_are_found_whatever_the_case_of_their_keys() {
        let places = Places::new("a: b\nA: c\n", 10, [("a".to_owned(), 3), ("A".to_owned(), 8)]);
        let found = [0, 1, 2].map(|nth| places.value("A", nth));
        assert_eq!(found, [Some(3), Some(8), None]);
    }
}
