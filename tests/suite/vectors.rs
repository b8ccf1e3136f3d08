//! Vectors and texts of others, which are not part of the project: nothing of the ones stays that can do something, and
//! it is known what the others lose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use pulldown_cmark::{Options, Parser};
use scraper::Html;

use crate::blog::Blog;
use crate::dom::{find, forbidden, page, pieces};
use crate::sanitizer::{nests, render};

/// The folder with material that is not part of the project.
pub(crate) fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("FEUILLET_SHARED").map(PathBuf::from);
    if shared.is_none() {
        #[expect(clippy::print_stdout, reason = "a test that checks nothing must say so")]
        {
            println!("skipped: FEUILLET_SHARED is not set, so there are no vectors here");
        }
    }
    shared
}

/// Every vector as whole posts: as it is, and behind words, where Markdown takes HTML for inline.
fn vectors() -> Vec<(String, String)> {
    let Some(shared) = shared() else { return Vec::new() };
    let mut posts = Vec::new();
    for file in ["bleach", "owasp", "dompurify", "markdown-posts"] {
        let path = shared.join("conformance/xss").join(format!("{file}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let list: serde_json::Value = serde_json::from_str(&text).expect("a list of vectors");
        for vector in list.as_array().expect("a list") {
            let id = vector["id"].as_str().expect("an id").to_ascii_lowercase();
            if let Some(input) = vector["input"].as_str() {
                posts.push((id, input.to_owned()));
            } else {
                let payload = vector["payload"].as_str().expect("a payload");
                posts.push((
                    format!("{id}-inline"),
                    format!("Words {payload} and words.\n\nThe end.\n"),
                ));
                posts.push((id, format!("{payload}\n\nThe end.\n")));
            }
        }
    }
    assert!(posts.len() > 300, "{}", posts.len());
    posts
}

#[test]
fn no_vector_leaves_anything_forbidden_in_a_published_page() {
    let posts = vectors();
    let mut blog = Blog::new();
    for (name, post) in &posts {
        blog = blog.file(&format!("posts/{name}.md"), post);
    }
    let published = blog.publish();
    assert_eq!(crate::blog::hidden(&published), Vec::<String>::new());
    assert_eq!(published.posts + published.hidden.len(), posts.len());
    let pages: Vec<_> = blog
        .tree()
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|extension| extension == "html"))
        // A redirect, not a page.
        .filter(|(name, _)| name != "posts/index.html")
        .collect();
    assert!(pages.len() > posts.len());
    for (name, bytes) in pages {
        let parsed = Html::parse_document(&String::from_utf8_lossy(&bytes));
        let bad = forbidden(find(&parsed, "#feuillet"));
        // The first page's own sections, and the one button of the frame around each page.
        let switches = bad.iter().filter(|told| *told == "<button>").count();
        assert_eq!(switches, 1, "{name}");
        let bad: Vec<_> = bad
            .iter()
            .filter(|told| !(told.starts_with("<h2 id=\"newest\"") || *told == "<button>"))
            .collect();
        assert!(bad.is_empty(), "{name}: {bad:?}");
    }
}

#[test]
fn every_vector_nests() {
    for (_, post) in vectors() {
        nests(&post);
    }
}

