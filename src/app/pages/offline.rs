//! The page on which a visitor saves the blog, and sees what is saved.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::keeping::KeptPosts;
use crate::content::words::Word;

pub(super) fn offline(blog: &Blog) -> Html {
    let words = blog.words();
    html! {
        <>
            <header class="page-header">
                { page_title(html! { { &words[Word::ReadOffline] } }) }
                <p class="lede">{ &words[Word::OfflineIntro] }</p>
            </header>
            <KeptPosts controls=true />
        </>
    }
}
