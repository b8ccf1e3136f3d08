//! One `index.html` per route, with its text in it, made by the reader's own components.

use std::rc::Rc;

use anyhow::{Result, anyhow};
use yew::LocalServerRenderer;
use yew_router::history::{AnyHistory, History, MemoryHistory};

use super::head_html::{self, head_html};
use super::memory::MemorySource;
use super::output::Tree;
use super::read::{Entry, Library};
use super::reader::PageTemplate;
use crate::app::blog::Blog;
use crate::app::head::Head;
use crate::app::load::load;
use crate::app::source::SharedSource;
use crate::app::stamp::stamp;
use crate::app::{App, AppProps};
use crate::content::base_path::BasePath;
use crate::content::catalog::{Site, file};
use crate::content::escape::escape_html;
use crate::content::percent;
use crate::content::route::{Route, Taxonomy};

/// The page for every address that names nothing: static hosts serve it by this name.
const NOT_FOUND: &str = "404.html";

/// Renders every route of the blog into the tree.
pub(super) fn write(
    library: &Library,
    site: Site,
    base: BasePath,
    template: &PageTemplate,
    tree: &mut Tree,
) -> Result<()> {
    let routes = routes(library, tree);
    let icons = head_html::icons(&base, |path| tree.contains(path));
    let finished = Rc::new(std::mem::take(tree));
    let source = SharedSource(Rc::new(MemorySource(finished.clone())));
    let blog = Rc::new(Blog { site, base });
    let mut pages = Vec::new();
    for route in routes {
        let (head, body) = pollster::block_on(render(route.as_ref(), &blog, &source))?;
        let head_html = head_html(&head, route.as_ref(), &blog.base, &icons);
        pages.push((
            page_path(route.as_ref()),
            template.fill(&head.language, &head_html, &body),
        ));
    }
    // The source was the only other owner, and it is gone with the pages.
    drop(source);
    *tree = Rc::try_unwrap(finished).map_err(|_| anyhow!("a page is still being rendered"))?;
    for (path, page) in pages {
        tree.text(path, page);
    }
    // What a visitor gets who cuts a post's address short.
    if let Some(archive) = tree.get_text("archive/index.html") {
        tree.text("posts/index.html".to_owned(), archive);
    }
    add_term_spellings(library, tree);
    Ok(())
}

/// A term's page lies also below its name as authors spell it, so that `/categories/métier/` arrives on hosts that know
/// no not-found page. The page names its canonical address, and the reader goes there.
fn add_term_spellings(library: &Library, tree: &mut Tree) {
    for post in &library.posts {
        for taxonomy in Taxonomy::ALL {
            for term in post.terms(taxonomy) {
                let folder = taxonomy.folder();
                let spelled = format!("{folder}/{}/index.html", term.name);
                let canonical = format!("{folder}/{}/index.html", term.slug);
                let is_a_folder = !term.name.starts_with('.')
                    && !term
                        .name
                        .contains(|character: char| matches!(character, '/' | '\\') || character.is_control());
                if is_a_folder
                    && !tree.contains(&spelled)
                    && let Some(page) = tree.get_text(&canonical)
                {
                    tree.text(spelled, page);
                }
            }
        }
    }
}

/// Every route that the blog has; the last one is the page for all others.
pub(super) fn routes(library: &Library, tree: &Tree) -> Vec<Option<Route>> {
    let mut routes = vec![Route::HOME];
    let further = |first: &Route, path: &dyn Fn(usize) -> String| {
        let pages = (2..).take_while(|page| tree.contains(&path(*page)));
        pages.map(|page| first.at_page(page)).collect::<Vec<_>>()
    };
    routes.extend(further(&Route::HOME, &file::posts));
    let archive = Route::Archive { page: 1 };
    routes.extend(further(&archive, &file::archive));
    routes.push(archive);
    for taxonomy in Taxonomy::ALL {
        routes.push(Route::Terms { taxonomy });
        let mut slugs: Vec<&str> = library
            .posts
            .iter()
            .flat_map(|post| post.terms(taxonomy))
            .map(|term| term.slug.as_str())
            .collect();
        slugs.sort_unstable();
        slugs.dedup();
        for slug in slugs {
            let term = Route::Term {
                taxonomy,
                slug: slug.to_owned(),
                page: 1,
            };
            routes.extend(further(&term, &|page| file::term(taxonomy, slug, page)));
            routes.push(term);
        }
    }
    routes.extend(library.entries().map(Entry::route));
    routes.into_iter().map(Some).chain([None]).collect()
}

/// The element that the reader takes over, with what it must know of the page to do so.
fn mount_point(route: Option<&Route>, stamp: &str, body: &str) -> String {
    let route = route.map_or_else(String::new, |route| {
        format!(" data-route=\"{}\"", escape_html(&route.path()))
    });
    format!("<div id=\"feuillet\"{route} data-stamp=\"{stamp}\">{body}</div>")
}

/// Head and body of a route.
async fn render(route: Option<&Route>, blog: &Rc<Blog>, source: &SharedSource) -> Result<(Head, String)> {
    let view = load(route, blog, &*source.0)
        .await
        .map_err(|failed| anyhow!("{} is not what the reader expects", failed.path))?;
    let head = view.head.clone();
    let stamp = stamp(blog, &view);
    let history = MemoryHistory::new();
    history.replace(
        blog.base
            .join(&route.map_or_else(|| format!("/{NOT_FOUND}"), Route::path)),
    );
    let props = AppProps {
        history: AnyHistory::from(history),
        blog: blog.clone(),
        first: Rc::new(view),
        failure: None,
        source: source.clone(),
        on_settled: yew::Callback::noop(),
    };
    let body = LocalServerRenderer::<App>::with_props(props).render().await;
    Ok((head, mount_point(route, &stamp, &body)))
}

/// Where a route's page lies in the published folder.
fn page_path(route: Option<&Route>) -> String {
    let Some(route) = route else {
        return NOT_FOUND.to_owned();
    };
    format!("{}index.html", folder(route))
}

/// The folder of a route in the published folder: nothing, or a path with a slash at its end.
pub(super) fn folder(route: &Route) -> String {
    let path = route.path();
    // Hosts decode addresses before they look for a file.
    let folder = percent::decode(&path).unwrap_or(path);
    folder.trim_start_matches('/').to_owned()
}
