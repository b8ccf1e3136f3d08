//! What stands in place of a page that could not be loaded: what failed, and a way to try again.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::load::LoadError;
use crate::app::source::FetchError;
use crate::content::words::fill;

pub fn failure(blog: &Blog, failed: &LoadError, retry: Callback<()>) -> Html {
    let words = blog.words();
    let (text, status) = match failed.error {
        FetchError::Unreachable | FetchError::NotFound => (&words.failed_unreachable, 0),
        FetchError::Status(status) => (&words.failed_status, status),
        FetchError::Damaged => (&words.failed_damaged, 0),
    };
    let text = fill(
        text,
        &[
            ("address", &blog.base.join(&failed.path)),
            ("status", &status.to_string()),
        ],
    );
    let onclick = Callback::from(move |_: MouseEvent| retry.emit(()));
    html! {
        <section class="notice" role="alert">
            { page_title(html! { { &words.failed_title } }) }
            <p>{ text }</p>
            <p><button class="button retry" type="button" {onclick}>{ &words.retry }</button></p>
        </section>
    }
}
