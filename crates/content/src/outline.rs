//! The outline of a document: its headings.

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Section {
    /// 2 of a section, 3 of a part of one.
    pub level: u8,
    pub id: String,
    pub text: String,
}
