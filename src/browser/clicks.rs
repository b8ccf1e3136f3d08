//! Clicks on links: those that lead to a route of the blog are followed without loading a page.
//!
//! One listener for the whole document, so that links of the interface, links in rendered Markdown and links in
//! raw HTML behave alike.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};
use yew_router::history::{BrowserHistory, History};

use super::{address, document};
use crate::content::base_path::BasePath;
use crate::content::route::Route;

/// Listens for as long as the page lives.
pub(super) fn listen(base: BasePath, history: BrowserHistory) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document::document(), "click", options, move |event| {
        if let Some(destination) = destination(event, &base) {
            event.prevent_default();
            // Following a link to where one is makes no second entry, as in any browser.
            if here().is_some_and(|here| here == destination) {
                history.replace(destination);
            } else {
                history.push(destination);
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

/// The address to go to, when the click is an ordinary one on a link to a route of the blog.
fn destination(event: &Event, base: &BasePath) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let ordinary = click.button() == 0
        && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
        && !click.default_prevented();
    if !ordinary {
        return None;
    }
    let clicked: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = clicked.closest("a[href]").ok()??.dyn_into().ok()?;
    let elsewhere = link.has_attribute("download")
        || !matches!(link.target().as_str(), "" | "_self")
        || link.rel().split_ascii_whitespace().any(|rel| rel == "external");
    let here = document::location();
    if elsewhere || link.origin() != here.origin().ok()? {
        return None;
    }
    let (path, query, fragment) = (link.pathname(), link.search(), link.hash());
    // Within one page the browser knows best: it scrolls, highlights the target and makes an entry.
    let same_page = here.pathname().ok()? == path && here.search().ok()? == query;
    if same_page && link.href().contains('#') {
        return None;
    }
    let route = Route::parse(base.strip(&address::normalize(&path))?)?;
    Some(format!("{}{query}{fragment}", base.join(&route.path())))
}
