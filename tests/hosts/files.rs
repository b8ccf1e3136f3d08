//! The files that the reader fetches: their types, how long they may be kept, and their compressed twins.

use std::fs;

use crate::at_every_base;
use crate::client;
use crate::server::{Kind, Server};
use crate::site::Site;

const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";
/// It may be kept, but not used before the host was asked whether it is still the same.
const ASK_AGAIN: &str = "no-cache";

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
    ] {
        for file in files(site, ending) {
            let url = server.url(&format!("{}{file}", site.base));
            let answer = client::get(&url);
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

#[test]
fn nginx_sends_compressed_files() {
    at_every_base(Kind::Nginx, compressed_twins_are_sent);
}

#[test]
fn caddy_sends_compressed_files() {
    at_every_base(Kind::Caddy, compressed_twins_are_sent);
}

/// What lies beside a file is sent as it is, so any bytes can show that.
fn compressed_twins_are_sent(site: &Site, server: &Server) {
    for (ending, cache) in [
        (".wasm", FOR_A_YEAR),
        (".js", FOR_A_YEAR),
        (".css", FOR_A_YEAR),
        ("index.html", ASK_AGAIN),
        (".json", ASK_AGAIN),
        (".md", ASK_AGAIN),
    ] {
        let file = files(site, ending).remove(0);
        let path = site.folder().join(&file);
        let plain = fs::read(&path).expect("a published file");
        for twin in ["br", "gz"] {
            fs::write(format!("{}.{twin}", path.display()), twin).expect("a twin can be written");
        }
        // The page itself is asked for by its address.
        let address = format!("{}{}", site.base, file.trim_end_matches("index.html"));
        let url = server.url(&address);
        let uncompressed = client::get(&url);
        for (accepted, encoding, body) in [
            ("gzip, deflate, br", "br", &b"br"[..]),
            ("gzip", "gzip", b"gz"),
            ("identity", "", &plain),
        ] {
            let answer = client::get_with(&url, &[("accept-encoding", accepted)]);
            assert_eq!(answer.status, 200, "{url}");
            assert_eq!(answer.header("content-encoding"), encoding, "{url} for {accepted}");
            assert!(answer.body == body, "{url} for {accepted}");
            assert_eq!(answer.media_type(), uncompressed.media_type(), "{url} for {accepted}");
            assert_eq!(answer.header("cache-control"), cache, "{url} for {accepted}");
            if !encoding.is_empty() {
                // Caches between must not give it to those who cannot read it.
                assert_eq!(answer.header("vary"), "Accept-Encoding", "{url} for {accepted}");
            }
        }
    }
}

#[test]
fn nginx_compresses_what_has_no_compressed_twin() {
    at_every_base(Kind::Nginx, others_are_compressed);
}

#[test]
fn caddy_compresses_what_has_no_compressed_twin() {
    at_every_base(Kind::Caddy, others_are_compressed);
}

fn others_are_compressed(site: &Site, server: &Server) {
    for ending in [".wasm", ".js", ".css", ".html", ".json", ".md", ".svg", ".xml"] {
        // A server may leave small ones alone.
        let size = |file: &String| fs::metadata(site.folder().join(file)).expect("a file").len();
        let file = files(site, ending).into_iter().max_by_key(size).expect("a file");
        let url = server.url(&format!("{}{file}", site.base));
        let answer = client::get_with(&url, &[("accept-encoding", "gzip")]);
        assert_eq!(answer.header("content-encoding"), "gzip", "{url}");
        assert_eq!(answer.header("vary"), "Accept-Encoding", "{url}");
        assert!(answer.body.len() < client::get(&url).body.len(), "{url} is not smaller");
        // A compressed answer can be asked for again like any other.
        let known = answer.header("etag");
        let again = client::get_with(&url, &[("accept-encoding", "gzip"), ("if-none-match", known)]);
        assert_eq!(again.status, 304, "{url}");
    }
}

/// The published files with this ending, of which there is at least one.
fn files(site: &Site, ending: &str) -> Vec<String> {
    let mut files = site.files();
    files.retain(|file| file.ends_with(ending));
    assert!(!files.is_empty(), "the blog has no {ending}");
    files
}
