//! All posts by year, one line each.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::links::links;
use crate::app::components::pagination::pagination;
use crate::app::components::post_line::post_line;
use crate::content::catalog::{ArchivePage, ArchiveYear};
use crate::content::route::Route;
use crate::content::words::Word;

pub(super) fn archive(blog: &Blog, page: &ArchivePage) -> Html {
    let words = blog.words();
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &words[Word::Archive] } }) }
                <p class="lede">{ words.post_count_text(page.total) }</p>
                // All but the archive itself.
                { links(blog, "indexes", blog.site.indexes.get(1..).unwrap_or_default()) }
                { links(blog, "indexes", &page.all_years) }
            </header>
            { for page.years.iter().map(|year| one_year(blog, year)) }
            { pagination(blog, &Route::Archive { page: 1 }, page.page, page.pages) }
        </>
    }
}

fn one_year(blog: &Blog, year: &ArchiveYear) -> Html {
    let number = year.year.map(|year| year.to_string());
    let title = year.year.map_or_else(
        || blog.words()[Word::Undated].to_owned(),
        |year| blog.words().year_text(year),
    );
    html! {
        <section class="archive-year" key={title.clone()} id={number}>
            <h2>{ title }</h2>
            <ul>
                { for year.posts.iter().map(|post| post_line(blog, post)) }
            </ul>
        </section>
    }
}
