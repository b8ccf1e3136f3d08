//! The title of a page.

use yew::prelude::*;

/// The one heading of level one. It takes the focus when a visitor arrives, so that a screen reader says where they are.
pub fn page_title(title: Html) -> Html {
    html! { <h1 class="page-title" tabindex="-1">{ title }</h1> }
}
