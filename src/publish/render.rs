//! One `index.html` per route, with its text in it, made by the reader's own components.

use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use yew::LocalServerRenderer;
use yew_router::history::{AnyHistory, History, MemoryHistory};

use super::digest::{Digest, Inputs};
use super::memory::Needs;
use super::plan::Plan;
use super::read::{Entry, Library};
use super::reader::{PageTemplate, Reader};
use super::worker::{SitePart, Sites};
use crate::app::blog::Blog;
use crate::app::head::Head;
use crate::app::load::load;
use crate::app::source::SharedSource;
use crate::app::{App, AppProps};
use crate::content::base_path::BasePath;
use crate::content::catalog::file;
use crate::content::escape::escape_html;
use crate::content::folder::Folder;
use crate::content::percent;
use crate::content::route::{Route, Taxonomy};

/// The page for every address that names nothing: static hosts serve it by this name.
const NOT_FOUND: &str = "404.html";

/// Where an author may put the blog's icon.
const ICONS: [&str; 3] = ["favicon.svg", "assets/favicon.svg", "favicon.ico"];

/// What every page is made of besides the route's own files.
struct Frame {
    template: PageTemplate,
    icon: Option<&'static str>,
}

impl Frame {
    /// Of all that pages take from it.
    fn digest(&self, base: &BasePath) -> Digest {
        let mut inputs = Inputs::new("frame");
        inputs.text(&self.template.fill("", "", "")).text(base.as_str());
        inputs.text(self.icon.unwrap_or_default());
        inputs.finish()
    }
}

/// Plans the page of every route of the blog. What the routes' readers will fetch must be planned already.
pub(super) fn write(library: &Library, sites: &Sites, base: &BasePath, reader: &Reader, plan: &mut Plan) {
    let frame = Arc::new(Frame {
        template: reader.page_template(base),
        icon: ICONS.into_iter().find(|icon| plan.contains(icon)),
    });
    let frame_digest = frame.digest(base);
    for route in routes(library, plan) {
        // The site's data is in the digest with that part that the page shows.
        let part = SitePart::of(route.as_ref());
        let own = needed(route.as_ref()).into_iter().filter(|path| path != file::SITE);
        let (needs, needs_digest) = Needs::of(own.collect(), plan);
        let mut inputs = Inputs::new("page");
        inputs.text(&route.as_ref().map(Route::path).unwrap_or_default());
        inputs
            .digest(frame_digest)
            .digest(sites.digest(part))
            .digest(needs_digest);
        let digest = inputs.finish();
        let frame = frame.clone();
        plan.make(page_path(route.as_ref()), digest, move |worker| {
            let source = SharedSource(Rc::new(needs.read()?));
            page(route.as_ref(), &frame, &worker.blog(part), &source)
        });
    }
    // What a visitor gets who cuts a post's address short.
    plan.same("posts/index.html".to_owned(), "archive/index.html");
    add_term_spellings(library, plan);
}

/// The whole page of a route.
fn page(route: Option<&Route>, frame: &Frame, blog: &Rc<Blog>, source: &SharedSource) -> Result<Vec<u8>> {
    let (head, body) = pollster::block_on(render(route, blog, source))?;
    let mount = match route {
        Some(route) => format!(
            "<div id=\"feuillet\" data-route=\"{}\">{body}</div>",
            escape_html(&route.path())
        ),
        None => format!("<div id=\"feuillet\">{body}</div>"),
    };
    let head_html = head_html(&head, route, blog, frame.icon);
    Ok(frame.template.fill(&head.language, &head_html, &mount).into_bytes())
}

/// A term's page lies also below its name as authors spell it, so that `/categories/métier/` arrives on hosts that know
/// no not-found page. The page names its canonical address, and the reader goes there.
fn add_term_spellings(library: &Library, plan: &mut Plan) {
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
                if is_a_folder && !plan.contains(&spelled) {
                    plan.same(spelled, &canonical);
                }
            }
        }
    }
}

/// Every route that the blog has; the last one is the page for all others.
fn routes(library: &Library, plan: &Plan) -> Vec<Option<Route>> {
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

/// Head and body of a route.
async fn render(route: Option<&Route>, blog: &Rc<Blog>, source: &SharedSource) -> Result<(Head, String)> {
    let view = load(route, blog, &*source.0)
        .await
        .map_err(|failed| anyhow!("{} is not what the reader expects", failed.path))?;
    let head = view.head.clone();
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
    let body = LocalServerRenderer::<App>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    Ok((head, body))
}

/// Where a route's page lies in the published folder.
fn page_path(route: Option<&Route>) -> String {
    let Some(route) = route else {
        return NOT_FOUND.to_owned();
    };
    let path = route.path();
    // Hosts decode addresses before they look for a file.
    let folder = percent::decode(&path).unwrap_or(path);
    format!("{}index.html", folder.trim_start_matches('/'))
}

fn head_html(head: &Head, route: Option<&Route>, blog: &Blog, icon: Option<&str>) -> String {
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(html, "<title>{}</title>", escape_html(&head.title));
    let description = escape_html(&head.description);
    let _ = writeln!(html, "    <meta name=\"description\" content=\"{description}\">");
    if let Some(canonical) = &head.canonical {
        let _ = writeln!(html, "    <link rel=\"canonical\" href=\"{}\">", escape_html(canonical));
    }
    // Browsers ask for an icon whether there is one or not, and report the missing one as an error.
    let icon = icon.map_or_else(|| "data:,".to_owned(), |icon| blog.base.join(icon));
    let _ = write!(html, "    <link rel=\"icon\" href=\"{}\">", escape_html(&icon));
    for path in needed(route) {
        let address = blog.base.join(&percent::encode_path(&path));
        let address = escape_html(&address);
        let _ = write!(
            html,
            "\n    <link rel=\"preload\" as=\"fetch\" crossorigin=\"anonymous\" href=\"{address}\">"
        );
    }
    html
}

/// The files that the reader fetches before it mounts on a route, so that they travel together with the WASM.
fn needed(route: Option<&Route>) -> Vec<String> {
    let mut paths = vec![file::SITE.to_owned()];
    match route {
        Some(Route::Post { name }) => {
            paths.push(file::document(Folder::Posts, name));
            paths.push(file::context(Folder::Posts, name));
        }
        Some(Route::Page { name }) => {
            paths.push(file::document(Folder::Pages, name));
            paths.push(file::context(Folder::Pages, name));
        }
        Some(Route::Home { page }) if *page > 1 => paths.push(file::posts(*page)),
        Some(Route::Term { taxonomy, slug, page }) => paths.push(file::term(*taxonomy, slug, *page)),
        Some(Route::Archive { page }) => paths.push(file::archive(*page)),
        Some(Route::Home { .. } | Route::Terms { .. }) | None => {}
    }
    paths
}
