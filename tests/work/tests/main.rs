//! No text is much work for its length: instructions are counted, not seconds.
//!
//! The renderer and the translator run as WebAssembly in an interpreter that counts each instruction, also those of the
//! standard library, and each word that is copied. The count is the same in each run, however busy the machine.
//! `cargo xtask test work` compiles the module. By hand, with its path in `FEUILLET_WORK`, it is
//! `cargo test -p feuillet-work --test work`.
#![cfg(not(target_arch = "wasm32"))]

mod counter;
mod growth;
#[path = "../../common/hard_texts.rs"]
mod hard_texts;
mod shared;
