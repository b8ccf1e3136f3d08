//! The posts of one category or tag.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::pagination::pagination;
use crate::app::components::post_card::{CardHeading, post_cards};
use crate::content::catalog::ListPage;
use crate::content::route::{Route, Taxonomy};
use crate::content::words::Word;

pub(super) fn term(blog: &Blog, taxonomy: Taxonomy, slug: &str, list: &ListPage) -> Html {
    let words = blog.words();
    let kind = match taxonomy {
        Taxonomy::Categories => &words[Word::Category],
        Taxonomy::Tags => &words[Word::Tag],
    };
    let first = Route::Term {
        taxonomy,
        slug: slug.to_owned(),
        page: 1,
    };
    html! {
        <>
            <header class="page-header">
                <p class="kicker">{ kind }</p>
                { page_title(html! { <bdi>{ &list.name }</bdi> }) }
                <p class="lede">{ words.post_count_text(list.total) }</p>
            </header>
            { post_cards(blog, &list.posts, "term", CardHeading::BelowPageTitle) }
            { pagination(blog, &first, list.page, list.pages) }
        </>
    }
}
