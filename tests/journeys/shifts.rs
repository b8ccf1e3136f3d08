//! Nothing moves while a page comes: neither as it is loaded, nor as it is come to by a link.

use serde_json::{Value, json};

use crate::everything::{PAGES, everything};
use crate::harness::{Content, Journey, Visitor};

/// Records layout shifts (Layout Instability API). Shifts within half a second of a click do not count, because the
/// visitor caused them.
const OBSERVE: &str = "
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const { value, sources, hadRecentInput } of list.getEntries())
            if (!hadRecentInput)
                shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.textContent)]);
    }).observe({ type: 'layout-shift', buffered: true });";

#[test]
fn nothing_moves_while_a_page_comes() {
    Journey::through(everything("en")).walk(async |visitor| {
        visitor.expect_error("404");
        still(visitor, &PAGES).await;
    });
}

#[test]
fn nothing_moves_in_the_sample_blog() {
    let pages = [
        ("home", "/"),
        ("post with a cover", "/posts/the-night-train-library/"),
        ("post with figures", "/posts/setting-a-measure/"),
        ("French post", "/posts/dix-pour-cent/"),
        ("category", "/categories/metier/"),
    ];
    Journey::through(Content::sample()).walk(async |visitor| still(visitor, &pages).await);
}

#[test]
fn pages_that_scroll_and_pages_that_do_not_stand_in_the_same_place() {
    let content = Content::empty()
        .with("posts/short.md", "---\ntitle: Short\ndate: 2024-05-01\n---\nText.\n")
        .with(
            "posts/long.md",
            format!("---\ntitle: Long\ndate: 2024-05-02\n---\n{}", "Text.\n\n".repeat(100)),
        );
    Journey::through(content).walk(async |visitor| {
        visitor.has_a_window(1280, 800).await;
        let place = "document.querySelector('.site-title').getBoundingClientRect().left";
        let scrolls = "document.documentElement.scrollHeight > innerHeight";
        visitor.open("/posts/short/").await;
        visitor.finds(scrolls, false).await;
        let short = visitor.ask(place).await;
        visitor.open("/posts/long/").await;
        visitor.finds(scrolls, true).await;
        assert_eq!(visitor.ask(place).await, short);
    });
}

async fn still(visitor: &Visitor, pages: &[(&str, &str)]) {
    visitor.runs_first(OBSERVE).await;
    for width in [360, 1280] {
        visitor.has_a_window(width, 800).await;
        for (name, path) in pages {
            visitor.open(path).await;
            nothing_moved(visitor, &format!("{name}, loaded, {width}")).await;
        }
        visitor.open("/").await;
        for (name, path) in pages {
            visitor.run("window.shifts = []").await;
            clicks_on_a_link(visitor, path).await;
            nothing_moved(visitor, &format!("{name}, by a link, {width}")).await;
        }
    }
}

/// As a visitor does: what a script does is no input.
async fn clicks_on_a_link(visitor: &Visitor, path: &str) {
    let address = json!(visitor.path(path));
    visitor
        .run(&format!(
            "const link = document.createElement('a');
            link.href = {address};
            link.id = 'way';
            link.textContent = 'way';
            link.style = 'position: fixed; inset: 0 auto auto 0';
            document.body.append(link);"
        ))
        .await;
    visitor.click_on("#way").await;
    visitor.is_at(path).await;
    // Not on the page any more if the browser has loaded another one: the host is asked for what is not found.
    visitor.run("document.querySelector('#way')?.remove()").await;
}

async fn nothing_moved(visitor: &Visitor, state: &str) {
    visitor.sees_pictures().await;
    // Shifts are reported after the frame in which they happened.
    visitor.until_framed().await;
    let shifts: Value = visitor.ask("window.shifts").await;
    assert_eq!(shifts, json!([]), "{state}: moved");
}
