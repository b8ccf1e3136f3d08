//! Feuillet: a blog that renders itself in the visitor's browser.
//!
//! | module | built for | what it is |
//! |---|---|---|
//! | [`app`] | both | the Yew tree: what visitors see |
//! | `browser` | WebAssembly | mounts the app on a page: network, history, scrolling, clicks |
//! | `prerender` | native | renders the app to HTML |
//! | `command` | native | the command `feuillet` |
//!
//! The libraries below them are in `crates`: see ARCHITECTURE.md.

pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod command;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
