//! Whole posts of all generators with the metadata that a good reader shows: each is published, and looked at in the
//! lists, in the Markdown that visitors get and on its page.
//!
//! The cases are not part of the project: without `FEUILLET_SHARED`, which names where they lie, the test skips.

use std::fs;
use std::path::PathBuf;

use feuillet::command::publish;
use feuillet_content::date::Date;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_publish::options::{Options, Published};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::blog::{Blog, hidden, stand_in_reader, told};

/// Expectations that are not met on purpose, each with the reason.
const EXCEPTIONS: [(&str, &str); 1] = [
    // Addresses are lower case and have hyphens, so that they are the same however they are typed.
    ("jekyll-date-from-filename", "slug"),
];

/// Result of a case.
struct Shown {
    published: Published,
    /// The post in the list of posts.
    summary: Value,
    /// The Markdown that visitors get.
    markdown: String,
    /// The page, and its text.
    page: String,
    text: String,
}

fn cases() -> Vec<Value> {
    let Some(shared) = std::env::var_os("FEUILLET_SHARED").map(PathBuf::from) else {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so there are no cases here");
        }
        return Vec::new();
    };
    let path = shared.join("conformance/frontmatter/cases.json");
    let text = fs::read_to_string(&path).expect("the cases");
    serde_json::from_str(&text).expect("a list of cases")
}

fn show(case: &Value) -> Shown {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let (content, reader, out) = (
        temporary.path().join("content"),
        temporary.path().join("reader"),
        temporary.path().join("out"),
    );
    stand_in_reader(&reader);
    let file = content.join(case["file"].as_str().expect("a file"));
    fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    fs::write(&file, case["input"].as_str().expect("an input")).expect("the post");
    let dialect = case["dialect"]
        .as_str()
        .filter(|name| !matches!(*name, "any" | "other"));
    let published = publish(&Options {
        content,
        out: out.clone(),
        reader,
        dialect: dialect.map(str::to_owned),
        ..Options::default()
    })
    .expect("the case is published");
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap_or_default();
    let site: Value = serde_json::from_str(&read("data/site.json")).expect("the site's data");
    let mut summary = match &site["newest"]["posts"][0] {
        Value::Null => site["featured"][0].clone(),
        newest => newest.clone(),
    };
    let (mut folder, mut route) = ("posts", "posts/");
    if let (Value::Null, Some(item)) = (&summary, site["navigation"].get(0)) {
        // A document in no list is a page of its own, in the menu.
        let slug = item["to"].as_str().unwrap_or_default().trim_matches('/');
        summary = json!({ "title": item["label"], "slug": slug });
        (folder, route) = ("pages", "");
    }
    let slug = summary["slug"].as_str().unwrap_or_default();
    let page = read(&format!("{route}{slug}/index.html"));
    let html = Html::parse_document(&page);
    let main = Selector::parse("main").expect("a selector");
    Shown {
        published,
        markdown: read(&format!("content/{folder}/{slug}.md")),
        text: html.select(&main).flat_map(|main| main.text()).collect(),
        page,
        summary,
    }
}

/// Differences from the expectations: the key, and the actual value.
fn faults(case: &Value) -> Vec<(String, String)> {
    let shown = show(case);
    let meta = Document::read(&shown.markdown, &mut Unreported).meta;
    let mut faults = Vec::new();
    let expectations = case["expect"].as_object().expect("expectations");
    for (key, expected) in expectations {
        let text = |found: Option<&str>| Value::from(found);
        let names = |terms: &Value| {
            let terms = terms.as_array().into_iter().flatten();
            terms.map(|term| term["name"].clone()).collect::<Value>()
        };
        let listed = |key: &str| shown.summary[key].clone();
        let found = match key.as_str() {
            "title" | "slug" | "excerpt" | "date" => listed(key),
            "title_one_of" | "title_case_insensitive" => listed("title"),
            "updated" => Value::from(meta.updated.map(|day: Date| day.to_string())),
            "categories" => names(&shown.summary[key]),
            // Lists do not show them.
            "tags" => Value::from(meta.tags.clone()),
            "author" => text(
                Some(meta.authors.join(", "))
                    .filter(|names| !names.is_empty())
                    .as_deref(),
            ),
            "description" => text(meta.description.as_deref()),
            "cover_image" => text(meta.cover.as_ref().map(|cover| cover.source.as_str())),
            "lang" => text(meta.language.as_deref()),
            "draft" => Value::from(!shown.published.hidden.is_empty()),
            "is_post" => Value::from(shown.published.posts == 1),
            "no_crash" => Value::from(true),
            "body_contains" | "body_not_contains" => Value::from(shown.text.as_str()),
            "page_not_contains" => Value::from(shown.page.as_str()),
            "slug_not_contains" => listed("slug"),
            "must_round_trip_in_url" => Value::from(!shown.page.is_empty() && !shown.markdown.is_empty()),
            other => panic!("nobody knows what `{other}` expects"),
        };
        let text = found.as_str().unwrap_or_default();
        let mut words = expected.as_array().into_iter().flatten().filter_map(Value::as_str);
        let met = match key.as_str() {
            // A document that is hidden is in no list.
            _ if expectations.get("draft") == Some(&Value::from(true)) && key != "draft" => true,
            "body_contains" => text.contains(expected.as_str().unwrap_or_default()),
            "body_not_contains" | "page_not_contains" | "slug_not_contains" => words.all(|word| !text.contains(word)),
            "title_one_of" => words.any(|word| word == text),
            "title_case_insensitive" => expected
                .as_str()
                .is_some_and(|title| title.to_lowercase() == text.to_lowercase()),
            _ => found == *expected || (found.is_null() && expected.as_array().is_some_and(Vec::is_empty)),
        };
        if !met {
            faults.push((
                key.clone(),
                format!(
                    "expected {expected}, found {found}\n{}",
                    told(&shown.published).concat()
                ),
            ));
        }
    }
    faults
}

