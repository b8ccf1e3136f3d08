//! A tag of Hexo, and what becomes of it.

use std::ops::Range;

use crate::syntax::blocks::Block;

/// A tag: `{% name arguments %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) range: Range<usize>,
    pub(super) name: String,
    pub(super) arguments: String,
}

/// What a tag with an end becomes.
pub(super) enum Becomes {
    Block(Block),
    /// This, and nothing of what is in it.
    Text(String),
    /// What is in it, between these.
    Between(String, String),
}
