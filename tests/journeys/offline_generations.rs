//! One publish follows another while a visitor reads a blog that is stored in the browser.

use std::time::Duration;

use serde_json::json;

use crate::harness::{BASES, Content, Generation, Journey, Visitor, another_reader};

/// The text of a post that is longer than the window.
fn long(text: &str) -> String {
    format!("{text}\n\n").repeat(100)
}

fn post(title: &str, day: u8, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2024-05-{day:02}\n---\n\n{text}\n")
}

fn yesterday() -> Content {
    Content::empty()
        .with("site.yaml", "title: The blog\nlanguage: en\n")
        .with("posts/long.md", post("A long post", 1, &long("To be read slowly.")))
        .with("posts/a.md", post("A", 2, "The text of yesterday."))
        .with("posts/b.md", post("B", 3, "The same every day."))
}

fn today() -> Content {
    yesterday()
        .with("posts/a.md", post("A, revised", 2, "The text of today."))
        .with("posts/new.md", post("Something new", 4, "Nobody has read it."))
}

/// Opens the first page in one tab, and a post in another one that is scrolled to its middle, which is on show then.
async fn reads_in_two_tabs(visitor: &mut Visitor) {
    visitor.open("/").await;
    visitor.stores_the_blog().await;
    visitor.mark_page().await;
    visitor.opens_a_tab().await;
    visitor.open("/posts/long/").await;
    visitor.mark_page().await;
    visitor.run("scrollTo(0, 900)").await;
    visitor.finds("scrollY", 900).await;
}

/// The tab on show is as it was left.
async fn still_reads(visitor: &Visitor) {
    visitor.is_on_marked_page().await;
    visitor.finds("scrollY", 900).await;
    visitor.sees_title("A long post").await;
}

/// Waits until nothing is stored that the active generation does not name, as soon as a page is there.
async fn forgets_the_rest(visitor: &Visitor) {
    let rest = "await (async () => {
        const needed = Object.values((await active()).files).flat().map(([, hash]) => hash);
        const known = [...needed, ...(await state()).generations, 'state'];
        return (await stored()).filter((hash) => !known.includes(hash));
    })()";
    visitor.will_resolve(rest, json!([])).await;
    visitor.will_resolve("(await state()).generations.length", 1).await;
}

#[test]
fn what_no_tab_needs_is_forgotten_in_every_browser() {
    let chromium = Journey::through(yesterday());
    let firefox = Journey::through(yesterday()).in_firefox();
    for journey in [chromium, firefox] {
        journey.walk(async |visitor| {
            reads_in_two_tabs(visitor).await;
            let before = visitor.stored_hashes().await;
            let reader = another_reader();
            visitor.site.takes_reader(reader.path());
            visitor.site.publish_another(today());
            visitor.goes_to_tab(0).await;
            visitor.reloads().await;
            visitor.sees("main", "Something new").await;
            visitor.stores_the_blog().await;
            let both = visitor.stored_hashes().await;
            assert!(before.iter().all(|hash| both.contains(hash)), "{before:?} {both:?}");

            visitor.goes_to_tab(1).await;
            still_reads(visitor).await;
            visitor.closes_tab().await;
            visitor.reloads().await;
            visitor.stores_the_blog().await;
            forgets_the_rest(visitor).await;
        });
    }
}

#[test]
fn new_posts_are_shown_from_the_next_click_on_and_no_page_is_loaded_for_them() {
    for base in BASES {
        Journey::through(yesterday()).below(base).walk(async |visitor| {
            reads_in_two_tabs(visitor).await;
            visitor.site.publish_another(today());
            visitor.stops_workers().await;

            visitor.goes_to_tab(0).await;
            visitor.follow("All posts").await;
            visitor.is_at("/archive/").await;
            visitor.sees("main", "Something new").await;
            visitor.sees("main", "A, revised").await;
            visitor.follow("The blog").await;
            visitor.is_at("/").await;
            visitor.sees("main", "Something new").await;
            visitor.follow("A, revised").await;
            visitor.sees("main", "The text of today.").await;
            visitor.is_on_marked_page().await;

            visitor.goes_to_tab(1).await;
            still_reads(visitor).await;
            visitor.follow("The blog").await;
            visitor.is_at("/").await;
            visitor.sees("main", "Something new").await;
            visitor.sees("main", "A, revised").await;
            visitor.is_on_marked_page().await;
            visitor.stores_the_blog().await;
        });
    }
}

