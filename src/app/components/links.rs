//! A line of links from the published data: to other lists, to years, to the source file of a document.

use feuillet_content::address::Purpose;
use feuillet_content::catalog::NavigationItem;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders the links. Empty without items.
pub fn links(blog: &Blog, class: &'static str, items: &[NavigationItem]) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <p {class}>
            { for items.iter().map(|item| {
                let href = blog.address(&item.to, Purpose::Link);
                let language = item.language.clone().map(AttrValue::from);
                // The space separates the links where there are no styles.
                html! { <><a {href} lang={language.clone()} hreflang={language}>{ &item.label }</a>{ " " }</> }
            }) }
        </p>
    }
}
