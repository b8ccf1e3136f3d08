//! Faults in authors' files that are told, and of which nothing is lost that could be read.

use crate::blog::{Blog, told};

fn post(front_matter: &str) -> Blog {
    Blog::new().file("posts/a.md", format!("---\ntitle: A\n{front_matter}\n---\nText.\n"))
}

#[test]
fn a_time_that_no_day_has_is_told_and_the_day_counts() {
    for (date, what) in [
        ("2024-05-04 25:00", "invalid time `25:00`"),
        ("2024-05-04 24:00", "invalid time `24:00`"),
        ("2024-05-04 12:61", "invalid time `12:61`"),
        ("2024-05-04 12:00 +99:99", "unknown time zone `+99:99`"),
        ("2024-05-04 12:00 Foo/Bar", "unknown time zone `Foo/Bar`"),
    ] {
        let blog = post(&format!("date: {date}"));
        let told = told(&blog.publish()).concat();
        assert!(told.contains(what) && told.contains("posts/a.md:3:7"), "{told}");
        assert!(
            blog.read("posts/a/index.html").contains("datetime=\"2024-05-04\""),
            "{date}"
        );
    }
}

#[test]
fn a_quote_that_is_not_closed_ends_with_its_item() {
    let blog = post("date: 2024-05-04\ntags: [a, \"b]");
    let told = told(&blog.publish()).concat();
    assert!(told.contains("a quote is not closed"), "{told}");
    assert!(blog.has("tags/b/index.html") && blog.read("posts/a/index.html").contains(">b</a>"));
}

#[test]
fn terms_that_are_called_like_files_have_their_lists() {
    let names = "[index.html, feed.xml, feed.json, \"1\", older, styles.css, index, 404.html]";
    let blog = post(&format!(
        "date: 2024-05-04\ntags: {names}\ncategories: {names}\nseries: {names}"
    ));
    let published = blog.publish();
    assert!(published.findings.is_empty(), "{:?}", told(&published));
    for taxonomy in ["tags", "categories", "series"] {
        for slug in ["index-html", "feed-xml", "1", "older", "styles-css", "404-html"] {
            assert!(blog.has(&format!("{taxonomy}/{slug}/index.html")), "{taxonomy} {slug}");
        }
        assert!(blog.read(&format!("{taxonomy}/index.html")).contains("index.html"));
    }
}

#[test]
fn front_matter_may_have_the_line_ends_of_old_macs() {
    for text in [
        "---\rtitle: Mac\rdate: 2024-05-04\rtags: [x]\r---\rFirst.\r\rSecond.\r",
        "---\rtitle: Mac\rdate: 2024-05-04\rtags: [x]\r---\nFirst.\n\nSecond.\n",
    ] {
        let blog = Blog::new().file("posts/a.md", text);
        let published = blog.publish();
        assert!(published.findings.is_empty(), "{:?}", told(&published));
        let page = blog.read("posts/a/index.html");
        assert!(
            page.contains("<p>First.</p>") && page.contains("<p>Second.</p>"),
            "{page}"
        );
        assert!(page.contains("<title>Mac") && !page.contains("title: Mac"), "{page}");
        assert!(!blog.read("content/posts/a.md").contains('\r'));
    }
    let wrong = Blog::new().file("posts/a.md", "---\rtitle: Mac\rdate: 2024-13-04\r---\rText.\r");
    let told = told(&wrong.publish()).concat();
    assert!(told.contains("posts/a.md:3:7"), "{told}");
}

#[test]
fn names_in_which_nothing_is_to_be_seen_are_told() {
    let blog = post("date: 2024-05-04\ntags: [x, \"\u{200b}\"]\nauthor: \"\u{feff}\u{ad}\"");
    let told = told(&blog.publish());
    assert!(
        told[0].contains("invalid tag name `\\u{200b}`: ignored") && told[0].contains("posts/a.md:4"),
        "{told:?}"
    );
    assert!(told[1].contains("invalid author name"), "{told:?}");
}

#[test]
fn a_font_beside_posts_is_found() {
    for file in ["posts/fonts/boxes.woff2", "assets/boxes.woff2", "/assets/boxes.woff2"] {
        let settings = format!("title: x\ntheme:\n  font_files:\n    - {{file: {file}, family: Boxes}}\n");
        let blog = Blog::bare()
            .file("site.yaml", settings)
            .file("posts/a.md", "# A\n")
            .file(file.trim_start_matches('/'), include_bytes!("fonts/boxes.woff2"));
        let published = blog.publish();
        let told = told(&published).concat();
        assert!(!told.contains("font"), "{told}");
    }
}