/// Another sanitizer, told to allow the same.
fn oracle() -> ammonia::Builder<'static> {
    let mut oracle = ammonia::Builder::default();
    oracle
        .add_tags([
            "audio", "big", "font", "section", "source", "main", "menu", "meter", "picture", "progress",
        ])
        .add_tags(["track", "video", "input"])
        .add_tags([
            "annotation",
            "math",
            "merror",
            "mfrac",
            "mi",
            "mmultiscripts",
            "mn",
            "mo",
            "mover",
            "mpadded",
            "mphantom",
            "mprescripts",
            "mroot",
            "mrow",
            "ms",
            "mspace",
            "msqrt",
            "mstyle",
            "msub",
            "msubsup",
            "msup",
            "mtable",
            "mtd",
            "mtext",
            "mtr",
            "munder",
            "munderover",
            "semantics",
        ])
        .add_generic_attributes([
            "accent",
            "accentunder",
            "alttext",
            "columnspan",
            "depth",
            "display",
            "displaystyle",
            "encoding",
            "form",
            "largeop",
            "linethickness",
            "lspace",
            "mathbackground",
            "mathcolor",
            "mathsize",
            "mathvariant",
            "maxsize",
            "minsize",
            "movablelimits",
            "rspace",
            "scriptlevel",
            "stretchy",
            "symmetric",
            "voffset",
        ])
        .add_generic_attributes([
            "align",
            "alt",
            "bgcolor",
            "border",
            "cellpadding",
            "cellspacing",
            "class",
            "color",
            "colspan",
            "controls",
            "datetime",
            "dir",
            "disabled",
            "checked",
            "height",
            "hidden",
            "href",
            "id",
            "kind",
            "label",
            "loading",
            "max",
            "min",
            "name",
            "open",
            "poster",
            "rel",
            "role",
            "rowspan",
            "scope",
            "sizes",
            "span",
            "src",
            "srcset",
            "start",
            "tabindex",
            "target",
            "type",
            "valign",
            "value",
            "width",
            "decoding",
            "itemscope",
            "itemtype",
            "itemprop",
        ])
        .add_generic_attribute_prefixes(["aria-", "data-"])
        .url_schemes(["http", "https", "mailto", "tel", "data"].into())
        .link_rel(None);
    oracle
}

#[test]
fn nothing_stays_that_another_sanitizer_removes() {
    let oracle = oracle();
    let mut compared = 0;
    for (name, post) in vectors() {
        let html = render(&post).html;
        let cleaned = oracle.clean(&html).to_string();
        let (ours, theirs) = (page(&html), page(&cleaned));
        assert_eq!(
            pieces(find(&theirs, "#root")),
            pieces(find(&ours, "#root")),
            "{name}\n{post}"
        );
        compared += 1;
    }
    assert!(compared > 300 || shared().is_none(), "{compared}");
}

/// How often each element and each attribute of it occurs.
fn count(html: &str, counts: &mut BTreeMap<String, i64>, step: i64) {
    let parsed = page(html);
    for element in find(&parsed, "body").descendent_elements() {
        let name = element.value().name();
        *counts.entry(format!("<{name}>")).or_default() += step;
        for (attribute, _) in element.value().attrs() {
            *counts.entry(format!("<{name} {attribute}>")).or_default() += step;
        }
    }
}

#[test]
fn what_texts_of_others_lose_is_known() {
    let Some(shared) = shared() else { return };
    let mut counts = BTreeMap::new();
    let mut documents = 0;
    let dialect = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    visit(&shared.join("corpora"), &mut |text| {
        let document = Document::read(text, &mut Unreported);
        let parser = Parser::new_ext(document.body, dialect);
        let mut plain = String::new();
        pulldown_cmark::html::push_html(&mut plain, parser);
        count(&plain, &mut counts, 1);
        count(&render(text).html, &mut counts, -1);
        documents += 1;
    });
    // Elements that replace others are reported, too.
    let instead = |name: &str| name == "<h2>" || name.contains(" data-style>") || name.contains(" align>");
    let changed = counts
        .iter()
        .filter(|(name, count)| **count > 0 || (instead(name) && **count < 0));
    let changed: Vec<_> = changed.map(|(name, count)| format!("{:+5} {name}", -count)).collect();
    insta::assert_snapshot!(format!("{documents} documents\n{}", changed.join("\n")));
}

fn visit(folder: &Path, read: &mut impl FnMut(&str)) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            visit(&path, read);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "md" || extension == "markdown" || extension == "mdx")
        {
            read(&String::from_utf8_lossy(&fs::read(&path).expect("a file")));
        }
    }
}
