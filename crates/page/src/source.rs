//! Data sources of the app: HTTP in the browser, memory when publishing and in tests.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use feuillet_content::catalog::{ArchivePage, DocumentContext, ListPage, Site};
use feuillet_content::rendering::{RenderRequest, RenderedPage};
use feuillet_content::route::Route;

use crate::blog::Blog;
use crate::load_error::{FetchError, LoadError};
use crate::view::View;

/// A published page: its text as HTML, which needs no rendering, and the data that the publisher put beside it.
#[derive(Clone, Debug, Default)]
pub struct Published {
    pub page: RenderedPage,
    /// None for lists.
    pub context: Option<DocumentContext>,
}

/// A page that is being loaded; `None` if there is none.
pub type Loading = Pin<Box<dyn Future<Output = Result<Option<View>, LoadError>>>>;

/// A pending response.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, FetchError>>>>;

/// Everything that the app requests from its host. Paths are those of [`feuillet_content::catalog::file`].
pub trait Source {
    fn site(&self) -> Answer<Site>;
    /// Whether there was another publish since the site's data was fetched, so that it is stale.
    fn has_news(&self) -> bool {
        false
    }
    fn list(&self, path: &str) -> Answer<ListPage>;
    fn archive(&self, path: &str) -> Answer<ArchivePage>;
    fn context(&self, path: &str) -> Answer<DocumentContext>;
    /// Returns the path that an old address redirects to.
    fn redirect(&self, path: &str) -> Answer<String>;
    /// Returns the raw Markdown of a document.
    fn document(&self, path: &str) -> Answer<String>;
    /// Renders Markdown.
    fn render(&self, request: &RenderRequest<'_>, blog: &Blog) -> Answer<RenderedPage>;
    /// Returns the published page on show, if it is the page of that route.
    fn published(&self, route: &Route) -> Option<Published> {
        let _ = route;
        None
    }
    /// Whether the document's Markdown is no longer the one that the published page was made of.
    fn is_stale(&self, route: &Route) -> Pin<Box<dyn Future<Output = bool>>> {
        let _ = route;
        Box::pin(async { false })
    }
    /// Returns the page of a route if it was asked for ahead of the visitor's click, and the answer is still fresh.
    fn ahead(&self, route: &Route) -> Option<Loading> {
        let _ = route;
        None
    }
    /// Called if the wanted page is not there or cannot be rendered, before that is told. Whoever knows more than the
    /// reader may show something else and never resolve.
    fn missing(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async {})
    }
}

/// A source as a component property, compared by identity.
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
