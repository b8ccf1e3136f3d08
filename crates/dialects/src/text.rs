//! The text of a document while it is translated: what may be touched, and where each byte came from.

pub(crate) mod code;
pub(crate) mod edited;
pub(crate) mod fault;
pub(crate) mod lines;
pub(crate) mod links;
pub(crate) mod unlink;
