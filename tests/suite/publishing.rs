//! The published folder: what lies in it, what is refused, what survives.

use std::fs;

use crate::blog::{Blog, told};

#[test]
fn publishing_twice_gives_the_same_bytes() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "tags: [x, y]")
        .post("b", "2021-01-01", "");
    blog.publish();
    let first = blog.tree();
    blog.publish();
    assert_eq!(first, blog.tree());
}

#[test]
fn posts_are_published_raw() {
    let text = "---\r\ntitle: \"Brut\"\r\n---\r\nTexte *brut*.\r\n";
    let blog = Blog::new().file("posts/brut.md", text);
    blog.publish();
    assert_eq!(blog.read("content/posts/brut.md"), text);
}

#[test]
fn what_no_longer_exists_is_removed() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "")
        .post("b", "2021-01-01", "tags: [x]");
    blog.publish();
    assert!(blog.has("posts/b/index.html") && blog.has("tags/x/index.html"));
    fs::remove_file(blog.path("content/posts/b.md")).unwrap();
    blog.publish();
    for gone in ["posts/b/index.html", "content/posts/b.md", "tags/x", "data/tags"] {
        assert!(!blog.has(gone), "{gone}");
    }
    assert!(blog.has("posts/a/index.html"));
}

#[test]
fn a_folder_with_files_of_others_is_refused_and_left_alone() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.write("out/thesis.txt", "years of work");
    let refused = blog.try_publish().unwrap_err();
    assert!(refused.contains("thesis.txt"), "{refused}");
    assert_eq!(blog.read("thesis.txt"), "years of work");
    assert_eq!(blog.tree().len(), 1);

    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    blog.write("out/.git/HEAD", "ref");
    let refused = blog.try_publish().unwrap_err();
    assert!(refused.contains(".git/HEAD"), "{refused}");
}

#[test]
fn the_content_folder_is_never_published_over() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    for out in ["content", "content/out", "."] {
        fs::create_dir_all(blog.path(out)).unwrap();
        let options = feuillet::publish::Options {
            content: blog.path("content"),
            out: blog.path(out),
            reader: blog.path("reader"),
            base: None,
        };
        let refused = feuillet::publish::publish(&options).unwrap_err();
        assert!(format!("{refused:#}").contains("another folder"), "{out}: {refused:#}");
    }
    assert!(blog.path("content/posts/a.md").exists());
}

#[test]
fn a_publish_that_fails_leaves_the_old_one_whole() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    let before = blog.tree();
    let blog = blog.file("site.yaml", "title: [");
    let failed = blog.try_publish().unwrap_err();
    assert!(failed.contains("site.yaml:"), "{failed}");
    assert_eq!(before, blog.tree());
}

#[test]
fn a_post_dropped_into_the_published_folder_is_kept_and_listed() {
    let blog = Blog::new().post("a", "2020-01-01", "");
    blog.publish();
    blog.write(
        "out/content/posts/jete.md",
        "---\ntitle: Jeté là\ndate: 2024-02-03\n---\nTexte.\n",
    );
    for _ in 0..2 {
        let published = blog.publish();
        assert_eq!(published.posts, 2);
        assert!(blog.read("data/site.json").contains("Jeté là"));
        assert!(blog.has("posts/jete/index.html") && blog.has("content/posts/jete.md"));
        let told = told(&published);
        assert!(told.concat().contains("by hand"), "{told:?}");
    }
}

#[test]
fn drafts_are_left_out_and_said_so() {
    let blog = Blog::new()
        .post("a", "2020-01-01", "")
        .post("secret", "2021-01-01", "draft: true");
    let published = blog.publish();
    assert_eq!(published.hidden, ["posts/secret.md: it says `draft: true`"]);
    assert!(
        blog.tree()
            .iter()
            .all(|(name, bytes)| { !name.contains("secret") && !String::from_utf8_lossy(bytes).contains("secret") })
    );
}

#[test]
fn links_and_covers_that_lead_nowhere_are_told_with_their_place() {
    let blog = Blog::new().file(
        "posts/a.md",
        "---\ntitle: A\ncover_image: /assets/none.svg\n---\nA [link](gone.md), [good](b.md).\n\n<img src=\"no.png\">\n",
    );
    let published = blog.post("b", "2020-01-01", "").publish();
    let told = told(&published);
    insta::assert_snapshot!(told.concat());
}

#[test]
fn addresses_never_collide_and_renamed_documents_are_still_linked() {
    let blog = Blog::new()
        .file("posts/Mon Billet.md", "---\ntitle: Un\nslug: Été\n---\n")
        .file("posts/ete.md", "---\ntitle: Deux\n---\n[un](Mon%20Billet.md)\n")
        .file("pages/archive.md", "---\ntitle: Trois\n---\n");
    let published = blog.publish();
    assert!(blog.has("posts/ete/index.html") && blog.has("posts/ete-2/index.html"));
    assert!(blog.has("archive-2/index.html"));
    assert!(
        blog.read("posts/ete-2/index.html")
            .contains("href=\"/posts/ete/\">un</a>")
    );
    let taken = published
        .findings
        .iter()
        .filter(|finding| finding.diagnostic.message.contains("taken"));
    assert_eq!(taken.count(), 2);
}

#[test]
fn lists_come_in_bounded_pages() {
    let mut blog = Blog::new();
    for number in 1..=7 {
        blog = blog.post(&format!("p{number}"), &format!("2020-01-0{number}"), "categories: [c]");
    }
    blog.publish();
    assert!(blog.read("data/site.json").contains(r#""page":1,"pages":4,"total":7"#));
    for page in 2..=4 {
        assert!(blog.has(&format!("data/posts/{page}.json")));
        assert!(blog.has(&format!("categories/c/page/{page}/index.html")));
    }
    assert!(!blog.has("data/posts/5.json"));
    let context = blog.read("data/post/p3.json");
    assert!(
        context.contains(r#""newer":{"slug":"p4""#) && context.contains(r#""older":{"slug":"p2""#),
        "{context}"
    );
}

#[test]
fn files_are_served_as_they_are() {
    let blog = Blog::new()
        .file("robots.txt", "User-agent: *")
        .file("posts/photo.jpg", [0xff, 0xd8])
        .file("posts/a.md", "![](photo.jpg)\n")
        .file(".secret", "no");
    blog.publish();
    assert_eq!(blog.read("robots.txt"), "User-agent: *");
    assert!(blog.has("content/posts/photo.jpg"));
    assert!(
        blog.read("posts/a/index.html")
            .contains("src=\"/content/posts/photo.jpg\"")
    );
    assert!(!blog.has(".secret") && !blog.has("site.yaml"));
}

#[test]
fn a_folder_of_nothing_but_posts_is_a_blog() {
    let blog = Blog::new();
    fs::remove_file(blog.path("content/site.yaml")).unwrap();
    let text = "---\ntitle: Bonjour\n---\nVoici un petit billet écrit en français, pour voir ce que cela donne à la lecture.\n";
    let blog = blog.file("bonjour.md", text);
    blog.publish();
    let page = blog.read("posts/bonjour/index.html");
    assert!(page.contains("<html lang=\"fr\""), "{page}");
}
