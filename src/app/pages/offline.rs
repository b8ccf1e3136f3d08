//! The page on which a visitor saves the blog, and sees what is saved.

use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use crate::app::components::keeping::kept_posts;
use crate::app::components::page_title::page_title;
use crate::app::shelf::Storage;

pub(super) fn offline(blog: &Blog, storage: &Storage) -> Html {
    let words = blog.words();
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &words[Word::ReadOffline] } }) }
                <p class="lede">{ &words[Word::OfflineIntro] }</p>
            </header>
            { kept_posts(blog, storage, true) }
        </>
    }
}
