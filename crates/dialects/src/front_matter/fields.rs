//! What a document's front matter says, in Feuillet's own terms.

use feuillet_content::date::Date;
use feuillet_content::document::front_matter::Node;
use feuillet_content::post_meta::PostMeta;

/// Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// What the reader knows of, too.
    pub(crate) meta: PostMeta,
    /// The rule that hides the document: `it says draft: true`.
    pub(crate) hidden: Option<String>,
    /// The day from which on it is hidden.
    pub(crate) expires: Option<Date>,
    /// The day from which on it is to be seen, where that is not its date.
    pub(crate) from: Option<Date>,
    /// The day that its old address tells.
    pub(crate) address_date: Option<Date>,
    /// Ends the excerpt in the text, where it is not the usual mark.
    pub(crate) excerpt_separator: Option<String>,
    /// Keys that nobody knows, each with its line and column in the file: they are kept out of what is published.
    pub(crate) ignored: Vec<Ignored>,
    /// All that the front matter says, for templates that ask for it.
    pub(crate) values: Vec<(String, Node)>,
}

/// A key that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ignored {
    pub key: String,
    pub line: usize,
    pub column: usize,
}
