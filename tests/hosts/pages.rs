//! Every page of the blog, by its address and by what people make of it.

use std::collections::BTreeMap;

use crate::at_every_base;
use crate::client::{self, Answer};
use crate::server::{Kind, Server};
use crate::site::{ORIGIN, Site, documents};

#[test]
fn nginx_serves_every_page() {
    at_every_base(Kind::Nginx, every_page_is_served);
}

#[test]
fn caddy_serves_every_page() {
    at_every_base(Kind::Caddy, every_page_is_served);
}

#[test]
fn python_serves_every_page() {
    at_every_base(Kind::Python, every_page_is_served);
}

fn every_page_is_served(site: &Site, server: &Server) {
    every_page_says_what_it_should(site, |address| client::get(&server.url(address)));
}

/// Every page with its text, its title and its canonical address, for who asks the host for it.
pub(crate) fn every_page_says_what_it_should(site: &Site, ask: impl Fn(&str) -> Answer) {
    let pages = site.pages();
    let mut served = BTreeMap::new();
    for page in &pages {
        let answer = ask(&page.address);
        is_a_page(&answer, 200);
        assert_eq!(answer.text(), page.html, "{}", answer.url);
        served.insert(page.address.as_str(), answer);
    }
    let mut redirects = 0;
    for (address, answer) in &served {
        if let Some(target) = leads_to(answer) {
            redirects += 1;
            assert_eq!(target, canonical(answer), "{address}");
            let own = served.get(target.as_str());
            assert!(
                own.is_some_and(|own| leads_to(own).is_none()),
                "{address} leads to {target}"
            );
            continue;
        }
        assert_eq!(headings(answer), 1, "headings of level one at {address}");
        assert_eq!(*address, canonical(answer), "other addresses redirect");
    }

    assert!(redirects > 0, "the sample blog has old addresses");

    let documents = documents();
    assert!(documents.len() > 10, "the sample blog has posts");
    for document in &documents {
        let address = format!("{}{}", site.base, document.route);
        let answer = &served[address.as_str()];
        assert_eq!(title(answer), format!("{} · Feuillet", document.title), "{address}");
        assert_eq!(canonical(answer), address);
        let heading = format!(">{}</h1>", document.title);
        assert!(
            unescaped(answer.text()).contains(&heading),
            "{address} has no {heading}"
        );
        assert!(document.sentence.len() > 40, "{address}: {}", document.sentence);
        assert!(
            answer.text().contains(&document.sentence),
            "{address} does not say: {}",
            document.sentence
        );
    }
    for (route, expected) in [
        ("", "Feuillet"),
        ("archive/", "All posts · Feuillet"),
        ("categories/metier/", "métier · Feuillet"),
    ] {
        let address = format!("{}{route}", site.base);
        let answer = &served[address.as_str()];
        assert_eq!(title(answer), expected, "{address}");
        assert_eq!(canonical(answer), address);
    }
}

#[test]
fn nginx_leads_to_every_page() {
    at_every_base(Kind::Nginx, other_spellings_lead_there);
}

#[test]
fn caddy_leads_to_every_page() {
    at_every_base(Kind::Caddy, other_spellings_lead_there);
}

#[test]
fn python_leads_to_every_page() {
    at_every_base(Kind::Python, other_spellings_lead_there);
}

/// Without its slash an address leads to the page, and so does the name of its file.
fn other_spellings_lead_there(site: &Site, server: &Server) {
    for page in site.pages() {
        for spelling in [
            page.address.trim_end_matches('/').to_owned(),
            format!("{}index.html", page.address),
        ] {
            // Caddy forgets to escape a percent sign where it redirects to.
            if server.kind == Kind::Caddy && spelling.contains('%') && !spelling.ends_with("/index.html") {
                continue;
            }
            let answer = client::arrive(&server.url(&spelling));
            is_a_page(&answer, 200);
            assert_eq!(answer.text(), page.html, "{spelling}");
        }
    }
}

/// Addresses that name nothing, of pages and of other files.
const NOWHERE: [&str; 5] = [
    "posts/no-such-post/",
    "posts/no-such-post",
    "no-such-page.html",
    "data/no-such.json",
    "content/posts/no-such-post.md",
];

#[test]
fn nginx_says_what_is_not_there() {
    at_every_base(Kind::Nginx, the_blog_says_what_is_not_there);
}

#[test]
fn caddy_says_what_is_not_there() {
    at_every_base(Kind::Caddy, the_blog_says_what_is_not_there);
}

#[test]
fn python_says_what_is_not_there_in_its_own_words() {
    at_every_base(Kind::Python, |site, server| {
        for path in NOWHERE {
            let answer = client::get(&server.url(&format!("{}{path}", site.base)));
            assert_eq!(answer.status, 404, "{}", answer.url);
        }
    });
}

fn the_blog_says_what_is_not_there(site: &Site, server: &Server) {
    for path in NOWHERE {
        let answer = client::get(&server.url(&format!("{}{path}", site.base)));
        is_a_page(&answer, 404);
        assert_eq!(answer.text(), site.not_found_page(), "{}", answer.url);
        assert_eq!(title(&answer), "Page not found · Feuillet");
    }
}

#[track_caller]
fn is_a_page(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.url);
    assert_eq!(answer.media_type(), "text/html", "{}", answer.url);
}

/// Target of a redirect page for an old address.
fn leads_to(answer: &Answer) -> Option<String> {
    let (_, target) = answer
        .text()
        .split_once("<meta http-equiv=\"refresh\" content=\"0; url=")?;
    Some(target.split_once('"')?.0.to_owned())
}

fn title(answer: &Answer) -> String {
    let (_, after) = answer.text().split_once("<title>").expect("a page has a title");
    unescaped(after.split_once("</title>").expect("a title ends").0)
}

/// Decodes HTML escapes: `&lt;` -> `<`.
fn unescaped(html: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(html.to_owned(), |text, (escaped, letter)| text.replace(escaped, letter))
}

/// The path on the host that a page says it lives at.
fn canonical(answer: &Answer) -> String {
    let mut tags = answer.text().split('<').filter(|tag| tag.contains("rel=\"canonical\""));
    let tag = tags
        .next()
        .unwrap_or_else(|| panic!("{} has no canonical address", answer.url));
    assert!(tags.next().is_none(), "{} has two canonical addresses", answer.url);
    let (_, after) = tag.split_once("href=\"").expect("a link leads somewhere");
    let (href, _) = after.split_once('"').expect("an attribute ends");
    let path = href
        .strip_prefix(ORIGIN)
        .unwrap_or_else(|| panic!("{href} is not on {ORIGIN}"));
    path.to_owned()
}

fn headings(answer: &Answer) -> usize {
    answer.text().matches("<h1").count()
}
