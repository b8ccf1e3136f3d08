//! An author with `feuillet serve`: findings show in the browser and go when they are mended, the page keeps its place.

use serde_json::json;

use crate::harness::{Author, Browser, Content, Journey, Key, Visitor};

/// Expression for what is in the panel's shadow.
const PANEL: &str = "document.querySelector('feuillet-author')?.shadowRoot";

/// Expression for the text of the open panel; null without one.
fn shown() -> String {
    format!("{PANEL}?.querySelector('.panel:not([hidden])')?.innerText ?? null")
}

/// Expression for the text of the small button; null without one.
fn chip() -> String {
    format!("{PANEL}?.querySelector('.chip:not([hidden])')?.innerText ?? null")
}

fn post(front_matter: &str, text: &str) -> String {
    format!("---\ntitle: A post\n{front_matter}---\n{text}")
}

/// A text that fills several windows.
fn long_text() -> String {
    let paragraphs = (1..=80).map(|number| format!("Paragraph {number} of the text.\n\n"));
    paragraphs.collect::<Vec<_>>().concat()
}

const SETTINGS: &str = "title: Leaves\nlanguage: en\n";

/// A walk with a browser in front of the author's server. Nothing of the visited host matters.
fn walk(browser: Browser, walk: impl AsyncFnOnce(&mut Visitor)) {
    let elsewhere = Content::empty().with("site.yaml", SETTINGS);
    Journey::through(elsewhere).in_browser(browser).walk(walk);
}

#[test]
fn findings_show_in_the_browser_until_they_are_mended() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let bad = post("date: 2024-13-01\n", "Text.\n");
        let author = Author::at_work(&[("site.yaml", SETTINGS), ("posts/a.md", &bad)]);
        walk(browser, async |visitor| {
            visitor.goes_to(&author.address("/posts/a/")).await;
            for text in [
                "1 error",
                "posts/a.md:3:7",
                "date: 2024-13-01",
                "must be from 1 to 12",
                "write it as YYYY",
            ] {
                let expression = format!("({})?.includes({}) ?? false", shown(), json!(text));
                visitor.finds(&expression, true).await;
            }
            let marked = format!("{PANEL}.querySelector('mark').textContent");
            visitor.finds(&marked, "2024-13-01").await;
            let link = format!("{PANEL}.querySelector('a.place').href");
            let link = visitor.ask(&link).await;
            let link = link.as_str().expect("a link").to_owned();
            assert!(
                link.starts_with("editor://open/") && link.ends_with("/posts/a.md:3:7"),
                "{link}"
            );
            // The focus stays where it was.
            visitor.finds("document.activeElement === document.body", true).await;
            visitor.presses(Key::Escape).await;
            visitor.finds(&shown(), json!(null)).await;
            visitor.finds(&chip(), "1 error").await;

            // A page that is loaded again does not insist.
            visitor.load_again().await;
            visitor.finds(&chip(), "1 error").await;
            visitor.finds(&shown(), json!(null)).await;
            visitor.run(&format!("{PANEL}.querySelector('.chip').click()")).await;
            visitor
                .finds(&format!("{PANEL}.activeElement?.classList[0]"), "close")
                .await;
            visitor.presses(Key::Escape).await;
            visitor
                .finds(&format!("{PANEL}.activeElement?.classList[0]"), "chip")
                .await;

            // Mended: it is gone, and the page shows the new text.
            author.writes("posts/a.md", &post("date: 2024-12-01\n", "Mended.\n"));
            visitor.sees("main", "Mended.").await;
            visitor.finds(&format!("{} ?? {}", shown(), chip()), json!(null)).await;

            // Warnings are counted, and shown to whoever asks.
            author.writes("posts/a.md", &post("date: 2024-12-01\n", "A [link](gone.md).\n"));
            visitor.finds(&chip(), "1 warning").await;
            visitor.run(&format!("{PANEL}.querySelector('.chip').click()")).await;
            visitor.finds(&format!("({}).includes('gone.md')", shown()), true).await;
        });
    }
}

#[test]
fn a_failed_publish_leaves_the_last_good_page() {
    let author = Author::at_work(&[("site.yaml", "titel: Leaves\n"), ("posts/a.md", &post("", "Text.\n"))]);
    walk(Browser::Chromium, async |visitor| {
        // The server answers with an error of its own until something was published.
        visitor.expect_error("503");
        visitor.goes_to(&author.address("/posts/a/")).await;
        visitor
            .finds(&format!("({}).includes('site.yaml:1:1')", shown()), true)
            .await;
        visitor
            .finds(&format!("({}).startsWith('Not published: 1 error')", shown()), true)
            .await;
        author.writes("site.yaml", SETTINGS);
        visitor.sees_title("A post").await;
        visitor.until_alive().await;
        visitor.finds(&shown(), json!(null)).await;

        visitor.mark_page().await;
        author.writes("site.yaml", "title: [Leaves\n");
        visitor
            .finds(&format!("({}).includes('site.yaml:')", shown()), true)
            .await;
        visitor.sees_title("A post").await;
        author.writes("site.yaml", SETTINGS);
        visitor.finds(&shown(), json!(null)).await;
        // Nothing has changed, so the page was not even loaded again.
        visitor.is_on_marked_page().await;
    });
}

