//! From queries to results.
//!
//! [`parse`] reads what somebody typed, `expand` finds the keys of the dictionary for each word (`expanded`: for all),
//! `rank` scores a word in a document, `order` all words in all documents. [`Index`] drives them: it owns the files that it was given, and asks for those that it lacks.

mod expand;
mod expanded;
mod files;
mod index;
mod order;
pub mod parse;
mod rank;
mod typing_errors;

pub use self::index::{Hit, Index, Results, Step};
