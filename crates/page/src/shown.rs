//! What a page shows, by kind.

use feuillet_content::catalog::{ArchivePage, ListPage, NavigationItem, Picture, PostLink, TermName, Translation};
use feuillet_content::date::Date;
use feuillet_content::outline::Section;
use feuillet_content::route::Taxonomy;
use implicit_clone::unsync::IString;

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
        intro: IString,
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
    pub title: IString,
    pub date: Option<(Date, IString)>,
    pub updated: Option<(Date, IString)>,
    /// Those without a page have no slug.
    pub authors: Vec<TermName>,
    pub minutes: u32,
    /// Where it differs from the blog's.
    pub language: Option<IString>,
    pub categories: Vec<TermName>,
    pub tags: Vec<TermName>,
    /// Its source is an address on this host.
    pub cover: Option<Picture>,
    pub html: IString,
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

fn day(date: Option<&(Date, IString)>) -> String {
    date.map(|(date, _)| date.to_string()).unwrap_or_default()
}

/// A standalone page, ready to be shown.
#[derive(Clone, Debug, Hash)]
pub struct PageView {
    pub title: IString,
    pub language: Option<IString>,
    pub html: IString,
    /// Empty where there is to be no table of contents.
    pub outline: Vec<Section>,
    pub translations: Vec<Translation>,
    /// To its file.
    pub file: Vec<NavigationItem>,
}
