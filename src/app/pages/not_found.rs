//! The page for addresses that name nothing.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::content::route::Route;
use crate::content::words::Word;

pub(super) fn not_found(blog: &Blog) -> Html {
    let words = blog.words();
    html! {
        <section class="notice">
            { page_title(html! { { &words[Word::NotFoundTitle] } }) }
            <p>{ &words[Word::NotFoundText] }</p>
            <p>
                <a class="button" href={blog.href(&Route::HOME)}>{ &words[Word::GoHome] }</a>
                <a class="button" href={blog.href(&Route::Archive { page: 1 })}>{ &words[Word::Archive] }</a>
            </p>
        </section>
    }
}
