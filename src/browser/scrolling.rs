//! Where a page was left, remembered for each entry of the history, across reloads: how far it was scrolled, and by which
//! link.

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
    /// The entry on show; none while it is not settled which one that is.
    entry: Rc<Cell<Option<u32>>>,
    /// Whether anything was arrived at yet.
    arrived: Rc<Cell<bool>>,
    /// Where the page was when it was last scrolled, in CSS pixels. The window itself cannot be asked on the way back:
    /// it may have been moved already.
    position: Rc<Cell<f64>>,
}

impl Scrolling {
    /// Takes scrolling over from the browser, which restores positions before the page that they belong to is there.
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

    /// Goes to where an entry of the history was left, else to the fragment of its address, else to the top.
    pub(super) fn arrive(&self, entry: u32, fragment: &str) {
        if self.entry.replace(Some(entry)) == Some(entry) {
            return;
        }
        // Who scrolled the published page before the reader came is where they want to be. The event may yet come.
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

    /// Shows something that is no entry of its own, such as a failure, from its top.
    pub(super) fn arrive_nowhere(&self) {
        self.arrived.set(true);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Leaves the entry on show by a click on a link, before which the window has not moved yet.
    pub(super) fn leave_by_click(&self, link: &Element) {
        self.position.set(scroll_y());
        self.leave(&link.get_attribute("href").unwrap_or_default());
    }

    /// Remembers where the entry on show is left, and the link. From here on, scrolling belongs to no entry until the next
    /// arrival.
    fn leave(&self, link: &str) {
        self.remember(link);
        self.entry.set(None);
    }

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
            // Storage that is full or forbidden loses a position and nothing else.
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

/// Puts the focus back on the link that was followed, as browsers do themselves where pages are loaded.
fn focus_link(address: &str) {
    if address.is_empty() {
        return;
    }
    // Pictures on cards lead to the same place and take no focus. An address that spoils the selector finds nothing.
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
