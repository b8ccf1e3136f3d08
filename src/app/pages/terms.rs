//! All categories or all tags, with the number of their posts.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::content::route::{Route, Taxonomy};
use crate::content::words::Word;

pub(super) fn terms(blog: &Blog, taxonomy: Taxonomy) -> Html {
    let terms = match taxonomy {
        Taxonomy::Categories => &blog.site.categories,
        Taxonomy::Tags => &blog.site.tags,
    };
    let title = blog.taxonomy_name(taxonomy).to_owned();
    html! {
        <>
            <header class="page-header">{ page_title(html! { { title } }) }</header>
            if terms.is_empty() { <p class="empty">{ &blog.words()[Word::NoPosts] }</p> }
            <ul class="term-index">
                { for terms.iter().map(|term| {
                    let route = Route::Term { taxonomy, slug: term.slug.clone(), page: 1 };
                    html! {
                        <li key={term.slug.clone()}>
                            <a href={blog.href(&route)} dir={blog.direction_of(&term.name, None)}>{ &term.name }</a>
                            <span class="count">{ blog.words().post_count_text(term.count) }</span>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}
