//! A tag of Hexo, and its translation.

use std::ops::Range;

use crate::syntax::blocks::Block;

/// A tag: `{% name arguments %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) range: Range<usize>,
    pub(super) name: String,
    pub(super) arguments: String,
}

/// Translation of a tag with an end tag.
pub(super) enum Becomes {
    Block(Block),
    /// A text instead of the tag and its content.
    Text(String),
    /// The content between two texts.
    Between(String, String),
}
