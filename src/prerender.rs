//! Renders a page natively, with the app's own components.

use std::rc::Rc;

use feuillet_content::route::Route;
use feuillet_page::prerender::PageProps;
use yew::LocalServerRenderer;

use crate::app::history::{Location, SharedHistory};
use crate::app::navigation::PageChange;
use crate::app::shelf::SharedShelf;
use crate::app::{App, AppProps};

/// Renders the body of a page to HTML.
pub fn prerender(page: PageProps) -> String {
    let path = page.route.as_ref().map_or_else(|| "/404.html".to_owned(), Route::path);
    let location = Location {
        path: page.blog.base.join(&path),
        ..Location::default()
    };
    let props = AppProps {
        history: SharedHistory(Rc::new(location)),
        blog: page.blog,
        shelf: SharedShelf::default(),
        first: Rc::new(page.view),
        failure: page.failure,
        source: page.source,
        page_change: PageChange::default(),
        on_settled: yew::Callback::noop(),
    };
    pollster::block_on(LocalServerRenderer::<App>::with_props(props).render())
}
