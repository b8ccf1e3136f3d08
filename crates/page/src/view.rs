//! A loaded and rendered route: everything that a page's components need.

use feuillet_content::route::Route;

use crate::head::Head;
use crate::shown::Content;

/// A loaded page.
#[derive(Clone, Debug)]
pub struct View {
    /// Canonical route of the page; `None` for the not-found page.
    pub route: Option<Route>,
    pub content: Content,
    pub head: Head,
}

/// Compares by identity: views are shared, never copied.
impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl View {
    /// Whether this is the not-found page.
    pub fn is_not_found(&self) -> bool {
        self.route.is_none()
    }

    /// Returns a key that is unique to this page.
    pub fn key(&self) -> String {
        match &self.route {
            Some(route) => route.path(),
            None => "not-found".to_owned(),
        }
    }
}
