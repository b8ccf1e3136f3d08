//! The content model of a blog: parses, renders and resolves text, the same natively and in the browser.
//!
//! Nothing here reads a file, a clock, the network or the DOM, and nothing fails on an author's input: functions return
//! what could be read, and [`diagnostic::Diagnostic`]s about the rest.

pub mod address;
pub mod base_path;
mod bytes;
pub mod catalog;
pub mod code_info;
pub mod date;
pub mod diagnostic;
pub mod direction;
pub mod document;
pub mod escape;
pub mod facts;
pub mod folder;
pub mod links;
pub mod outline;
pub mod percent;
pub mod post_meta;
pub mod reading_time;
pub mod rendering;
pub mod route;
pub mod slug;
pub mod style_rules;
pub mod words;