#[test]
fn each_case_is_read_as_its_author_meant_it() {
    let mut unmet = Vec::new();
    let mut excused = Vec::new();
    for case in cases() {
        let id = case["id"].as_str().expect("an id").to_owned();
        for (key, fault) in faults(&case) {
            let known = EXCEPTIONS.iter().find(|(case, of)| *case == id && *of == key);
            match known {
                Some(known) => excused.push(*known),
                None => unmet.push(format!("{id}: {key}: {fault}")),
            }
        }
    }
    assert!(unmet.is_empty(), "{} unmet:\n{}", unmet.len(), unmet.join("\n"));
    if std::env::var_os("FEUILLET_SHARED").is_some() {
        let stale: Vec<_> = EXCEPTIONS.iter().filter(|known| !excused.contains(known)).collect();
        assert!(stale.is_empty(), "these are met by now: {stale:?}");
    }
}

#[test]
fn documents_are_hidden_by_the_calendar() {
    let blog = Blog::new()
        .post("past", "2020-01-01", "expiryDate: 2020-06-01")
        .post("kept", "2020-01-01", "expiryDate: 2020-06-03")
        .post("later", "2020-06-03", "");
    // Files that were only just written are read again.
    crate::incremental::age(&blog.path("content"));
    let publish_on = |day: &str, dialect: Option<&str>| {
        let options = Options {
            today: Date::parse(day).ok(),
            dialect: dialect.map(str::to_owned),
            ..blog.options()
        };
        publish(&options).expect("the blog is published")
    };
    let published = publish_on("2020-06-02", None);
    assert_eq!(published.posts, 1);
    assert_eq!(
        hidden(&published),
        [
            "posts/later.md (scheduled for 2020-06-03)",
            "posts/past.md (expired on 2020-06-01)"
        ]
    );
    // Nothing changed but the day.
    let published = publish_on("2020-06-03", None);
    assert_eq!(
        hidden(&published),
        [
            "posts/kept.md (expired on 2020-06-03)",
            "posts/past.md (expired on 2020-06-01)"
        ]
    );
    let blog = Blog::new()
        .file(
            "content/posts/now.md",
            "+++\ntitle = 'a'\ndate = 2020-06-02T10:00:00Z\n+++\n",
        )
        .file("content/posts/later.md", "+++\ntitle = 'b'\ndate = 2020-06-03\n+++\n")
        .file(
            "content/posts/scheduled.md",
            "+++\ntitle = 'c'\ndate = 2020-01-01\npublishDate = 2020-07-01\n+++\n",
        );
    let options = Options {
        today: Date::parse("2020-06-02").ok(),
        dialect: Some("Hugo".to_owned()),
        ..blog.options()
    };
    let hidden_by_hugo = hidden(&publish(&options).expect("the blog is published"));
    assert_eq!(
        hidden_by_hugo,
        [
            "content/posts/later.md (scheduled for 2020-06-03)",
            "content/posts/scheduled.md (scheduled for 2020-07-01)"
        ]
    );
}

#[test]
fn originals_elsewhere_and_pages_that_search_engines_leave_out() {
    let blog = Blog::new()
        .post("mine", "2020-01-01", "")
        .post("copy", "2020-01-02", "canonicalURL: https://elsewhere.example/a?b&c")
        .post("quiet", "2020-01-03", "robots: noindex, nofollow");
    blog.publish();
    let head = |slug: &str| {
        let page = blog.read(&format!("posts/{slug}/index.html"));
        page.split("</head>").next().unwrap_or_default().to_owned()
    };
    assert!(head("mine").contains("rel=\"canonical\" href=\"https://example.org/posts/mine/\""));
    assert!(head("copy").contains("rel=\"canonical\" href=\"https://elsewhere.example/a?b&amp;c\""));
    assert!(head("quiet").contains("name=\"robots\" content=\"noindex\""));
    assert!(!head("mine").contains("noindex"));
    for file in ["sitemap.xml", "feed.xml", "feed.json"] {
        let text = blog.read(file);
        assert!(
            text.contains("/posts/mine/") && !text.contains("/posts/quiet/"),
            "{file}"
        );
    }
}

#[test]
fn keys_that_nobody_knows_stay_at_home() {
    let blog = Blog::new().post("a", "2020-01-01", "secret_note: call Ana\nghcommentid: \"5\"");
    let published = blog.publish();
    assert!(!blog.read("content/posts/a.md").contains("Ana"));
    assert!(
        published.notes.iter().any(|note| note.contains("secret_note (1)")),
        "{:?}",
        published.notes
    );
    assert_eq!(told(&published), Vec::<String>::new());
}
