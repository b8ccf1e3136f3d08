//! Blogs that can be installed: the manifest, and the icons that are drawn for it.

use std::fs;

use serde_json::{Value, json};

use crate::blog::{Blog, told};
use crate::incremental::{check_against_fresh, rewritten, settle};

const RED: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#f00" d="M0 0h8v8H0z"/></svg>"##;

/// Icons that are drawn for each blog, and their size in pixels.
const DRAWN: [(&str, usize); 4] = [
    ("icons/apple-touch-icon.png", 180),
    ("icons/icon-192.png", 192),
    ("icons/icon-512.png", 512),
    ("icons/icon-maskable-512.png", 512),
];

fn bytes(blog: &Blog, name: &str) -> Vec<u8> {
    fs::read(blog.out().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn manifest(blog: &Blog) -> Value {
    serde_json::from_str(&blog.read("manifest.webmanifest")).expect("JSON")
}

#[track_caller]
fn check_sizes(blog: &Blog) {
    for (name, size) in DRAWN {
        let found = imagesize::blob_size(&bytes(blog, name)).expect("a picture");
        assert_eq!((found.width, found.height), (size, size), "{name}");
    }
}

#[test]
fn a_blog_can_be_installed() {
    let blog = Blog::new()
        .based("/sub/")
        .file("assets/favicon.svg", RED)
        .post("ancien", "2020-01-01", "")
        .post("été", "2020-01-02", "");
    let published = blog.publish();
    assert_eq!(told(&published), [""; 0]);
    check_sizes(&blog);
    let manifest = manifest(&blog);
    assert_eq!(manifest["start_url"], "/sub/");
    for icon in manifest["icons"].as_array().expect("icons") {
        let file = icon["src"].as_str().and_then(|src| src.strip_prefix("/sub/"));
        let size = imagesize::blob_size(&bytes(&blog, file.expect("below the base path"))).expect("a picture");
        assert_eq!(icon["sizes"], format!("{}x{}", size.width, size.height));
    }
    assert_eq!(
        manifest["shortcuts"],
        json!([
            {"name": "Aller à l’accueil", "url": "/sub/"},
            {"name": "Tous les billets", "url": "/sub/archive/"},
        ])
    );
    for page in ["index.html", "posts/ancien/index.html", "404.html"] {
        let page = blog.read(page);
        for link in [
            r#"<link rel="icon" href="/sub/assets/favicon.svg">"#,
            r#"<link rel="apple-touch-icon" href="/sub/icons/apple-touch-icon.png">"#,
            r#"<link rel="manifest" href="/sub/manifest.webmanifest">"#,
        ] {
            assert_eq!(page.matches(link).count(), 1, "{link}");
        }
    }
}

#[test]
fn icons_are_drawn_again_only_when_they_would_be_others() {
    let blog = Blog::new().file("favicon.svg", RED).post("a", "2020-01-01", "");
    settle(&blog);
    assert_eq!(blog.publish().written, 0);
    assert_eq!(rewritten(&blog), [""; 0]);

    let blog = blog.file("favicon.svg", RED.replace("#f00", "#0f0"));
    blog.publish();
    let mut expected: Vec<&str> = DRAWN.iter().map(|(name, _)| *name).collect();
    expected.splice(0..0, ["data/offline.json", "favicon.svg"]);
    assert_eq!(rewritten(&blog), expected);
    check_against_fresh(&blog, &blog.options(), "another drawing");

    settle(&blog);
    let settings =
        "title: Carnet\nlanguage: fr\nurl: https://example.org/\npage_size: 2\napp:\n  background: '#102030'\n";
    let blog = blog.file("site.yaml", settings);
    blog.publish();
    // Icons without a background stay, and so does one whose background the drawing covers.
    assert_eq!(
        rewritten(&blog),
        ["icons/icon-maskable-512.png", "manifest.webmanifest"]
    );
    check_against_fresh(&blog, &blog.options(), "another background");
}

#[test]
fn a_broken_drawing_is_told_and_replaced() {
    let blog = Blog::new().file(
        "favicon.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<path d=\"M0 0\n",
    );
    let published = blog.publish();
    insta::assert_snapshot!(told(&published).concat());
    check_sizes(&blog);
    let without = Blog::new();
    assert_eq!(told(&without.publish()), [""; 0]);
    for (name, _) in DRAWN {
        assert!(
            bytes(&blog, name) == bytes(&without, name),
            "{name} is the built-in one"
        );
    }
    // Pages name the author's file as before.
    assert!(
        blog.read("index.html")
            .contains(r#"<link rel="icon" href="/favicon.svg">"#)
    );
}

#[test]
fn files_of_the_author_s_come_first() {
    let blog = Blog::new()
        .file("manifest.webmanifest", "{}")
        .file("icons/icon-192.png", "mine")
        .file("assets/apple-touch-icon.png", "mine");
    let published = blog.publish();
    assert_eq!(told(&published), [""; 0]);
    assert_eq!(blog.read("manifest.webmanifest"), "{}");
    assert_eq!(blog.read("icons/icon-192.png"), "mine");
    assert!(blog.has("icons/icon-512.png") && !blog.has("icons/apple-touch-icon.png"));
    let page = blog.read("index.html");
    assert!(page.contains(r#"<link rel="manifest" href="/manifest.webmanifest">"#));
    assert!(page.contains(r#"<link rel="apple-touch-icon" href="/assets/apple-touch-icon.png">"#));
}

#[test]
fn the_frame_around_pages_has_the_color_of_the_app() {
    let blog = Blog::new();
    let colors = |blog: &Blog| -> Vec<String> {
        let page = blog.read("archive/index.html");
        let lines = page
            .lines()
            .filter_map(|line| line.trim().strip_prefix("<meta name=\"theme-color\" "));
        lines.map(str::to_owned).collect()
    };
    blog.publish();
    assert_eq!(
        colors(&blog),
        [
            r##"media="(prefers-color-scheme: light)" content="#fdfcf9">"##,
            r##"media="(prefers-color-scheme: dark)" content="#17181a">"##,
        ]
    );
    assert_eq!(manifest(&blog)["theme_color"], "#fdfcf9");
    let blog = blog.file(
        "site.yaml",
        "title: Carnet\napp:\n  color: '#8F3B1B'\n  short_name: C.\n",
    );
    blog.publish();
    assert_eq!(colors(&blog), [r##"content="#8f3b1b">"##]);
    let manifest = manifest(&blog);
    let members = ["theme_color", "background_color", "name", "short_name"].map(|member| manifest[member].clone());
    assert_eq!(members, ["#8f3b1b", "#fdfcf9", "Carnet", "C."]);
}
