//! Feuillet: a blog that renders itself in the reader's browser.
//!
//! Four layers, each of which may use only those above it:
//!
//! | module | built for | what it is |
//! |---|---|---|
//! | [`content`] | both | pure: text in, data out. Front matter, Markdown, slugs, dates, links, routes, the catalog's shapes |
//! | [`app`] | both | the Yew tree: what a visitor sees of a route, and how it is loaded from a [`app::source::Source`] |
//! | `browser` | WASM | mounts the app on a page: network, history, scrolling, clicks |
//! | `publish` | native | the command `feuillet`: turns a folder of Markdown into what a static host serves |
//!
//! The two builds enforce the layers: `browser` does not exist natively and `publish` does not exist in WASM.
//! That `content` is pure is checked by `tests/suite/tidy.rs`.

pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod content;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
