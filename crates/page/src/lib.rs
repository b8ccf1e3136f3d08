//! What a route shows, as data: loaded from a [`source::Source`], with the page's head and its fingerprint.
//!
//! The publisher and the reader share it, so a prerendered page and the one that the reader makes of the same files are
//! equal. Nothing here draws: there is no Yew and no DOM.

pub mod blog;
pub mod fingerprint;
pub mod head;
pub mod load;
pub mod prerender;
pub mod shown;
pub mod source;
pub mod view;
