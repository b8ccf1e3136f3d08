//! One `index.html` per route, with its text in it, made by the reader's own components.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use yew::LocalServerRenderer;
use yew_router::history::{AnyHistory, History, MemoryHistory};

use super::digest::{Digest, Inputs};
use super::disk;
use super::head_html::{self, head_html};
use super::memory::{MemorySource, Needs};
use super::offline::SHELL;
use super::plan::Plan;
use super::read::{Entry, Library};
use super::reader::PageTemplate;
use super::worker::{SitePart, Sites};
use crate::app::blog::Blog;
use crate::app::head::Head;
use crate::app::load::{LoadError, load, needed, not_found};
use crate::app::navigation::PageChange;
use crate::app::source::{FetchError, SharedSource};
use crate::app::stamp::stamp;
use crate::app::view::View;
use crate::app::{App, AppProps};
use crate::content::base_path::BasePath;
use crate::content::catalog::file;
use crate::content::escape::escape_html;
use crate::content::percent;
use crate::content::route::{Route, Taxonomy};
use crate::content::sanitize::style;

/// The page for every address that names nothing: static hosts serve it by this name.
const NOT_FOUND: &str = "404.html";

/// What every page is made of besides the route's own files.
struct Frame {
    template: PageTemplate,
    /// HTML.
    icons: String,
}

impl Frame {
    /// Of all that pages take from it.
    fn digest(&self, base: &BasePath) -> Digest {
        let mut inputs = Inputs::new("frame");
        inputs.text(&self.template.fill("", "", "")).text(base.as_str());
        inputs.text(&self.icons);
        inputs.finish()
    }
}

/// Plans the page of every route of the blog. What the routes' readers will fetch must be planned already.
///
/// `offline`: whether visitors' browsers may keep the blog, for which there are pages.
pub(super) fn write(
    library: &Library,
    sites: &Sites,
    base: &BasePath,
    template: PageTemplate,
    offline: bool,
    plan: &mut Plan,
) {
    let frame = Arc::new(Frame {
        template,
        icons: head_html::icons(base, |path| plan.contains(path)),
    });
    let sheets = plan_style_sheets(library, plan);
    let frame_digest = frame.digest(base);
    let for_offline = offline.then_some(Some(Route::Offline));
    for route in routes(library, plan).into_iter().chain(for_offline) {
        // The site's data is in the digest with that part that the page shows.
        let part = SitePart::of(route.as_ref());
        let sheet = route.as_ref().and_then(|route| sheets.get(route)).cloned();
        let own = route.as_ref().map(needed).unwrap_or_default();
        let (needs, needs_digest) = Needs::of(own, plan);
        let mut inputs = Inputs::new("page");
        inputs.text(&route.as_ref().map(Route::path).unwrap_or_default());
        inputs.text(sheet.as_deref().unwrap_or_default());
        inputs
            .digest(frame_digest)
            .digest(sites.digest(part))
            .digest(needs_digest);
        let digest = inputs.finish();
        let frame = frame.clone();
        plan.make(page_path(route.as_ref()), digest, move |worker| {
            let source = SharedSource(Rc::new(needs.read()?));
            page(route.as_ref(), &frame, sheet.as_deref(), &worker.blog(part), &source)
        });
    }
    if offline {
        let digest = {
            let mut inputs = Inputs::new("shell");
            inputs.digest(frame_digest).digest(sites.digest(SitePart::Frame));
            inputs.finish()
        };
        plan.make(SHELL.to_owned(), digest, move |worker| {
            Ok(shell(&frame, &worker.blog(SitePart::Frame)))
        });
    }
    // What a visitor gets who cuts a post's address short.
    plan.same("posts/index.html".to_owned(), "archive/index.html");
    add_term_spellings(library, plan);
}

/// Plans the style sheets of texts with inline styles, which the policy of pages forbids: their paths by route.
/// A page that was opened by a link gets the same rules from the reader.
fn plan_style_sheets(library: &Library, plan: &mut Plan) -> BTreeMap<Route, String> {
    let mut sheets = BTreeMap::new();
    let entries = library.entries().map(|entry| (entry.route(), &entry.styles));
    let terms = library.term_texts.iter();
    let terms = terms.map(|text| (text.taxonomy.route(&text.slug), &text.styles));
    for (route, styles) in entries.chain(terms).filter(|(_, styles)| !styles.is_empty()) {
        let path = format!("{}styles.css", folder(&route));
        plan.text(path.clone(), style::style_sheet(styles));
        sheets.insert(route, path);
    }
    sheets
}

