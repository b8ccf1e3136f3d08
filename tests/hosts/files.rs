//! The files that the reader fetches: their types, and how long they may be kept.

use std::fs;

use crate::server::{Kind, Server};
use crate::site::Site;
use crate::{at_every_base, client};

pub(crate) const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";
/// It may be kept, but not used before the host was asked whether it is still the same.
pub(crate) const ASK_AGAIN: &str = "no-cache";

#[test]
fn nginx_names_the_types() {
    at_every_base(Kind::Nginx, types_are_usable);
}

#[test]
fn caddy_names_the_types() {
    at_every_base(Kind::Caddy, types_are_usable);
}

#[test]
fn python_names_the_types() {
    at_every_base(Kind::Python, types_are_usable);
}

/// A browser compiles WebAssembly while it comes only when the type says so, and takes scripts only as scripts.
fn types_are_usable(site: &Site, server: &Server) {
    for (ending, types) in [
        (".wasm", &["application/wasm"][..]),
        (".js", &["text/javascript", "application/javascript"]),
        (".css", &["text/css"]),
        (".json", &["application/json"]),
        (".md", &["text/markdown"]),
        (".svg", &["image/svg+xml"]),
        // Feeds and the map of the site.
        (".xml", &["text/xml", "application/xml"]),
        (".webmanifest", &["application/manifest+json"]),
        (".png", &["image/png"]),
    ] {
        for file in files(site, ending) {
            let answer = client::get(&server.url(&format!("{}{file}", site.base)));
            assert_eq!(answer.status, 200, "{}", answer.url);
            assert!(
                types.contains(&answer.media_type()),
                "{} is {}",
                answer.url,
                answer.media_type()
            );
            if ending == ".md" {
                let charset = answer.header("content-type").to_lowercase();
                // Browsers that show it would else take the letters of an author for those of their own country.
                assert!(
                    charset.ends_with("charset=utf-8") || server.kind == Kind::Python,
                    "{} is {charset}",
                    answer.url
                );
            }
            let bytes = fs::read(site.folder().join(&file)).expect("a published file");
            assert!(answer.body == bytes, "{} is another file", answer.url);
        }
    }
}

#[test]
fn nginx_says_how_long_files_may_be_kept() {
    at_every_base(Kind::Nginx, times_are_told);
}

#[test]
fn caddy_says_how_long_files_may_be_kept() {
    at_every_base(Kind::Caddy, times_are_told);
}

fn times_are_told(site: &Site, server: &Server) {
    for (ending, expected) in [
        (".wasm", FOR_A_YEAR),
        (".js", FOR_A_YEAR),
        (".css", FOR_A_YEAR),
        (".html", ASK_AGAIN),
        (".json", ASK_AGAIN),
        (".md", ASK_AGAIN),
        (".svg", ASK_AGAIN),
        (".xml", ASK_AGAIN),
        (".webmanifest", ASK_AGAIN),
        (".png", ASK_AGAIN),
    ] {
        for file in files(site, ending) {
            let url = server.url(&format!("{}{file}", site.base));
            let answer = client::get(&url);
            // A post's own style sheet changes with the post, and the worker keeps its name.
            let expected = if file.ends_with("/styles.css") || file == "sw.js" {
                ASK_AGAIN
            } else {
                expected
            };
            assert_eq!(answer.header("cache-control"), expected, "{url}");
            // Asked again, the host sends nothing that the visitor has already.
            let known = answer.header("etag");
            assert!(!known.is_empty(), "{url} has no tag to ask by");
            let again = client::get_with(&url, &[("if-none-match", known)]);
            assert_eq!(again.status, 304, "{url}");
            assert_eq!(again.header("cache-control"), expected, "{url} asked again");
        }
    }
    for path in ["", "posts/tide-tables/", "posts/tide-tables"] {
        let answer = client::get(&server.url(&format!("{}{path}", site.base)));
        assert_eq!(answer.header("cache-control"), ASK_AGAIN, "{}", answer.url);
    }
    // During an upload a page may come before its reader: nobody may keep for a year that it is not there.
    for path in ["main-0123456789abcdef.css", "posts/no-such-post/"] {
        let answer = client::get(&server.url(&format!("{}{path}", site.base)));
        assert_eq!(answer.status, 404);
        assert_eq!(answer.header("cache-control"), ASK_AGAIN, "{}", answer.url);
    }
}

/// The published files with this ending, of which there is at least one.
pub(crate) fn files(site: &Site, ending: &str) -> Vec<String> {
    let mut files = site.files();
    files.retain(|file| file.ends_with(ending));
    assert!(!files.is_empty(), "the blog has no {ending}");
    files
}
