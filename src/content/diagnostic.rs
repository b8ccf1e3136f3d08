//! What is wrong with something that an author wrote, as data. How it is drawn is `publish::report`'s business.

use serde::{Deserialize, Serialize};

/// How bad it is. A publish goes on in either case: an author's mistake never hides the rest of the blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Something was lost or had to be guessed.
    Error,
    /// Everything could be read, and it is probably not what was meant.
    Warning,
}

/// One finding in one file. The file itself is known to whoever asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Line in the file, from 1; 0 when the finding is about the whole file.
    pub line: usize,
    /// Column in that line in characters, from 1; 0 when it is about the whole line.
    pub column: usize,
    /// What was found and what was expected: lower case, no full stop.
    pub message: String,
    /// What to type to mend it.
    pub help: String,
}

impl Diagnostic {
    /// A finding that lost or guessed something, about the whole file until [`Diagnostic::at`] says where.
    pub fn error(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Severity::Error, message.into(), help.into())
    }

    /// A finding that lost nothing, about the whole file until [`Diagnostic::at`] says where.
    pub fn warning(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message.into(), help.into())
    }

    /// The same finding, at a line and column counted from 1.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line = line;
        self.column = column;
        self
    }

    fn new(severity: Severity, message: String, help: String) -> Self {
        Self {
            severity,
            line: 0,
            column: 0,
            message,
            help,
        }
    }
}

/// Who wants to know of findings.
///
/// The publisher collects them. The reader does not, and with [`Unreported`] the compiler leaves out all that would
/// make them.
pub trait Report {
    /// Takes note of a finding, if anybody wants it made.
    fn add(&mut self, make: impl FnOnce() -> Diagnostic);
}

impl Report for Vec<Diagnostic> {
    fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.push(make());
    }
}

/// Findings that nobody wants.
#[derive(Clone, Copy, Debug)]
pub struct Unreported;

impl Report for Unreported {
    fn add(&mut self, _: impl FnOnce() -> Diagnostic) {}
}
