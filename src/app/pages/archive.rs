//! All posts by year, one line each.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::pagination::pagination;
use crate::app::components::post_line::post_line;
use crate::content::catalog::{ArchivePage, ArchiveYear};
use crate::content::route::{Route, Taxonomy};
use crate::content::words::Word;

pub(super) fn archive(blog: &Blog, page: &ArchivePage) -> Html {
    let words = blog.words();
    let index = |taxonomy, label: &str, present: bool| {
        present.then(|| html! { <a href={blog.href(&Route::Terms { taxonomy })}>{ label.to_owned() }</a> })
    };
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &words[Word::Archive] } }) }
                <p class="lede">{ words.post_count_text(page.total) }</p>
                <p class="indexes">
                    { index(Taxonomy::Categories, &words[Word::Categories], !blog.site.categories.is_empty()) }
                    { index(Taxonomy::Tags, &words[Word::Tags], !blog.site.tags.is_empty()) }
                </p>
            </header>
            { for page.years.iter().map(|year| one_year(blog, year)) }
            { pagination(blog, &Route::Archive { page: 1 }, page.page, page.pages) }
        </>
    }
}

fn one_year(blog: &Blog, year: &ArchiveYear) -> Html {
    let title = year.year.map_or_else(
        || blog.words()[Word::Undated].to_owned(),
        |year| blog.words().year_text(year),
    );
    html! {
        <section class="archive-year" key={title.clone()}>
            <h2>{ title }</h2>
            <ul>
                { for year.posts.iter().map(|post| post_line(blog, post)) }
            </ul>
        </section>
    }
}
