//! The history of this tab.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Math, Object, Reflect};
use wasm_bindgen::JsValue;

use super::document::{location, window};
use crate::app::history::{History, Location};

/// Key of an entry's id in its state, by which the page's script (`place.js`) knows it.
const ID: &str = "id";

type Listener = Rc<dyn Fn()>;

/// Handle to the history, which tells the app of each change.
#[derive(Clone, Default)]
pub(super) struct BrowserHistory(Rc<RefCell<Option<Listener>>>);

impl BrowserHistory {
    /// Begins to notice when the visitor goes back or forward.
    pub(super) fn new() -> Self {
        let history = Self::default();
        let moved = history.clone();
        EventListener::new(&window(), "popstate", move |_| moved.tell()).forget();
        history
    }

    /// Adds an entry, and goes there.
    pub(super) fn push(&self, address: &str) {
        let _ = window()
            .history()
            .map(|history| history.push_state_with_url(&new_state(), "", Some(address)));
        self.tell();
    }

    /// Gives the current entry another address, and a new id.
    pub(super) fn replace(&self, address: &str) {
        let _ = window()
            .history()
            .map(|history| history.replace_state_with_url(&new_state(), "", Some(address)));
        self.tell();
    }

    fn tell(&self) {
        let listener = self.0.borrow().clone();
        if let Some(listener) = listener {
            listener();
        }
    }
}

impl History for BrowserHistory {
    fn location(&self) -> Location {
        let location = location();
        let state = window().history().and_then(|history| history.state());
        let id = Reflect::get(&state.unwrap_or_default(), &ID.into());
        Location {
            id: id.unwrap_or_default().as_f64(),
            path: location.pathname().unwrap_or_default(),
            query: location.search().unwrap_or_default(),
            fragment: location.hash().unwrap_or_default(),
        }
    }

    fn listen(&self, listener: Box<dyn Fn()>) {
        self.0.replace(Some(listener.into()));
    }
}

/// State of a new entry. Its id is random, because entries stay when the reader starts anew.
fn new_state() -> JsValue {
    let state = Object::new();
    let _ = Reflect::set(&state, &ID.into(), &Math::random().into());
    state.into()
}
