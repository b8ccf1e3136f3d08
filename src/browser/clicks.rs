//! Clicks on links: links to a route of the blog are followed without a page load; the browser follows all others.
//!
//! The reader does not know the names of all documents, let alone those of the author's other files. It follows what may
//! be a route, and leaves the address to the browser if nothing is there (`HttpSource::missing`). Documents are the
//! browser's as long as there is no renderer: the click would have to wait for it.
//!
//! One listener for the whole document, so that links of the interface, links in rendered Markdown and links in
//! raw HTML behave alike.

use feuillet_content::base_path::BasePath;
use feuillet_content::folder::Folder;
use feuillet_content::route::Route;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::history::BrowserHistory;
use super::renderer::Renderer;
use super::{address, document};

/// Listens for as long as the page lives.
pub(super) fn listen(base: BasePath, history: BrowserHistory, renderer: Renderer) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document::document(), "click", options, move |event| {
        let Some(link) = ordinary_click(event) else { return };
        // The browser follows fragments of the page itself.
        if is_within_page(&link) {
            return;
        }
        if let Some(destination) = destination(&link, &base) {
            // A link to the current address makes no second history entry, as in any browser.
            let is_here = here().is_some_and(|here| here == destination);
            let is_document = || route(&link, &base).is_some_and(|route| Folder::of_document(&route).is_some());
            if !(is_here || renderer.is_ready()) && is_document() {
                return;
            }
            event.prevent_default();
            if is_here {
                history.replace(&destination);
            } else {
                history.push(&destination);
            }
        }
    });
    listener.forget();
}

/// Path, query and fragment of the page on show.
fn here() -> Option<String> {
    let here = document::location();
    Some(here.pathname().ok()? + &here.search().ok()? + &here.hash().ok()?)
}

/// Returns the link under a plain click (left button, no modifier key), unless the link has `download`, another
/// `target` or `rel=external`.
fn ordinary_click(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let ordinary = click.button() == 0
        && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
        && !click.default_prevented();
    let clicked: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = clicked.closest("a[href]").ok()??.dyn_into().ok()?;
    let special = link.has_attribute("download")
        || !matches!(link.target().as_str(), "" | "_self")
        || link.rel().split_ascii_whitespace().any(|rel| rel == "external");
    (ordinary && !special).then_some(link)
}

/// Whether a link leads to a fragment of the page that it is on.
fn is_within_page(link: &HtmlAnchorElement) -> bool {
    let here = document::location();
    link.href().contains('#')
        && here.origin().is_ok_and(|origin| origin == link.origin())
        && here.pathname().is_ok_and(|path| path == link.pathname())
        && here.search().is_ok_and(|query| query == link.search())
}

/// The blog's route that a link leads to; `None` for other sites, other blogs of the host, and files.
pub(super) fn route(link: &HtmlAnchorElement, base: &BasePath) -> Option<Route> {
    if link.origin() != document::location().origin().ok()? {
        return None;
    }
    Route::parse_link(base.strip(&address::normalize(&link.pathname()))?)
}

/// The address to navigate to, if a link leads to a route of the blog. As written, because the host may have to answer.
///
/// Text to find on a page (`#:~:text=`) is for the browser alone, which hides it from scripts.
fn destination(link: &HtmlAnchorElement, base: &BasePath) -> Option<String> {
    route(link, base)?;
    let fragment = Some(link.hash()).filter(|fragment| !fragment.contains(":~:"))?;
    Some(address::normalize(&link.pathname()) + &link.search() + &fragment)
}
