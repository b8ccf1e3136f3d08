//! What a thread that makes outputs has at hand: the blog as the app sees it, made once, since it is not shareable.

use std::cell::OnceCell;
use std::rc::Rc;

use anyhow::Result;

use super::digest::Digest;
use crate::app::blog::Blog;
use crate::app::shelf::SharedShelf;
use crate::content::base_path::BasePath;
use crate::content::catalog::{ListPage, Site};
use crate::content::route::Route;

/// How much of the site's data a page shows. Pages are rendered with that part and no more, so that no page can depend
/// on what its digest does not know of: a new post changes `site.json`, and yet not the page of each old post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SitePart {
    /// What stands around every page: titles, menu, words.
    Frame,
    /// The terms as well.
    Terms,
    /// The lists of the first page as well.
    Whole,
}

impl SitePart {
    const ALL: [Self; 3] = [Self::Frame, Self::Terms, Self::Whole];

    /// What the page of a route shows.
    pub(super) fn of(route: Option<&Route>) -> Self {
        match route {
            Some(Route::Home { page: 1 }) => Self::Whole,
            Some(Route::Terms { .. } | Route::Archive { .. }) => Self::Terms,
            Some(
                Route::Home { .. } | Route::Term { .. } | Route::Post { .. } | Route::Page { .. } | Route::Offline,
            )
            | None => Self::Frame,
        }
    }

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

/// The site's data in its parts, to be shared among threads.
#[derive(Clone, Debug)]
pub(super) struct Sites {
    parts: [Site; 3],
    digests: [Digest; 3],
    base: BasePath,
}

impl Sites {
    pub(super) fn new(site: &Site, base: BasePath) -> Result<Self> {
        let parts = SitePart::ALL.map(|part| part.cut(site));
        let mut digests = [Digest::of(b""); 3];
        for (digest, part) in digests.iter_mut().zip(&parts) {
            *digest = Digest::of(&serde_json::to_vec(part)?);
        }
        Ok(Self { parts, digests, base })
    }

    pub(super) fn digest(&self, part: SitePart) -> Digest {
        self.digests[part as usize]
    }
}

/// The tools of one thread.
pub(super) struct Worker<'a> {
    sites: &'a Sites,
    blogs: [OnceCell<Rc<Blog>>; 3],
}

impl<'a> Worker<'a> {
    pub(super) fn new(sites: &'a Sites) -> Self {
        Self {
            sites,
            blogs: Default::default(),
        }
    }

    /// The blog with a part of its data. Whoever shows it has the part's [`Sites::digest`] in their own.
    pub(super) fn blog(&self, part: SitePart) -> Rc<Blog> {
        let blog = self.blogs[part as usize].get_or_init(|| {
            Rc::new(Blog {
                site: self.sites.parts[part as usize].clone(),
                base: self.sites.base.clone(),
                shelf: SharedShelf::default(),
            })
        });
        blog.clone()
    }
}
