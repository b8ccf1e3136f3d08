//! Feeds and the sitemap, read as programs read them.

use std::collections::BTreeSet;

use feuillet_content::diagnostic::Rule;
use roxmltree::{Document, Node};
use serde_json::Value;
use url::Url;

use crate::blog::Blog;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn blog() -> Blog {
    let mut blog = Blog::new()
        .file(
            "assets/cover.svg",
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>"#,
        )
        .file("favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("posts/sans-date.md", "---\ntitle: Sans date\ncategories: [vide]\n---\nTexte.\n")
        .file(
            "posts/2024-riche.md",
            concat!(
                "---\ntitle: Riche & <b>\nslug: riche\ndate: 2024-02-01\nupdated: 2024-03-05\nauthor: Bo\nlang: en\n",
                "categories: [métier]\ntags: [papier]\ncover_image: /assets/cover.svg\ntranslation_key: r\n---\n",
                "First ]]> paragraph.[^1]\n\n## Part\n\n[other](b1.md#x), [here](#part), [away](https://elsewhere.example/), ",
                "[self](2024-riche.md), ![](photo.jpg)\n\n",
                "<img src=\"../assets/cover.svg\" srcset=\"/assets/cover.svg 2x\">\u{8}\n\n[^1]: A note.\n"
            ),
        )
        .file("posts/photo.jpg", [0xff])
        .post("riche-fr", "2024-02-01", "translation_key: r");
    for day in 1..=25 {
        blog = blog.post(&format!("b{day}"), &format!("2023-01-{day:02}"), "categories: [métier]");
    }
    blog
}

fn published(base: &str) -> Blog {
    let blog = blog().based(base);
    blog.publish();
    blog
}

/// The text of the one child of this name.
fn text(node: Node<'_, '_>, name: &str) -> String {
    let found: Vec<_> = node
        .children()
        .filter(|child| child.has_tag_name((ATOM, name)))
        .collect();
    assert_eq!(found.len(), 1, "{name} in {:?}", node.tag_name());
    found[0].text().unwrap_or_default().to_owned()
}

#[track_caller]
fn assert_below(address: &str, blog: &str) {
    assert!(address.starts_with(blog), "{address} is not below {blog}");
    assert!(
        address.is_ascii() && Url::parse(address).is_ok_and(|url| url.as_str() == address),
        "{address}"
    );
}

#[test]
fn a_feed_reader_finds_the_newest_posts_with_their_text() {
    for base in ["/", "/sub/"] {
        let blog = published(base);
        let home = format!("https://example.org{base}");
        for (file, list, count) in [
            ("feed.xml", "", 20),
            ("feed.json", "", 20),
            ("categories/metier/feed.xml", "categories/metier/", 20),
            ("categories/metier/feed.json", "categories/metier/", 20),
            ("categories/vide/feed.xml", "categories/vide/", 0),
            ("categories/vide/feed.json", "categories/vide/", 0),
        ] {
            let text = blog.read(file);
            let feed = feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(feed.entries.len(), count, "{file}");
            let links: BTreeSet<&str> = feed.links.iter().map(|link| link.href.as_str()).collect();
            let expected = BTreeSet::from([format!("{home}{list}"), format!("{home}{file}")]);
            assert_eq!(links, expected.iter().map(String::as_str).collect(), "{file}");
            let title = feed.title.map(|title| title.content).unwrap_or_default();
            assert_eq!(title.contains("métier"), list.contains("metier"), "{file}: {title}");
            assert_eq!(feed.language.as_deref(), Some("fr"), "{file}");
            let Some(entry) = feed.entries.first() else { continue };
            assert_eq!(entry.id, format!("{home}posts/riche/"), "{file}");
            assert_eq!(entry.title.as_ref().unwrap().content, "Riche & <b>", "{file}");
            assert_eq!(entry.links[0].href, entry.id, "{file}");
            assert_eq!(entry.authors[0].name.as_deref(), Some("Bo"), "{file}");
            assert_eq!(entry.published.unwrap().to_rfc3339(), "2024-02-01T00:00:00+00:00");
            assert_eq!(entry.updated.unwrap().to_rfc3339(), "2024-03-05T00:00:00+00:00");
            assert_eq!(
                entry.summary.as_ref().unwrap().content,
                "First ]]> paragraph.",
                "{file}"
            );
            assert!(
                feed.entries.iter().all(|entry| !entry.id.contains("sans-date")),
                "{file}"
            );
            assert!(
                feed.entries
                    .is_sorted_by(|first, second| first.published >= second.published)
            );

            let html = entry
                .content
                .as_ref()
                .and_then(|content| content.body.clone())
                .unwrap_or_default();
            assert!(html.contains("<p>First ]]&gt; paragraph."), "{file}: {html}");
            for address in [
                "href=\"{home}posts/b1/#x\"",
                "href=\"{home}posts/riche/#part\"",
                "href=\"https://elsewhere.example/\"",
                "href=\"{home}posts/riche/\"",
                "src=\"{home}content/posts/photo.jpg\"",
                "src=\"{home}assets/cover.svg\"",
            ] {
                let address = address.replace("{home}", &home);
                assert!(html.contains(&address), "{file} lacks {address}: {html}");
            }
            for attribute in ["href=\"", "src=\"", "srcset=\""] {
                for rest in html.split(attribute).skip(1) {
                    assert!(
                        rest.starts_with("https://"),
                        "{file}: {attribute}{}",
                        &rest[..40.min(rest.len())]
                    );
                }
            }
            assert!(!html.contains("heading-link"), "{file}: {html}");
        }
    }
}

/// RFC 4287, section 4.1: what a feed and its entries must have.
#[test]
fn atom_feeds_have_what_the_standard_demands() {
    let blog = published("/sub/");
    for file in ["feed.xml", "categories/metier/feed.xml", "categories/vide/feed.xml"] {
        let xml = blog.read(file);
        let document = Document::parse(&xml).unwrap();
        let feed = document.root_element();
        assert!(feed.has_tag_name((ATOM, "feed")));
        let is_entry = |node: &Node<'_, '_>| node.has_tag_name((ATOM, "entry"));
        let mut ids = BTreeSet::new();
        for node in [feed].into_iter().chain(feed.children().filter(is_entry)) {
            assert!(ids.insert(text(node, "id")), "{file} has an id twice");
            assert_below(&text(node, "id"), "https://example.org/sub/");
            assert!(!text(node, "title").is_empty());
            let updated = text(node, "updated");
            assert!(updated.len() == 25 && updated.ends_with("T00:00:00+00:00"), "{updated}");
            let links = node.children().filter(|child| child.has_tag_name((ATOM, "link")));
            let mut relations: Vec<_> = links
                .map(|link| {
                    assert_below(link.attribute("href").unwrap(), "https://example.org/sub/");
                    link.attribute("rel").unwrap()
                })
                .collect();
            relations.sort_unstable();
            let expected: &[&str] = if is_entry(&node) {
                &["alternate"]
            } else {
                &["alternate", "self"]
            };
            assert_eq!(relations, expected);
        }
        // Entries need no author of their own when the feed has one.
        let author = feed
            .children()
            .find(|child| child.has_tag_name((ATOM, "author")))
            .unwrap();
        assert_eq!(text(author, "name"), "Carnet");
        assert_below(&text(feed, "icon"), "https://example.org/sub/");
        let newest = feed
            .children()
            .filter(is_entry)
            .map(|entry| text(entry, "updated"))
            .max();
        assert_eq!(
            text(feed, "updated"),
            newest.unwrap_or_else(|| "1970-01-01T00:00:00+00:00".to_owned())
        );
        for category in document
            .descendants()
            .filter(|node| node.has_tag_name((ATOM, "category")))
        {
            assert!(category.attribute("term").is_some_and(|term| !term.is_empty()));
        }
        for content in document
            .descendants()
            .filter(|node| node.has_tag_name((ATOM, "content")))
        {
            assert_eq!(content.attribute("type"), Some("html"));
        }
    }
}

/// JSON Feed 1.1: what must be there, and of which kind each thing must be.
#[test]
fn whatever_authors_write_feeds_and_sitemaps_are_xml() {
    let odd = "\\u0001 ]]> <b> & \\\"";
    let blog = Blog::new().file(
        "posts/a.md",
        format!(
            "---\ntitle: \"{odd}\"\ndate: 2020-01-01\nlang: \"x{odd}\"\nauthor: \"{odd}\"\ncategories: [\"a{odd}\"]\n\
             excerpt: \"{odd}\"\ntranslation_key: k\n---\n\u{1} ]]> &\n"
        ),
    );
    let blog = blog.post("b", "2020-01-02", "translation_key: k");
    blog.publish();
    let names: Vec<String> = blog.tree().into_iter().map(|(name, _)| name).collect();
    let files: Vec<&String> = names.iter().filter(|name| name.contains(".xml")).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        let xml = blog.read(file);
        assert!(Document::parse(&xml).is_ok(), "{file}: {xml}");
    }
}

