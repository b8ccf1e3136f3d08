//! Front matter: the block that opens a document, split off and parsed into [`Node`]s.
//!
//! Never fails. Invalid YAML is parsed again line by line, so that a post keeps its title and date, and a diagnostic
//! says what to fix. The publisher translates TOML; raw TOML posts put on the host by hand are parsed line by line too.
//! JSON is parsed as YAML, of which it is a subset.

mod node;
pub mod places;
mod split;
mod tolerant;

use crate::diagnostic::{Diagnostic, Report, Rule};

pub use node::Node;
pub use split::Format;

/// A document split into front matter and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter<'text> {
    /// Keys and values in the order of the file.
    pub entries: Vec<(String, Node)>,
    /// The text after the front matter.
    pub body: &'text str,
    /// `None` if there is no front matter.
    pub format: Option<Format>,
    /// The lines between the fences, to locate keys.
    pub source: &'text str,
    /// Whether the closing fence is missing.
    pub is_open: bool,
}

impl<'text> FrontMatter<'text> {
    /// Splits off and parses the front matter of a document.
    pub fn read(text: &'text str, report: &mut impl Report) -> Self {
        let mut split = split::split(text);
        let mut parsed = split.block.as_ref().map(|block| match block.format {
            Format::Toml => Ok(read_lines(block.text, Format::Toml)),
            Format::Yaml | Format::Json => node::parse(block.text),
        });
        // If the closing fence is missing, a `---` rule further down is taken for it and the text before it for front
        // matter. Invalid YAML or keys that look like prose give this away: then split again before the first line of
        // prose.
        let doubtful = match &parsed {
            Some(Ok(entries)) => entries.iter().any(|(key, _)| looks_like_prose(key)),
            Some(Err(_)) => true,
            None => false,
        };
        let is_yaml = |split: &split::Split<'_>| split.block.as_ref().is_some_and(|block| block.format == Format::Yaml);
        if doubtful
            && is_yaml(&split)
            && let Some(shorter) = split::before_prose(text, &split)
        {
            parsed = shorter.block.as_ref().map(|block| node::parse(block.text));
            split = shorter;
        }
        let (Some(block), Some(parsed)) = (split.block, parsed) else {
            return Self {
                entries: Vec::new(),
                body: split.body,
                format: None,
                source: "",
                is_open: false,
            };
        };
        if !block.closed {
            report.add(|| unclosed(block.format).at(block.first_line - 1, 1));
        }
        let entries = parsed.unwrap_or_else(|error| {
            report.add(|| error.describe(block.text, "the front matter", block.first_line));
            read_lines(block.text, Format::Yaml)
        });
        Self {
            entries,
            body: split.body,
            format: Some(block.format),
            source: block.text,
            is_open: !block.closed,
        }
    }

    /// Looks up a key, ignoring ASCII case.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let found = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, node)| node)
    }
}

/// Diagnostic for a missing closing fence.
pub fn unclosed(format: Format) -> Diagnostic {
    let fence = if format == Format::Toml { "+++" } else { "---" };
    Diagnostic::error(
        Rule::FrontMatter,
        format!("unclosed front matter: missing `{fence}`"),
        format!("add a line with `{fence}` after the last key"),
    )
}

/// Parses a YAML mapping. `subject` names the text in findings (`the front matter`), `first_line` is the number of its
/// first line in the file.
///
/// # Errors
///
/// Returns what is wrong and where.
pub fn read_yaml(text: &str, subject: &str, first_line: usize) -> Result<Vec<(String, Node)>, Diagnostic> {
    node::parse(text).map_err(|error| error.describe(text, subject, first_line))
}

/// Parses lines of keys and values and skips what is invalid.
pub fn read_lines(text: &str, format: Format) -> Vec<(String, Node)> {
    tolerant::parse(text, format.separator())
}

