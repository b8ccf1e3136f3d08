//! What a route shows, loaded and rendered: everything that a page's components need.

use feuillet_content::route::Route;

use crate::head::Head;
use crate::shown::Content;

/// A loaded page.
#[derive(Clone, Debug)]
pub struct View {
    /// The canonical route of what is shown; none when nothing was found.
    pub route: Option<Route>,
    pub content: Content,
    pub head: Head,
}

/// Views are shared, never copied: two of them are equal when they are the same one.
impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl View {
    /// What tells this page from every other.
    pub fn key(&self) -> String {
        match &self.route {
            Some(route) => route.path(),
            None => "not-found".to_owned(),
        }
    }
}
