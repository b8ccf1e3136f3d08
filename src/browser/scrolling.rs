//! Scroll position and followed link of each history entry, restored on the way back, even after a reload.

use std::cell::Cell;
use std::rc::Rc;

use feuillet_content::base_path::BasePath;
use feuillet_content::percent;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollRestoration};

use super::document::{self, document, window};

/// The scroll positions of this visit.
#[derive(Clone)]
pub(super) struct Scrolling {
    base: BasePath,
    /// The history entry on show; none between leaving one and arriving at the next.
    entry: Rc<Cell<Option<u32>>>,
    /// Whether the reader has arrived at a page yet.
    arrived: Rc<Cell<bool>>,
    /// Last scroll position, in CSS pixels. On the way back the window cannot be asked, because it may have moved
    /// already.
    position: Rc<Cell<f64>>,
}

impl Scrolling {
    /// Takes over scroll restoration from the browser, which would restore positions before the page is rendered.
    pub(super) fn new(base: BasePath) -> Self {
        let scrolling = Self {
            base,
            entry: Rc::default(),
            arrived: Rc::default(),
            position: Rc::new(Cell::new(scroll_y())),
        };
        if let Ok(history) = window().history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let position = scrolling.position.clone();
        EventListener::new(&document(), "scroll", move |_| {
            position.set(scroll_y());
        })
        .forget();
        let leaving = scrolling.clone();
        EventListener::new(&window(), "pagehide", move |_| leaving.remember("")).forget();
        scrolling
    }

    /// Leaves the entry on show unless it is this one.
    pub(super) fn leave_for(&self, entry: Option<u32>) {
        if self.entry.get() != entry {
            self.leave("");
        }
    }

    /// Scrolls to where a history entry was left, else to the fragment of its address, else to the top.
    pub(super) fn arrive(&self, entry: u32, fragment: &str) {
        if self.entry.replace(Some(entry)) == Some(entry) {
            return;
        }
        // A visitor who scrolled the published page before the reader started stays there. Ask the window, because the
        // scroll event may still be pending.
        let scrolled_before = !self.arrived.replace(true) && scroll_y() > 0.0;
        match self.remembered() {
            Some((position, link)) => {
                window().scroll_to_with_x_and_y(0.0, position);
                focus_link(&link);
            }
            None if scrolled_before => {}
            None => Self::go_to_fragment(fragment),
        }
        self.position.set(scroll_y());
    }

    /// Scrolls to the top for something that is no history entry of its own, such as a failure.
    pub(super) fn arrive_nowhere(&self) {
        self.arrived.set(true);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Leaves the entry on show by a click on a link. The window has not moved yet, so its position is exact.
    pub(super) fn leave_by_click(&self, link: &Element) {
        self.position.set(scroll_y());
        self.leave(&link.get_attribute("href").unwrap_or_default());
    }

    /// Stores the position and the link of the entry on show. Until the next arrival, scrolling belongs to no entry.
    fn leave(&self, link: &str) {
        self.remember(link);
        self.entry.set(None);
    }

    /// Scrolls to and focuses the element of a fragment such as `#notes`; without one, scrolls to the top.
    fn go_to_fragment(fragment: &str) {
        let id = percent::decode(fragment.trim_start_matches('#')).unwrap_or_default();
        let target = Some(id)
            .filter(|id| !id.is_empty())
            .and_then(|id| document().get_element_by_id(&id));
        match target {
            Some(target) => {
                if !target.has_attribute("tabindex") {
                    document::set(&target, "tabindex", "-1");
                }
                focus(target.dyn_ref());
                target.scroll_into_view();
            }
            None => window().scroll_to_with_x_and_y(0.0, 0.0),
        }
    }

    fn remember(&self, link: &str) {
        if let (Some(key), Ok(Some(storage))) = (self.key(), window().session_storage()) {
            // If storage is full or forbidden, only the position is lost.
            let _ = storage.set_item(&key, &[&self.position.get().to_string(), " ", link].concat());
        }
    }

    fn remembered(&self) -> Option<(f64, String)> {
        let storage = window().session_storage().ok()??;
        let stored = storage.get_item(&self.key()?).ok()??;
        let (position, link) = stored.split_once(' ')?;
        Some((position.parse().ok()?, link.to_owned()))
    }

    fn key(&self) -> Option<String> {
        self.entry
            .get()
            .map(|entry| format!("feuillet:{}:scroll:{entry}", self.base))
    }
}

/// How far the page is scrolled down, in CSS pixels.
fn scroll_y() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Puts the focus back on the followed link, as browsers do themselves after a page load.
fn focus_link(address: &str) {
    if address.is_empty() {
        return;
    }
    // Skips the cover links of cards, which take no focus. An address that breaks the selector finds nothing.
    let selector = ["a[href=\"", address, "\"]:not([tabindex])"].concat();
    let link = document().query_selector(&selector).ok().flatten();
    focus(link.as_ref().and_then(|link| link.dyn_ref()));
}

/// Moves the focus without scrolling.
pub(super) fn focus(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
