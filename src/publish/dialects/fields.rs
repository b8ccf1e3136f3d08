//! What a document's front matter says, in Feuillet's own terms.

use crate::content::date::Date;
use crate::content::front_matter::Node;
use crate::content::post_meta::PostMeta;

/// Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::publish) struct Fields {
    /// What the reader knows of, too.
    pub(super) meta: PostMeta,
    /// The rule that hides the document: `it says draft: true`.
    pub(super) hidden: Option<String>,
    /// The day from which on it is hidden.
    pub(super) expires: Option<Date>,
    /// The day from which on it is to be seen, where that is not its date.
    pub(super) from: Option<Date>,
    /// The day that its old address tells.
    pub(super) address_date: Option<Date>,
    /// Ends the excerpt in the text, where it is not the usual mark.
    pub(super) excerpt_separator: Option<String>,
    /// Keys that nobody knows, each with its line and column in the file: they are kept out of what is published.
    pub(super) ignored: Vec<Ignored>,
    /// All that the front matter says, for templates that ask for it.
    pub(super) values: Vec<(String, Node)>,
}

/// A key that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::publish) struct Ignored {
    pub(in crate::publish) key: String,
    pub(in crate::publish) line: usize,
    pub(in crate::publish) column: usize,
}
