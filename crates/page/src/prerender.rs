//! What it takes to render a page to HTML without a browser. The app implements it; the publisher is handed the function.

use std::sync::Arc;

use feuillet_content::route::Route;

use crate::blog::Blog;
use crate::load::LoadError;
use crate::source::SharedSource;
use crate::view::View;

/// A loaded page, ready to be rendered.
pub struct PageProps {
    /// The address to render at; the not-found page without one.
    pub route: Option<Route>,
    pub view: View,
    /// Why the page could not be loaded, where `view` stands in for it.
    pub failure: Option<LoadError>,
    pub blog: Arc<Blog>,
    pub source: SharedSource,
}

/// Renders the body of a page to HTML.
pub type Prerender = fn(PageProps) -> String;
