//! Taking over the page that was published: it is kept as it is where it shows what the host has, and never dead.

use serde_json::{Value, json};

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
                // Without the buttons that the page's script adds.
                let kept = "published.every(element => element.isConnected) && \
                            published.length > 20 && \
                            published.length === document.querySelectorAll('#feuillet, #feuillet *:not(.copy-button, .enlarge)').length";
                assert_eq!(visitor.ask(kept).await, json!(true), "{path} was rendered anew");
            }
        });
    }
}

#[test]
fn a_slow_phone_shows_the_post_before_the_reader_is_there_and_keeps_it() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.takes_a_phone().await;
        visitor.has_a_slow_phone().await;
        // Held back, the reader comes later than Chromium expects of one who preloads its data.
        visitor.expect_error("was preloaded using link preload but not used within a few seconds");
        visitor.holds_the_reader_back().await;
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
        visitor.load(POST).await;
        visitor
            .finds("performance.getEntriesByName('first-contentful-paint').length", 1)
            .await;
        visitor.lets_the_reader_come().await;
        visitor.until_alive().await;
        visitor.finds("details.isConnected && details.open", true).await;
        visitor
            .finds(
                "paragraph.isConnected && getSelection().toString() === paragraph.innerText",
                true,
            )
            .await;
        visitor.finds("scrollY", 700).await;
        visitor.finds(SHIFTS, 0).await;

        visitor.mark_page().await;
        visitor.click_on(".neighbors a").await;
        visitor
            .finds(&format!("!location.pathname.endsWith('{POST}')"), true)
            .await;
        visitor.is_on_marked_page().await;
    });
}

#[test]
fn the_module_is_asked_for_when_the_page_was_painted() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor
            .runs_first("window.waiting = []; window.requestAnimationFrame = (draw) => waiting.push(draw);")
            .await;
        visitor.load(POST).await;
        visitor
            .finds("waiting.length > 0 && document.readyState", "complete")
            .await;
        let asked = "performance.getEntriesByType('resource').some(file => file.name.endsWith('.wasm'))";
        visitor.finds(asked, false).await;
        visitor.run("for (const draw of waiting) draw(performance.now())").await;
        visitor.until_alive().await;
        visitor.finds(asked, true).await;
    });
}

#[test]
fn each_file_that_the_first_page_needs_is_fetched_once() {
    for base in BASES {
        // A worker that takes the page over in between is asked once more by all that the reader sets anew.
        let journey = Journey::through(Content::sample()).below(base).without_offline();
        journey.walk(async |visitor| {
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
        visitor.finds("history.state", Value::Null).await;
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

#[test]
fn site_data_that_is_newer_than_a_page_is_shown_on_it() {
    let content = Content::empty()
        .with(
            "posts/a.md",
            "---\ntitle: A\ndate: 2024-05-01\ncategories: [x]\n---\nThe text.\n",
        )
        .with("pages/about.md", "# About\n");
    Journey::through(content).walk(async |visitor| {
        let old: Value = serde_json::from_str(&visitor.site.published_text("data/site.json")).expect("JSON");
        for (change, path, shown) in [
            ("navigation", "/posts/a/", ".site-menu"),
            ("title", "/posts/a/", ".site-title"),
            ("author", "/about/", ".site-footer"),
            ("description", "/", "main"),
            ("featured", "/", "main"),
            ("indexes", "/", "main"),
            ("terms", "/categories/", "main"),
            ("words", "/posts/a/", ".skip-link"),
        ] {
            let mut site = old.clone();
            match change {
                "navigation" => {
                    site[change] = json!([{ "label": "Newer", "to": "/about/" }, { "label": "b", "to": "/" }]);
                }
                "featured" => site[change] = json!([{ "slug": "a", "title": "Newer", "excerpt": "", "minutes": 1 }]),
                "indexes" => site[change] = json!([{ "label": "Newer", "to": "/archive/" }]),
                "terms" => site[change] = json!([[{ "slug": "x", "name": "Newer", "count": 9 }]]),
                "words" => site[change] = json!([["skip_to_content", "Newer"]]),
                _ => site[change] = json!("Newer"),
            }
            visitor.site.drop_file("data/site.json", site.to_string());
            visitor.open(path).await;
            visitor.sees(shown, "Newer").await;
        }
    });
}

#[test]
fn garbage_in_place_of_data_leaves_a_page_that_can_be_read_and_left() {
    let content = Content::empty()
        .with(
            "posts/a.md",
            "---\ntitle: A\ndate: 2024-05-01\ncategories: [x]\n---\nThe text. [About](/about/)\n",
        )
        .with("pages/about.md", "# About\n\nWho we are.\n");
    Journey::through(content).walk(async |visitor| {
        let files = [
            "data/site.json",
            "data/post/a.json",
            "data/categories/x/1.json",
            "data/archive/1.json",
            "content/posts/a.md",
        ];
        let garbage: [&[u8]; 4] = [b"", b"{", b"[{\"newest\": 7}]", b"\xff\xfe\x00\x01---\n: :\n"];
        for file in files {
            let good = visitor.site.published_text(file);
            for bytes in garbage {
                visitor.site.drop_file(file, bytes);
                for path in ["/posts/a/", "/categories/x/", "/archive/"] {
                    visitor.load(path).await;
                    visitor.finds("document.querySelectorAll('h1').length", 1).await;
                    visitor
                        .finds("document.querySelectorAll('a[href]').length > 3", true)
                        .await;
                }
                visitor.load("/posts/a/").await;
                // The way out works on every page.
                visitor.click_on(".site-title").await;
                visitor.is_at("/").await;
                visitor.sees("main", "A").await;
            }
            visitor.site.drop_file(file, good);
        }
    });
}

#[test]
fn a_page_that_something_on_the_way_has_changed_can_be_read_and_left() {
    let content = Content::empty().with("posts/a.md", "---\ntitle: A\ndate: 2024-05-01\n---\nThe text.\n");
    Journey::through(content).walk(async |visitor| {
        let page = visitor.site.published_text("posts/a/index.html");
        let changed = page.replace("<header class=\"site-header\">", "<div>An advertisement</div>$0");
        let changed = changed.replace("$0", "<header class=\"site-header\">");
        assert_ne!(page, changed);
        visitor.site.drop_file("posts/a/index.html", changed);
        visitor.load("/posts/a/").await;
        visitor
            .finds(
                "performance.getEntriesByType('resource').filter(file => file.name.endsWith('site.json')).length",
                1,
            )
            .await;
        visitor.sees("main", "The text.").await;
        visitor.mark_page().await;
        visitor.click_on(".site-title").await;
        visitor.is_at("/").await;
        visitor.finds("window.marker ?? null", Value::Null).await;
        visitor.until_alive().await;
        visitor.sees("main", "The text.").await;
    });
}
