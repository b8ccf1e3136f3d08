//! Diagnostics: problems in an author's files, as data. The crate `report` draws them.

use serde::{Deserialize, Serialize};

/// Severity of a problem. A publish goes on in either case: an author's mistake never hides the rest of the blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Something was lost or had to be guessed.
    Error,
    /// Everything could be read, but is probably not what the author meant.
    Warning,
}

/// The kind of a problem. Authors search and group by its name, so the name stays the same when the wording changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The front matter is not valid YAML, TOML or JSON.
    FrontMatter,
    /// The value of a key has the wrong type.
    Value,
    /// Two keys contradict each other, or a key occurs twice.
    Conflict,
    /// An unknown key.
    Key,
    /// A file is not valid text.
    Encoding,
    /// A document without a title.
    Title,
    /// An address that is taken or invalid.
    Address,
    /// A broken link.
    Link,
    /// A link to a section that does not exist (`#part`).
    Anchor,
    /// A picture that is missing or unreadable.
    Picture,
    /// A picture without alternative text.
    Alt,
    /// A cross-reference of another generator (`ref`, `post_url`, `@/`) to nothing.
    Reference,
    /// A tag or shortcode of another generator that has no translation.
    Shortcode,
    /// Raw HTML that the sanitizer drops.
    Markup,
    /// Markdown of which a part is missing: the text of a footnote, the address of a link, the end of a block.
    Markdown,
    /// A code block in an unknown language.
    Code,
    /// A formula that cannot be read.
    Formula,
    /// Categories or tags that differ only in their spelling.
    Term,
    /// Documents that contradict each other about what translates what.
    Translation,
    /// The settings of the blog, or those of another generator.
    Settings,
    /// A misplaced file.
    File,
    /// A class that has no style, or whose name must not be styled.
    Class,
    /// A color that is hard to read on the page's background.
    Contrast,
    /// A part of the author's style sheet that browsers ignore.
    Style,
}

impl Rule {
    /// Name on the command line and in JSON.
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
            Self::Markdown => "markdown",
            Self::Code => "code",
            Self::Formula => "formula",
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

/// A problem in a file. The caller knows which file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub rule: Rule,
    pub severity: Severity,
    /// Line in the file, from 1; 0 for the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 for the whole line.
    pub column: usize,
    /// Length in characters; 0 if only the start is known.
    pub length: usize,
    /// The problem and what was expected: lower case, no full stop.
    pub message: String,
    /// The fix, as an instruction.
    pub help: String,
}

impl Diagnostic {
    /// Makes an error about the whole file; [`Diagnostic::at`] adds the place.
    pub fn error(rule: Rule, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, message.into(), help.into())
    }

    /// Makes a warning about the whole file; [`Diagnostic::at`] adds the place.
    pub fn warning(rule: Rule, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message.into(), help.into())
    }

    /// Sets line and column, counted from 1.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line = line;
        self.column = column;
        self
    }

    /// Sets the length in characters.
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

/// Collects diagnostics.
///
/// The publisher uses a `Vec`. The reader uses [`Unreported`], with which the compiler removes the code that would make
/// them.
pub trait Report {
    /// Adds a diagnostic. `make` is only called if it is kept.
    fn add(&mut self, make: impl FnOnce() -> Diagnostic);
}

impl Report for Vec<Diagnostic> {
    fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.push(make());
    }
}

/// Discards all diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Unreported;

impl Report for Unreported {
    fn add(&mut self, _: impl FnOnce() -> Diagnostic) {}
}
