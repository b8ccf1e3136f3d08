//! Options of a publish, and its summary.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use feuillet_content::date::Date;
use feuillet_dialects::front_matter::moment::Moment;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_report::tally::count;

use crate::copied_files::{self, CopiedFiles};

/// Options of a publish.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Options {
    /// The folder of Markdown.
    pub content: PathBuf,
    /// The folder to fill.
    pub out: PathBuf,
    /// The compiled reader: what Trunk made.
    pub reader: PathBuf,
    /// The folder of the host, where it differs from what the settings say.
    pub base: Option<String>,
    /// The generator that the folder was written for, where it is not to be recognized.
    pub dialect: Option<String>,
    /// The folder to remember in what the next publish need not make again; none remembers nothing.
    pub cache: Option<PathBuf>,
    /// Make everything again, whatever is remembered.
    pub fresh: bool,
    /// Write compressed copies beside every text, for hosts that serve them.
    pub compress: bool,
    /// Write `x.html` beside every `x/index.html`, for hosts that know no folders.
    pub html_files: bool,
    /// Publish a service worker that takes itself out of visitors' browsers, whatever the settings say.
    pub no_offline: bool,
    /// Keep files in the folder to fill that no publish wrote.
    pub adopt: bool,
    /// The day that it is, where it is not the clock's: documents that expired before are hidden, and those whose day
    /// has not come.
    pub today: Option<Date>,
    /// Kinds of documents that are published although visitors would not get them.
    pub include: Include,
    pub audience: Audience,
}

/// Kinds of documents that are published although visitors would not get them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Include {
    pub drafts: bool,
    /// Documents whose day has not come.
    pub coming: bool,
    pub expired: bool,
}

impl Include {
    /// Everything that an author may want to see.
    pub const ALL: Self = Self {
        drafts: true,
        coming: true,
        expired: true,
    };

    pub(crate) fn has(self, kind: HiddenKind) -> bool {
        match kind {
            HiddenKind::Draft => self.drafts,
            HiddenKind::Coming(_) => self.coming,
            HiddenKind::Expired(_) => self.expired,
            HiddenKind::NoPage => false,
        }
    }
}

/// Why visitors do not get a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKind {
    /// The author keeps it back.
    Draft,
    /// It comes at this moment.
    Coming(Moment),
    /// It expired at this moment.
    Expired(Moment),
    /// It has no page of its own by the rules of its generator.
    NoPage,
}

/// A document that was published only because [`Options::include`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub file: AuthorPath,
    /// Its address on its host, base path included: `/blog/posts/hello/`.
    pub address: String,
    /// Never [`HiddenKind::NoPage`].
    pub kind: HiddenKind,
    /// The rule, such as `` `draft: true` `` or `scheduled for 2027-05-03`.
    pub rule: String,
    /// The same in a word or two of the blog's language: `Draft`, `Scheduled for 3 May 2027`.
    pub label: String,
}

/// Audience of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    #[default]
    Visitors,
    /// The author, whose own server adds a script that reloads them.
    Author,
}

/// A document that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    pub file: AuthorPath,
    pub kind: HiddenKind,
    /// The rule that hid it, such as `` `draft: true` `` or `expired on 2024-12-01`.
    pub reason: String,
}

impl fmt::Display for Hidden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.file, self.reason)
    }
}

/// Summary of a publish.
#[derive(Clone, Debug, Default)]
pub struct Published {
    pub posts: usize,
    pub pages: usize,
    /// Files in the published folder.
    pub files: usize,
    /// Files that were written.
    pub written: usize,
    /// Files that were up to date.
    pub unchanged: usize,
    /// Files that an earlier publish wrote and that are gone now.
    pub removed: usize,
    /// Documents that were read, the others being as they were remembered.
    pub read: usize,
    /// The base path that it must be served under.
    pub base: String,
    /// Documents that were left out.
    pub hidden: Vec<Hidden>,
    /// Documents that visitors would not get, by file.
    pub previews: Vec<Preview>,
    /// The author's files that are published as they are, by kind.
    pub copied: Vec<CopiedFiles>,
    /// Notes on outputs that are missing, and why.
    pub notes: Vec<String>,
    pub findings: Vec<Finding>,
}

impl Published {
    /// The author's files that are published as they are, in one line. None if there are none.
    pub fn copied_line(&self) -> Option<String> {
        copied_files::line(&self.copied)
    }

    /// The counts in one line.
    pub fn summary(&self, time: Duration) -> String {
        format!(
            "{} and {}: {}, {} written, {} unchanged, {} removed, in {:.2} s",
            count(self.posts, "post"),
            count(self.pages, "page"),
            count(self.files, "file"),
            self.written,
            self.unchanged,
            self.removed,
            time.as_secs_f64()
        )
    }
}
