//! The reader on a page: finds out where it is, loads what the page needs, and only then mounts the app.
//!
//! Nothing is changed before that: until then, and whenever it fails, the page is the one that was published,
//! whose text can be read and whose links work.

mod address;
mod clicks;
mod document;
mod network;
mod scrolling;
mod settled;

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Callback;
use yew_router::history::{AnyHistory, BrowserHistory, History};

use self::network::HttpSource;
use self::settled::Settler;
use crate::app::blog::Blog;
use crate::app::load::{load, not_found};
use crate::app::source::{SharedSource, Source};
use crate::app::{App, AppProps};
use crate::content::base_path::BasePath;
use crate::content::route::Route;

/// Starts the reader on the page that the browser has loaded.
pub fn start() {
    spawn_local(async {
        // Without a place to mount on or the site's data there is nothing better than the page as it is.
        let _ = take_over().await;
    });
}

async fn take_over() -> Option<()> {
    let base = BasePath::parse(&document::base_path()?).ok()?;
    let root = document::mount_point()?;
    let history = BrowserHistory::new();
    let location = history.location();
    let path = address::normalize(location.path());
    if path != location.path() {
        history.replace(format!("{path}{}{}", location.query_str(), location.hash()));
    }
    let source = Rc::new(HttpSource::new(base.clone()));
    let site = source.site().await.ok()?;
    let blog = Rc::new(Blog { site, base });
    let route = blog.base.strip(&path).and_then(Route::parse);
    let (first, failure) = match load(route.as_ref(), &blog, &*source).await {
        Ok(view) => (view, None),
        // This very page was published with its text in it: better than saying that it cannot be fetched.
        Err(_) if document::shows(&root, route.as_ref()) => return None,
        Err(error) => (not_found(&blog), Some(error)),
    };
    clicks::listen(blog.base.clone(), history.clone());
    let settler = Settler::new(blog.base.clone(), history.clone());
    let props = AppProps {
        history: AnyHistory::from(history),
        blog,
        first: Rc::new(first),
        failure,
        source: SharedSource(source),
        on_settled: Callback::from(move |settled| settler.settle(&settled)),
    };
    yew::Renderer::<App>::with_root_and_props(root, props).render();
    Some(())
}
