//! The sample blog, which shows what the theme is like.

use std::path::Path;

use feuillet::command::publish;
use feuillet_publish::options::Options;
use scraper::{Html, Selector};

use crate::blog::Blog;

#[test]
fn posts_of_the_sample_repeat_no_picture_and_quote_with_one_bar() {
    let blog = Blog::bare();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    publish(&Options {
        content,
        ..blog.options()
    })
    .expect("the sample blog is published");
    let pictures = Selector::parse("article img").expect("a selector");
    let bars = Selector::parse("[class*='border-l'] :is(blockquote, [class*='border-l'])").expect("a selector");
    let mut posts = 0;
    for (name, bytes) in blog.tree() {
        if !name.starts_with("posts/") || !name.ends_with("/index.html") {
            continue;
        }
        posts += 1;
        let page = Html::parse_document(&String::from_utf8_lossy(&bytes));
        let mut shown: Vec<_> = page.select(&pictures).filter_map(|img| img.attr("src")).collect();
        let number = shown.len();
        shown.sort_unstable();
        shown.dedup();
        assert_eq!(shown.len(), number, "{name}: {shown:?}");
        assert_eq!(page.select(&bars).count(), 0, "{name}");
    }
    assert!(posts > 10, "the sample blog has posts");
}
