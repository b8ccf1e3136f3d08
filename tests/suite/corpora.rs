//! Real folders of other generators, published whole: every post is listed, has its title and opens, and nothing of
//! another generator's machinery shows.
//!
//! The folders are not part of the project: without `FEUILLET_SHARED`, which names where they lie, these tests skip.

mod looks;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use feuillet::publish::{Options, Published, publish};
use scraper::{ElementRef, Html, Selector};

use crate::blog::stand_in_reader;

/// A folder and what must come of it.
struct Corpus {
    name: &'static str,
    dialect: &'static str,
    posts: usize,
    pages: usize,
    /// Posts that have a date.
    dated: usize,
    /// Documents that are left out: drafts and such.
    hidden: usize,
    /// Links that lead nowhere in the source itself: to files that the folder does not have.
    broken_links: usize,
    /// Terms that must be there.
    terms: &'static [&'static str],
}

const CORPORA: [Corpus; 14] = [
    Corpus {
        // Documentation has no days, and most of what it links to is not in the folder.
        posts: 9,
        broken_links: 54,
        terms: &["basics", "guides"],
        ..corpus("astro-docs-ar", "Astro")
    },
    Corpus {
        // Of the covers four are in the folder.
        posts: 40,
        dated: 40,
        broken_links: 36,
        terms: &["doctor-who", "life"],
        ..corpus("astro-emptybluebox-zh-en", "Astro")
    },
    Corpus {
        // The links are to the documentation, which is not in the folder.
        posts: 5,
        dated: 5,
        broken_links: 4,
        terms: &["release"],
        ..corpus("docusaurus-yew-blog", "Docusaurus")
    },
    // One draft; `404.md` is machinery.
    Corpus {
        posts: 4,
        pages: 1,
        dated: 4,
        hidden: 1,
        terms: &["another-tag", "posts-with-two-tags"],
        ..corpus("eleventy-base-blog", "Eleventy")
    },
    Corpus {
        // The pictures of the posts are not in the folder, nor are two files.
        posts: 44,
        dated: 44,
        hidden: 5,
        broken_links: 45,
        terms: &["hexo", "h2o", "vpn"],
        ..corpus("hexo-seaoak-ja", "Hexo")
    },
    Corpus {
        posts: 42,
        // The rest of the documentation, and a `g` that stands for its glossary.
        broken_links: 253,
        terms: &["about-hugo", "content-management", "getting-started", "shortcodes"],
        ..corpus("hugo-docs-subset-en", "Hugo")
    },
    Corpus {
        posts: 59,
        dated: 59,
        // `/docs/` and most pictures are not in the folder.
        broken_links: 64,
        ..corpus("hugo-grpc-blog-en", "Hugo")
    },
    // The pictures are not in the folder, and three links have a parenthesis too many. Its licenses are no pages.
    Corpus {
        posts: 16,
        pages: 2,
        dated: 16,
        broken_links: 29,
        ..corpus("jekyll-aracil-fr", "Jekyll")
    },
    // The links lead to documentation and pictures that are not in the folder.
    Corpus {
        posts: 102,
        dated: 102,
        broken_links: 83,
        terms: &["release", "community"],
        ..corpus("jekyll-official-en", "Jekyll")
    },
    // 55 of `_posts` and 24 of collections. Hidden: one says so, one has no date. Four links lack their `https:`.
    Corpus {
        posts: 79,
        pages: 2,
        dated: 61,
        hidden: 2,
        broken_links: 4,
        terms: &["mixedcase", "pizza", "publish-test"],
        ..corpus("jekyll-test-source", "Jekyll")
    },
    // `_categories` are lists; the link leads to the template of the page that says that nothing is found.
    Corpus {
        posts: 5,
        dated: 5,
        broken_links: 1,
        terms: &["configuration", "feature"],
        ..corpus("jigsaw-blog-template", "Jigsaw")
    },
    // Items of collections without `extends` have no page; of the files at the top, three have a date.
    Corpus {
        posts: 17,
        pages: 8,
        dated: 15,
        hidden: 11,
        terms: &["news", "faq"],
        ..corpus("jigsaw-test-sites", "Jigsaw")
    },
    Corpus {
        // Three sites: 41, 11 and 12 documents, less what is hidden and the pages.
        posts: 51,
        // `2018`, `base` in two languages, `colocated-assets`, `hello`, `root-page-1` and `root-page-2`.
        pages: 7,
        dated: 25,
        // A draft, one that is not rendered, one that `ignored_content` names, and three in a section that is a draft.
        hidden: 6,
        // `01-zola.png`, seven times in two spellings, and `with.js`.
        broken_links: 8,
        terms: &["a-category", "hello", "bonjour"],
        ..corpus("zola-test-sites", "Zola")
    },
    Corpus {
        posts: 2,
        pages: 1,
        dated: 2,
        ..corpus("zola-tomasfarias-en", "Zola")
    },
];

const fn corpus(name: &'static str, dialect: &'static str) -> Corpus {
    Corpus {
        name,
        dialect,
        posts: 0,
        pages: 0,
        dated: 0,
        hidden: 0,
        broken_links: 0,
        terms: &[],
    }
}

/// What shows that a tag of another generator was taken for text.
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
        println!("skipped: FEUILLET_SHARED is not set, so {name} is not here");
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
