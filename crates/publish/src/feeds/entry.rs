//! Contents of feeds as data, whatever the format.

use std::sync::Arc;

use feuillet_content::catalog::TermName;
use feuillet_dialects::front_matter::moment::Moment;
use serde::Serialize;

/// Metadata of a feed. All addresses are absolute.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Channel {
    pub(crate) title: String,
    pub(crate) description: String,
    /// BCP 47 tag.
    pub(crate) language: String,
    /// Author of entries that have none of their own.
    pub(crate) author: String,
    /// The list that it follows, below which the feed itself lies.
    pub(crate) list: String,
    pub(crate) icon: Option<String>,
}

/// A post in a feed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedEntry {
    /// Its canonical address, which is also what identifies it: feed readers know a post again by that.
    pub(crate) address: String,
    pub(crate) title: String,
    /// BCP 47 tag.
    pub(crate) language: String,
    pub(crate) published: Moment,
    pub(crate) updated: Moment,
    /// Only authors other than the blog's.
    pub(crate) authors: Vec<String>,
    /// The terms of each taxonomy, with the address of the list of all.
    pub(crate) terms: Vec<(String, Vec<TermName>)>,
    pub(crate) summary: String,
    /// The whole text, with whole addresses.
    pub(crate) html: Arc<str>,
    pub(crate) image: Option<String>,
}
