//! Compression by the hosts, and of the files that `feuillet publish --compress` has compressed for them.

use std::fs;
use std::io::Read as _;

use crate::client::{self, Answer};
use crate::files::{ASK_AGAIN, FOR_A_YEAR, files};
use crate::server::{Kind, Server};
use crate::site::Site;
use crate::{at_every_base, at_every_base_with};

#[test]
fn nginx_sends_what_publishing_has_compressed() {
    at_every_base_with(&["--compress"], Kind::Nginx, compressed_copies_are_sent);
}

#[test]
fn caddy_sends_what_publishing_has_compressed() {
    at_every_base_with(&["--compress"], Kind::Caddy, compressed_copies_are_sent);
}

/// To each visitor the smallest that they can read, and to nobody another text.
fn compressed_copies_are_sent(site: &Site, server: &Server) {
    let compressed = files(site, ".br");
    let compressed: Vec<&str> = compressed.iter().filter_map(|file| file.strip_suffix(".br")).collect();
    for important in [
        "index.html",
        "posts/tide-tables/index.html",
        "content/posts/tide-tables.md",
        "data/site.json",
        "feed.xml",
        "feed.json",
        "sitemap.xml",
    ] {
        assert!(compressed.contains(&important), "{important}.br is not published");
    }
    for ending in [".wasm", ".js", ".css"] {
        let of_reader = files(site, ending);
        let of_reader = of_reader.iter().find(|file| !file.contains('/')).expect("a file");
        assert!(compressed.contains(&of_reader.as_str()), "{of_reader}");
    }

    for file in compressed {
        let read = |ending: &str| {
            let path = site.folder().join(format!("{file}{ending}"));
            fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        // A page is asked for by its address.
        let name = match file.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => file,
        };
        let url = server.url(&format!("{}{name}", site.base));
        let uncompressed = client::get(&url);
        assert!(uncompressed.body == read(""), "{url} is another file");
        let is_hashed = [".wasm", ".js", ".css"].iter().any(|ending| file.ends_with(ending)) && file != "sw.js";
        let cache = if is_hashed { FOR_A_YEAR } else { ASK_AGAIN };
        for (accepted, encoding, ending) in [
            ("gzip, deflate, br", "br", ".br"),
            ("gzip", "gzip", ".gz"),
            ("identity", "", ""),
        ] {
            let answer = client::get_with(&url, &[("accept-encoding", accepted)]);
            assert_eq!(answer.status, 200, "{url}");
            assert_eq!(answer.header("content-encoding"), encoding, "{url} for {accepted}");
            assert!(
                answer.body == read(ending),
                "{url} for {accepted} is not what was published"
            );
            assert!(
                decoded(&answer) == uncompressed.body,
                "{url} for {accepted} is another text"
            );
            assert_eq!(answer.media_type(), uncompressed.media_type(), "{url} for {accepted}");
            assert_eq!(answer.header("cache-control"), cache, "{url} for {accepted}");
            if !encoding.is_empty() {
                // Caches between must not give it to those who cannot read it.
                assert_eq!(answer.header("vary"), "Accept-Encoding", "{url} for {accepted}");
            }
        }
    }
}

/// The body as a browser would read it.
fn decoded(answer: &Answer) -> Vec<u8> {
    let (body, mut text) = (answer.body.as_slice(), Vec::new());
    let read = match answer.header("content-encoding") {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut text),
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut text),
        _ => return answer.body.clone(),
    };
    read.unwrap_or_else(|error| panic!("{}: {error}", answer.url));
    text
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
    for ending in [
        ".wasm",
        ".js",
        ".css",
        ".html",
        ".json",
        ".md",
        ".svg",
        ".xml",
        ".webmanifest",
    ] {
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
