//! Covers: each is shown once, and the first picture that exists is the one.

use crate::blog::{Blog, told};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>"#;

/// Counts the pictures on the page of a post, without those of other posts.
fn pictures(page: &str) -> usize {
    let start = page.find("<article").unwrap_or_default();
    let end = page.find("<footer class=\"post-footer\"").unwrap_or(page.len());
    page[start..end].matches("<img").count()
}

fn trip(front_matter: &str, body: &str) -> Blog {
    let text = format!("---\ntitle: Trip\ndate: 2024-05-01\n{front_matter}\n---\n{body}\n");
    Blog::new()
        .file("posts/trip/index.md", text)
        .file("posts/trip/a b.svg", SVG)
        .file("assets/c.svg", SVG)
}

#[test]
fn a_cover_that_the_text_begins_with_is_shown_once() {
    for (front_matter, body, expected) in [
        ("image: a b.svg", "![A](<a b.svg>)\n\nText.", 1),
        (
            "image: ./a%20b.svg",
            "<figure><img src=\"a b.svg\"></figure>\n\nText.",
            1,
        ),
        ("cover: /assets/c.svg", "[![](../../assets/c.svg)](/)\n\nText.", 1),
        (
            "cover: /assets/c.svg",
            "![C](https://example.org/assets/c.svg)\n\nText.",
            1,
        ),
        (
            "cover: https://example.org/assets/c.svg",
            "![C](/assets/c.svg)\n\nText.",
            1,
        ),
        ("cover: /assets/c.svg", "# Trip\n\n![C](/assets/c.svg)", 1),
        ("cover: /assets/c.svg", "Text.\n\n![C](/assets/c.svg)", 2),
        ("cover: /assets/c.svg", "![A](<a b.svg>)\n\nText.", 2),
        ("cover: /assets/c.svg", "Text.", 1),
        ("cover:\n  image: /assets/c.svg\n  hidden: true", "Text.", 0),
        ("cover:\n  image: /assets/c.svg\n  hiddenInSingle: true", "Text.", 0),
        ("cover:\n  image: /assets/c.svg\n  hidden: false", "Text.", 1),
    ] {
        let blog = trip(front_matter, body);
        let published = blog.publish();
        assert!(published.findings.is_empty(), "{:?}", told(&published));
        let page = blog.read("posts/trip/index.html");
        assert_eq!(pictures(&page), expected, "{front_matter} {body}");
        // Lists and previews show it all the same.
        assert!(page.contains("property=\"og:image\""), "{front_matter}");
        let home = blog.read("index.html");
        assert!(home.contains("class=\"cover\""), "{front_matter}");
    }
}

#[test]
fn the_text_of_a_cover_that_is_shown_once_is_kept() {
    let blog = trip("image: a b.svg\nimage_alt: A \"hut\"", "![](<a b.svg>)\n\nText.");
    blog.publish();
    let page = blog.read("posts/trip/index.html");
    assert_eq!(pictures(&page), 1);
    assert!(page.contains("alt=\"A &quot;hut&quot;\""), "{page}");
    let feed = blog.read("feed.xml");
    assert_eq!(feed.matches("&lt;img ").count(), 1, "{feed}");
    assert!(feed.contains("A &amp;quot;hut&amp;quot;"), "{feed}");
}

#[test]
fn the_first_cover_that_exists_counts() {
    for (front_matter, expected, is_told) in [
        ("image: \"\"\ncover: /assets/c.svg", "/assets/c.svg", false),
        ("image:\ncover: /assets/c.svg", "/assets/c.svg", false),
        ("image: false\ncover: /assets/c.svg", "/assets/c.svg", false),
        ("image: []\nthumbnail: /assets/c.svg", "/assets/c.svg", false),
        (
            "image:\n  path: \"\"\n  alt: x\ncover: /assets/c.svg",
            "/assets/c.svg",
            false,
        ),
        ("image:\n  path: /assets/c.svg", "/assets/c.svg", false),
        ("image: none.svg\ncover: /assets/c.svg", "/assets/c.svg", true),
        (
            "cover: none.svg\nthumbnail: a b.svg",
            "/content/posts/trip/a%20b.svg",
            true,
        ),
        (
            "cover: none.svg\nog_image: https://cdn.example/x.png",
            "https://cdn.example/x.png",
            true,
        ),
    ] {
        let blog = trip(front_matter, "Text.");
        let published = blog.publish();
        let told = told(&published);
        let page = blog.read("posts/trip/index.html");
        assert!(
            page.contains(&format!("<img src=\"{expected}\"")),
            "{front_matter}: {page}"
        );
        assert_eq!(
            told.iter()
                .any(|told| told.contains("is used instead") && told.contains("none.svg")),
            is_told,
            "{front_matter}: {told:?}"
        );
        assert_eq!(told.len(), usize::from(is_told), "{front_matter}: {told:?}");
    }
}

#[test]
fn a_cover_of_another_generator_is_shown_once() {
    let hexo = Blog::bare()
        .file("_config.yml", "title: x\nurl: https://x.example/blog\nroot: /blog/\n")
        .file(
            "source/_posts/a.md",
            "---\ntitle: A\ndate: 2020-01-01\ncover_image: /images/c.svg\n---\n![](../images/c.svg)\n\nTexte.\n",
        )
        .file("source/images/c.svg", SVG);
    hexo.publish();
    assert_eq!(pictures(&hexo.read("posts/a/index.html")), 1);

    let hugo = Blog::bare()
        .file("hugo.toml", "baseURL = 'https://x.example/'\ntitle = 'X'\n")
        .file(
            "content/posts/a/index.md",
            "---\ntitle: A\ndate: 2020-01-01\ncover:\n  image: img/c.svg\n---\n\
             {{< figure src=\"/img/c.svg\" caption=\"C\" >}}\n\nText.\n",
        )
        .file("static/img/c.svg", SVG);
    let published = hugo.publish();
    assert!(published.findings.is_empty(), "{:?}", told(&published));
    let page = hugo.read("posts/a/index.html");
    assert_eq!(pictures(&page), 1, "{page}");
    assert!(page.contains("<figcaption>"), "{page}");
}

#[test]
fn a_missing_cover_is_told_with_the_file_that_was_meant() {
    for (front_matter, help) in [
        ("cover: a  b.svg", "did you mean `a b.svg`?"),
        ("cover: A B.svg", "did you mean `a b.svg`?"),
        ("image: c.svg", "did you mean `../../assets/c.svg`?"),
        (
            "image: /assets/else.svg",
            "add the file `assets/else.svg` to the content folder, or fix the path",
        ),
    ] {
        let published = trip(front_matter, "Text.").publish();
        let helps: Vec<&str> = published.findings.iter().map(|found| &*found.diagnostic.help).collect();
        assert_eq!(helps, [help], "{front_matter}: {:?}", told(&published));
    }
}
