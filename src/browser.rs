//! Starts the reader on a published page: finds the base path and the route, loads the data, then mounts the app.
//!
//! Until then, and whenever something fails, the published page stays as it is: its text can be read and its links
//! work. It is hydrated if its fingerprint matches the loaded page, and rendered anew otherwise.

pub mod address;
pub mod ahead;
pub mod clicks;
pub mod document;
pub mod history;
pub mod inline_styles;
pub mod json;
pub mod network;
pub mod offline;
pub mod offline_marks;
pub mod prefetch;
pub mod promises;
pub mod renderer;
pub mod settled;
pub mod transition;

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use feuillet_content::base_path::BasePath;
use feuillet_content::route::Route;
use feuillet_page::blog::Blog;
use feuillet_page::fingerprint::fingerprint;
use feuillet_page::load::{load, not_found};
use feuillet_page::load_error::LoadError;
use feuillet_page::source::{SharedSource, Source};
use feuillet_page::view::View;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::Callback;

use self::document::Untouched;
use self::history::BrowserHistory;
use self::network::{HttpSource, Origins};
use self::offline::Offline;
use self::offline_marks::Marks;
use self::promises::idle;
use self::renderer::Renderer;
use self::settled::Settler;
use self::transition::Transition;
use crate::app::history::{History as _, SharedHistory};
use crate::app::navigation::PageChange;
use crate::app::shelf::{SharedShelf, Shelf};
use crate::app::{App, AppProps};

/// Starts the reader on the page that the browser has loaded.
pub fn start() {
    spawn_local(async {
        // Without a mount point or the site's data, the published page is the best fallback.
        let _ = take_over().await;
    });
}

async fn take_over() -> Option<()> {
    let base = BasePath::parse(&document::base_path()?).ok()?;
    let root = document::mount_point()?;
    let history = BrowserHistory::new();
    let (offline, origins) = (Offline::default(), Origins::default());
    let renderer = Renderer::default();
    let source = HttpSource::new(base.clone(), offline.clone(), origins.clone(), renderer.clone());
    let source = Rc::new(source);
    let site = source.site().await.ok()?;
    // Published site data always names a language, so this is something else.
    if site.language.is_empty() {
        return None;
    }
    let page = Untouched::read(&root)?;
    let is_intact = page.is_as_published(&root);
    source.learn_page(&root, page);
    let shelf = SharedShelf(site.offline.then(|| Rc::new(offline.clone()) as Rc<dyn Shelf>));
    let blog = Arc::new(Blog { site, base });
    let (first, failure) = load_first(&blog, &source, &history, &root).await?;
    source.forget_page();
    // A page that was changed on its way or in the browser stays as it is: its links work.
    if !is_intact && document::shows(&root, first.route.as_ref()) {
        return None;
    }
    // Hydrate only if the page was published with exactly this content.
    let same = is_intact && failure.is_none() && document::is_stamped(&root, &fingerprint(&blog, &first));
    let marks = Marks::new(blog.clone(), offline.clone());
    let transition = Transition::default();
    let settler = Settler::new(
        blog.clone(),
        history.clone(),
        transition.clone(),
        marks.clone(),
        origins,
    );
    if blog.site.offline {
        offline.register(&blog.base);
    }
    let (base, clicked) = (blog.base.clone(), history.clone());
    let (blog_ahead, asked) = (blog.clone(), source.clone());
    let (alive, is_kept) = (Cell::new(false), blog.site.offline);
    let (mounting, mounted) = (transition.clone(), transition.clone());
    let on_settled = move |settled| {
        // Listen only after the first render: if mounting fails, the browser still handles the links.
        if !alive.replace(true) {
            mounted.time_mount();
            clicks::listen(base.clone(), clicked.clone(), renderer.clone());
            prefetch::listen(blog_ahead.clone(), asked.clone());
            let renderer = renderer.clone();
            spawn_local(async move {
                idle().await;
                let _ = renderer.start().await;
            });
            if is_kept {
                let (offline, base) = (offline.clone(), base.clone());
                let marks = marks.clone();
                spawn_local(async move {
                    offline.begin(&base).await;
                    marks.watch();
                });
            }
        }
        settler.settle(&settled);
    };
    let props = AppProps {
        history: SharedHistory(Rc::new(history)),
        blog,
        shelf,
        first: Rc::new(first),
        failure,
        source: SharedSource(source),
        page_change: PageChange(Rc::new(move |change| transition.change_page(change))),
        on_settled: Callback::from(on_settled),
    };
    document::is_no_shell(&root);
    mounting.time_mount();
    let renderer = yew::Renderer::<App>::with_root_and_props(root, props);
    if same {
        renderer.hydrate();
    } else {
        renderer.render();
    }
    Some(())
}

/// Loads the page at the address. None if the published page should stay: it already shows that route, and the route's
/// files are missing or cannot be loaded.
async fn load_first(
    blog: &Blog,
    source: &HttpSource,
    history: &BrowserHistory,
    root: &Element,
) -> Option<(View, Option<LoadError>)> {
    loop {
        let location = history.location();
        let path = address::normalize(&location.path);
        if path != location.path {
            history.replace(&[&*path, &location.query, &location.fragment].concat());
        }
        let route = blog.base.strip(&path).and_then(Route::parse);
        let loaded = load(route.as_ref(), blog, source).await;
        // The visitor may have navigated in the meantime.
        if history.location().path != path {
            continue;
        }
        let published = document::shows(root, route.as_ref());
        return match loaded {
            Ok(view) if published && view.is_not_found() => None,
            Ok(view) => Some((view, None)),
            Err(_) if published => None,
            Err(error) => Some((not_found(blog), Some(error))),
        };
    }
}
