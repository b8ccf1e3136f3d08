//! Raw HTML in posts: nothing of it can do anything, none of it breaks the page, and what is harmless stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use feuillet::content::base_path::BasePath;
use feuillet::content::diagnostic::Unreported;
use feuillet::content::document::Document;
use feuillet::content::links::LinkContext;
use feuillet::content::markdown::{RenderContext, Rendered};
use feuillet::content::words::Words;
use pulldown_cmark::{Options, Parser};
use scraper::{ElementRef, Html};

use crate::blog::Blog;
use crate::dom::{find, forbidden, page, pieces, written};

/// Renders a whole post as the reader does.
fn render(post: &str) -> Rendered {
    let base = BasePath::parse("/sub/").expect("a base path");
    let words = Words::default();
    let links = LinkContext {
        base: &base,
        directory: "posts",
        renamed: &[],
    };
    let context = RenderContext {
        links,
        words: &words,
        frames: &[],
    };
    Document::read(post, &mut Unreported).render(context)
}

/// Fails when the parser of a browser would not take the HTML as it is written.
#[track_caller]
fn nests(post: &str) {
    let html = render(post).html;
    let parsed = page(&html);
    let root = find(&parsed, "#root");
    let found = pieces(root);
    assert_eq!(found, written(&html), "{post}\n{html}");
    let after = root.next_sibling().and_then(ElementRef::wrap);
    let after = after.and_then(|element| element.value().id());
    assert_eq!(after, Some("after"), "{post}\n{html}");
    let bad = forbidden(root);
    assert!(bad.is_empty(), "{post}\n{html}\n{bad:?}");
}

/// The folder with material that is not part of the project.
fn shared() -> Option<PathBuf> {
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
    assert_eq!(published.posts, posts.len());
    let pages: Vec<_> = blog
        .tree()
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .collect();
    assert!(pages.len() > posts.len());
    for (name, bytes) in pages {
        let parsed = Html::parse_document(&String::from_utf8_lossy(&bytes));
        let bad = forbidden(find(&parsed, "#feuillet"));
        // The first page's own sections.
        let bad: Vec<_> = bad
            .iter()
            .filter(|told| !told.starts_with("<h2 id=\"newest\""))
            .collect();
        assert!(bad.is_empty(), "{name}: {bad:?}");
    }
}

#[test]
fn every_vector_nests_in_bounded_time() {
    for (name, post) in vectors() {
        let started = Instant::now();
        nests(&post);
        assert!(started.elapsed().as_secs() < 2, "{name}: {:?}", started.elapsed());
    }
}

/// Pieces of Markdown and HTML that get into each other's way.
const PIECES: [&str; 68] = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=/x>",
    "</a>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<ol>",
    "</ol>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<th>",
    "<tbody>",
    "<caption>",
    "<colgroup>",
    "<col>",
    "</tr>",
    "<h2>",
    "</h3>",
    "<pre>",
    "</pre>",
    "<ruby>",
    "<rt>",
    "<span>",
    "</span>",
    "<details>",
    "<summary>",
    "</details>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<img src=a.png>",
    "<hr>",
    "<br>",
    "<i>",
    "</i>",
    "<!-- c -->",
    "<iframe src=https://x.example/>",
    "text ",
    "*",
    "**",
    "[a](b)",
    "![a](c.png)",
    "\n",
    "\n\n",
    "\n\n- ",
    "\n\n  ",
    "\n\n> ",
    "\n\n## ",
    "\n\n|a|b|\n|-|-|\n|",
    "[^1]",
    "\n\n[^1]: ",
    "`c`",
    "\n\n***\n\n",
    "&lt;",
];

#[test]
fn whatever_is_mixed_nests() {
    // A generator of numbers (Knuth, MMIX) with a fixed start: the same documents each time.
    let mut state = 42_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    for _ in 0..6000 {
        let length = 2 + next(24);
        let post: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        nests(&format!("{post}\n\n[^1]: note\n"));
    }
}

