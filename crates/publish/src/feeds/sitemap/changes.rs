//! Dates of the last changes of pages, for the sitemap.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use feuillet_content::catalog::{ArchivePage, ListPage, Summary, file};
use feuillet_content::date::Date;
use feuillet_content::route::{ListPart, Route, Taxonomy};
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use serde::de::DeserializeOwned;

use crate::library::{Entry, Library};

/// Dates of the last change of each route's page.
pub(super) struct Changes<'a> {
    library: &'a Library,
    blog: &'a Blog,
    plan: &'a Plan,
    posts: BTreeMap<&'a str, &'a Entry>,
    pages: BTreeMap<&'a str, &'a Entry>,
    terms: BTreeMap<(Taxonomy, &'a str), Date>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(library: &'a Library, blog: &'a Blog, plan: &'a Plan) -> Self {
        let mut terms = BTreeMap::new();
        for post in &library.posts {
            let Some(changed) = changed(post) else { continue };
            for taxonomy in Taxonomy::ALL {
                for term in post.terms(taxonomy) {
                    let newest = terms.entry((taxonomy, term.slug.as_str())).or_insert(changed);
                    *newest = changed.max(*newest);
                }
            }
        }
        let by_slug = |entries: &'a [Entry]| entries.iter().map(|entry| (entry.slug.as_str(), entry)).collect();
        Self {
            library,
            blog,
            plan,
            posts: by_slug(&library.posts),
            pages: by_slug(&library.pages),
            terms,
        }
    }

    /// The document at a route, if it is one.
    pub(super) fn document(&self, route: &Route) -> Option<&'a Entry> {
        match route {
            Route::Post { name } => self.posts.get(name.as_str()).copied(),
            Route::Page { name } => self.pages.get(name.as_str()).copied(),
            _ => None,
        }
    }

    /// Date of the last change of a page: for the first part of a list, the latest among all of its posts; for another
    /// part and the first page of the blog, among those that it shows. Indexes of terms have no date.
    pub(super) fn last_change(&self, route: &Route) -> Result<Option<Date>> {
        let newest = match route {
            Route::Post { .. } | Route::Page { .. } => self.document(route).and_then(changed),
            Route::Home { part: ListPart::First } => {
                let site = &self.blog.site;
                self.newest(slugs(site.featured.iter().chain(&site.newest.posts)))
            }
            Route::Archive { part: ListPart::First } => self.library.posts.iter().filter_map(changed).max(),
            Route::Term {
                taxonomy,
                slug,
                part: ListPart::First,
            } => self.terms.get(&(*taxonomy, slug.as_str())).copied(),
            Route::Home { part } => self.newest(slugs(&self.planned::<ListPage>(file::posts(*part))?.posts)),
            Route::Term { taxonomy, slug, part } => self.newest(slugs(
                &self.planned::<ListPage>(file::term(*taxonomy, slug, *part))?.posts,
            )),
            Route::Archive { part } => {
                let archive: ArchivePage = self.planned(file::archive(*part))?;
                let posts = archive.years.iter().flat_map(|year| &year.posts);
                self.newest(posts.map(|post| post.slug.as_str()))
            }
            Route::Terms { .. } | Route::Offline => None,
        };
        Ok(newest)
    }

    /// A numbered part of a list.
    fn planned<T: DeserializeOwned>(&self, path: String) -> Result<T> {
        let path = PublishedPath::new(path);
        let text = self
            .plan
            .known_text(&path)
            .with_context(|| format!("{path} is not planned"))?;
        Ok(serde_json::from_slice(&text.bytes()?)?)
    }

    /// Date of the latest change among some posts.
    fn newest<'s>(&self, slugs: impl IntoIterator<Item = &'s str>) -> Option<Date> {
        let entries = slugs.into_iter().filter_map(|slug| self.posts.get(slug));
        entries.filter_map(|post| changed(post)).max()
    }
}

fn slugs<'s>(posts: impl IntoIterator<Item = &'s Summary>) -> impl Iterator<Item = &'s str> {
    posts.into_iter().map(|post| post.slug.as_str())
}

/// Date of the last change of a document, as far as the author says.
fn changed(entry: &Entry) -> Option<Date> {
    entry.meta.updated.or(entry.meta.date)
}
