//! Publishing again after a small change to a large blog: how many files it rewrites does not depend on the size of the
//! blog. Each rewritten file is uploaded, and fetched again by visitors who keep the blog for offline use.

use std::fs;

use crate::blog::Blog;
use crate::incremental::{check_against_fresh, rewritten, settle};

/// Maximum number of rewritten files for a post with one category and one tag: its own, its neighbor's, its terms', the
/// first pages, the feeds, `llms.txt`, and four for two posts that it is related to.
const MOST: usize = 28;

/// Creates a blog with so many posts, a day apart, in three categories and seven tags.
fn blog_of(posts: usize) -> Blog {
    let settings = "title: Many\nlanguage: en\nurl: https://example.org/\npage_size: 5\n";
    (0..posts).fold(Blog::new().file("site.yaml", settings), |blog, number| {
        blog.file(&path(number), post(number, &format!("Post {number}")))
    })
}

fn path(number: usize) -> String {
    format!("posts/p{number}.md")
}

fn post(number: usize, title: &str) -> String {
    let (year, month, day) = (2000 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
    format!(
        "---\ntitle: {title}\ndate: {year}-{month:02}-{day:02}\ncategories: [c{}]\ntags: [t{}]\n---\nText {number}.\n",
        number % 3,
        number % 7
    )
}

/// Returns the files that a publish after a change rewrites.
fn after(posts: usize, change: impl Fn(&Blog)) -> Vec<String> {
    let blog = blog_of(posts);
    settle(&blog);
    change(&blog);
    blog.publish();
    let rewritten = rewritten(&blog);
    check_against_fresh(&blog, &blog.options(), "a small change");
    rewritten
}

#[test]
fn a_new_post_rewrites_few_files() {
    for posts in [61, 611] {
        let rewritten = after(posts, |blog| {
            blog.write(&format!("content/{}", path(posts)), post(posts, "New"));
        });
        assert!(rewritten.len() <= MOST, "{posts}: {}: {rewritten:?}", rewritten.len());
        let of = |kind: &str| rewritten.iter().filter(|name| name.contains(kind)).count();
        assert_eq!(of("older/"), 0, "{posts}: {rewritten:?}");
        for (kind, count) in [("data/offline", 2), (".feuillet-files", 1), ("sitemap", 1)] {
            assert_eq!(of(kind), count, "{posts}: {kind}: {rewritten:?}");
        }
    }
}

#[test]
fn a_changed_title_of_an_old_post_rewrites_the_lists_that_show_it() {
    let rewritten = after(251, |blog| {
        blog.write(&format!("content/{}", path(17)), post(17, "Another"));
    });
    assert!(rewritten.len() <= MOST, "{}: {rewritten:?}", rewritten.len());
    let lists: Vec<_> = rewritten
        .iter()
        .filter(|name| name.starts_with("data/") && name.contains("older/"))
        .collect();
    assert_eq!(
        lists,
        [
            "data/categories/c2/older/2.json",
            "data/posts/older/4.json",
            "data/tags/t3/older/1.json"
        ]
    );
}

#[test]
fn a_new_tag_rewrites_few_files() {
    let rewritten = after(251, |blog| {
        let text = post(250, "Post 250").replace("tags: [t5]", "tags: [t5, new]");
        blog.write(&format!("content/{}", path(250)), text);
    });
    assert!(rewritten.len() <= MOST, "{}: {rewritten:?}", rewritten.len());
    assert!(
        rewritten.iter().any(|name| name == "tags/new/index.html"),
        "{rewritten:?}"
    );
}

#[test]
fn a_removed_post_leaves_older_parts_as_they_are() {
    let rewritten = after(251, |blog| fs::remove_file(blog.path("content/posts/p248.md")).unwrap());
    assert!(rewritten.len() <= MOST, "{}: {rewritten:?}", rewritten.len());
}
