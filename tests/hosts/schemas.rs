//! Feeds and the sitemap against what their formats ask for, as another program sees it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::files::files;
use crate::site::{ORIGIN, Site, documents};
use crate::{BASES, required};

const ATOM: &str = "atom.rng";
const SITEMAP: &str = "sitemap.rng";

#[test]
fn every_atom_feed_is_valid() {
    for base in BASES {
        let site = Site::publish(base, &[]);
        let feeds = files(&site, "feed.xml");
        assert!(feeds.len() > 3, "categories have feeds");
        for feed in feeds {
            let xml = fs::read_to_string(site.folder().join(&feed)).expect("a feed");
            let told = complaints(ATOM, &xml);
            assert!(told.is_none(), "{feed} at {base}: {}", told.unwrap_or_default());
            assert!(xml.contains("<entry>"), "{feed} has no posts");
        }
    }
}

#[test]
fn the_sitemap_is_valid() {
    for base in BASES {
        let site = Site::publish(base, &[]);
        let xml = fs::read_to_string(site.folder().join("sitemap.xml")).expect("a sitemap");
        let told = complaints(SITEMAP, &xml);
        assert!(told.is_none(), "at {base}: {}", told.unwrap_or_default());
        for document in documents() {
            let listed = format!("<loc>{ORIGIN}{base}{}</loc>", document.route);
            assert!(xml.contains(&listed), "no {listed}");
        }
    }
}

