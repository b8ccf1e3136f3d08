//! The title of a page.

use yew::prelude::*;

/// Renders the only `<h1>` of a page. It gets the focus when a visitor arrives, so that a screen reader announces the
/// page.
pub fn page_title(title: Html) -> Html {
    html! { <h1 class="page-title" tabindex="-1">{ title }</h1> }
}
