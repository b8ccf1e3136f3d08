//! The first page of the blog, with featured posts and then the newest, and the pages of older posts.

use feuillet_content::catalog::{HomeLayout, ListPage};
use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use crate::app::components::links::links;
use crate::app::components::page_title::page_title;
use crate::app::components::pagination::pagination;
use crate::app::components::post_card::{CardHeading, post_cards};
use crate::app::components::post_line::post_line;

pub(super) fn home(blog: &Blog, list: &ListPage) -> Html {
    let site = &blog.site;
    let words = blog.words();
    if !list.place.is_first() {
        return older(blog, list);
    }
    let featured = site.featured.as_slice();
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &site.title } }) }
                if !site.description.is_empty() { <p class="lede">{ &site.description }</p> }
            </header>
            if !featured.is_empty() {
                <section aria-labelledby="featured">
                    <h2 id="featured" class="list-title">{ &words[Word::Featured] }</h2>
                    { post_cards(blog, featured, "featured", CardHeading::BelowSection) }
                </section>
            }
            if !list.posts.is_empty() || featured.is_empty() {
                <section aria-labelledby="newest">
                    <h2 id="newest" class="list-title">{ &words[Word::Newest] }</h2>
                    { posts(blog, list, CardHeading::BelowSection) }
                    { pagination(blog, &Route::HOME, &list.place) }
                </section>
            }
            if list.place.total > 0 { <footer class="post-footer">{ links(blog, "indexes", &site.indexes) }</footer> }
        </>
    }
}

/// Renders a page of older posts, titled by the time that they are from.
fn older(blog: &Blog, list: &ListPage) -> Html {
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &blog.words()[Word::OlderPosts] } }) }
                <p class="lede">{ &list.place.period }</p>
            </header>
            { posts(blog, list, CardHeading::BelowPageTitle) }
            { pagination(blog, &Route::HOME, &list.place) }
        </>
    }
}

fn posts(blog: &Blog, list: &ListPage, heading: CardHeading) -> Html {
    if blog.site.home == HomeLayout::List && !list.posts.is_empty() {
        html! { <ul class="post-lines">{ for list.posts.iter().map(|post| post_line(blog, &post.link())) }</ul> }
    } else {
        post_cards(blog, &list.posts, "newest", heading)
    }
}