/// A schema that takes everything would find nothing.
#[test]
fn the_schemas_refuse_what_the_formats_do() {
    let site = Site::publish("/", &[]);
    let feed = fs::read_to_string(site.folder().join("feed.xml")).expect("a feed");
    let sitemap = fs::read_to_string(site.folder().join("sitemap.xml")).expect("a sitemap");
    for (schema, xml, good, bad) in [
        (ATOM, &feed, "<id>https://feuillet.example/</id>", ""),
        (ATOM, &feed, "<id>https://feuillet.example/</id>", "<id/>"),
        (ATOM, &feed, "<title>Feuillet</title>", ""),
        (ATOM, &feed, "<title>Feuillet</title>", "<title> </title>"),
        (
            ATOM,
            &feed,
            "<author><name>Léonie Valcourt</name></author><icon>",
            "<icon>",
        ),
        (ATOM, &feed, "T00:00:00+00:00</updated>", "</updated>"),
        (ATOM, &feed, "T00:00:00+00:00</updated>", "T00:00:00</updated>"),
        (ATOM, &feed, "T00:00:00+00:00</published>", "T24:30:00Z</published>"),
        (ATOM, &feed, " rel=\"self\"", ""),
        (ATOM, &feed, " rel=\"self\"", " rel=\"alternate\""),
        (
            ATOM,
            &feed,
            "href=\"https://feuillet.example/feed.xml\"",
            "href=\"/feed.xml\"",
        ),
        (
            ATOM,
            &feed,
            "/posts/garder-ses-epreuves/",
            "/posts/garder-ses-épreuves/",
        ),
        (ATOM, &feed, " type=\"html\"", " type=\"htm\""),
        (ATOM, &feed, " type=\"html\">", " type=\"html\"><p/>"),
        (ATOM, &feed, " term=\"metier\"", ""),
        (ATOM, &feed, "<entry>", "<entry><id>https://feuillet.example/2</id>"),
        (ATOM, &feed, "<entry>", "<entry><pubDate>today</pubDate>"),
        (ATOM, &feed, "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
        (ATOM, &feed, "</entry>", ""),
        (SITEMAP, &sitemap, "<loc>https://feuillet.example/</loc>", ""),
        (SITEMAP, &sitemap, "<loc>https://feuillet.example/", "<loc>/"),
        (SITEMAP, &sitemap, "<lastmod>20", "<lastmod>"),
        (SITEMAP, &sitemap, "<xhtml:link rel=\"alternate\"", "<xhtml:link"),
        (SITEMAP, &sitemap, " hreflang=\"en\"", ""),
        (SITEMAP, &sitemap, "/0.9\"", "/0.8\""),
        (SITEMAP, &sitemap, "</url>", ""),
    ] {
        assert!(xml.contains(good), "{good} is not in what was published");
        let spoiled = xml.replacen(good, bad, 1);
        assert!(
            complaints(schema, &spoiled).is_some(),
            "{schema} takes {bad} for {good}"
        );
    }
}

/// Returns the complaints of `xmllint` about a text.
fn complaints(schema: &str, xml: &str) -> Option<String> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts").join(schema);
    let mut xmllint = Command::new(required("FEUILLET_XMLLINT"))
        .args(["--nonet", "--noout", "--relaxng"])
        .arg(&schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint starts");
    // It may hang up early on a text that it does not like.
    let _ = xmllint.stdin.take().expect("it reads").write_all(xml.as_bytes());
    let output = xmllint.wait_with_output().expect("xmllint ends");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.code() {
        Some(0) => None,
        // Not well-formed, or not as the schema says.
        Some(1 | 3) => Some(told),
        _ => panic!("xmllint cannot use {}: {told}", schema.display()),
    }
}

/// JSON Feed 1.1, section by section: what must be there, and the types of what may be.
#[test]
fn every_json_feed_is_valid() {
    for base in BASES {
        let site = Site::publish(base, &[]);
        let feeds = files(&site, "feed.json");
        assert_eq!(
            feeds.len(),
            files(&site, "feed.xml").len(),
            "each feed is there in both formats"
        );
        for name in feeds {
            let path = site.folder().join(&name);
            let feed = json(&path);
            assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{name}");
            assert!(is_text(&feed["title"]), "{name}: {}", feed["title"]);
            assert_eq!(feed["feed_url"], format!("{ORIGIN}{base}{name}"));
            assert!(is_address(&feed["home_page_url"]), "{name}: {}", feed["home_page_url"]);
            assert!(are_authors(&feed["authors"]), "{name}: {}", feed["authors"]);

            let items = feed["items"].as_array().expect("a list of items");
            assert!(!items.is_empty(), "{name} has no posts");
            let mut ids: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), items.len(), "each item of {name} has an id of its own");
            for item in items {
                let id = &item["id"];
                assert!(is_address(&item["url"]), "{id}");
                for key in ["title", "content_html", "summary", "language"] {
                    assert!(is_text(&item[key]), "{id}: {key} is {}", item[key]);
                }
                for key in ["date_published", "date_modified"] {
                    assert!(is_moment(&item[key]), "{id}: {key} is {}", item[key]);
                }
                assert!(item["image"].is_null() || is_address(&item["image"]), "{id}");
                assert!(item["authors"].is_null() || are_authors(&item["authors"]), "{id}");
                let tags = item["tags"].as_array().expect("posts of the sample blog have tags");
                assert!(tags.iter().all(is_text), "{id}: {tags:?}");
            }
        }
    }
}

fn json(path: &PathBuf) -> Value {
    let bytes = fs::read(path).expect("a published file");
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn is_address(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|address| url::Url::parse(address).is_ok_and(|url| url.as_str() == address))
}

fn are_authors(value: &Value) -> bool {
    let authors = value.as_array();
    authors.is_some_and(|authors| !authors.is_empty() && authors.iter().all(|author| is_text(&author["name"])))
}

/// RFC 3339, as the publisher writes it.
fn is_moment(value: &Value) -> bool {
    let Some(day) = value.as_str().and_then(|text| text.strip_suffix("T00:00:00Z")) else {
        return false;
    };
    let numbers: Vec<&str> = day.split('-').collect();
    numbers.iter().map(|number| number.len()).eq([4, 2, 2])
        && numbers.iter().all(|number| number.parse::<u16>().is_ok())
}