#[test]
fn a_page_keeps_its_place_when_its_text_changes() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let details = "<details><summary>More</summary>\n\nHidden.\n\n</details>\n\n";
        let text = format!("{details}{}", long_text());
        let author = Author::at_work(&[("site.yaml", SETTINGS), ("posts/a.md", &post("", &text))]);
        walk(browser, async |visitor| {
            visitor.goes_to(&author.address("/posts/a/")).await;
            visitor.until_alive().await;
            let top = |number: usize| {
                format!(
                    "Math.round([...document.querySelectorAll('main p')]
                        .find(one => one.textContent.startsWith('Paragraph {number} '))?.getBoundingClientRect().top)"
                )
            };
            visitor.run("document.querySelector('main details').open = true").await;
            visitor
                .run(&format!("scrollBy({{ top: {} - 40, behavior: 'instant' }})", top(50)))
                .await;
            visitor.until_framed().await;
            visitor.finds(&top(50), 40).await;
            // Above the place and at it.
            let changed = format!(
                "New.\n\nNew.\n\n{}",
                text.replace("50 of the text", "50 of the changed text")
            );
            author.writes("posts/a.md", &post("", &changed));
            visitor.sees("main p", "50 of the changed text").await;
            visitor.until_alive().await;
            visitor
                .finds(&format!("Math.abs({} - 40) <= 2 || {0}", top(50)), true)
                .await;
            visitor.finds("document.querySelector('main details').open", true).await;
        });
    }
}

/// Expression for the badge of an element; null without one.
fn badge(css: &str) -> String {
    format!(
        "(text => text === 'none' ? null : JSON.parse(text))(
            getComputedStyle(document.querySelector({}) ?? document.body, '::after').content)",
        json!(css)
    )
}

#[test]
fn drafts_scheduled_and_expired_posts_have_a_badge_wherever_they_are_named() {
    let draft = post("draft: true\n", "See [the other](coming.md).\n");
    let coming = post("date: 2999-05-03\n", "Text.\n");
    let expired = post("date: 2020-01-01\nexpires: 2021-01-01\n", "Text.\n");
    let files = [
        ("site.yaml", SETTINGS),
        ("posts/open.md", &post("date: 2024-01-01\n", "Text.\n")),
        ("posts/draft.md", &draft),
        ("posts/coming.md", &coming),
        ("posts/expired.md", &expired),
    ];
    for browser in [Browser::Chromium, Browser::Firefox] {
        let mut author = Author::at_work(&files);
        walk(browser, async |visitor| {
            visitor.goes_to(&author.address("/")).await;
            for (post, label) in [
                ("open", json!(null)),
                ("draft", json!("Draft")),
                ("coming", json!("Scheduled for 3 May 2999")),
                ("expired", json!("Expired")),
            ] {
                visitor
                    .finds(&badge(&format!("main a[href='/posts/{post}/']")), label)
                    .await;
            }
            visitor.finds(&badge("h1"), json!(null)).await;
            // On the page itself, also without loading one.
            visitor.until_alive().await;
            visitor.mark_page().await;
            visitor
                .run("document.querySelector(`main a[href='/posts/draft/']`).click()")
                .await;
            visitor.finds(&badge("h1"), "Draft").await;
            visitor.finds(&badge(".prose a"), "Scheduled for 3 May 2999").await;
            visitor.is_on_marked_page().await;
            visitor.run("document.querySelector(`.prose a`).click()").await;
            visitor.finds(&badge("h1"), "Scheduled for 3 May 2999").await;
        });
        author.stops();
        author.serves(&["--as-published"]);
        walk(browser, async |visitor| {
            if browser == Browser::Chromium {
                visitor.expect_error("404");
            }
            visitor.goes_to(&author.address("/posts/draft/")).await;
            visitor.sees_title("Page not found").await;
        });
    }
}

#[test]
fn an_author_writes_a_post_from_its_first_draft_on() {
    let mut author = Author::new("leaves");
    author.runs(&["new", "leaves", "--language", "en"]);
    author.runs(&["post", "Rain", "--draft"]);
    author.serves(&[]);
    walk(Browser::Chromium, async |visitor| {
        visitor.goes_to(&author.address("/posts/rain/")).await;
        visitor.sees_title("Rain").await;
        visitor.finds(&badge("h1"), "Draft").await;

        let written = author.reads("posts/rain.md");
        author.writes(
            "posts/rain.md",
            &written.replace("draft: true", "draft: true\nupdated: soon"),
        );
        visitor
            .finds(&format!("({})?.includes('updated: soon')", shown()), true)
            .await;
        author.writes("posts/rain.md", &format!("{written}\nIt rains.\n"));
        visitor.sees("main", "It rains.").await;
        visitor.finds(&shown(), json!(null)).await;

        author.writes(
            "posts/scheduled.md",
            "---\ntitle: Sun\ndate: 2999-05-03\n---\nIt shines.\n",
        );
        visitor.goes_to(&author.address("/")).await;
        visitor
            .finds(&badge("main a[href='/posts/scheduled/']"), "Scheduled for 3 May 2999")
            .await;
    });
    assert_eq!(author.stops(), [""; 0]);

    author.runs(&["publish", "--out", "public"]);
    let posts = ["rain", "scheduled"].map(|post| author.has(&format!("public/posts/{post}")));
    assert_eq!(posts, [false, false]);
    let written = author.reads("posts/rain.md");
    author.writes("posts/rain.md", &written.replace("draft: true\n", ""));
    author.runs(&["publish", "--out", "public"]);
    assert!(author.has("public/posts/rain/index.html") && !author.has("public/posts/scheduled"));
    // What did not change is not written again.
    let told = author.runs(&["publish", "--out", "public"]);
    assert!(told.contains(" 0 written"), "{told}");
}

#[test]
fn nothing_is_left_of_a_server_that_was_stopped() {
    let mut author = Author::at_work(&[("site.yaml", SETTINGS), ("posts/a.md", &post("", "Text.\n"))]);
    assert_eq!(author.stops(), [""; 0]);
}
