//! Updates after each arrival: canonical address, document head, focus and scroll position.

use std::cell::RefCell;
use std::sync::Arc;

use feuillet_content::route::Route;
use feuillet_page::blog::Blog;
use wasm_bindgen::JsCast;
use yew_router::history::{BrowserHistory, History};

use super::document;
use super::inline_styles::InlineStyles;
use super::network::Origins;
use super::offline_marks::Marks;
use super::scrolling::{Scrolling, focus};
use super::transition::Transition;
use crate::app::Settled;

/// Keeps the document in sync with the app.
pub(super) struct Settler {
    blog: Arc<Blog>,
    history: BrowserHistory,
    scrolling: Scrolling,
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
        (scrolling, transition): (Scrolling, Transition),
        marks: Marks,
        origins: Origins,
    ) -> Self {
        Self {
            blog,
            history,
            scrolling,
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
        let canonical = route.map_or_else(
            || location.path().to_owned(),
            |route| self.blog.base.join(&route.path()),
        );
        // A history entry made by the browser (first page, fragment) has no id, which scroll positions need.
        if canonical != location.path() || location.id().is_none() {
            self.history
                .replace(format!("{canonical}{}{}", location.query_str(), location.hash()));
            return;
        }
        let key = settled
            .view
            .as_ref()
            .map_or_else(|| "failure".to_owned(), |view| view.key());
        let before = self.shown.replace(Some(key.clone()));
        // The reader has no such page, but the host may.
        if before.is_some() && self.is_for_the_host(settled, location.path()) {
            let _ = document::location().reload();
            return;
        }
        document::update(settled);
        self.styles.update();
        if let Some(origin) = self.origins.take() {
            self.marks.tell_origin(&origin);
        }
        self.marks.mark_posts();
        let is_other = before.is_some_and(|before| before != key);
        // A failure has no scroll position of its own.
        let entry = settled.view.as_ref().and(location.id());
        self.scrolling.leave_for(entry);
        let (history, scrolling) = (self.history.clone(), self.scrolling.clone());
        self.transition.arrive(move || {
            // The visitor may have navigated on already.
            if history.location().id() != location.id() {
                return;
            }
            if is_other {
                let title = document::document().query_selector("main h1").ok().flatten();
                focus(title.as_ref().and_then(|title| title.dyn_ref()));
            }
            match entry {
                Some(entry) => scrolling.arrive(entry, location.hash()),
                None => scrolling.arrive_nowhere(),
            }
        });
    }

    /// Whether the address may be a folder of the author's own, which only the host can serve: it looks like a
    /// standalone page, but there is no such page.
    fn is_for_the_host(&self, settled: &Settled, path: &str) -> bool {
        settled.view.as_ref().is_some_and(|view| view.is_not_found())
            && matches!(
                self.blog.base.strip(path).and_then(Route::parse),
                Some(Route::Page { .. })
            )
    }
}
