//! Full-text search of a blog: documents in, index files out; queries in, results out. It knows no disk, no network and
//! no page.
//!
//! Two sides share the middle:
//!
//! - [`indexing`] runs where the blog is published: it analyzes documents and writes the files. Everything that depends
//!   on a language (stems, spellings) is resolved here and stored in the dictionary as relations between words.
//! - [`query`] runs wherever somebody searches. It has neither stemmers nor tables of languages, and asks for the few
//!   files that it needs: [`query::Index::search`] returns [`query::Step::Wait`] until it has them.
//! - [`format`] is the layout of the files, writing and reading side by side; [`words`] and [`letters`] say what a word
//!   is and which spellings are alike, the same for texts and for queries.
//!
//! The index knows which document has a word, how often and in which fields, but not where. Passages and quoted phrases
//! are looked up in the documents' own Markdown ([`passage`]), which is published anyway.
//!
//! # Files
//!
//! ```text
//! root ── segments (documents of similar age) ─┬─ dictionary shards ── postings shards
//!                                              └─ document pages
//! ```
//!
//! All files but the root are named by their content, and each names the files below it. Segments grow with age
//! ([`indexing::ages`]), so a new post rewrites the newest, which is small. Shards are cut where hashes of words say so:
//! a change of one word moves no cut.
//!
//! Imports run one way: `letters`, `words`, `markdown`, `format`, then `indexing`, and `passage`, then `query`, which
//! does not import `indexing`.

pub mod format;
pub mod indexing;
pub mod letters;
mod markdown;
pub mod passage;
pub mod query;
pub mod words;

#[cfg(test)]
mod tests;
