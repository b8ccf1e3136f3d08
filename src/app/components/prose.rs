//! The text of a document: the one place that puts raw HTML on a page.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProseProps {
    /// HTML made by `content::markdown` and by nothing else.
    pub html: AttrValue,
}

/// Replaced as a whole when its HTML differs.
#[component]
pub fn Prose(props: &ProseProps) -> Html {
    #[expect(clippy::disallowed_methods, reason = "this is the one component that may")]
    let text = Html::from_html_unchecked(props.html.clone());
    html! { <div class="prose">{ text }</div> }
}
