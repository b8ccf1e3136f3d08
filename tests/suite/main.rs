//! Tests that need the whole library, without a browser.
#![cfg(not(target_arch = "wasm32"))]

mod blog;
mod copies;
mod corpora;
mod dom;
mod feeds;
mod front_matter;
mod heads;
mod hostile;
mod incremental;
mod markdown;
mod publishing;
mod random_edits;
mod redirects;
mod rendering;
mod sanitizer;
mod tidy;
mod vectors;
