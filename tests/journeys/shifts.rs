//! Nothing moves while a page comes: neither as it is loaded, nor as it is come to by a link.

use serde_json::{Value, json};

use crate::everything::{PAGES, everything};
use crate::harness::{Content, Journey, Visitor};

/// Of the Layout Instability API. Shifts just after a key or click count as well: those who follow a link look at the page.
const OBSERVE: &str = "
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const { value, sources } of list.getEntries())
            window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.textContent)]);
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
            visitor.go_by_link(path).await;
            nothing_moved(visitor, &format!("{name}, by a link, {width}")).await;
        }
    }
}

async fn nothing_moved(visitor: &Visitor, state: &str) {
    visitor.sees_pictures().await;
    // What is measured is told after the frame that it was measured in.
    visitor.until_framed().await;
    let shifts: Value = visitor.ask("window.shifts").await;
    assert_eq!(shifts, json!([]), "{state}: moved");
}
