//! How many findings there are, of what kinds.

use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::diagnostic::Severity;

use crate::finding::Finding;

/// How many findings there are, of what kinds, in how many files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    /// By the rule's name.
    pub rules: BTreeMap<&'static str, usize>,
    /// Files with findings.
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

    /// `3 errors, 12 warnings in 7 of 104 files (link 5, alt 4)`, the most frequent rules first.
    pub fn sentence(&self, documents: usize) -> String {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by(|first, second| second.1.cmp(first.1));
        let rules: Vec<String> = rules.iter().map(|(rule, number)| format!("{rule} {number}")).collect();
        format!(
            "{}, {} in {} of {} ({})",
            count(self.errors, "error"),
            count(self.warnings, "warning"),
            self.files,
            // A finding may be in the settings, or in another file that is no document.
            count(documents.max(self.files), "file"),
            rules.join(", ")
        )
    }
}

pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
