//! Real folders of other generators, published whole: every post is listed, has its title and opens, and nothing of
//! another generator's machinery shows.
//!
//! The folders are not part of the project: without `FEUILLET_SHARED`, which names where they lie, these tests skip.

mod expected;
mod looks;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use feuillet::command::publish;
use feuillet_publish::options::{Options, Published};
use scraper::{ElementRef, Html, Selector};

use self::expected::{CORPORA, Corpus};
use crate::blog::stand_in_reader;

/// Leftovers which show that a tag of another generator was taken for text.
const DEBRIS: [&str; 14] = [
    "{%",
    "%}",
    "{{<",
    "{{%",
    "{{ ",
    "{: ",
    "{:.",
    "{:toc",
    "@include(",
    "@php",
    "@extends(",
    "import {",
    "export const",
    "+++",
];

fn folder(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("FEUILLET_SHARED").map(PathBuf::from);
    if shared.is_none() {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so {name} is not here");
        }
    }
    shared.map(|shared| shared.join("corpora").join(name))
}

/// Publishes a corpus and tells all that is not as it must be.
fn check(name: &str) {
    let corpus = CORPORA
        .iter()
        .find(|corpus| corpus.name == name)
        .expect("a corpus of that name");
    let Some(content) = folder(name) else { return };
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let (reader, out) = (temporary.path().join("reader"), temporary.path().join("out"));
    stand_in_reader(&reader);
    let published = publish(&Options {
        content,
        out: out.clone(),
        reader,
        ..Options::default()
    })
    .expect("the corpus is published");
    let mut faults = Vec::new();
    numbers(corpus, &published, &out, &mut faults);
    let documents = documents(&out);
    for document in &documents {
        look_at(document, &out, &mut faults);
    }
    assert_eq!(
        documents.len(),
        published.posts + published.pages,
        "{name}: every document has a page"
    );
    assert!(
        faults.is_empty(),
        "{name}: {} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn numbers(corpus: &Corpus, published: &Published, out: &Path, faults: &mut Vec<String>) {
    let mut expect = |what: &str, found: usize, expected: usize| {
        if found != expected {
            faults.push(format!("{what}: {found}, expected {expected}"));
        }
    };
    expect("posts", published.posts, corpus.posts);
    expect("pages", published.pages, corpus.pages);
    expect("hidden documents", published.hidden.len(), corpus.hidden);
    let dated = dates(out);
    expect("posts with a date", dated, corpus.dated);
    let broken = published
        .findings
        .iter()
        .filter(|finding| ["link", "picture"].contains(&finding.diagnostic.rule.name()));
    expect("broken links", broken.clone().count(), corpus.broken_links);
    if broken.clone().count() != corpus.broken_links {
        for finding in broken {
            faults.push(finding.draw());
        }
    }
    let read_as = format!("Read as {}", corpus.dialect);
    if !published.notes.iter().any(|note| note.starts_with(&read_as)) {
        faults.push(format!("not {read_as}: {:?}", published.notes));
    }
    for term in corpus.terms {
        if !["categories", "tags"]
            .iter()
            .any(|folder| out.join(folder).join(term).exists())
        {
            faults.push(format!("no category or tag `{term}`"));
        }
    }
}

/// How many posts of the archive have a date.
fn dates(out: &Path) -> usize {
    let archives = std::fs::read_dir(out.join("data/archive")).expect("the archive");
    let mut dated = 0;
    for archive in archives {
        let text = std::fs::read_to_string(archive.expect("an entry").path()).expect("a page of the archive");
        let archive: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for year in archive["years"].as_array().expect("years") {
            let posts = year["posts"].as_array().expect("posts").iter();
            dated += posts.filter(|post| post["date"].is_string()).count();
        }
    }
    dated
}

/// The raw Markdown and the page of every document.
fn documents(out: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut documents = Vec::new();
    for folder in ["posts", "pages"] {
        let Ok(entries) = std::fs::read_dir(out.join("content").join(folder)) else {
            continue;
        };
        for entry in entries {
            let markdown = entry.expect("an entry").path();
            if markdown.extension().is_some_and(|extension| extension == "md") {
                let slug = markdown.file_stem().expect("a name").to_owned();
                let page = match folder {
                    "posts" => out.join("posts").join(slug),
                    _ => out.join(slug),
                };
                documents.push((markdown, page.join("index.html")));
            }
        }
    }
    documents.sort();
    documents
}

fn look_at((markdown, page): &(PathBuf, PathBuf), out: &Path, faults: &mut Vec<String>) {
    let name = page.strip_prefix(out).expect("inside").display().to_string();
    let Ok(html) = std::fs::read_to_string(page) else {
        faults.push(format!("{}: no page {name}", markdown.display()));
        return;
    };
    let html = Html::parse_document(&html);
    let title: String = html.select(&selector("h1")).flat_map(|title| title.text()).collect();
    if title.trim().is_empty() {
        faults.push(format!("{name}: an empty title"));
    }
    let text = visible_text(&html);
    for debris in DEBRIS {
        if let Some(at) = text.find(debris) {
            let start = text.floor_char_boundary(at.saturating_sub(30));
            let end = text.ceil_char_boundary((at + 50).min(text.len()));
            faults.push(format!("{name}: `{debris}` in {:?}", &text[start..end]));
        }
    }
}

/// The text of a page outside of code.
fn visible_text(html: &Html) -> String {
    let mut text = String::new();
    for main in html.select(&selector("main")) {
        push_text(main, &mut text);
    }
    text
}

fn push_text(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        if let Some(piece) = child.value().as_text() {
            text.push_str(piece);
        } else if let Some(inner) = ElementRef::wrap(child)
            && !matches!(inner.value().name(), "code" | "pre" | "kbd" | "samp")
        {
            push_text(inner, text);
        }
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

#[test]
fn every_corpus_has_expectations() {
    let Some(corpora) = folder("") else { return };
    let there: BTreeSet<String> = std::fs::read_dir(corpora)
        .expect("the corpora")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let known: BTreeSet<String> = CORPORA.iter().map(|corpus| corpus.name.to_owned()).collect();
    assert_eq!(there, known);
}

macro_rules! corpora {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            check($name);
        })*
    };
}

corpora! {
    astro_docs_ar: "astro-docs-ar",
    astro_emptybluebox_zh_en: "astro-emptybluebox-zh-en",
    docusaurus_yew_blog: "docusaurus-yew-blog",
    eleventy_base_blog: "eleventy-base-blog",
    hexo_seaoak_ja: "hexo-seaoak-ja",
    hugo_docs_subset_en: "hugo-docs-subset-en",
    hugo_grpc_blog_en: "hugo-grpc-blog-en",
    jekyll_aracil_fr: "jekyll-aracil-fr",
    jekyll_official_en: "jekyll-official-en",
    jekyll_test_source: "jekyll-test-source",
    jigsaw_blog_template: "jigsaw-blog-template",
    jigsaw_test_sites: "jigsaw-test-sites",
    zola_test_sites: "zola-test-sites",
    zola_tomasfarias_en: "zola-tomasfarias-en",
}