/// The whole page of a route. `sheet` is the path of its own style sheet.
fn page(
    route: Option<&Route>,
    frame: &Frame,
    sheet: Option<&str>,
    blog: &Rc<Blog>,
    source: &SharedSource,
) -> Result<Vec<u8>> {
    let (head, body) = pollster::block_on(render(route, blog, source))?;
    let head_html = head_html(&head, route, &blog.base, &frame.icons, sheet);
    Ok(frame.template.fill(&head.language, &head_html, &body).into_bytes())
}

/// The page that stands for those that are not stored: it says so, and its reader shows what is stored all the same.
fn shell(frame: &Frame, blog: &Rc<Blog>) -> Vec<u8> {
    let view = not_found(blog);
    let failure = LoadError {
        path: String::new(),
        error: FetchError::Unreachable,
    };
    let head = Head {
        title: blog.site.title.clone().into(),
        ..view.head.clone()
    };
    let source = SharedSource(Rc::new(MemorySource::default()));
    let props = AppProps {
        failure: Some(failure),
        ..props(None, view, blog, &source)
    };
    let body = pollster::block_on(LocalServerRenderer::<App>::with_props(props).render());
    let head_html = head_html(&head, None, &blog.base, &frame.icons, None);
    let body = format!("<div id=\"feuillet\" data-shell>{body}</div>");
    frame.template.fill(&head.language, &head_html, &body).into_bytes()
}

/// The element that the reader takes over, with what it must know of the page to do so.
fn mount_point(route: Option<&Route>, stamp: &str, body: &str) -> String {
    let route = route.map_or_else(String::new, |route| {
        format!(" data-route=\"{}\"", escape_html(&route.path()))
    });
    format!("<div id=\"feuillet\"{route} data-stamp=\"{stamp}\">{body}</div>")
}

/// A term's page lies also below its name as authors spell it, so that `/categories/métier/` arrives on hosts that know
/// no not-found page. The page names its canonical address, and the reader goes there.
fn add_term_spellings(library: &Library, plan: &mut Plan) {
    for post in &library.posts {
        // Nobody spells a language by its name.
        for taxonomy in Taxonomy::ALL
            .into_iter()
            .filter(|taxonomy| *taxonomy != Taxonomy::Languages)
        {
            for term in post.terms(taxonomy) {
                let folder = taxonomy.folder();
                let spelled = format!("{folder}/{}/index.html", term.name);
                let canonical = format!("{folder}/{}/index.html", term.slug);
                if disk::is_plain_name(&term.name) && !plan.contains(&spelled) {
                    plan.same(spelled, &canonical);
                }
            }
        }
    }
}

/// Every route that the blog has; the last one is the page for all others.
pub(super) fn routes(library: &Library, plan: &Plan) -> Vec<Option<Route>> {
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

/// Head and body of a route.
async fn render(route: Option<&Route>, blog: &Rc<Blog>, source: &SharedSource) -> Result<(Head, String)> {
    let view = load(route, blog, &*source.0)
        .await
        .map_err(|failed| anyhow!("{} is not what the reader expects", failed.path))?;
    let head = view.head.clone();
    let stamp = stamp(blog, &view);
    let body = LocalServerRenderer::<App>::with_props(props(route, view, blog, source))
        .render()
        .await;
    Ok((head, mount_point(route, &stamp, &body)))
}

/// The app at a route that shows a view.
fn props(route: Option<&Route>, view: View, blog: &Rc<Blog>, source: &SharedSource) -> AppProps {
    let history = MemoryHistory::new();
    history.replace(
        blog.base
            .join(&route.map_or_else(|| format!("/{NOT_FOUND}"), Route::path)),
    );
    AppProps {
        history: AnyHistory::from(history),
        blog: blog.clone(),
        first: Rc::new(view),
        failure: None,
        source: source.clone(),
        page_change: PageChange::default(),
        on_settled: yew::Callback::noop(),
    }
}

/// Where a route's page lies in the published folder.
fn page_path(route: Option<&Route>) -> String {
    match route {
        Some(route) => format!("{}index.html", folder(route)),
        None => NOT_FOUND.to_owned(),
    }
}

/// The folder of a route, with a slash at its end; nothing for the first page of the blog.
pub(super) fn folder(route: &Route) -> String {
    let path = route.path();
    // Hosts decode addresses before they look for a file.
    let folder = percent::decode(&path).unwrap_or(path);
    folder.trim_start_matches('/').to_owned()
}
