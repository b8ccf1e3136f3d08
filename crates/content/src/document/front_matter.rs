//! Front matter: the YAML block that opens a document, split off and read into [`Node`]s.
//!
//! Reading never fails. What is not valid YAML is read again line by line, so that a post keeps its title and date
//! and shows no machinery, and a diagnostic says what to mend. TOML is for the publisher to translate; a raw post in it
//! that somebody put on the host is read line by line, too, and one in JSON as the YAML that it is.

mod node;
mod split;
mod tolerant;

use crate::diagnostic::{Diagnostic, Report, Rule};

pub use node::Node;
pub use split::Format;

/// A document cut into its two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter<'text> {
    /// Keys and values in the order of the file.
    pub entries: Vec<(String, Node)>,
    /// What follows the front matter.
    pub body: &'text str,
    /// None where there is none.
    pub format: Option<Format>,
    /// The lines between the fences, to find where a key stands.
    pub source: &'text str,
}

impl<'text> FrontMatter<'text> {
    /// Cuts and reads the front matter of a document.
    pub fn read(text: &'text str, report: &mut impl Report) -> Self {
        let mut split = split::split(text);
        let mut parsed = split.block.as_ref().map(|block| match block.format {
            Format::Toml => Ok(read_lines(block.text, Format::Toml)),
            Format::Yaml | Format::Json => node::parse(block.text),
        });
        // A closing fence that is missing is sometimes found much later, where the text has a rule: with the text
        // between taken for front matter.
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
            };
        };
        if !block.closed {
            report.add(|| {
                let fence = if block.format == Format::Toml { "+++" } else { "---" };
                Diagnostic::error(
                    Rule::FrontMatter,
                    format!("the front matter has no closing `{fence}`"),
                    format!("put a line with `{fence}` after its last key"),
                )
                .at(block.first_line - 1, 1)
            });
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
        }
    }

    /// The value of a key, in any case.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let found = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, node)| node)
    }
}

/// Reads a mapping of YAML. `subject` is what a finding says of the text (`the front matter`), and `first_line` the number
/// of its first line.
///
/// # Errors
///
/// What is wrong with it and where.
pub fn read_yaml(text: &str, subject: &str, first_line: usize) -> Result<Vec<(String, Node)>, Diagnostic> {
    node::parse(text).map_err(|error| error.describe(text, subject, first_line))
}

/// Reads what can be read of lines of keys and values, whatever is wrong with them.
pub fn read_lines(text: &str, format: Format) -> Vec<(String, Node)> {
    tolerant::parse(text, format.separator())
}

/// Whether a key is rather the beginning of a sentence that has a colon in it.
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
        assert!(diagnostics[0].help.contains("quotes"), "{diagnostics:?}");
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
            assert!(diagnostics[0].message.contains("no closing"), "{diagnostics:?}");
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
