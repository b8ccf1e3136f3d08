//! The page for addresses that name nothing.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::content::route::Route;

pub(super) fn not_found(blog: &Blog) -> Html {
    let words = blog.words();
    html! {
        <section class="notice">
            { page_title(html! { { &words.not_found_title } }) }
            <p>{ &words.not_found_text }</p>
            <p>
                <a class="button" href={blog.href(&Route::HOME)}>{ &words.go_home }</a>
                <a class="button" href={blog.href(&Route::Archive { page: 1 })}>{ &words.archive }</a>
            </p>
        </section>
    }
}
