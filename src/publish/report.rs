//! What the command tells its user: the one place that prints.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use serde::{Deserialize, Serialize};

use crate::content::diagnostic::{Diagnostic, Severity};

/// A finding in a file of the author's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The file as the author would name it.
    pub file: String,
    pub diagnostic: Diagnostic,
    /// The line of the file that the diagnostic is about, if it is about one.
    pub source_line: Option<String>,
}

impl Finding {
    /// A finding, with its line taken from the file's text.
    pub fn new(file: &str, text: &str, diagnostic: Diagnostic) -> Self {
        let source_line = diagnostic
            .line
            .checked_sub(1)
            .and_then(|index| text.lines().nth(index))
            .map(|line| line.trim_start_matches('\u{feff}').trim_end().to_owned());
        Self {
            file: file.to_owned(),
            diagnostic,
            source_line,
        }
    }

    /// The finding as text: what, where, the offending line with a mark under it, and how to mend it.
    pub fn draw(&self) -> String {
        let Diagnostic {
            severity,
            line,
            column,
            message,
            help,
            ..
        } = &self.diagnostic;
        let kind = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut place = self.file.clone();
        for number in [line, column] {
            if *number > 0 {
                // Writing to a string cannot fail.
                let _ = write!(place, ":{number}");
            }
        }
        let mut drawn = format!("{kind}: {message}\n  --> {place}\n");
        if let Some(source) = &self.source_line {
            let number = line.to_string();
            let margin = " ".repeat(number.len());
            let shown: String = source
                .chars()
                .take(120)
                .map(|c| if c == '\t' { ' ' } else { c })
                .collect();
            let mark = " ".repeat(column.saturating_sub(1).min(120));
            let _ = write!(drawn, "{margin} |\n{number} | {shown}\n{margin} | {mark}^\n");
        }
        if !help.is_empty() {
            let _ = writeln!(drawn, "  = help: {help}");
        }
        drawn
    }
}

/// Findings in the order of files and lines, then a line with their number.
pub(super) fn findings(findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    let mut text = String::new();
    for finding in findings {
        text.push_str(&finding.draw());
        text.push('\n');
    }
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.diagnostic.severity == severity)
            .count()
    };
    let _ = writeln!(
        text,
        "{} errors, {} warnings; everything that could be read was published",
        count(Severity::Error),
        count(Severity::Warning)
    );
    print_error(&text);
}

/// A line on the standard output.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Why the command gave up, with the chain of causes.
pub(super) fn failure(error: &anyhow::Error) {
    print_error(&format!("error: {error:#}\n"));
}

/// A pipe that is closed must not end the command.
fn print_error(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::diagnostic::Rule;

    #[test]
    fn findings_are_drawn_to_the_character() {
        let text = "---\ntitle: x\ndate: 2024-13-01\n---\n";
        let diagnostic = Diagnostic::error(
            Rule::Value,
            "`date` is not a date: the month must be 1 to 12",
            "write it as YYYY-MM-DD",
        );
        insta::assert_snapshot!(Finding::new("posts/hello.md", text, diagnostic.clone().at(3, 7)).draw(), @r"
        error: `date` is not a date: the month must be 1 to 12
          --> posts/hello.md:3:7
          |
        3 | date: 2024-13-01
          |       ^
          = help: write it as YYYY-MM-DD
        ");
        insta::assert_snapshot!(Finding::new("posts/hello.md", text, diagnostic).draw(), @r"
        error: `date` is not a date: the month must be 1 to 12
          --> posts/hello.md
          = help: write it as YYYY-MM-DD
        ");
    }
}
