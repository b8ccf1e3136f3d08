//! The outline of a document: its headings, for the table of contents.

use serde::{Deserialize, Serialize};

/// A heading in the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Section {
    /// Heading level: 2 for a section, 3 for a subsection.
    pub level: u8,
    pub id: String,
    pub text: String,
}
