//! All posts by year, one line each.

use feuillet_content::catalog::{ArchivePage, ArchiveYear};
use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use crate::app::components::links::links;
use crate::app::components::page_title::page_title;
use crate::app::components::pagination::pagination;
use crate::app::components::post_line::post_lines;

pub(super) fn archive(blog: &Blog, page: &ArchivePage) -> Html {
    let words = blog.words();
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &words[Word::Archive] } }) }
                if page.place.is_first() {
                    <p class="lede">{ words.post_count_text(page.place.total) }</p>
                    // All indexes except the archive itself.
                    { links(blog, "indexes", blog.site.indexes.get(1..).unwrap_or_default()) }
                    { links(blog, "indexes", &page.all_years) }
                } else {
                    <p class="lede">{ &page.place.period }</p>
                }
            </header>
            { for page.years.iter().map(|year| one_year(blog, year)) }
            { pagination(blog, &Route::ARCHIVE, &page.place) }
        </>
    }
}

fn one_year(blog: &Blog, year: &ArchiveYear) -> Html {
    match year.year {
        Some(number) => post_lines(
            blog,
            &blog.words().year_text(number),
            Some(number.to_string()),
            &year.posts,
        ),
        None => post_lines(blog, &blog.words()[Word::Undated], None, &year.posts),
    }
}
