//! Findings: diagnostics with the file that they are about, and their order.

use feuillet_content::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

use crate::author_path::AuthorPath;

/// A problem in a file of the author's, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub file: AuthorPath,
    pub diagnostic: Diagnostic,
    /// The source line; `None` for a finding about the whole file or a line too long to draw.
    pub source_line: Option<String>,
    /// Other places that explain the finding.
    pub related: Vec<Related>,
}

/// Findings that stop a publish, as an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<Finding>);

/// Another place that a finding refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub file: AuthorPath,
    /// As in [`Diagnostic`].
    pub line: usize,
    /// As in [`Diagnostic`].
    pub column: usize,
    /// The place's part in the finding.
    pub message: String,
}

/// Maximum length of a source line in bytes. A longer one is a whole file on one line, and each finding would copy it.
const LONGEST_LINE: usize = 20_000;

impl Finding {
    /// Makes a finding and takes its source line from the file's text.
    pub fn new(file: &AuthorPath, text: &str, diagnostic: Diagnostic) -> Self {
        let source_line = diagnostic
            .line
            .checked_sub(1)
            .and_then(|index| text.lines().nth(index))
            .map(|line| line.trim_start_matches('\u{feff}').trim_end())
            .filter(|line| line.len() <= LONGEST_LINE)
            .map(str::to_owned);
        Self {
            file: file.clone(),
            diagnostic,
            source_line,
            related: Vec::new(),
        }
    }

    /// Adds another place to the finding.
    #[must_use]
    pub fn related_to(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }

    /// Returns the sort key: severity, then place.
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

/// Sorts findings for output: errors first, then by file and line.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(Finding::order);
}
