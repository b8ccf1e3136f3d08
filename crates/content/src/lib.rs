//! Pure knowledge of a blog's content: text in, data out, the same natively and in the browser.
//!
//! Nothing here reads a file, a clock, the network or the DOM, and nothing here fails on what an author wrote:
//! functions return what could be read together with [`diagnostic::Diagnostic`]s about the rest.

pub mod address;
pub mod base_path;
pub mod catalog;
pub mod date;
pub mod diagnostic;
pub mod direction;
pub mod document;
pub mod escape;
pub mod folder;
pub mod links;
pub mod outline;
pub mod percent;
pub mod post_meta;
pub mod reading_time;
pub mod route;
pub mod slug;
pub mod words;
