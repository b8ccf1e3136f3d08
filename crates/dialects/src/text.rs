//! The text of a document during translation: its code, its links, and the origin of each byte.

pub(crate) mod code;
pub(crate) mod edited;
pub(crate) mod fault;
pub(crate) mod line_index;
pub(crate) mod lines;
pub(crate) mod links;
pub(crate) mod unlink;
