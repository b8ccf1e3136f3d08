//! The values of a document's front matter, in Feuillet's own terms.

use feuillet_content::date::Date;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::Node;
use feuillet_content::post_meta::{Cover, PostMeta};

use super::moment::{Moment, Time};
use crate::hiding::Hiding;

/// Values of a document's front matter. Each may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// Values that are published for the reader.
    pub(crate) meta: PostMeta,
    /// Time of the day that `meta.date` names.
    pub(crate) time: Option<Time>,
    /// Time of the day that `meta.updated` names.
    pub(crate) updated_time: Option<Time>,
    /// Reason why the document is hidden: `` `draft: true` ``.
    pub(crate) hidden: Option<Hiding>,
    /// When it is no longer published.
    pub(crate) expires: Option<Moment>,
    /// When it is published, if that is not its date.
    pub(crate) from: Option<Moment>,
    /// Date in its old address.
    pub(crate) address_date: Option<Date>,
    /// Mark at the end of the excerpt in the text, if it is not the usual one.
    pub(crate) excerpt_separator: Option<String>,
    /// Unknown keys, which are not published, with their line and column in the file.
    pub(crate) ignored: Vec<Ignored>,
    /// Covers of all keys, the first of which is that of `meta`: others count if there is no such file.
    pub(crate) covers: Vec<NamedCover>,
    /// Whether the author hides the cover on the post itself.
    pub(crate) hides_cover: bool,
    /// All entries of the front matter, for templates that use them.
    pub(crate) values: Vec<(String, Node)>,
}

/// A cover with the place of its value in the file: line and column, from 1, and length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NamedCover {
    pub(crate) cover: Cover,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) length: usize,
}

/// An unknown key. Line and column are from 1.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ignored {
    pub key: String,
    pub line: usize,
    pub column: usize,
}

impl Ignored {
    /// Makes the finding about the key. `help` says what to do.
    pub fn diagnostic(&self, help: impl Into<String>) -> Diagnostic {
        let message = format!("unknown front matter key `{}`: not published", self.key);
        Diagnostic::warning(Rule::Key, message, help)
            .at(self.line, self.column)
            .spanning(self.last_part().chars().count())
    }

    /// The key itself, without the maps around it: `params.mood` -> `mood`.
    pub(crate) fn last_part(&self) -> &str {
        self.key.rsplit('.').next().unwrap_or_default()
    }
}
