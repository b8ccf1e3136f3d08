//! Prefetches a page's files when the page's script tells that the visitor is about to follow a link to it.

use std::rc::Rc;

use feuillet_content::base_path::BasePath;
use feuillet_page::load::needed;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::network::HttpSource;
use super::{clicks, document};

/// Name of the event on a link, which `intent.js` in the page's script dispatches.
const INTENT: &str = "feuillet:intent";

/// Listens for as long as the page lives.
pub(super) fn listen(base: BasePath, source: Rc<HttpSource>) {
    EventListener::new(&document::document(), INTENT, move |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlAnchorElement>().ok());
        let route = link.and_then(|link| clicks::route(&link, &base));
        for path in route.iter().flat_map(needed) {
            source.prefetch(&path);
        }
    })
    .forget();
}
