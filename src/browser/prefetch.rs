//! Asks for a page when the page's script tells that the visitor is about to follow a link to it.

use std::rc::Rc;
use std::sync::Arc;

use feuillet_page::blog::Blog;
use feuillet_page::source::Source;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::network::HttpSource;
use super::{clicks, document};

/// Name of the event on a link, which `intent.js` in the page's script dispatches.
const INTENT: &str = "feuillet:intent";

/// Listens for as long as the page lives.
pub(super) fn listen(blog: Arc<Blog>, source: Rc<HttpSource>) {
    EventListener::new(&document::document(), INTENT, move |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlAnchorElement>().ok());
        let route = link.and_then(|link| clicks::route(&link, &blog.base));
        if let Some(route) = route.filter(|_| !source.has_news()) {
            source.ahead.load(route, blog.clone(), source.clone());
        }
    })
    .forget();
}
