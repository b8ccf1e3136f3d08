//! The document around the app: what the publisher wrote into it for the reader, and what the reader keeps in step.

use feuillet_content::direction::direction;
use feuillet_content::route::Route;
use feuillet_page::head;
use web_sys::{Document, Element, Location, Window};

use crate::app::Settled;

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

/// Lets at once be seen what the page that stands for others shows only when nothing else comes.
pub(super) fn is_no_shell(mount_point: &Element) {
    let _ = mount_point.remove_attribute("data-shell");
}

/// Keeps title, language and all else in the head that differs from page to page right.
pub(super) fn update(settled: &Settled) {
    let document = document();
    document.set_title(&settled.title);
    if let Some(element) = document.document_element() {
        set(&element, "lang", &settled.language);
        set(&element, "dir", direction(&settled.language));
    }
    let Some(head) = document.head() else { return };
    while let Ok(Some(old)) = head.query_selector(head::ELEMENTS) {
        old.remove();
    }
    // A failure says nothing of itself.
    let elements = settled.view.iter().flat_map(|view| &view.head.elements);
    for element in elements {
        let Ok(new) = document.create_element(element.tag) else {
            continue;
        };
        for (name, value) in &element.attributes {
            set(&new, name, value);
        }
        new.set_text_content(Some(&element.text));
        let _ = head.append_child(&new);
    }
}

/// Sets an attribute, unless it says so already: browsers would look at every element once more for the same `lang`. The
/// names are our own, so the browser has no reason to refuse; it would change nothing then.
pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    if element.get_attribute(attribute).as_deref() != Some(value) {
        let _ = element.set_attribute(attribute, value);
    }
}
