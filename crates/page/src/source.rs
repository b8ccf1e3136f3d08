//! Where the app gets what it shows: HTTP in the browser, memory when publishing and in tests.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use feuillet_content::catalog::{ArchivePage, DocumentContext, ListPage, Site};

/// Why something could not be had, as far as a visitor can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The host says that it has no such file.
    NotFound,
    /// The host could not be reached.
    Unreachable,
    /// The host answered with an HTTP status that is neither success nor "not found".
    Status(u16),
    /// Something came that is not what was asked for.
    Damaged,
}

/// An answer that is still to come.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, FetchError>>>>;

/// Everything that the app may ask its host for. Paths are those of [`feuillet_content::catalog::file`].
pub trait Source {
    fn site(&self) -> Answer<Site>;
    /// Whether there was another publish since the site's data was asked for; then it is time to ask again.
    fn has_news(&self) -> bool {
        false
    }
    fn list(&self, path: &str) -> Answer<ListPage>;
    fn archive(&self, path: &str) -> Answer<ArchivePage>;
    fn context(&self, path: &str) -> Answer<DocumentContext>;
    /// The path of the route that took another one's place.
    fn redirect(&self, path: &str) -> Answer<String>;
    /// Raw Markdown.
    fn document(&self, path: &str) -> Answer<String>;
}

/// A source as a property of components: equal to itself only.
#[derive(Clone)]
pub struct SharedSource(pub Rc<dyn Source>);

impl PartialEq for SharedSource {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for SharedSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SharedSource")
    }
}
