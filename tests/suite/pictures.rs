//! Pictures in texts: their place is kept before they arrive.

use std::io::Write as _;

use crate::blog::Blog;

/// The start of a PNG file, which tells its size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    // Writing to memory cannot fail.
    let _ = bytes.write_all(&[8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

/// The `img` elements of a page's text, each without its address, its alternative text, and what all of them have.
fn pictures(blog: &Blog, page: &str) -> Vec<String> {
    let page = blog.read(page);
    let text = page.split_once("class=\"prose").map_or(page.as_str(), |(_, text)| text);
    let tags = text.split("<img ").skip(1).filter_map(|rest| rest.split('>').next());
    let own = |tag: &str| {
        let attributes = tag.trim_end_matches('/').split_inclusive("\" ").map(str::trim);
        let attributes =
            attributes.filter(|one| !["src=", "alt=", "decoding="].iter().any(|known| one.starts_with(known)));
        attributes.collect::<Vec<_>>().join(" ")
    };
    tags.map(own).collect()
}

fn post(body: &str) -> String {
    format!("---\ntitle: A\ndate: 2024-05-01\n---\n{body}\n")
}

#[test]
fn pictures_of_the_blog_have_their_size() {
    for (written, expected) in [
        ("![x](a.png)", "width=\"400\" height=\"300\""),
        ("![x](/content/posts/a.png?v=1)", "width=\"400\" height=\"300\""),
        ("![x](a.png \"T\")", "width=\"400\" height=\"300\" title=\"T\""),
        ("![x](./my%20b.svg)", "width=\"40\" height=\"30\""),
        ("[![x](a.png)](https://example.org/)", "width=\"400\" height=\"300\""),
        // Of no size, as wide as there is room, missing, of others.
        ("![x](c.svg)", ""),
        ("![x](none.png)", ""),
        ("![x](broken.png)", ""),
        ("![x](https://example.org/a.png)", ""),
        // As its author wants it.
        ("<img src=\"a.png\" alt=\"x\">", "width=\"400\" height=\"300\""),
        (
            "<img src=\"a.png\" alt=\"x\" width=\"200\">",
            "width=\"200\" height=\"150\"",
        ),
        (
            "<img src=\"a.png\" alt=\"x\" height=\"30px\">",
            "height=\"30px\" width=\"40\"",
        ),
        ("<img src=\"a.png\" alt=\"x\" width=\"50%\">", "width=\"50%\""),
        (
            "<img src=\"a.png\" alt=\"x\" width=\"1\" height=\"2\">",
            "width=\"1\" height=\"2\"",
        ),
        (
            "<img src=\"a.png\" alt=\"x\" style=\"height: 2em\">",
            "data-style=\"height: 2em\"",
        ),
        ("<img src=\"a.png\" alt=\"x\" class=\"h-8\">", "class=\"h-8\""),
        ("<img src=\"a.png\" alt=\"x\" width=\"0\">", "width=\"0\" height=\"0\""),
        (
            "<img src=\"a.png\" alt=\"x\" class=\"w-32\" height=\"40\">",
            "class=\"w-32\" height=\"40\"",
        ),
        // The browser may choose another file.
        (
            "<img src=\"a.png\" alt=\"x\" srcset=\"a.png 1x\">",
            "srcset=\"/content/posts/a.png 1x\"",
        ),
        (
            "<picture><source srcset=\"c.svg\"><img src=\"a.png\" alt=\"x\"></picture>",
            "",
        ),
        // Stretched to the height of the row.
        ("<div style=\"display:flex\"><img src=\"a.png\" alt=\"x\"></div>", ""),
        ("<div class=\"md:flex\"><b>x</b><img src=\"a.png\" alt=\"x\"></div>", ""),
        (
            "<div class=\"flex\"><div><img src=\"a.png\" alt=\"x\"></div></div>",
            "width=\"400\" height=\"300\"",
        ),
        (
            "<div class=\"flex\">x</div><div><img src=\"a.png\" alt=\"x\"></div>",
            "width=\"400\" height=\"300\"",
        ),
        (
            "<div class=\"flex\">x</div><img src=\"a.png\" alt=\"x\">",
            "width=\"400\" height=\"300\"",
        ),
    ] {
        let blog = Blog::new()
            .file("posts/a.md", post(written))
            .file("posts/a.png", png(400, 300))
            .file("posts/broken.png", "no picture")
            .file(
                "posts/my b.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30px\"/>",
            )
            .file(
                "posts/c.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"/>",
            );
        blog.publish();
        assert_eq!(pictures(&blog, "posts/a/index.html"), [expected], "{written}");
    }
}

#[test]
fn a_picture_of_another_size_is_another_page() {
    let blog = Blog::new()
        .file("posts/a.md", post("![x](a.png)"))
        .file("categories/x.md", "![x](../posts/a.png)\n")
        .file(
            "posts/b.md",
            "---\ntitle: B\ndate: 2024-05-01\ncategories: [x]\n---\nText\n",
        )
        .file("posts/a.png", png(400, 300));
    blog.publish();
    assert_eq!(
        pictures(&blog, "categories/x/index.html"),
        ["width=\"400\" height=\"300\""]
    );
    blog.write("content/posts/a.png", png(40, 30));
    blog.publish();
    for page in ["posts/a/index.html", "categories/x/index.html"] {
        assert_eq!(pictures(&blog, page), ["width=\"40\" height=\"30\""], "{page}");
    }
    // What rendering alone needs is no part of the page.
    assert!(!blog.read("posts/a/index.html").contains("\"pictures\""));
}
