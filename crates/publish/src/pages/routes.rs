//! Every route of a blog, and where its page lies.

use feuillet_content::catalog::file;
use feuillet_content::percent;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_engine::plan::Plan;

use crate::library::{Entry, Library};

/// The page for every address that names nothing: static hosts serve it by this name.
const NOT_FOUND: &str = "404.html";

/// Every route that the blog has; the last one is the page for all others.
pub(crate) fn routes(library: &Library, plan: &Plan) -> Vec<Option<Route>> {
    let mut routes = vec![Route::HOME];
    let further = |first: &Route, path: &dyn Fn(usize) -> String| {
        let pages = (2..).take_while(|page| plan.contains(&path(*page)));
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

/// Where a route's page lies in the published folder.
pub(crate) fn page_path(route: Option<&Route>) -> String {
    match route {
        Some(route) => format!("{}index.html", folder(route)),
        None => NOT_FOUND.to_owned(),
    }
}

/// The folder of a route, with a slash at its end; nothing for the first page of the blog.
pub(crate) fn folder(route: &Route) -> String {
    let path = route.path();
    // Hosts decode addresses before they look for a file.
    let folder = percent::decode(&path).unwrap_or(path);
    folder.trim_start_matches('/').to_owned()
}
