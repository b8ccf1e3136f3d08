//! Updates after each arrival: canonical address, document head, focus and scroll position.

use std::cell::RefCell;
use std::sync::Arc;

use feuillet_page::blog::Blog;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusOptions, HtmlElement};

use super::document;
use super::history::BrowserHistory;
use super::inline_styles::InlineStyles;
use super::network::Origins;
use super::offline_marks::Marks;
use super::transition::Transition;
use crate::app::Settled;
use crate::app::history::History as _;

/// Names of the events that tell the page's script (`place.js`) to scroll: a page is in place, or a failure.
const ARRIVE: &str = "feuillet:arrive";
const FAIL: &str = "feuillet:fail";

/// Keeps the document in sync with the app.
pub(super) struct Settler {
    blog: Arc<Blog>,
    history: BrowserHistory,
    transition: Transition,
    /// Key of the view on show; none before the first arrival.
    shown: RefCell<Option<String>>,
    styles: InlineStyles,
    marks: Marks,
    origins: Origins,
}

impl Settler {
    pub(super) fn new(
        blog: Arc<Blog>,
        history: BrowserHistory,
        transition: Transition,
        marks: Marks,
        origins: Origins,
    ) -> Self {
        Self {
            blog,
            history,
            transition,
            shown: RefCell::default(),
            styles: InlineStyles::default(),
            marks,
            origins,
        }
    }

    /// Called after each settled render. If it changes the address, the app settles once more.
    pub(super) fn settle(&self, settled: &Settled) {
        let location = self.history.location();
        let route = settled.view.as_ref().and_then(|view| view.route.as_ref());
        let canonical = route.map_or_else(|| location.path.clone(), |route| self.blog.base.join(&route.path()));
        // A history entry made by the browser (first page, fragment) has no id, which scroll positions need.
        if canonical != location.path || location.id.is_none() {
            let address = [&*canonical, &location.query, &location.fragment].concat();
            self.history.replace(&address);
            return;
        }
        let key = settled
            .view
            .as_ref()
            .map_or_else(|| "failure".to_owned(), |view| view.key());
        let before = self.shown.replace(Some(key.clone()));
        document::update(settled);
        self.styles.update();
        if let Some(origin) = self.origins.take() {
            self.marks.tell_origin(&origin);
        }
        self.marks.mark_posts();
        let is_other = before.is_some_and(|before| before != key);
        // A failure has no scroll position of its own.
        let event = if settled.view.is_some() { ARRIVE } else { FAIL };
        let history = self.history.clone();
        self.transition.arrive(move || {
            // The visitor may have navigated on already.
            if history.location().id != location.id {
                return;
            }
            if is_other {
                let title = document::document().query_selector("main h1").ok().flatten();
                focus(title.and_then(|title| title.dyn_into().ok()));
            }
            if let Ok(event) = Event::new(event) {
                let _ = document::document().dispatch_event(&event);
            }
        });
    }
}

/// Moves the focus without scrolling.
fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
