//! The content of each kind of page.

use std::hash::{Hash, Hasher};

use feuillet_content::catalog::{ArchivePage, ListPage, NavigationItem, Picture, PostLink, TermName, Translation};
use feuillet_content::date::Date;
use feuillet_content::outline::Section;
use feuillet_content::route::Taxonomy;
use feuillet_content::slug::Slug;
use implicit_clone::unsync::IString;

/// The kinds of pages.
#[derive(Clone, Debug, Hash)]
pub enum Content {
    Home(ListPage),
    Post(Box<PostView>),
    Page(PageView),
    Term {
        taxonomy: Taxonomy,
        slug: Slug,
        list: ListPage,
        /// The author's introduction to the term.
        intro: Prose,
    },
    Terms(Taxonomy),
    Archive(ArchivePage),
    Offline,
    NotFound,
}

impl Content {
    /// Returns the author's text as HTML; empty for most lists.
    pub fn prose(&self) -> IString {
        match self {
            Self::Post(post) => post.html.0.clone(),
            Self::Page(page) => page.html.0.clone(),
            Self::Term { intro, .. } => intro.0.clone(),
            _ => IString::default(),
        }
    }

    /// Returns a document's translations; empty for lists.
    pub fn translations(&self) -> &[Translation] {
        match self {
            Self::Post(post) => &post.translations,
            Self::Page(page) => &page.translations,
            _ => &[],
        }
    }
}

/// A text as HTML. It is no part of a view's fingerprint: whoever takes over a published page takes the text from it.
#[derive(Clone, Debug, Default)]
pub struct Prose(pub IString);

impl Hash for Prose {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A post, ready to render.
#[derive(Clone, Debug, Hash)]
pub struct PostView {
    pub title: IString,
    pub date: Option<(Date, IString)>,
    pub updated: Option<(Date, IString)>,
    /// Date in ISO 8601, with the time if the author wrote one; empty for a post without a date.
    pub published: String,
    /// Date of the last change in ISO 8601, likewise; empty if there was none since the post's date.
    pub modified: String,
    /// Authors without a page have an empty slug.
    pub authors: Vec<TermName>,
    pub minutes: u32,
    /// BCP 47 tag, if it differs from the blog's language.
    pub language: Option<IString>,
    pub categories: Vec<TermName>,
    pub tags: Vec<TermName>,
    /// `source` is an address on this host, or a URL.
    pub cover: Option<Picture>,
    pub html: Prose,
    /// Empty if there is no table of contents.
    pub outline: Vec<Section>,
    pub newer: Option<PostLink>,
    pub older: Option<PostLink>,
    /// "Part 2 of 5" of a series.
    pub series: Vec<NavigationItem>,
    pub previous_part: Option<PostLink>,
    pub next_part: Option<PostLink>,
    pub related: Vec<PostLink>,
    pub translations: Vec<Translation>,
    /// Links to edit and to view the source file.
    pub file: Vec<NavigationItem>,
}

/// A standalone page, ready to render.
#[derive(Clone, Debug, Hash)]
pub struct PageView {
    pub title: IString,
    pub language: Option<IString>,
    pub html: Prose,
    /// Empty if there is no table of contents.
    pub outline: Vec<Section>,
    pub translations: Vec<Translation>,
    /// Links to edit and to view the source file.
    pub file: Vec<NavigationItem>,
}
