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

/// What was broken. Its name is what one searches for and groups by, so it stays the same when the wording changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The front matter cannot be read as what it claims to be.
    FrontMatter,
    /// The value of a key is not of the kind that it should be.
    Value,
    /// Two keys say different things, or one stands twice.
    Conflict,
    /// A key that nobody knows.
    Key,
    /// The bytes of a file are no text.
    Encoding,
    /// A document without a title.
    Title,
    /// An address that is taken or cannot be.
    Address,
    /// A link that leads nowhere.
    Link,
    /// A link to a part of a document that is not there.
    Anchor,
    /// A picture that is not there or cannot be read.
    Picture,
    /// A picture that says nothing to who cannot see it.
    Alt,
    /// A reference of another generator (`ref`, `post_url`, `@/`) that names nothing.
    Reference,
    /// A tag or shortcode of another generator that has no translation.
    Shortcode,
    /// Raw HTML that is not let through.
    Markup,
    /// Categories or tags that differ only in their spelling.
    Term,
    /// Documents that contradict each other on what translates what.
    Translation,
    /// The settings of the blog, its own or those of another generator.
    Settings,
    /// A file that is where it should not be.
    File,
    /// A class that nothing styles, or that must not be styled as its name says.
    Class,
    /// A color that cannot be read.
    Contrast,
    /// A part of the author's style sheet that browsers leave out.
    Style,
}

impl Rule {
    /// Its name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Value => "value",
            Self::Conflict => "conflict",
            Self::Key => "key",
            Self::Encoding => "encoding",
            Self::Title => "title",
            Self::Address => "address",
            Self::Link => "link",
            Self::Anchor => "anchor",
            Self::Picture => "picture",
            Self::Alt => "alt",
            Self::Reference => "reference",
            Self::Shortcode => "shortcode",
            Self::Markup => "markup",
            Self::Term => "term",
            Self::Translation => "translation",
            Self::Settings => "settings",
            Self::File => "file",
            Self::Class => "class",
            Self::Contrast => "contrast",
            Self::Style => "style",
        }
    }
}

/// One finding in one file. The file itself is known to whoever asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub rule: Rule,
    pub severity: Severity,
    /// Line in the file, from 1; 0 when the finding is about the whole file.
    pub line: usize,
    /// Column in that line in characters, from 1; 0 when it is about the whole line.
    pub column: usize,
    /// How many characters of the line it is about; 0 when only its beginning is known.
    pub length: usize,
    /// What was found and what was expected: lower case, no full stop.
    pub message: String,
    /// What to type to mend it.
    pub help: String,
}

impl Diagnostic {
    /// A finding that lost or guessed something, about the whole file until [`Diagnostic::at`] says where.
    pub fn error(rule: Rule, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, message.into(), help.into())
    }

    /// A finding that lost nothing, about the whole file until [`Diagnostic::at`] says where.
    pub fn warning(rule: Rule, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message.into(), help.into())
    }

    /// The same finding, at a line and column counted from 1.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line = line;
        self.column = column;
        self
    }

    /// The same finding, about this many characters.
    #[must_use]
    pub fn spanning(mut self, length: usize) -> Self {
        self.length = length;
        self
    }

    fn new(rule: Rule, severity: Severity, message: String, help: String) -> Self {
        Self {
            rule,
            severity,
            line: 0,
            column: 0,
            length: 0,
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