#[test]
fn json_feeds_have_what_the_standard_demands() {
    let blog = published("/sub/");
    for file in ["feed.json", "categories/metier/feed.json", "categories/vide/feed.json"] {
        let feed: Value = serde_json::from_str(&blog.read(file)).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert!(feed["title"].is_string() && feed["language"].is_string());
        assert_eq!(feed["feed_url"], format!("https://example.org/sub/{file}"));
        for key in ["home_page_url", "favicon"] {
            assert_below(feed[key].as_str().unwrap(), "https://example.org/sub/");
        }
        let mut ids = BTreeSet::new();
        for item in feed["items"].as_array().unwrap() {
            assert!(ids.insert(item["id"].as_str().unwrap()), "{file} has an id twice");
            assert_below(item["url"].as_str().unwrap(), "https://example.org/sub/posts/");
            assert!(item["content_html"].as_str().is_some_and(|html| !html.is_empty()));
            for key in ["date_published", "date_modified"] {
                let date = item[key].as_str().unwrap();
                assert!(date.len() == 20 && date.ends_with("T00:00:00Z"), "{date}");
            }
            for tag in item["tags"].as_array().into_iter().flatten() {
                assert!(tag.is_string());
            }
        }
        for authors in [&feed].into_iter().chain(feed["items"].as_array().unwrap()) {
            for author in authors["authors"].as_array().into_iter().flatten() {
                assert!(author["name"].is_string());
            }
        }
    }
    let feed: Value = serde_json::from_str(&blog.read("feed.json")).unwrap();
    let first = &feed["items"][0];
    assert_eq!(first["image"], "https://example.org/sub/assets/cover.svg");
    assert_eq!(first["tags"], serde_json::json!(["métier", "papier"]));
    assert_eq!(first["language"], "en");
}

