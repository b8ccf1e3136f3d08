//! What the command tells its user: the one place that prints.

use feuillet_content::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// A finding in a file of the author's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The file as the author would name it.
    pub file: String,
    pub diagnostic: Diagnostic,
    /// The line of the file that the diagnostic is about, if it is about one that a person may have written.
    pub source_line: Option<String>,
    /// Where else one has to look to understand it.
    pub related: Vec<Related>,
}

/// Another place that a finding has to do with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub file: String,
    /// As in [`Diagnostic`].
    pub line: usize,
    /// As in [`Diagnostic`].
    pub column: usize,
    /// What is there.
    pub message: String,
}

/// A line with more bytes is no paragraph, but a file on one line; each finding in it would carry all of it.
const LONGEST_LINE: usize = 20_000;

impl Finding {
    /// A finding, with its line taken from the file's text.
    pub fn new(file: &str, text: &str, diagnostic: Diagnostic) -> Self {
        let source_line = diagnostic
            .line
            .checked_sub(1)
            .and_then(|index| text.lines().nth(index))
            .map(|line| line.trim_start_matches('\u{feff}').trim_end())
            .filter(|line| line.len() <= LONGEST_LINE)
            .map(str::to_owned);
        Self {
            file: file.to_owned(),
            diagnostic,
            source_line,
            related: Vec::new(),
        }
    }

    /// The same finding, which has to do with something in another place, too.
    #[must_use]
    pub fn related_to(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }

    /// Severity first, then the place: the order in which findings are told.
    fn order(&self) -> impl Ord + use<> {
        let Diagnostic {
            severity,
            line,
            column,
            rule,
            ..
        } = self.diagnostic;
        (severity, self.file.clone(), line, column, rule)
    }
}

/// Puts findings in the order in which they are told: errors first, then by file and line.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(Finding::order);
}
