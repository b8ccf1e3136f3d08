//! Facts: everything that a page shows or tells of a document besides its text, read from the document itself.
//!
//! They are made together with the document's HTML. A published page holds those of its document, so that the reader
//! needs no Markdown to take it over.

use serde::{Deserialize, Serialize};

use crate::catalog::{DocumentContext, is_false};
use crate::date::Date;
use crate::outline::Section;
use crate::post_meta::Cover;

/// Facts of a document, from its front matter and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    pub title: String,
    /// Plain text for search engines and link previews.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// URL of the original, if it was published elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// Whether search engines shall leave the document out.
    #[serde(skip_serializing_if = "is_false")]
    pub noindex: bool,
    /// BCP 47 tag, as the author wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    /// The author's choice about a table of contents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<bool>,
    /// Reading time.
    pub minutes: u32,
    /// Headings of level 2 and 3.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<Section>,
}

/// Data beside the text in the published page of a document: with the text and the site's data, all of its view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageData {
    pub facts: Facts,
    pub context: DocumentContext,
    /// Hash of the Markdown that the page was made of, to tell whether the host has another one by now.
    pub markdown: String,
}