#[test]
fn a_new_reader_comes_with_the_next_page_and_the_other_tab_keeps_its_own() {
    for base in BASES {
        Journey::through(yesterday()).below(base).walk(async |visitor| {
            reads_in_two_tabs(visitor).await;
            let before = visitor.stored_hashes().await;
            let reader = another_reader();
            visitor.goes_to_tab(0).await;
            let hears = "navigator.serviceWorker.addEventListener('message', () => { window.hasHeard = true; })";
            visitor.run(hears).await;
            visitor.site.takes_reader(reader.path());
            visitor.site.publish_another(today());
            visitor.stops_workers().await;

            // The tab comes back into sight and hears of it, and what is on show stays.
            let looks = "document.dispatchEvent(new Event('visibilitychange'))";
            visitor
                .finds(&format!("({looks}, window.hasHeard ?? false)"), true)
                .await;
            visitor
                .will_resolve("(await state()).pending !== undefined", true)
                .await;
            visitor.is_on_marked_page().await;
            // The next click loads a page.
            visitor.follow("All posts").await;
            visitor.is_at("/archive/").await;
            visitor.finds("window.marker ?? null", json!(null)).await;
            visitor.until_alive().await;
            visitor.sees("main", "Something new").await;
            visitor.follow("B").await;
            visitor.is_at("/posts/b/").await;
            visitor.sees("main", "Something new").await;
            let script = "document.querySelector('script[src*=feuillet-]').src";
            let new_reader = visitor.ask(script).await;
            visitor.follow("The blog").await;
            visitor.sees("main", "A, revised").await;

            visitor.goes_to_tab(1).await;
            still_reads(visitor).await;
            assert_ne!(visitor.ask(script).await, new_reader);
            // With two tabs open nothing is forgotten.
            let both = visitor.stored_hashes().await;
            assert!(before.iter().all(|hash| both.contains(hash)), "{before:?} {both:?}");
            visitor
                .resolves("await (await fetch(document.querySelector('script[src*=feuillet-]').src)).text()")
                .await;

            visitor.closes_tab().await;
            visitor.reload().await;
            visitor.stores_the_blog().await;
            forgets_the_rest(visitor).await;
        });
    }
}

#[test]
fn an_older_publish_comes_back_without_fetching_again_what_is_stored() {
    Journey::through(yesterday()).walk(async |visitor| {
        // Browsers take files that are so old for unchanged without asking.
        let first = Generation::of(&visitor.site, Duration::from_secs(20_000));
        let reader = another_reader();
        visitor.site.takes_reader(reader.path());
        visitor.site.publish_another(today());
        let second = Generation::of(&visitor.site, Duration::from_secs(10_000));
        visitor.site.become_generation(&first);

        visitor.open("/").await;
        visitor.stores_the_blog().await;
        // While another tab is open, nothing is forgotten.
        visitor.opens_a_tab().await;
        visitor.open("/archive/").await;
        visitor.site.become_generation(&second);
        visitor.open("/").await;
        visitor.sees("main", "Something new").await;
        visitor.stores_the_blog().await;

        visitor.site.become_generation(&first);
        visitor.host.forget_requests();
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        visitor.open("/archive/").await;
        let titles = "[...document.querySelectorAll('main li a')].map((link) => link.textContent)";
        visitor.finds(titles, json!(["B", "A", "A long post"])).await;
        visitor.open("/posts/a/").await;
        visitor.sees("main", "The text of yesterday.").await;
        // Documents are asked for each time they are read.
        let needless: Vec<_> = visitor.host.requests();
        let needless: Vec<_> = needless
            .iter()
            .filter(|request| request.bytes > 0)
            .map(|request| request.path.as_str())
            .filter(|path| !path.ends_with('/') && *path != "/data/offline.json" && !path.contains("/a."))
            .collect();
        assert!(needless.is_empty(), "{needless:?}");
        visitor.host.stop();
        visitor.open("/").await;
        visitor
            .finds(
                "document.querySelector('main').textContent.includes('Something new')",
                false,
            )
            .await;
    });
}

#[test]
fn a_text_that_was_taken_back_is_not_shown_without_a_network_either() {
    Journey::through(yesterday()).walk(async |visitor| {
        let first = Generation::of(&visitor.site, Duration::from_secs(20));
        visitor.site.publish_another(today());
        let second = Generation::of(&visitor.site, Duration::from_secs(10));
        visitor.site.become_generation(&first);
        visitor.open("/").await;
        visitor.stores_the_blog().await;
        // While another tab is open, nothing is forgotten.
        visitor.opens_a_tab().await;
        visitor.open("/").await;
        // It is read before the rest is uploaded, and so stored as what was visited.
        visitor.site.upload(&second, "content/posts/a.md");
        let text = "await (await fetch(`${base}content/posts/a.md`, { cache: 'reload' })).text()";
        let text = visitor.resolves(text).await;
        assert!(text.to_string().contains("The text of today."), "{text}");
        visitor.until_visit_is_kept("/content/posts/a.md").await;
        for generation in [&second, &first] {
            visitor.site.become_generation(generation);
            visitor.open("/").await;
            visitor.stores_the_blog().await;
        }
        visitor.host.stop();
        visitor.open("/posts/a/").await;
        visitor.sees("main", "The text of yesterday.").await;
        visitor.sees_title("A").await;
    });
}
