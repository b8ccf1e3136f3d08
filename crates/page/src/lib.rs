//! Pages as data: a route is loaded from a [`source::Source`], with the page's head and fingerprint.
//!
//! Publisher and reader share this code, so a prerendered page equals the one that the reader makes of the same files.
//! Nothing here draws: there is no Yew and no DOM.

pub mod blog;
pub mod fingerprint;
pub mod head;
pub mod load;
pub mod load_error;
pub mod prerender;
pub mod shown;
pub mod source;
pub mod view;
