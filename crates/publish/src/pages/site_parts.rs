//! Parts of the site's data as inputs of pages. A page is rendered from the part that it shows, so a new post changes
//! `site.json` without making every old page stale.

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{ListPage, Site};
use feuillet_content::route::{ListPart, Route};
use feuillet_engine::digest::Digest;
use feuillet_engine::inputs::Hashed;
use feuillet_page::blog::Blog;

use super::routes::PublishedPage;

/// How much of the site's data a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SitePart {
    /// Contents of every page's frame: titles, menu, words.
    Frame,
    /// The frame and the terms.
    Terms,
    /// The frame, the terms, and the lists of the first page.
    Whole,
}

impl SitePart {
    const ALL: [Self; 3] = [Self::Frame, Self::Terms, Self::Whole];

    /// The part that a page shows.
    pub(crate) fn of(page: &PublishedPage) -> Self {
        match page {
            PublishedPage::At(Route::Home { part: ListPart::First }) => Self::Whole,
            PublishedPage::At(Route::Terms { .. }) => Self::Terms,
            PublishedPage::At(
                Route::Home { .. }
                | Route::Term { .. }
                | Route::Archive { .. }
                | Route::Post { .. }
                | Route::Page { .. }
                | Route::Offline,
            )
            | PublishedPage::NotFound
            | PublishedPage::OfflineShell => Self::Frame,
        }
    }

    /// Returns the site's data with everything else emptied.
    fn cut(self, whole: &Site) -> Site {
        let mut site = whole.clone();
        if self != Self::Whole {
            site.featured = Vec::new();
            site.newest = ListPage::default();
        }
        if self == Self::Frame {
            site.terms = Vec::new();
        }
        site
    }
}

/// The blog with each part of the site's data, indexed by [`SitePart`].
pub(crate) struct SiteParts([Hashed<Blog>; 3]);

impl SiteParts {
    pub(crate) fn new(site: &Site, base: &BasePath) -> Result<Self> {
        let part = |part: SitePart| -> Result<Hashed<Blog>> {
            let site = part.cut(site);
            let digest = Digest::of(&serde_json::to_vec(&(&site, base.as_str()))?);
            let base = base.clone();
            Ok(Hashed::with_digest(Blog { site, base }, digest))
        };
        let [frame, terms, whole] = SitePart::ALL.map(part);
        Ok(Self([frame?, terms?, whole?]))
    }

    pub(crate) fn get(&self, part: SitePart) -> Hashed<Blog> {
        self.0[part as usize].clone()
    }
}
