//! The first page of the blog and the pages after it: featured posts, then the newest.

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
    let featured = if list.page == 1 { site.featured.as_slice() } else { &[] };
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
                    if site.home == HomeLayout::List && !list.posts.is_empty() {
                        <ul class="post-lines">{ for list.posts.iter().map(|post| post_line(blog, &post.link())) }</ul>
                    } else {
                        { post_cards(blog, &list.posts, "newest", CardHeading::BelowSection) }
                    }
                    { pagination(blog, &Route::HOME, list.page, list.pages) }
                </section>
            }
            if list.page == 1 && list.total > 0 { <footer class="post-footer">{ links(blog, "indexes", &site.indexes) }</footer> }
        </>
    }
}
