//! The text of a document: the one place that puts raw HTML on a page.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProseProps {
    /// HTML rendered and sanitized by `feuillet_content::document`, never from elsewhere.
    pub html: AttrValue,
}

/// Renders the text; it is replaced as a whole when its HTML changes.
#[component]
pub fn Prose(props: &ProseProps) -> Html {
    #[expect(clippy::disallowed_methods, reason = "this is the one component that may")]
    let text = Html::from_html_unchecked(props.html.clone());
    html! { <div class="prose">{ text }</div> }
}
