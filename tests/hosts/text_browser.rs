//! A browser without styles, scripts and pictures reads the posts too.

use std::process::Command;

use crate::server::Kind;
use crate::site::documents;
use crate::{at_every_base, required};

#[test]
fn lynx_shows_the_text_of_every_post() {
    at_every_base(Kind::Python, |site, server| {
        for document in documents() {
            let url = server.url(&format!("{}{}", site.base, document.route));
            let output = Command::new(required("FEUILLET_LYNX"))
                .args(["-cfg=/dev/null", "-dump", "-nolist", "-display_charset=utf-8"])
                .arg(url.as_str())
                .env("no_proxy", "127.0.0.1")
                .output()
                .expect("lynx starts");
            let shown = words(&String::from_utf8_lossy(&output.stdout));
            for text in [&document.title, &document.sentence] {
                assert!(shown.contains(&words(text)), "{url} does not show {text}:\n{shown}");
            }
        }
    });
}

/// A text as it reads, however its lines are broken.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
