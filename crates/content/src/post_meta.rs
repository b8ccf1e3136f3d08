//! Canonical front matter of a post or page, the only form that the reader understands.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// The cover picture of a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// As written: a URL, or a path from the blog's root or from the post.
    pub source: String,
    pub alt: String,
}

/// The front matter of a document. Every field is optional.
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
    /// Whether text between dollar signs is TeX.
    pub math: bool,
    pub slug: Option<String>,
    /// Full names.
    pub authors: Vec<String>,
    /// The series that the post is part of.
    pub series: Vec<String>,
    /// BCP 47 tag, if it differs from the blog's language.
    pub language: Option<String>,
    /// Old addresses of the document, as written; they redirect here.
    pub aliases: Vec<String>,
    /// A key shared by all translations of the document.
    pub translation_key: Option<String>,
    /// Absolute URL of the original, if it was first published elsewhere.
    pub canonical: Option<String>,
    /// Whether search engines are asked to skip the page.
    pub noindex: bool,
    /// Whether there is a table of contents; `None` means only if the text is long.
    pub contents: Option<bool>,
}
