//! Places of keys and values, to be looked up, and those in lines of other formats than YAML.

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
