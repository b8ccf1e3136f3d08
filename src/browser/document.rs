//! The document around the app: reads the publisher's marks, and keeps head and language up to date.

use feuillet_content::direction::direction;
use feuillet_content::route::Route;
use feuillet_page::fingerprint::of_structure;
use feuillet_page::head;
use feuillet_page::prerender::{PROSE_END, PROSE_START};
use wasm_bindgen::{JsCast, JsValue};
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

/// Loads the page at the current address, as a page of its own in the history.
///
/// A reload would not do: the reader's other history entries would belong to the loaded page, so that Back would change
/// the address only (HTML standard, 7.4.1.1: they share their "document state"). So the entry gets another address
/// first: from the same one, Chromium reloads, and with a fragment every browser only scrolls.
pub(super) fn load_address() {
    let (Ok(address), Ok(history)) = (location().href(), window().history()) else {
        return;
    };
    let other = address.split('#').next().unwrap_or_default().to_owned() + "?";
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&other));
    let _ = location().replace(&address);
}

/// The blog's base path, from `<html data-base>`.
pub(super) fn base_path() -> Option<String> {
    document().document_element()?.get_attribute("data-base")
}

/// The element whose content the app replaces.
pub(super) fn mount_point() -> Option<Element> {
    document().get_element_by_id("feuillet")
}

/// Whether the published page already shows this route, according to `data-route`.
pub(super) fn shows(mount_point: &Element, route: Option<&Route>) -> bool {
    let shown = route_path(mount_point);
    shown.is_some() && shown == route.map(Route::path)
}

/// The path of the published page's route, from `data-route`.
pub(super) fn route_path(mount_point: &Element) -> Option<String> {
    mount_point.get_attribute("data-route")
}

/// The data beside the text of a document's published page, as JSON.
pub(super) fn page_data() -> Option<String> {
    document().get_element_by_id("feuillet-data")?.text_content()
}

/// A published page as it was before the page's script added to it.
pub(super) struct Untouched {
    /// HTML of the text, if it has one.
    pub(super) prose: Option<String>,
    /// HTML of the page without the text.
    frame: String,
}

impl Untouched {
    /// Reads the page below the mount point; `None` if the browser refuses.
    pub(super) fn read(mount_point: &Element) -> Option<Self> {
        let page: Element = mount_point.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        while let Ok(Some(button)) = page.query_selector("button.copy-button, button.enlarge") {
            match button.first_element_child() {
                Some(picture) => button.replace_with_with_node_1(&picture).ok()?,
                None => button.remove(),
            }
        }
        let prose = page.query_selector(".prose").ok()?.map(|prose| {
            let html = prose.inner_html();
            prose.set_inner_html("");
            let text = html.strip_prefix(PROSE_START).unwrap_or(&html);
            text.strip_suffix(PROSE_END).unwrap_or(text).to_owned()
        });
        Some(Self {
            prose,
            frame: page.inner_html(),
        })
    }

    /// Whether it has the elements that were published, according to `data-structure`: translations and extensions
    /// may have changed them. A page without that mark, such as the fallback for offline use, is never hydrated.
    pub(super) fn is_as_published(&self, mount_point: &Element) -> bool {
        let published = mount_point.get_attribute("data-structure");
        published.is_none_or(|published| published == of_structure(&self.frame))
    }
}

/// Whether the published page has this fingerprint, according to `data-stamp`.
pub(super) fn is_stamped(mount_point: &Element, stamp: &str) -> bool {
    mount_point
        .get_attribute("data-stamp")
        .is_some_and(|mark| mark == stamp)
}

/// Removes `data-shell`, for which the style sheet hides the placeholder of the shell page for 2 s.
pub(super) fn is_no_shell(mount_point: &Element) {
    let _ = mount_point.remove_attribute("data-shell");
}

/// Updates the title, the language and everything else in the head that differs between pages.
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
    // A failure has no head elements.
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

/// Sets an attribute unless it has that value already: even for an unchanged `lang`, browsers would visit every element
/// again. Errors are ignored, because the names are our own and valid.
pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    if element.get_attribute(attribute).as_deref() != Some(value) {
        let _ = element.set_attribute(attribute, value);
    }
}
