//! The page shown if loading failed: what failed, and a retry button.

use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use feuillet_page::load_error::FetchError;
use feuillet_page::load_error::LoadError;
use yew::prelude::*;

use crate::app::components::keeping::kept_posts;
use crate::app::components::page_title::page_title;
use crate::app::shelf::Storage;

pub fn failure(blog: &Blog, failed: &LoadError, storage: &Storage, retry: Callback<MouseEvent>) -> Html {
    let words = blog.words();
    let (word, status) = match failed.error {
        // With offline reading on, tell that the page is not stored.
        FetchError::Unreachable if blog.site.offline => (Word::NotKept, 0),
        FetchError::Unreachable | FetchError::NotFound | FetchError::NotRendered => (Word::FailedUnreachable, 0),
        FetchError::Status(status) => (Word::FailedStatus, status),
        FetchError::Damaged => (Word::FailedDamaged, 0),
    };
    let text = words.fill(
        word,
        &[
            ("address", &blog.base.join(&failed.path)),
            ("status", &status.to_string()),
        ],
    );
    let unreachable = failed.error == FetchError::Unreachable;
    html! {
        <>
            <section class="notice" role="alert">
                { page_title(html! { { &words[Word::FailedTitle] } }) }
                <p>{ text }</p>
                // Without a path there is nothing to retry, as on the prerendered shell page.
                if !failed.path.is_empty() {
                    <p><button class="button retry" type="button" onclick={retry}>{ &words[Word::Retry] }</button></p>
                }
            </section>
            if unreachable { { kept_posts(blog, storage, false) } }
        </>
    }
}
