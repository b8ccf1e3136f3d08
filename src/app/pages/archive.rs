//! All posts by year, one line each.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::indexes::indexes;
use crate::app::components::pagination::pagination;
use crate::app::components::post_line::post_line;
use crate::content::catalog::{ArchivePage, ArchiveYear};
use crate::content::route::Route;
use crate::content::words::Word;

/// With fewer years than this, one sees them all anyway.
const MANY_YEARS: usize = 4;

pub(super) fn archive(blog: &Blog, page: &ArchivePage) -> Html {
    let words = blog.words();
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &words[Word::Archive] } }) }
                <p class="lede">{ words.post_count_text(page.total) }</p>
                { indexes(blog, false) }
                { years(blog, page) }
            </header>
            { for page.years.iter().map(|year| one_year(blog, year)) }
            { pagination(blog, &Route::Archive { page: 1 }, page.page, page.pages) }
        </>
    }
}

/// Links to where each year begins, on whichever page.
fn years(blog: &Blog, page: &ArchivePage) -> Html {
    if page.index.len() < MANY_YEARS {
        return Html::default();
    }
    html! {
        <nav class="indexes" aria-label={blog.words()[Word::Years].to_owned()}>
            { for page.index.iter().map(|(year, page)| {
                let href = format!("{}#{year}", blog.href(&Route::Archive { page: *page }));
                html! { <><a {href}>{ year }</a>{ " " }</> }
            }) }
        </nav>
    }
}

fn one_year(blog: &Blog, year: &ArchiveYear) -> Html {
    let number = year.year.map(|year| year.to_string());
    let title = number.clone().unwrap_or_else(|| blog.words()[Word::Undated].to_owned());
    html! {
        <section class="archive-year" key={title.clone()} id={number}>
            <h2>{ title }</h2>
            <ul>
                { for year.posts.iter().map(|post| post_line(blog, post)) }
            </ul>
        </section>
    }
}
