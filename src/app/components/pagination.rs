//! Links to the other parts of a list.

use feuillet_content::catalog::place::Place;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders links to the parts before and after this one in the list at `route`, and to the newest posts. Empty if there
/// is only one part.
pub fn pagination(blog: &Blog, route: &Route, place: &Place) -> Html {
    if place.previous.is_none() && place.next.is_none() {
        return Html::default();
    }
    let words = blog.words();
    let link = |number: usize, rel: Option<&'static str>, word: Word| {
        html! { <a class={rel} {rel} href={blog.href(&route.at_part(number))}>{ &words[word] }</a> }
    };
    let is_series = matches!(
        route,
        Route::Term {
            taxonomy: Taxonomy::Series,
            ..
        }
    );
    // A series is listed from its first part on, so the next page has newer posts.
    let (before, after) = if is_series {
        (Word::OlderPosts, Word::NewerPosts)
    } else {
        (Word::NewerPosts, Word::OlderPosts)
    };
    let is_far = !is_series && place.previous.is_some_and(|number| number != 0);
    html! {
        <nav class="pagination" aria-label={words[Word::MorePosts].to_owned()}>
            if let Some(number) = place.previous { { link(number, Some("prev"), before) } }
            if is_far { { link(0, None, Word::Newest) } }
            if let Some(number) = place.next { { link(number, Some("next"), after) } }
        </nav>
    }
}
