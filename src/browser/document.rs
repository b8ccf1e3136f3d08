//! The document around the app: what the publisher wrote into it for the reader, and what the reader keeps in step.

use web_sys::{Document, Element, Location, Window};

use crate::app::Settled;
use crate::content::route::Route;

pub(super) fn window() -> Window {
    web_sys::window().expect("the reader runs in a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window has a document")
}

pub(super) fn location() -> Location {
    window().location()
}

/// The blog's base path, from `<html data-base>`.
pub(super) fn base_path() -> Option<String> {
    document().document_element()?.get_attribute("data-base")
}

/// The element whose content the app replaces.
pub(super) fn mount_point() -> Option<Element> {
    document().get_element_by_id("feuillet")
}

/// Whether the published page shows this route already, by the mark that the publisher left.
pub(super) fn shows(mount_point: &Element, route: Option<&Route>) -> bool {
    let shown = mount_point.get_attribute("data-route");
    shown.is_some() && shown == route.map(Route::path)
}

/// Whether the published page shows just what this stamp stands for.
pub(super) fn is_stamped(mount_point: &Element, stamp: &str) -> bool {
    mount_point
        .get_attribute("data-stamp")
        .is_some_and(|mark| mark == stamp)
}

/// Keeps title, language, description and canonical address right.
pub(super) fn update(settled: &Settled) {
    let document = document();
    document.set_title(&settled.title);
    if let Some(element) = document.document_element() {
        set(&element, "lang", &settled.language);
    }
    let Some(view) = &settled.view else { return };
    if let Ok(Some(description)) = document.query_selector("meta[name=description]") {
        set(&description, "content", &view.head.description);
    }
    if let Ok(Some(link)) = document.query_selector("link[rel=canonical]") {
        match &view.head.canonical {
            Some(canonical) => set(&link, "href", canonical),
            None => link.remove(),
        }
    } else if let Some(canonical) = &view.head.canonical
        && let (Some(head), Ok(link)) = (document.head(), document.create_element("link"))
    {
        set(&link, "rel", "canonical");
        set(&link, "href", canonical);
        let _ = head.append_child(&link);
    }
}

/// Sets an attribute. The names are our own, so the browser has no reason to refuse; it would change nothing then.
pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    let _ = element.set_attribute(attribute, value);
}