/// Whether a key looks like the start of a sentence with a colon in it.
fn looks_like_prose(key: &str) -> bool {
    key.contains([',', '.', ';', '!', '?']) && key.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(front_matter: &FrontMatter<'_>, key: &str) -> String {
        match front_matter.get(key) {
            Some(Node::Scalar(text)) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn scalars_keep_the_spelling_of_the_author() {
        let mut diagnostics = Vec::new();
        let front_matter = FrontMatter::read(
            concat!(
                "---\n",
                "version: 3.10\nanswer: No\nquoted: \"5\"\nplain: 5\nhex: 0x1F\nlong: 1e3\ntruth: True\n",
                "zip: 01234\ndate: 2020-04-11\ncolon: \"a: b\"\nlist: [3.10, yes, ~]\nempty:\nblock: |\n  a\n  b\n",
                "---\nbody",
            ),
            &mut diagnostics,
        );
        assert_eq!(diagnostics, []);
        for (key, expected) in [
            ("version", "3.10"),
            ("answer", "No"),
            ("quoted", "5"),
            ("plain", "5"),
            ("hex", "0x1F"),
            ("long", "1e3"),
            ("truth", "True"),
            ("zip", "01234"),
            ("date", "2020-04-11"),
            ("colon", "a: b"),
            ("block", "a\nb\n"),
        ] {
            assert_eq!(scalar(&front_matter, key), expected, "{key}");
        }
        assert_eq!(front_matter.get("empty"), Some(&Node::Null));
        let list = ["3.10", "yes"].map(|text| Node::Scalar(text.to_owned()));
        assert_eq!(
            front_matter.get("list"),
            Some(&Node::List([list.to_vec(), vec![Node::Null]].concat()))
        );
        assert_eq!(front_matter.body, "body");
    }

    #[test]
    fn broken_yaml_keeps_what_can_be_read_and_says_where() {
        let mut diagnostics = Vec::new();
        let front_matter = FrontMatter::read(
            "---\ntitle: Paper: a love story\ncategories: [a, \"b c\"]\ntags:\n  - x\n  - y\ndate: 2020-04-11\n---\nbody",
            &mut diagnostics,
        );
        assert_eq!(scalar(&front_matter, "title"), "Paper: a love story");
        assert_eq!(scalar(&front_matter, "date"), "2020-04-11");
        let list = |texts: [&str; 2]| Node::List(texts.map(|text| Node::Scalar(text.to_owned())).to_vec());
        assert_eq!(front_matter.get("categories"), Some(&list(["a", "b c"])));
        assert_eq!(front_matter.get("tags"), Some(&list(["x", "y"])));
        assert_eq!(front_matter.body, "body");
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].line, 2, "{diagnostics:?}");
        assert!(diagnostics[0].help.contains("quote the value"), "{diagnostics:?}");
    }

    #[test]
    fn a_text_is_not_lost_to_a_fence_that_is_missing() {
        for document in [
            "---\ntitle: T\ndate: 2020-01-01\n\nThe text, with: a colon.\n\n---\n\nMore.\n",
            "---\ntitle: T\ndate: 2020-01-01\nThe text, with: a colon.\n\nMore.\n",
        ] {
            let mut diagnostics = Vec::new();
            let front_matter = FrontMatter::read(document, &mut diagnostics);
            assert_eq!(scalar(&front_matter, "title"), "T");
            assert_eq!(scalar(&front_matter, "date"), "2020-01-01");
            assert!(front_matter.body.contains("The text, with"), "{document:?}");
            assert!(diagnostics[0].message.contains("unclosed"), "{diagnostics:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_in_the_file() {
        for document in [
            "---\na: b\r\r\r: : c\n---\n",
            "---\nz-:\n-:\n--:--\"\u{80}\u{8}:",
            "---\na: \"\n---\n",
        ] {
            let mut diagnostics = Vec::new();
            FrontMatter::read(document, &mut diagnostics);
            assert!(!diagnostics.is_empty(), "{document:?}");
            let lines = document.lines().count();
            assert!(diagnostics.iter().all(|found| found.line <= lines), "{diagnostics:?}");
        }
    }
}
