//! The text of a document: the one place that puts raw HTML on a page.

use yew::prelude::*;

/// Renders a text, whose HTML `feuillet_content::document` made and sanitized; never from elsewhere. It is replaced as a
/// whole when its HTML changes.
pub fn prose(html: &AttrValue) -> Html {
    #[expect(clippy::disallowed_methods, reason = "this is the one function that may")]
    let text = Html::from_html_unchecked(html.clone());
    html! { <div class="prose">{ text }</div> }
}
