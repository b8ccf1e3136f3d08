//! What a visitor waits for before the first text is on the screen: the page and its styles, and nothing else.

use std::collections::BTreeMap;
use std::fs;

use scraper::{Html, Selector};

use crate::site::Site;

/// In bytes, compressed as well as Brotli can. A new connection may carry ten segments of 1,460 bytes before the first
/// of them is acknowledged (RFC 6928), so all of it comes in the first round trips.
const BUDGET: usize = 12_000;

#[test]
fn the_first_view_of_every_page_is_small_and_waits_for_styles_only() {
    let site = Site::publish("/", &[]);
    let mut pages: Vec<_> = site.pages().into_iter().map(|page| (page.html, page.address)).collect();
    pages.push((site.not_found_page(), "/404.html".to_owned()));
    // Terms lie at other spellings of their names, too.
    let pages: BTreeMap<String, String> = pages.into_iter().collect();
    assert!(pages.len() > 30, "the sample blog has pages");

    let mut sheets = BTreeMap::new();
    for (html, address) in pages {
        let mut bytes = brotli_size(html.as_bytes());
        for sheet in what_it_waits_for(&html, &address) {
            bytes += *sheets.entry(sheet.clone()).or_insert_with(|| {
                let path = site.folder().join(sheet.trim_start_matches('/'));
                let css = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert!(!css.contains("@import"), "{sheet} waits for other sheets");
                brotli_size(css.as_bytes())
            });
        }
        assert!(
            bytes <= BUDGET,
            "the first view of {address} is {bytes} bytes, of which {BUDGET} are allowed"
        );
    }
    assert!(!sheets.is_empty(), "pages have styles");
}

/// The style sheets of a page, which has nothing else in it that keeps a browser from showing it.
fn what_it_waits_for(html: &str, address: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut sheets = Vec::new();
    for element in document.select(&Selector::parse("script, link, style, [blocking]").expect("a selector")) {
        let shown = element.html();
        assert!(element.attr("blocking").is_none(), "{address} waits for {shown}");
        match element.value().name() {
            "script" => {
                let kind = element.attr("type").unwrap_or_default();
                let is_late = element.attr("async").is_some()
                    || element.attr("defer").is_some() && element.attr("src").is_some()
                    || ["module", "application/ld+json"].contains(&kind);
                assert!(is_late, "{address} waits for {shown}");
            }
            "style" => assert!(!shown.contains("@import"), "{address} waits for {shown}"),
            _ => {
                let mut kinds = element.attr("rel").unwrap_or_default().split_ascii_whitespace();
                if kinds.any(|kind| kind.eq_ignore_ascii_case("stylesheet")) {
                    let href = element.attr("href").expect("a sheet has an address");
                    assert!(
                        href.starts_with('/') && !href.starts_with("//"),
                        "{address} waits for another host: {shown}"
                    );
                    sheets.push(href.to_owned());
                }
            }
        }
    }
    sheets
}

/// At the quality of 11 that hosts use which compress beforehand.
fn brotli_size(bytes: &[u8]) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters).expect("memory can be written to")
}
