//! The way to the other pages of a list, as links.

use yew::prelude::*;

use crate::app::blog::Blog;
use crate::content::route::Route;
use crate::content::words::Word;

/// Newer and older page of the list at `route`; nothing when there is only one page.
pub fn pagination(blog: &Blog, route: &Route, page: usize, pages: usize) -> Html {
    if pages < 2 {
        return Html::default();
    }
    let words = blog.words();
    let link = |number: usize, rel: &'static str, label: &str| {
        html! { <a class={rel} {rel} href={blog.href(&route.at_page(number))}>{ label.to_owned() }</a> }
    };
    html! {
        <nav class="pagination" aria-label={words[Word::MorePosts].to_owned()}>
            if page > 1 { { link(page - 1, "prev", &words[Word::NewerPosts]) } }
            <span class="page-number">{ words.page_text(page, pages) }</span>
            if page < pages { { link(page + 1, "next", &words[Word::OlderPosts]) } }
        </nav>
    }
}
