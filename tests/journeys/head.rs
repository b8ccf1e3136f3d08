//! The head of the page: what the reader keeps there while the visitor moves is what was published.

use serde_json::{Value, json};

use crate::harness::{BASES, Content, Journey, Visitor};

/// A head's title and all elements that say something of the page, in an order that does not depend on theirs.
/// The template's own, the icon, what is to be loaded and the policy are the same everywhere or the browser's business;
/// the link to the Markdown is for programs that fetch pages.
const HEAD: &str = "(page => [
    page.documentElement.lang,
    page.title,
    ...[...page.head.querySelectorAll('meta:not([http-equiv], [name^=feuillet]), link[rel=canonical], link[rel=alternate]:not([type$=markdown]), script[type*=json]')]
        .map(element => element.outerHTML)
        .sort(),
])";

/// The head of a published page, from its file.
async fn published(visitor: &Visitor, path: &str) -> Value {
    let address = json!(visitor.path(path));
    let page = format!("fetch({address}).then(answer => answer.text())");
    // The policy of the page that parses it does not allow its styles.
    let parsed = "new DOMParser().parseFromString(text.replace(/<style.*?<\\/style>/gs, ''), 'text/html')";
    let head = visitor.ask(&format!("{page}.then(text => {HEAD}({parsed}))")).await;
    assert!(head.as_array().is_some_and(|head| head.len() > 8), "{path}: {head}");
    head
}

#[test]
fn wherever_one_goes_the_head_is_that_of_the_published_page() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            let post = "/posts/a-short-note-on-bookmarks/";
            let translated = "/posts/petite-note-sur-les-marque-pages/";
            let category = "/categories/lecture/";
            let mut heads = Vec::new();
            visitor.open("/").await;
            for path in [
                "/",
                post,
                translated,
                category,
                "/tags/10-percent/",
                "/archive/",
                "/about/",
            ] {
                heads.push((path, published(visitor, path).await));
            }
            let shows = async |path: &str| {
                visitor.is_at(path).await;
                let (_, expected) = heads.iter().find(|(known, _)| *known == path).expect("a known page");
                visitor.finds(&format!("{HEAD}(document)"), expected.clone()).await;
            };
            visitor.mark_page().await;
            shows("/").await;
            visitor.click_on(".site-footer a").await;
            shows("/archive/").await;
            visitor.follow("A short note on bookmarks").await;
            shows(post).await;
            visitor.follow("Français").await;
            shows(translated).await;
            visitor.click_on(".terms.categories a").await;
            shows(category).await;
            visitor.back().await;
            shows(translated).await;
            visitor.back().await;
            shows(post).await;
            visitor.follow("10 %").await;
            shows("/tags/10-percent/").await;
            visitor.follow("About").await;
            shows("/about/").await;
            visitor.click_on(".site-title").await;
            shows("/").await;
            visitor.is_on_marked_page().await;
        });
    }
}

#[test]
fn what_is_not_there_is_not_for_search_engines() {
    Journey::through(Content::sample()).walk(async |visitor| {
        visitor.expect_error("404");
        let robots = "document.head.querySelectorAll('meta[name=robots]').length";
        let canonical = "document.head.querySelectorAll('link[rel=canonical], meta[property]').length";
        visitor.open("/posts/nothing/").await;
        visitor.finds(robots, 1).await;
        visitor.finds(canonical, 0).await;
        visitor.click_on(".site-title").await;
        visitor.sees_title("Feuillet").await;
        visitor.finds(robots, 0).await;
        visitor
            .finds("document.head.querySelectorAll('link[rel=canonical]').length", 1)
            .await;
    });
}

#[test]
fn a_page_that_failed_says_nothing_of_the_one_before() {
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            let said =
                "document.head.querySelectorAll('link[rel=canonical], meta[property], script[type*=json]').length";
            visitor.open("/").await;
            visitor.finds(&format!("{said} > 2"), true).await;
            visitor.host.stop();
            visitor.follow("The night train library").await;
            visitor.sees_title("This page could not be loaded").await;
            visitor.finds(said, 0).await;
            visitor.back().await;
            visitor.sees_title("Feuillet").await;
            visitor.finds(&format!("{said} > 2"), true).await;
        });
}
