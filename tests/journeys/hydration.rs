//! Taking over the page that was published: it is kept as it is where it shows what the host has, and never dead.

use serde_json::json;

use crate::deep_links::PAGES;
use crate::harness::{BASES, Content, Journey};

/// A post of the sample blog with everything that a page can hold.
const POST: &str = "/posts/a-site-that-works-on-a-train/";

/// The layout shifts that the browser has seen on the page, added up as in the definition of CLS.
const SHIFTS: &str = "(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    return observer.takeRecords().reduce((sum, shift) => sum + shift.value, 0);
})()";

#[test]
fn every_element_of_a_published_page_is_kept() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor
                .does_at_once("window.published = [...document.querySelectorAll('#feuillet, #feuillet *')]")
                .await;
            let paths = PAGES.iter().map(|page| page.path).chain(["/nothing-is-here/"]);
            for path in paths {
                visitor.expect_error("404");
                visitor.open(path).await;
                let kept = "published.every(element => element.isConnected) && \
                            published.length > 20 && \
                            published.length === document.querySelectorAll('#feuillet, #feuillet *').length";
                assert_eq!(visitor.ask(kept).await, json!(true), "{path} was rendered anew");
            }
        });
    }
}

#[test]
fn a_slow_phone_shows_the_post_long_before_the_reader_is_there() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.takes_a_phone().await;
        visitor.has_a_slow_phone().await;
        visitor
            .does_at_once(
                "const prose = document.querySelector('.prose');
                window.paragraph = prose.querySelectorAll('p')[3];
                window.details = prose.querySelector('details');
                details.open = true;
                getSelection().selectAllChildren(paragraph);
                scrollTo(0, 700);",
            )
            .await;
        visitor.open(POST).await;
        visitor.finds("details.isConnected && details.open", true).await;
        visitor
            .finds(
                "paragraph.isConnected && getSelection().toString() === paragraph.innerText",
                true,
            )
            .await;
        visitor.finds("scrollY", 700).await;
        visitor.finds(SHIFTS, 0).await;
        // In milliseconds since the address was opened.
        let painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
        let arrived = "performance.getEntriesByType('resource').find(file => file.name.endsWith('.wasm')).responseEnd";
        visitor.finds(&format!("2 * {painted} < {arrived}"), true).await;

        visitor.mark_page().await;
        visitor.click_on(".neighbors a").await;
        visitor
            .finds(&format!("!location.pathname.endsWith('{POST}')"), true)
            .await;
        visitor.is_on_marked_page().await;
    });
}

#[test]
fn each_file_that_the_first_page_needs_is_fetched_once() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            for page in &PAGES {
                visitor.open(page.path).await;
                let fetched = visitor
                    .ask("performance.getEntriesByType('resource').map(file => file.name)")
                    .await;
                let fetched: Vec<&str> = fetched
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(|name| name.as_str())
                    .collect();
                let mut once = fetched.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), fetched.len(), "{}: {fetched:#?}", page.path);
            }
        });
    }
}

#[test]
fn links_work_before_the_reader_is_there_and_when_it_never_comes() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.never_gets("*.wasm").await;
        visitor.expect_error("wasm");
        visitor.load("/").await;
        visitor.follow("métier").await;
        visitor.is_at("/categories/metier/").await;
        visitor.sees_title("métier").await;
        visitor.follow("L’horloge de l’imprimeur").await;
        visitor.sees_title("L’horloge de l’imprimeur").await;
        visitor.back().await;
        visitor.sees_title("métier").await;
    });
}

#[test]
fn a_reader_that_is_not_the_published_one_is_not_run() {
    let journey = Journey::through(Content::sample());
    journey.walk(async |visitor| {
        visitor.expect_error("integrity");
        visitor.site.damage_files_that_end_with("_bg.wasm");
        visitor.load(POST).await;
        visitor.sees("main", "train").await;
        visitor
            .finds(
                "performance.getEntriesByType('resource').some(file => file.name.endsWith('.wasm'))",
                true,
            )
            .await;
        visitor.follow("About").await;
        visitor.sees_title("About").await;
        visitor.finds("history.state", serde_json::Value::Null).await;
    });
}

#[test]
fn what_the_host_has_now_is_shown_in_place_of_an_older_page() {
    let content = Content::empty()
        .with(
            "posts/a.md",
            "---\ntitle: A\ndate: 2024-05-01\n---\nThe text of yesterday.\n",
        )
        .with("posts/b.md", "---\ntitle: B\ndate: 2024-05-02\n---\nAnother.\n");
    Journey::through(content).walk(async |visitor| {
        visitor
            .does_at_once("window.paragraph = document.querySelector('.prose p')")
            .await;
        let newer = "---\ntitle: A\ndate: 2024-05-01\n---\n> The text of today.\n\n- in\n- other\n- elements\n";
        visitor.site.drop_file("content/posts/a.md", newer);
        visitor.open("/posts/a/").await;
        visitor.sees("main blockquote", "The text of today.").await;
        visitor
            .finds(
                "document.querySelector('main').textContent.includes('yesterday')",
                false,
            )
            .await;
        visitor.finds("paragraph.isConnected", false).await;
        // The other post is what it was, and its page is kept.
        visitor.open("/posts/b/").await;
        visitor.finds("paragraph.isConnected", true).await;
    });
}
