//! A blog that shows one of everything, and the addresses of all kinds of pages in it.

use crate::harness::{Content, Visitor};

const POSTS: [(&str, &str); 3] = [
    ("posts/everything.md", include_str!("fixtures/everything/everything.md")),
    ("posts/other.md", include_str!("fixtures/everything/other.md")),
    ("posts/third.md", include_str!("fixtures/everything/third.md")),
];
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"900\" viewBox=\"0 0 16 9\">\
    <path fill=\"#765\" d=\"M0 0h16v9H0z\"/><path fill=\"#cba\" d=\"M2 2h12v5H2z\"/></svg>";

/// Each kind of page, but for a failure.
pub(crate) const PAGES: [(&str, &str); 16] = [
    ("home", "/"),
    ("older posts", "/older/1/"),
    ("post", "/posts/everything/"),
    ("post in another language", "/posts/other/"),
    ("categories", "/categories/"),
    ("category", "/categories/first-things/"),
    ("tags", "/tags/"),
    ("tag", "/tags/one/"),
    ("all series", "/series/"),
    ("series", "/series/a-series/"),
    ("authors", "/authors/"),
    ("author", "/authors/somebody/"),
    ("archive", "/archive/"),
    ("page", "/about/"),
    ("offline", "/offline/"),
    ("not found", "/posts/no-such-post/"),
];

/// The blog in a language.
pub(crate) fn everything(language: &str) -> Content {
    let settings = format!(
        "title: One of everything
description: What it looks like.
language: {language}
page_size: 1
navigation:
  - {{ label: Home, to: / }}
  - {{ label: Categories, to: /categories/ }}
  - {{ label: Tags, to: /tags/ }}
  - {{ label: About, to: /about/ }}
"
    );
    let content = Content::empty()
        .with("site.yaml", settings)
        .with("pages/about.md", "# About\n\nA page of its own.\n")
        .with("assets/wide.svg", PICTURE);
    POSTS
        .iter()
        .fold(content, |content, (path, text)| content.with(path, text))
}

/// Stops the host, and shows what stands in place of a page that is not on this device.
pub(crate) async fn is_shown_a_failure(visitor: &mut Visitor) {
    visitor.open("/").await;
    visitor.stores_the_blog().await;
    visitor.host.stop();
    visitor.open("/posts/not-on-this-device/").await;
    visitor
        .finds("document.querySelectorAll('main .notice').length", 1)
        .await;
    visitor.finds("document.querySelectorAll('.readable').length", 1).await;
}
