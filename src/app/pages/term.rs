//! The posts of one term: a category, a tag, a series, an author, a language.

use feuillet_content::catalog::ListPage;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::slug::Slug;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use crate::app::components::page_title::page_title;
use crate::app::components::pagination::pagination;
use crate::app::components::post_card::{CardHeading, post_cards};
use crate::app::components::prose::prose;

pub(super) fn term(blog: &Blog, taxonomy: Taxonomy, slug: &Slug, list: &ListPage, intro: &AttrValue) -> Html {
    let first = taxonomy.route(slug);
    // The name of a language is in that language.
    let language = (taxonomy == Taxonomy::Languages).then(|| slug.to_string());
    html! {
        <>
            <header class="page-header">
                <p class="kicker"><a href={blog.href(&Route::Terms { taxonomy })}>{ blog.words().of_term(taxonomy) }</a></p>
                { page_title(html! { <bdi lang={language}>{ &list.name }</bdi> }) }
                if intro.is_empty() && !list.description.is_empty() { <p class="lede">{ &list.description }</p> }
                <p class="lede">
                    { if list.place.is_first() { blog.words().post_count_text(list.place.total) } else { list.place.period.clone() } }
                </p>
            </header>
            if !intro.is_empty() { <div class="intro">{ prose(intro) }</div> }
            { post_cards(blog, &list.posts, "term", CardHeading::BelowPageTitle) }
            { pagination(blog, &first, &list.place) }
        </>
    }
}
