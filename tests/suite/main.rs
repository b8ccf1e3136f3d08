//! Tests that need the whole library, without a browser.
#![cfg(not(target_arch = "wasm32"))]

mod blog;
mod dom;
mod feeds;
mod heads;
mod hostile;
mod markdown;
mod publishing;
mod redirects;
mod rendering;
mod sanitizer;
mod tidy;
mod vectors;
