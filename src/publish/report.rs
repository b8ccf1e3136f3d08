//! What the command tells its user: the one place that prints.

mod drawing;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;
use std::io::{self, Write as _};

use serde::{Deserialize, Serialize};

use self::drawing::Style;
use super::count;
use crate::content::diagnostic::{Diagnostic, Severity};

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

    /// The finding as text: what, where, the line with what it is about underlined, and how to mend it.
    pub fn draw(&self) -> String {
        drawing::draw(self, &[], Style::Plain)
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

/// As an error: a finding that nothing can be done after.
impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.draw().trim_end())
    }
}

impl Error for Finding {}

/// How many findings there are, of what kinds, in how many files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// By the rule's name.
    pub(super) rules: BTreeMap<&'static str, usize>,
    /// Files with findings.
    pub(super) files: usize,
}

impl Tally {
    pub(super) fn of(findings: &[Finding]) -> Self {
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
    pub(super) fn sentence(&self, documents: usize) -> String {
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

/// Puts findings in the order in which they are told: errors first, then by file and line.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(Finding::order);
}

/// Draws findings, what is the same in several places once, then a line with their number. `documents` is the number of
/// files that were read, `end` what there is to say besides.
pub(super) fn findings(findings: &[Finding], documents: usize, end: &str) {
    if findings.is_empty() {
        return;
    }
    let mut text = drawing::draw_all(findings, Style::Colored);
    text.push_str(&Tally::of(findings).sentence(documents));
    text.push_str(end);
    text.push('\n');
    print_error(&text);
}

/// A line on the standard output.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Why the command gave up: the finding that made it, or the chain of causes.
pub(super) fn failure(error: &anyhow::Error) {
    match error.downcast_ref::<Finding>() {
        Some(finding) => print_error(&drawing::draw(finding, &[], Style::Colored)),
        None => print_error(&format!("error: {error:#}\n")),
    }
}

/// Colors are taken out unless they go to a terminal that wants them (`NO_COLOR`, `CLICOLOR`, `TERM`). A pipe that is
/// closed must not end the command.
fn print_error(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
