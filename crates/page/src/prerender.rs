//! Interface for rendering a page to HTML without a browser. The app implements it; the publisher gets the function.

use std::sync::Arc;

use feuillet_content::route::Route;

use crate::blog::Blog;
use crate::load_error::LoadError;
use crate::source::SharedSource;
use crate::view::View;

/// Marks that the renderer puts around the text of a page: in the middle of other HTML, raw HTML needs them to be found.
pub const PROSE_START: &str = "<!--<#>-->";
pub const PROSE_END: &str = "<!--</#>-->";

/// A loaded page, ready to render.
pub struct PageProps {
    /// Route to render; `None` for a page that is served at addresses of any kind.
    pub route: Option<Route>,
    pub view: View,
    /// Why the page could not be loaded; `view` is then a placeholder.
    pub failure: Option<LoadError>,
    pub blog: Arc<Blog>,
    pub source: SharedSource,
}

/// Renders the body of a page to HTML.
pub type Prerender = fn(PageProps) -> String;
