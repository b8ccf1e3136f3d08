//! Requests before the first text is on the screen: the page and its styles, and nothing else.

use std::collections::BTreeMap;
use std::fs;

use scraper::{Html, Selector};

use crate::site::Site;

/// In bytes, compressed as well as Brotli can. It is less than the ten segments, 14,600 bytes, that a new connection may
/// carry before the first of them is acknowledged (RFC 6928). Up to 500 bytes of it are the data beside a document's text,
/// in place of which the reader would ask for two files before the page is alive.
const BUDGET: usize = 12_800;

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
        let waits = Waits::of(&html);
        assert!(
            waits.others.is_empty(),
            "{address} waits for more than styles: {:#?}",
            waits.others
        );
        let mut bytes = brotli_size(html.as_bytes());
        for sheet in waits.sheets {
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

/// Resources that block rendering of a page.
#[derive(Debug, Default)]
struct Waits {
    /// Paths on the host.
    sheets: Vec<String>,
    /// Everything else, as it stands on the page.
    others: Vec<String>,
}

impl Waits {
    fn of(html: &str) -> Self {
        let document = Html::parse_document(html);
        let mut waits = Self::default();
        for element in document.select(&Selector::parse("script, link, style, [blocking]").expect("a selector")) {
            let has = |name| element.attr(name).is_some();
            let is_fine = !has("blocking")
                && match element.value().name() {
                    "script" => match element.attr("type") {
                        Some("module" | "application/ld+json" | "application/json") => true,
                        // An inline script needs no request, and before the style sheets it waits for none of them.
                        _ if !has("src") => waits.sheets.is_empty(),
                        _ => has("async") || has("defer"),
                    },
                    "link" => match sheet(element.attr("rel"), element.attr("href")) {
                        Some(href) if href.starts_with('/') && !href.starts_with("//") => {
                            waits.sheets.push(href.to_owned());
                            true
                        }
                        sheet => sheet.is_none(),
                    },
                    _ => !element.html().contains("@import"),
                };
            if !is_fine {
                waits.others.push(element.html());
            }
        }
        waits
    }
}

/// The address of a link, if it is to a style sheet.
fn sheet<'a>(rel: Option<&str>, href: Option<&'a str>) -> Option<&'a str> {
    let mut kinds = rel?.split_ascii_whitespace();
    kinds
        .any(|kind| kind.eq_ignore_ascii_case("stylesheet"))
        .then_some(href.unwrap_or_default())
}

#[test]
fn what_keeps_a_browser_from_showing_a_page_is_known() {
    for (html, sheets, others) in [
        ("<link rel=stylesheet href=/a.css><link rel=icon href=/a.svg>", 1, 0),
        ("<link rel='alternate StyleSheet' href=/a.css>", 1, 0),
        ("<link rel=stylesheet href=//fonts.example/a.css>", 0, 1),
        ("<link rel=stylesheet href=https://fonts.example/a.css>", 0, 1),
        ("<script src=/a.js></script>", 0, 1),
        ("<script>1</script><link rel=stylesheet href=/a.css>", 1, 0),
        ("<link rel=stylesheet href=/a.css><script async>1</script>", 1, 1),
        ("<script type=text/javascript src=/a.js></script>", 0, 1),
        (
            "<script src=/a.js defer></script><script src=/a.js async></script>",
            0,
            0,
        ),
        ("<script type=module src=/a.js></script>", 0, 0),
        ("<script type=module src=/a.js blocking=render></script>", 0, 1),
        ("<script type=application/ld+json>{}</script>", 0, 0),
        ("<script type=application/json>{}</script>", 0, 0),
        ("<style>@import '/a.css'</style>", 0, 1),
        ("<style>p { color: red }</style>", 0, 0),
        ("<body><p>Text.<script src=/a.js></script>", 0, 1),
    ] {
        let waits = Waits::of(html);
        assert_eq!(
            (waits.sheets.len(), waits.others.len()),
            (sheets, others),
            "{html}: {waits:?}"
        );
    }
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
