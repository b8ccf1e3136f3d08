//! The blog without a mouse.

use serde_json::{Value, json};

use crate::everything::everything;
use crate::harness::{Content, Journey, Key, Visitor};

/// Has the focus, and shows it: by an outline, whose width and color are what is asked for.
const IS_SHOWN: &str = "at.matches(':focus-visible') && getComputedStyle(at).outlineStyle === 'solid' \
    && parseFloat(getComputedStyle(at).outlineWidth) >= 2 \
    && (box => box.width > 0 && box.bottom > 0 && box.top < innerHeight)(at.getBoundingClientRect())";

/// Describes the element that has the focus.
const PLACE: &str = "(at => [at.tagName, at.getAttribute('href') ?? at.className, at.textContent.trim().slice(0, 40)]\
    .join(' '))(document.activeElement)";

#[test]
fn the_first_stop_leads_past_the_menu() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/posts/tide-tables/").await;
        visitor.presses(Key::Tab).await;
        visitor.finds("document.activeElement.className", "skip-link").await;
        shows_the_focus(visitor).await;
        visitor.presses(Key::Enter).await;
        visitor.is_at("/posts/tide-tables/#main").await;
        // The next stop is in the text, and no page was loaded.
        visitor.presses(Key::Tab).await;
        visitor
            .finds("document.querySelector('main').contains(document.activeElement)", true)
            .await;
        visitor.is_at("/posts/tide-tables/#main").await;
    });
}

#[test]
fn links_are_followed_and_the_new_page_is_read_from_its_title() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.open("/").await;
        visitor.mark_page().await;
        visitor.tabs_until("at.matches('.post-card-title a')").await;
        let path = visitor.ask("document.activeElement.getAttribute('href')").await;
        let title = visitor.ask("document.activeElement.textContent").await;
        let (path, title) = (path.as_str().expect("a path"), title.as_str().expect("a title"));
        visitor.presses(Key::Enter).await;
        visitor.is_at(path).await;
        visitor.sees_title(title).await;
        // Screen readers say what gets the focus; who looks sees no frame around it.
        visitor
            .finds("document.activeElement === document.querySelector('h1')", true)
            .await;
        visitor.finds("document.title", format!("{title} · Feuillet")).await;
        // From there the keys go on.
        visitor.presses(Key::Tab).await;
        visitor
            .finds(
                "document.querySelector('article').contains(document.activeElement)",
                true,
            )
            .await;

        visitor.back().await;
        visitor.is_at("/").await;
        visitor.finds("document.activeElement.getAttribute('href')", path).await;
        visitor.is_on_marked_page().await;
    });
}

#[test]
fn the_keys_reach_everything_show_where_they_are_and_get_out_again() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.expect_error("404");
        visitor.has_a_window(400, 800).await;
        for path in ["/", "/posts/everything/", "/categories/", "/archive/", "/offline/", "/nothing/"] {
            visitor.open(path).await;
            let reached = walk_with_tab(visitor).await;
            let expected = visitor
                .ask(
                    "[...document.querySelectorAll('a[href], button, summary, input:not([disabled]), [tabindex=\"0\"]')]\
                        .filter(element => element.tabIndex >= 0 && element.checkVisibility()).length",
                )
                .await;
            assert_eq!(json!(reached.len()), expected, "{path}: the keys reach {reached:#?}");
        }
    });
}

#[test]
fn what_is_wider_than_the_window_scrolls_by_keys() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.has_a_window(400, 800).await;
        visitor.open("/posts/everything/").await;
        for css in ["pre:has(code)", ".table-scroll", "pre:not(:has(code))"] {
            visitor.tabs_until(&format!("at.matches('{css}')")).await;
            shows_the_focus(visitor).await;
            visitor.presses(Key::Right).await;
            visitor.finds("document.activeElement.scrollLeft > 0", true).await;
        }
    });
}

#[test]
fn what_is_folded_away_opens_by_keys_and_keeps_nobody_out() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.open("/").await;
        visitor.follow("Everything a post can hold").await;
        visitor.sees_title("Everything a post can hold").await;
        visitor.tabs_until("at.matches('summary')").await;
        visitor.presses(Key::Enter).await;
        visitor.finds("document.querySelector('details').open", true).await;
        visitor
            .has_no_accessibility_faults("a post that was come to by a link, with all unfolded")
            .await;
    });
}

/// Lists everything that Tab stops at, from the top of the page to its end, where it must come out.
async fn walk_with_tab(visitor: &Visitor) -> Vec<Value> {
    visitor.run("document.activeElement.blur(); scrollTo(0, 0)").await;
    let mut places = Vec::new();
    for _ in 0..100 {
        visitor.presses(Key::Tab).await;
        if visitor
            .ask("document.activeElement === document.body || !document.hasFocus()")
            .await
            == json!(true)
        {
            return places;
        }
        shows_the_focus(visitor).await;
        places.push(visitor.ask(PLACE).await);
        let back = visitor.ask("document.activeElement.matches('.skip-link')").await;
        if back == json!(true) && places.len() > 1 {
            places.pop();
            return places;
        }
    }
    panic!("the keys are caught: {places:#?}");
}

async fn shows_the_focus(visitor: &Visitor) {
    let shown = visitor
        .ask(&format!("(at => {IS_SHOWN})(document.activeElement)"))
        .await;
    let place = visitor.ask(PLACE).await;
    assert_eq!(shown, json!(true), "the focus is not to be seen on {place}");
}
