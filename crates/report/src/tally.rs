//! Counts findings by severity and rule.

use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::diagnostic::Severity;

use crate::finding::Finding;

/// Number of findings by severity and rule, and of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    /// Number of findings by rule name.
    pub rules: BTreeMap<&'static str, usize>,
    /// Number of files with findings.
    pub(crate) files: usize,
}

impl Tally {
    pub fn of(findings: &[Finding]) -> Self {
        let mut tally = Self::default();
        let mut files = BTreeSet::new();
        for Finding { file, diagnostic, .. } in findings {
            match diagnostic.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
            }
            *tally.rules.entry(diagnostic.rule.name()).or_default() += 1;
            files.insert(file);
        }
        tally.files = files.len();
        tally
    }

    /// Formats the counts, most frequent rule first: `3 errors, 12 warnings in 7 of 104 files (link 5, alt 4)`.
    pub fn sentence(&self, documents: usize) -> String {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by(|first, second| second.1.cmp(first.1));
        let rules: Vec<String> = rules.iter().map(|(rule, number)| format!("{rule} {number}")).collect();
        format!(
            "{}, {} in {} of {} ({})",
            count(self.errors, "error"),
            count(self.warnings, "warning"),
            self.files,
            // A finding may also be in a file that is not a document, such as the settings.
            count(documents.max(self.files), "file"),
            rules.join(", ")
        )
    }
}

pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
