//! The app's view of the tab's history: where the visitor is.
//!
//! `browser::history` implements it; while publishing it has one entry.

use std::fmt;
use std::rc::Rc;

/// An entry of the history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Location {
    /// Tells apart entries with the same address; none for those that the browser made: the first page, fragments.
    pub id: Option<f64>,
    /// Percent-encoded, with the blog's base path.
    pub path: String,
    /// With its question mark, or empty.
    pub query: String,
    /// With its number sign, or empty.
    pub fragment: String,
}

pub trait History {
    /// The current entry.
    fn location(&self) -> Location;
    /// Calls the listener whenever the current entry changes. It replaces the previous listener.
    fn listen(&self, listener: Box<dyn Fn()>);
}

/// The history of a page that stays where it is.
impl History for Location {
    fn location(&self) -> Location {
        self.clone()
    }

    fn listen(&self, _: Box<dyn Fn()>) {}
}

#[derive(Clone)]
pub struct SharedHistory(pub Rc<dyn History>);

/// Always equal: a tab has one history.
impl PartialEq for SharedHistory {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for SharedHistory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SharedHistory")
    }
}
