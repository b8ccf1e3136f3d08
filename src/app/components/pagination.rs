//! Links to the other pages of a list.

use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders links to the neighbors of this page in the list at `route`, and to the first and the last page. Empty if
/// there is only one page.
pub fn pagination(blog: &Blog, route: &Route, page: usize, pages: usize) -> Html {
    if pages < 2 {
        return Html::default();
    }
    let words = blog.words();
    let place = |number| words.page_text(number, pages);
    let link = |number: usize, rel: &'static str, label: Word| {
        html! { <a class={rel} {rel} href={blog.href(&route.at_page(number))}>{ &words[label] }</a> }
    };
    let item = |number: Option<usize>| match number {
        Some(number) => {
            let current = (number == page).then_some("page");
            let href = blog.href(&route.at_page(number));
            html! { <li><a {href} aria-label={place(number)} aria-current={current}>{ words.number_text(number as u64) }</a></li> }
        }
        None => html! { <li aria-hidden="true">{ "…" }</li> },
    };
    let (before, after) = match route {
        // A series is listed from its first part on, so the next page has newer posts.
        Route::Term {
            taxonomy: Taxonomy::Series,
            ..
        } => (Word::OlderPosts, Word::NewerPosts),
        _ => (Word::NewerPosts, Word::OlderPosts),
    };
    html! {
        <nav class="pagination" aria-label={words[Word::MorePosts].to_owned()}>
            if page > 1 { { link(page - 1, "prev", before) } }
            // The style sheet shows one of the two, depending on the width of the window.
            <span class="page-number">{ place(page) }</span>
            if pages > 2 { <ol class="page-numbers">{ for numbers(page, pages).into_iter().map(item) }</ol> }
            if page < pages { { link(page + 1, "next", after) } }
        </nav>
    }
}

/// Page numbers to show: the first, the last, and those around `page`; `None` is a gap. A gap never hides a single
/// number: page 5 of 9 -> `1 … 4 5 6 … 9`.
fn numbers(page: usize, pages: usize) -> Vec<Option<usize>> {
    let mut shown = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        let distance = number.abs_diff(page);
        let fills_gap = distance == 2 && (number == 2 || number + 1 == pages);
        if number == 1 || number == pages || distance < 2 || fills_gap {
            if number > last + 1 {
                shown.push(None);
            }
            shown.push(Some(number));
            last = number;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_to_both_ends_and_nearby() {
        for (page, pages, expected) in [
            (1, 2, "1 2"),
            (1, 9, "1 2 … 9"),
            (3, 9, "1 2 3 4 … 9"),
            (4, 9, "1 2 3 4 5 … 9"),
            (5, 9, "1 … 4 5 6 … 9"),
            (6, 9, "1 … 5 6 7 8 9"),
            (9, 9, "1 … 8 9"),
            (12, 9, "1 … 9"),
        ] {
            let shown = numbers(page, pages);
            let texts = shown
                .iter()
                .map(|number| number.map_or("…".to_owned(), |number| number.to_string()));
            assert_eq!(texts.collect::<Vec<_>>().join(" "), expected, "{page} of {pages}");
        }
    }
}
