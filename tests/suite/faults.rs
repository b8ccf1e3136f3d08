//! Faults in authors' files that are told, and of which nothing is lost that could be read.

use std::process::Command;

use crate::blog::{Blog, told};
use crate::check::drawn;

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

#[test]
fn a_language_is_named_by_its_tag() {
    for (language, help) in [
        ("english", "write `language: en`"),
        ("\"!!\"", "write a tag like `en` or `pt-BR`"),
    ] {
        let blog = Blog::bare()
            .file("site.yaml", format!("title: T\nlanguage: {language}\n"))
            .file("posts/a.md", "Text.\n");
        let error = blog.try_publish().map(|_| ()).expect_err("no language");
        assert!(error.contains(help), "{error}");
    }
}

#[test]
fn a_publish_that_stops_says_that_nothing_was_published() {
    let blog = post("date: 2024-05-04");
    blog.publish();
    let before = blog.tree();
    let blog = blog.file("site.yaml", "titel: T\n");
    let output = Command::new(env!("CARGO_BIN_EXE_feuillet"))
        .arg("publish")
        .arg("--content")
        .arg(blog.path("content"))
        .arg("--out")
        .arg(blog.out())
        .arg("--reader")
        .arg(blog.path("reader"))
        .output()
        .expect("the command runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    let last = format!("Nothing was published to {}", blog.out().display());
    assert_eq!(told.lines().last(), Some(&*last), "{told}");
    assert_eq!(blog.tree(), before);
}

#[test]
fn a_check_tells_markdown_of_which_a_part_is_missing() {
    let text = "A[^nope], [ref][nowhere].\n\n$$\na + b\n\nIt costs $$ or $$$.\n\n$$ c $$\n\n```rust\nfn\n";
    let blog = Blog::new().file(
        "posts/a.md",
        format!("---\ntitle: A\ndate: 2024-05-04\nmath: true\n---\n{text}"),
    );
    let told = drawn(&blog);
    for (place, what) in [
        (
            "posts/a.md:6:2",
            "footnote without a text: `[^nope]` is shown as it is written",
        ),
        ("posts/a.md:6:11", "link without a target: nothing defines `[nowhere]`"),
        ("posts/a.md:8:1", "unclosed formula: shown as it is written"),
        ("posts/a.md:15:1", "unclosed code block: all that follows is code"),
    ] {
        let finding = format!("warning[markdown]: {what}\n");
        let (_, after) = told.split_once(&finding).unwrap_or_else(|| panic!("{what}: {told}"));
        let line = after.lines().next().unwrap_or_default();
        assert!(line.trim_start_matches(['-', '>', ' ']) == place, "{place}: {told}");
    }
    assert_eq!(told.matches("warning[").count(), 4, "{told}");
}