#[test]
fn usual_mixtures_of_html_and_markdown_work() {
    for (post, expected) in [
        (
            "<div class=a>\n\n*b*\n\n</div>\n",
            "<div class=\"a\">\n<p><em>b</em></p>\n</div>\n",
        ),
        (
            "<details><summary>a</summary>\n\nb\n\n</details>\n\nc\n",
            "<details><summary>a</summary>\n<p>b</p>\n</details>\n<p>c</p>\n",
        ),
        ("<div>\n\na</div>\n\nb\n", "<div>\n<p>a</p>\n</div>\n<p>b</p>\n"),
        (
            "a <kbd>b</kbd> *c <b>d* e</b>\n",
            "<p>a <kbd>b</kbd> <em>c <b>d</b></em> e</p>\n",
        ),
        (
            "<table>\n<tr>\n<td>\n\n*a*\n\n</td>\n</tr>\n</table>\n",
            "<table>\n<tbody><tr>\n<td>\n<p><em>a</em></p>\n</td>\n</tr>\n</tbody></table>\n",
        ),
        (
            "- <div>a\n- b</div>\n",
            "<ul>\n<li><div>a\n</div></li>\n<li>b</li>\n</ul>\n",
        ),
        ("a <script>b *c* `d`</script> e\n", "<p>a  e</p>\n"),
        ("a <div>b</div> c\n", "<p>a </p><div>b</div> c"),
        ("a *<div>b</div>*\n", "<p>a <em>b</em></p>\n"),
        (
            "<div>\n\na <p>b</div>\n\nc\n",
            "<div>\n<p>a </p><p>b</p></div>\n<p>c</p>\n",
        ),
        ("<svg>\n<path/>\n\n<path/>\n</svg>\n\na\n", "\n<p>a</p>\n"),
        ("<svg>\n\na\n", "<p>a</p>\n"),
    ] {
        assert_eq!(render(post).html, expected, "{post}");
        nests(post);
    }
}

#[test]
fn addresses_in_markdown_are_judged_like_those_in_html() {
    for (post, expected) in [
        ("[x](javascript:alert(1))", "<p>x</p>\n"),
        ("[x *y*](data:text/html,z)", "<p>x <em>y</em></p>\n"),
        ("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"),
        ("![x *y*](vbscript:z)", "<p>x <em>y</em></p>\n"),
        ("![x](data:text/html,z)", "<p>x</p>\n"),
        ("[![x](javascript:y)](/z.png)", "<p><a href=\"/sub/z.png\">x</a></p>\n"),
        (
            "![x](data:image/png;base64,y)",
            "<p><img src=\"data:image/png;base64,y\" alt=\"x\" /></p>\n",
        ),
        (
            "<x@example.org>",
            "<p><a href=\"mailto:x@example.org\">x@example.org</a></p>\n",
        ),
        ("[x]\n\n[x]: javascript:alert(1)", "<p>x</p>\n"),
    ] {
        assert_eq!(render(post).html, expected, "{post}");
    }
}

#[test]
fn attributes_of_headings_are_judged_like_those_in_html() {
    let html = render("## T {#cookie .c onclick=x data-base=y style=position:fixed title=z lang=fr}\n").html;
    let expected = "<h2 id=\"t\" class=\"c\" title=\"z\" lang=\"fr\">T<a class=\"heading-link\" href=\"#t\" aria-label=\"\"></a></h2>\n";
    assert_eq!(html, expected);
}

#[test]
fn what_is_dropped_is_not_read() {
    let rendered = render(&format!("A <script>{}</script> b.\n", "word ".repeat(1000)));
    assert_eq!(rendered.first_paragraph, "A  b.");
    assert_eq!(rendered.minutes, 1);
}

#[test]
fn styles_are_gathered() {
    let rendered = render("<p style='color: red'>a</p>\n\n<b style='COLOR:red'>b</b> <i style='float:left'>c</i>\n");
    assert_eq!(rendered.styles, ["color: red", "float: left"]);
}

#[test]
fn a_megabyte_of_anything_is_rendered_in_bounded_time() {
    let pieces = [
        "<",
        "<div>",
        "</div>",
        "<a b=",
        "<!--",
        "<p>",
        "<b>",
        "<table>",
        "<td>",
        "<svg>",
        "<a b='",
        "<a href='&x;'>",
        "</b",
        "a <i>",
        "a </i>",
        "<script>",
        "<p style='a'>",
        "<p id=a>",
        "*<b>",
        "> <p>",
        "<a href=\"",
        "<img srcset=\"a,",
    ];
    for piece in pieces {
        let post = piece.repeat(1_000_000 / piece.len());
        let started = Instant::now();
        let html = render(&post).html;
        // Unoptimized: many times faster in the program.
        assert!(started.elapsed().as_secs() < 10, "{piece}: {:?}", started.elapsed());
        assert!(html.matches("<div>").count() <= 256, "{piece}");
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
        | Options::ENABLE_GFM;
    visit(&shared.join("corpora"), &mut |text| {
        let document = Document::read(text, &mut Unreported);
        let parser = Parser::new_ext(document.body, dialect);
        let mut plain = String::new();
        pulldown_cmark::html::push_html(&mut plain, parser);
        count(&plain, &mut counts, 1);
        count(&render(text).html, &mut counts, -1);
        documents += 1;
    });
    // What is there instead is told, too.
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
