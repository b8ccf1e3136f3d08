//! A line of links that the publisher knows: to other lists of the blog, to years, to the file of a text.

use feuillet_content::address::Purpose;
use feuillet_content::catalog::NavigationItem;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Nothing where there are none.
pub fn links(blog: &Blog, class: &'static str, items: &[NavigationItem]) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <p {class}>
            { for items.iter().map(|item| {
                let href = blog.address(&item.to, Purpose::Link);
                let language = item.language.clone().map(AttrValue::from);
                // The space is for whoever reads without styles.
                html! { <><a {href} lang={language.clone()} hreflang={language}>{ &item.label }</a>{ " " }</> }
            }) }
        </p>
    }
}
