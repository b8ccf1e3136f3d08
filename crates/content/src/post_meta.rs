//! What the front matter of a post or page says, in the one canonical dialect that the reader knows.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// A picture that stands for a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// As written: an address, or a path from the blog's root or from the post.
    pub source: String,
    pub alt: String,
}

/// The front matter of a document. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key that authors write by itself"
)]
pub struct PostMeta {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub excerpt: Option<String>,
    pub description: Option<String>,
    pub cover: Option<Cover>,
    pub featured: bool,
    pub draft: bool,
    /// What stands between dollars is TeX.
    pub math: bool,
    pub slug: Option<String>,
    /// Each with the whole of their name.
    pub authors: Vec<String>,
    /// The series that it is a part of.
    pub series: Vec<String>,
    /// A BCP 47 language tag, where it differs from the blog's.
    pub language: Option<String>,
    /// Addresses that the document had before, as written.
    pub aliases: Vec<String>,
    /// What it has in common with its translations and with nothing else.
    pub translation_key: Option<String>,
    /// The whole address of the original, where it was published elsewhere first.
    pub canonical: Option<String>,
    /// Search engines are asked to leave it out.
    pub noindex: bool,
    /// Whether it has a table of contents; that of long texts unless told otherwise.
    pub contents: Option<bool>,
}
