//! All pages of a blog, and their published paths.

use feuillet_content::catalog::file;
use feuillet_content::percent;
use feuillet_content::route::{ListPart, Route, Taxonomy};
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use serde::Serialize;

use crate::library::{Entry, Library};
use crate::offline::SHELL;

/// The not-found page; static hosts expect this name.
const NOT_FOUND: PublishedPath = PublishedPath::fixed("404.html");

/// A page to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum PublishedPage {
    /// The page at the address of a route.
    At(Route),
    /// The page that hosts serve at addresses without a file.
    NotFound,
    /// The page that the service worker serves where no page is stored: the reader alone.
    OfflineShell,
}

impl PublishedPage {
    /// Returns the route of the page; `None` if it is served at addresses of any kind.
    pub(crate) fn route(&self) -> Option<&Route> {
        match self {
            Self::At(route) => Some(route),
            Self::NotFound | Self::OfflineShell => None,
        }
    }

    /// Returns the path of its file.
    pub(crate) fn path(&self) -> PublishedPath {
        match self {
            Self::At(route) => PublishedPath::new(format!("{}index.html", folder(route))),
            Self::NotFound => NOT_FOUND,
            Self::OfflineShell => SHELL,
        }
    }
}

/// Lists all pages of the blog; those for offline reading only if it is on.
pub(crate) fn pages(library: &Library, plan: &Plan, offline: bool) -> Vec<PublishedPage> {
    let routes = routes(library, plan).into_iter();
    let mut pages: Vec<PublishedPage> = routes.map(PublishedPage::At).collect();
    pages.push(PublishedPage::NotFound);
    if offline {
        pages.extend([PublishedPage::At(Route::Offline), PublishedPage::OfflineShell]);
    }
    pages
}

/// Lists all routes of the blog, except the offline page.
pub(crate) fn routes(library: &Library, plan: &Plan) -> Vec<Route> {
    let mut routes = vec![Route::HOME];
    let further = |first: &Route, oldest_first: bool, path: &dyn Fn(ListPart) -> String| {
        // The first part of a series counts as its first page.
        let numbers = 1 + usize::from(oldest_first)..;
        let is_planned = |number: &usize| {
            let part = ListPart::numbered(*number, oldest_first);
            plan.contains(&PublishedPath::new(path(part)))
        };
        let numbers = numbers.take_while(is_planned);
        numbers.map(|number| first.at_part(number)).collect::<Vec<_>>()
    };
    routes.extend(further(&Route::HOME, false, &file::posts));
    routes.extend(further(&Route::ARCHIVE, false, &file::archive));
    routes.push(Route::ARCHIVE);
    for taxonomy in Taxonomy::ALL {
        let slugs = library.slugs(taxonomy);
        if !slugs.is_empty() {
            routes.push(Route::Terms { taxonomy });
        }
        for slug in slugs {
            let term = taxonomy.route(slug);
            routes.extend(further(&term, taxonomy.is_oldest_first(), &|part| {
                file::term(taxonomy, slug, part)
            }));
            routes.push(term);
        }
    }
    routes.extend(library.entries().map(Entry::route));
    routes
}

/// Folder of a route in the published folder, decoded and with a trailing slash; empty for the first page of the blog.
pub(crate) fn folder(route: &Route) -> String {
    let path = route.path();
    // Hosts decode addresses before they look for a file.
    let folder = percent::decode(&path).unwrap_or(path);
    folder.trim_start_matches('/').to_owned()
}
