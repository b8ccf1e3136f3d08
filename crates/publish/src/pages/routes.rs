//! All routes of a blog, and the published paths of their pages.

use feuillet_content::catalog::file;
use feuillet_content::percent;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;

use crate::library::{Entry, Library};

/// The not-found page; static hosts expect this name.
const NOT_FOUND: PublishedPath = PublishedPath::fixed("404.html");

/// Lists all routes of the blog, except the offline page; the last one, `None`, is the not-found page.
pub(crate) fn routes(library: &Library, plan: &Plan) -> Vec<Option<Route>> {
    let mut routes = vec![Route::HOME];
    let further = |first: &Route, path: &dyn Fn(usize) -> String| {
        let pages = (2..).take_while(|page| plan.contains(&PublishedPath::new(path(*page))));
        pages.map(|page| first.at_page(page)).collect::<Vec<_>>()
    };
    routes.extend(further(&Route::HOME, &file::posts));
    let archive = Route::Archive { page: 1 };
    routes.extend(further(&archive, &file::archive));
    routes.push(archive);
    for taxonomy in Taxonomy::ALL {
        let slugs = library.slugs(taxonomy);
        if !slugs.is_empty() {
            routes.push(Route::Terms { taxonomy });
        }
        for slug in slugs {
            let term = taxonomy.route(slug);
            routes.extend(further(&term, &|page| file::term(taxonomy, slug, page)));
            routes.push(term);
        }
    }
    routes.extend(library.entries().map(Entry::route));
    routes.into_iter().map(Some).chain([None]).collect()
}

/// Published path of a route's page.
pub(crate) fn page_path(route: Option<&Route>) -> PublishedPath {
    match route {
        Some(route) => PublishedPath::new(format!("{}index.html", folder(route))),
        None => NOT_FOUND,
    }
}

/// Folder of a route in the published folder, decoded and with a trailing slash; empty for the first page of the blog.
pub(crate) fn folder(route: &Route) -> String {
    let path = route.path();
    // Hosts decode addresses before they look for a file.
    let folder = percent::decode(&path).unwrap_or(path);
    folder.trim_start_matches('/').to_owned()
}
