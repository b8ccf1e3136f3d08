//! Texts on pages of lists: their headings, part numbers, terms and days, and the blog's title if none is set.

use scraper::{Html, Selector};
use serde_json::Value;

use crate::blog::Blog;

/// A published JSON file.
#[track_caller]
fn json(blog: &Blog, name: &str) -> Value {
    serde_json::from_str(&blog.read(name)).expect("JSON")
}

/// Texts of the elements of a page that match a selector.
#[track_caller]
fn texts(blog: &Blog, name: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&blog.read(name));
    let selector = Selector::parse(selector).expect("a selector");
    let found = page.select(&selector);
    found
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

#[test]
fn a_list_of_a_series_numbers_its_parts_as_the_parts_themselves_do() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "series: S")
        .post("b", "2020-01-02", "series: S")
        .post("b-en", "2020-01-02", "series: S\nlang: en")
        .post("c", "2020-01-03", "series: [S, T]")
        .post("d", "2020-01-04", "categories: [S]");
    blog.publish();
    let list = ["series/s/index.html", "series/s/page/2/index.html"];
    let numbers = list.map(|page| texts(&blog, page, ".post-meta b"));
    assert_eq!(numbers.concat(), ["Partie 1", "Partie 2", "Partie 3"]);
    for (post, label) in [("a", "Partie 1 sur 3 de S"), ("c", "Partie 3 sur 3 de S")] {
        assert_eq!(
            texts(&blog, &format!("posts/{post}/index.html"), "header .translations a"),
            [label]
        );
    }
    // What has one part only, and other lists, have no numbers.
    for page in ["series/t/index.html", "categories/s/index.html", "index.html"] {
        assert_eq!(texts(&blog, page, ".post-meta b"), [""; 0], "{page}");
    }
}

#[test]
fn lists_do_not_repeat_below_each_post_what_stands_above_them() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "categories: [métier, web]\ntags: [web]")
        .post("b", "2021-09-30", "categories: [métier]");
    blog.publish();
    let shown = |page: &str| texts(&blog, page, ".post-card .terms a");
    assert_eq!(shown("categories/metier/index.html"), ["web"]);
    assert_eq!(shown("categories/web/index.html"), ["métier"]);
    assert_eq!(shown("index.html"), ["métier", "métier", "web"]);
    assert_eq!(shown("tags/web/index.html"), ["métier", "web"]);
    assert_eq!(texts(&blog, "archive/index.html", "time"), ["30 sept.", "1er janv."]);
    assert_eq!(
        texts(&blog, "index.html", "time"),
        ["30 septembre 2021", "1er janvier 2020"]
    );
    // The service worker lists posts of all years.
    let archive = json(&blog, "data/archive/1.json");
    assert_eq!(archive["years"][0]["posts"][0]["whole_date"], "30 septembre 2021");
}

#[test]
fn a_blog_without_a_title_bears_the_name_of_its_author_and_tells_how_to_name_it() {
    let blog = Blog::bare()
        .file("site.yaml", "author: Ana\nurl: https://example.org/\nlanguage: en\n")
        .post("a", "2020-01-01", "categories: [x]");
    let published = blog.publish();
    let note = "The blog has no title and is called `Ana`, after its author: to name it, write `title: …` in site.yaml";
    assert!(
        published.notes.iter().any(|found| found == note),
        "{:?}",
        published.notes
    );
    for (page, title) in [
        ("index.html", "Ana"),
        ("posts/a/index.html", "a · Ana"),
        ("categories/x/index.html", "x · Ana"),
    ] {
        assert_eq!(texts(&blog, page, "title"), [title], "{page}");
        assert_eq!(texts(&blog, page, ".site-title"), ["Ana"], "{page}");
    }
    assert_eq!(texts(&blog, "index.html", "h1"), ["Ana"]);
    assert_eq!(json(&blog, "manifest.webmanifest")["name"], "Ana");
    assert_eq!(json(&blog, "feed.json")["title"], "Ana");
    for name in [
        "index.html",
        "manifest.webmanifest",
        "feed.xml",
        "feed.json",
        "404.html",
    ] {
        assert!(!blog.read(name).contains("Feuillet"), "{name}");
    }
    let named = blog.file("site.yaml", "title: Notes\n").publish();
    assert!(
        !named.notes.iter().any(|note| note.contains("title")),
        "{:?}",
        named.notes
    );
}
