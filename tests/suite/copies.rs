//! Copies beside the originals: compressed ones, and pages under another name.

use std::fs;

use feuillet::command::publish;
use feuillet_publish::options::Options;

use crate::blog::Blog;
use crate::incremental::{a_blog, age, check_against_fresh, rewritten};

/// The published files whose names end in one way.
fn names(blog: &Blog, end: &str) -> Vec<String> {
    let names = blog.tree().into_iter().map(|(name, _)| name);
    names.filter(|name| name.ends_with(end)).collect()
}

#[test]
fn compressed_copies_come_and_go_with_their_originals() {
    let long = "A sentence that says the same thing over and over again. ".repeat(30);
    let blog = a_blog()
        .file("posts/long.md", format!("---\ntitle: Long\n---\n{long}\n"))
        .file("assets/photo.jpg", vec![0; 1000]);
    let options = Options {
        compress: true,
        ..blog.options()
    };
    publish(&options).unwrap();
    for name in [
        "posts/long/index.html",
        "content/posts/long.md",
        "data/site.json",
        "404.html",
    ] {
        assert!(
            blog.has(&format!("{name}.br")) && blog.has(&format!("{name}.gz")),
            "{name}"
        );
        let size = |name: &str| fs::metadata(blog.out().join(name)).unwrap().len();
        assert!(size(&format!("{name}.br")) < size(name), "{name}");
    }
    for name in [
        "assets/photo.jpg",
        ".nojekyll",
        "assets/picture.svg",
        "content/posts/a.md",
    ] {
        assert!(
            !blog.has(&format!("{name}.br")) && !blog.has(&format!("{name}.gz")),
            "{name}"
        );
    }
    check_against_fresh(&blog, &options, "compressed");

    age(&blog.out());
    publish(&options).unwrap();
    assert_eq!(publish(&options).unwrap().written, 0);
    let blog = blog.file("posts/long.md", format!("---\ntitle: Long\n---\n{long} End.\n"));
    publish(&options).unwrap();
    let page = "posts/long/index.html";
    let mut expected = Vec::new();
    for name in [
        "content/posts/long.md",
        "data/offline.json",
        "data/offline/0.json",
        page,
    ] {
        expected.extend(["", ".br", ".gz"].map(|end| format!("{name}{end}")));
    }
    assert_eq!(rewritten(&blog), expected);
    check_against_fresh(&blog, &options, "compressed, changed");

    fs::remove_file(blog.path("content/posts/long.md")).unwrap();
    publish(&options).unwrap();
    assert!(!blog.has("content/posts/long.md.br") && !blog.has("posts/long"));
    blog.publish();
    assert_eq!(names(&blog, ".br"), [""; 0]);
    assert_eq!(names(&blog, ".gz"), [""; 0]);
}

#[test]
fn pages_lie_also_beside_their_folders_for_hosts_that_know_none() {
    let blog = a_blog().file("archive.html", "the author's own");
    let options = Options {
        html_files: true,
        compress: true,
        ..blog.options()
    };
    publish(&options).unwrap();
    for (file, page) in [
        ("posts/a.html", "posts/a/index.html"),
        ("about.html", "about/index.html"),
        ("posts.html", "posts/index.html"),
        ("tags/métier.html", "tags/métier/index.html"),
        ("tags.html", "tags/index.html"),
        ("posts/a.html.gz", "posts/a/index.html.gz"),
    ] {
        assert!(
            fs::read(blog.out().join(file)).unwrap() == fs::read(blog.out().join(page)).unwrap(),
            "{file}"
        );
    }
    assert_eq!(blog.read("archive.html"), "the author's own");
    assert!(!blog.has("index/index.html") && !blog.has(".html"));
    blog.publish();
    assert_eq!(
        names(&blog, ".html")
            .into_iter()
            .filter(|name| !name.ends_with("/index.html"))
            .collect::<Vec<_>>(),
        ["404.html", "archive.html", "data/shell.html", "index.html"]
    );
}
