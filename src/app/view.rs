//! What a route shows, loaded and rendered: everything that a page's components need.

use yew::AttrValue;

use super::head::Head;
use crate::content::catalog::{ArchivePage, ListPage, NavigationItem, Picture, PostLink, TermName, Translation};
use crate::content::date::Date;
use crate::content::markdown::Section;
use crate::content::route::{Route, Taxonomy};

/// A loaded page.
#[derive(Clone, Debug)]
pub struct View {
    /// The canonical route of what is shown; none when nothing was found.
    pub route: Option<Route>,
    pub content: Content,
    pub head: Head,
}

/// Views are shared, never copied: two of them are equal when they are the same one.
impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl View {
    /// What tells this page from every other.
    pub fn key(&self) -> String {
        match &self.route {
            Some(route) => route.path(),
            None => "not-found".to_owned(),
        }
    }
}

/// The kinds of pages.
#[derive(Clone, Debug, Hash)]
pub enum Content {
    Home(ListPage),
    Post(Box<PostView>),
    Page(PageView),
    Term {
        taxonomy: Taxonomy,
        slug: String,
        list: ListPage,
        /// What its author says of the term, as HTML.
        intro: AttrValue,
    },
    Terms(Taxonomy),
    Archive(ArchivePage),
    Offline,
    NotFound,
}

impl Content {
    /// A document's translations into other languages.
    pub fn translations(&self) -> &[Translation] {
        match self {
            Self::Post(post) => &post.translations,
            Self::Page(page) => &page.translations,
            _ => &[],
        }
    }
}

/// A post, ready to be shown.
#[derive(Clone, Debug, Hash)]
pub struct PostView {
    pub title: AttrValue,
    pub date: Option<(Date, AttrValue)>,
    pub updated: Option<(Date, AttrValue)>,
    /// Those without a page have no slug.
    pub authors: Vec<TermName>,
    pub minutes: u32,
    /// Where it differs from the blog's.
    pub language: Option<AttrValue>,
    pub categories: Vec<TermName>,
    pub tags: Vec<TermName>,
    /// Its source is an address on this host.
    pub cover: Option<Picture>,
    pub html: AttrValue,
    /// Empty where there is to be no table of contents.
    pub outline: Vec<Section>,
    pub newer: Option<PostLink>,
    pub older: Option<PostLink>,
    /// Which part of a series it is.
    pub series: Vec<NavigationItem>,
    pub previous_part: Option<PostLink>,
    pub next_part: Option<PostLink>,
    pub related: Vec<PostLink>,
    pub translations: Vec<Translation>,
    /// To its file.
    pub file: Vec<NavigationItem>,
}

impl PostView {
    /// ISO 8601; nothing for a post without a date.
    pub fn day_published(&self) -> String {
        day(self.date.as_ref())
    }

    /// ISO 8601; nothing for a post that was not changed since its date.
    pub fn day_updated(&self) -> String {
        day(self.updated.as_ref())
    }
}

fn day(date: Option<&(Date, AttrValue)>) -> String {
    date.map(|(date, _)| date.to_string()).unwrap_or_default()
}

/// A standalone page, ready to be shown.
#[derive(Clone, Debug, Hash)]
pub struct PageView {
    pub title: AttrValue,
    pub language: Option<AttrValue>,
    pub html: AttrValue,
    /// Empty where there is to be no table of contents.
    pub outline: Vec<Section>,
    pub translations: Vec<Translation>,
    /// To its file.
    pub file: Vec<NavigationItem>,
}
