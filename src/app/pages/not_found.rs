//! The not-found page.

use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use crate::app::components::page_title::page_title;

pub(super) fn not_found(blog: &Blog) -> Html {
    let words = blog.words();
    html! {
        <section class="notice">
            { page_title(html! { { &words[Word::NotFoundTitle] } }) }
            <p>{ &words[Word::NotFoundText] }</p>
            <p>
                <a class="button" href={blog.href(&Route::HOME)}>{ &words[Word::GoHome] }</a>
                <a class="button" href={blog.href(&Route::ARCHIVE)}>{ &words[Word::Archive] }</a>
            </p>
        </section>
    }
}