#[test]
fn the_sitemap_lists_every_canonical_page_and_no_other() {
    for base in ["/", "/sub/"] {
        let blog = published(base);
        let xml = blog.read("sitemap.xml");
        let document = Document::parse(&xml).unwrap();
        assert!(document.root_element().has_tag_name((SITEMAP, "urlset")));
        let mut listed = Vec::new();
        for url in document.root_element().children().filter(Node::is_element) {
            assert!(url.has_tag_name((SITEMAP, "url")));
            let child = |name: &str| url.children().find(|child| child.has_tag_name((SITEMAP, name)));
            let address = child("loc").and_then(|loc| loc.text()).unwrap();
            assert_below(address, &format!("https://example.org{base}"));
            listed.push(address.to_owned());
            if let Some(day) = child("lastmod").and_then(|node| node.text()) {
                assert!(day.len() == 10 && day.starts_with("202"), "{day}");
            }
        }
        let unique: BTreeSet<_> = listed.iter().cloned().collect();
        assert_eq!(unique.len(), listed.len());
        // The canonical address that each published page names.
        let mut canonical = BTreeSet::new();
        for (name, bytes) in blog.tree() {
            // Nobody searches for the page where a visitor saves the blog.
            if name.ends_with("index.html") && name != "offline/index.html" {
                let page = String::from_utf8(bytes).unwrap();
                let link = page.split("<link rel=\"canonical\" href=\"").nth(1);
                canonical.extend(link.and_then(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
        assert!(canonical.len() > 30);
        assert_eq!(unique, canonical);
    }
}

#[test]
fn the_sitemap_tells_when_pages_changed_and_where_their_translations_are() {
    let blog = published("/");
    let xml = blog.read("sitemap.xml");
    let document = Document::parse(&xml).unwrap();
    let entry = |path: &str| {
        let address = format!("https://example.org{path}");
        let loc = document
            .descendants()
            .find(|node| node.text() == Some(&address) && node.has_tag_name((SITEMAP, "loc")));
        loc.and_then(|loc| loc.parent())
            .unwrap_or_else(|| panic!("{path} is not listed"))
    };
    for (path, expected) in [
        ("/posts/riche/", Some("2024-03-05")),
        ("/posts/b25/", Some("2023-01-25")),
        ("/posts/sans-date/", None),
        ("/", Some("2024-03-05")),
        ("/older/1/", Some("2023-01-01")),
        ("/categories/metier/", Some("2024-03-05")),
        ("/categories/metier/older/1/", Some("2023-01-02")),
        ("/categories/vide/", None),
        ("/tags/papier/", Some("2024-03-05")),
        ("/categories/", None),
        ("/archive/", Some("2024-03-05")),
    ] {
        let changed = entry(path)
            .children()
            .find(|child| child.has_tag_name((SITEMAP, "lastmod")));
        assert_eq!(changed.and_then(|node| node.text()), expected, "{path}");
    }
    let alternates: Vec<_> = entry("/posts/riche/")
        .children()
        .filter(|child| child.has_tag_name(("http://www.w3.org/1999/xhtml", "link")))
        .map(|link| {
            format!(
                "{} {}",
                link.attribute("hreflang").unwrap(),
                link.attribute("href").unwrap()
            )
        })
        .collect();
    assert_eq!(
        alternates,
        [
            "en https://example.org/posts/riche/",
            "fr https://example.org/posts/riche-fr/",
            "x-default https://example.org/posts/riche-fr/",
        ]
    );
}

#[test]
fn robots_are_told_of_the_sitemap_at_the_root_of_a_host() {
    let robots = published("/").read("robots.txt");
    assert_eq!(
        robots,
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    );
    assert!(!published("/sub/").has("robots.txt"));
    // An author's own is left as it is: `files_are_served_as_they_are`.
}

#[test]
fn links_to_feeds_lead_somewhere_when_there_are_feeds() {
    let feeds = [
        "/feed.xml",
        "../feed.json",
        "/sitemap.xml",
        "/categories/metier/feed.xml",
    ];
    let others = [
        "/categories/none/feed.xml",
        "/tags/papier/feed.xml",
        "/archive/feed.json",
        "/my-feed.xml",
    ];
    let links: Vec<String> = feeds.iter().chain(&others).map(|link| format!("[x]({link})")).collect();
    let blog = blog().file(
        "posts/links.md",
        format!("---\ntitle: Links\n---\n{}\n", links.join(" ")),
    );
    let missing = |blog: &Blog| {
        let findings = blog.publish().findings.into_iter();
        let files = findings.filter(|finding| finding.diagnostic.rule != Rule::Anchor);
        let messages = files.map(|finding| finding.diagnostic.message);
        let quoted = messages.filter_map(|message| Some(message.split('`').nth(1)?.to_owned()));
        quoted.collect::<BTreeSet<String>>()
    };
    assert_eq!(missing(&blog), others.iter().map(|link| (*link).to_owned()).collect());
    let blog = blog.file("site.yaml", "title: Carnet\nlanguage: fr\n");
    assert_eq!(missing(&blog).len(), feeds.len() + others.len());
}
