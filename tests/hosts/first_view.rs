//! Requests before the first text is on the screen: the page, which carries its styles, and nothing else.

use std::collections::BTreeMap;
use std::fs;

use scraper::{Html, Selector};

use crate::site::Site;

/// In bytes, compressed as well as Brotli can. It is less than the ten segments, 14,600 bytes, that a new connection may
/// carry before the first of them is acknowledged (RFC 6928). Up to 500 bytes of it are the data beside a document's text,
/// in place of which the reader would ask for two files before the page is alive.
const BUDGET: usize = 12_800;

#[test]
fn the_first_view_of_every_page_is_small_and_one_request() {
    let site = Site::publish("/", &[]);
    let pages = pages(&site);
    assert!(pages.len() > 30, "the sample blog has pages");

    let mut whole = 0;
    for (html, address) in &pages {
        let waits = Waits::of(html);
        assert!(
            waits.others.is_empty(),
            "{address} asks for more than styles: {:#?}",
            waits.others
        );
        let mut bytes = brotli_size(html.as_bytes());
        whole += usize::from(waits.sheets.is_empty());
        for sheet in waits.sheets {
            // The styles that an author wrote into the text itself.
            assert!(sheet.ends_with("/styles.css"), "{address} waits for {sheet}");
            let path = site.folder().join(sheet.trim_start_matches('/'));
            let css = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            bytes += brotli_size(css.as_bytes());
        }
        assert!(
            bytes <= BUDGET,
            "the first view of {address} is {bytes} bytes, of which {BUDGET} are allowed"
        );
    }
    assert!(whole > 30, "{whole} pages are whole");
}

/// HTML of every page, with its address. Terms lie at other spellings of their names, too.
fn pages(site: &Site) -> BTreeMap<String, String> {
    let mut pages: Vec<_> = site.pages().into_iter().map(|page| (page.html, page.address)).collect();
    pages.push((site.not_found_page(), "/404.html".to_owned()));
    pages.into_iter().collect()
}

#[test]
fn pages_carry_every_rule_that_they_need() {
    let site = Site::publish("/", &[]);
    let mut judged = 0;
    for (html, address) in pages(&site) {
        let document = Html::parse_document(&html);
        // Redirects have no styles.
        let Some((_, rest)) = html.split_once("data-styles=\"/") else {
            continue;
        };
        let rest = rest.split('"').next().unwrap_or_default();
        let rest = fs::read_to_string(site.folder().join(rest)).expect("the sheet");
        let carried: String = document
            .select(&Selector::parse("style").expect("a selector"))
            .flat_map(|style| style.text())
            .collect();
        for selector in selectors(&rest) {
            let Ok(parsed) = Selector::parse(&static_part(selector)) else {
                continue;
            };
            judged += 1;
            let found = document.select(&parsed).next();
            assert!(
                found.is_none() || carried.contains(selector),
                "{address} lacks the rule of {selector} for {}",
                found.map(|element| element.html()).unwrap_or_default()
            );
        }
    }
    assert!(judged > 1000, "{judged} selectors were understood");
}

/// The selectors of a minified sheet, without those of keyframes and of at-rules.
fn selectors(css: &str) -> impl Iterator<Item = &str> {
    css.split('{').filter_map(|before| {
        let selector = before.rsplit(['}', ';']).next()?.trim();
        let is_one = !selector.is_empty() && !selector.starts_with('@') && !["from", "to"].contains(&selector);
        is_one.then_some(selector)
    })
}

/// A selector without what depends on the visitor, and without generated content: `a:hover::before` -> `a`.
fn static_part(selector: &str) -> String {
    const DYNAMIC: [&str; 9] = [
        "::before",
        "::after",
        "::backdrop",
        ":hover",
        ":focus-visible",
        ":focus",
        ":target",
        ":checked",
        ":dir(rtl)",
    ];
    DYNAMIC
        .iter()
        .fold(selector.to_owned(), |text, part| text.replace(part, ""))
}

/// Resources that a browser asks for before it has painted a page.
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
                        Some("application/ld+json" | "application/json") => true,
                        // An inline script needs no request, and before the style sheets it waits for none of them.
                        _ => !has("src") && waits.sheets.is_empty(),
                    },
                    "link" => match sheet(element.attr("rel"), element.attr("href")) {
                        Some(href) if href.starts_with('/') && !href.starts_with("//") => {
                            waits.sheets.push(href.to_owned());
                            true
                        }
                        sheet => sheet.is_none() && !element.attr("rel").is_some_and(|rel| rel.contains("preload")),
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
fn what_a_browser_asks_for_at_once_is_known() {
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
            2,
        ),
        ("<script type=module src=/a.js></script>", 0, 1),
        (
            "<link rel=preload as=fetch href=/a.json><link rel=modulepreload href=/a.js>",
            0,
            2,
        ),
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
