//! Raw HTML in posts: nothing of it can do anything, none of it breaks the page, and what is harmless stays.

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::document::rendering::Rendered;
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;
use scraper::ElementRef;

use crate::blog::{Blog, told};
use crate::dom::{find, forbidden, page, pieces, written};
use crate::hard_texts::for_rendering;

/// Renders a whole post as the reader does.
pub(crate) fn render(post: &str) -> Rendered {
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
        enrichments: "",
        cjk_emphasis: true,
    };
    Document::read(post, &mut Unreported).render(context)
}

/// Fails when the parser of a browser would not take the HTML as it is written.
#[track_caller]
pub(crate) fn nests(post: &str) {
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

/// Pieces of Markdown and HTML that get into each other's way.
const PIECES: [&str; 83] = [
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
    "<math>",
    "<mi>",
    "</mi>",
    "<mtable>",
    "<mtext>",
    "<mspace/>",
    "<annotation-xml encoding=text/html>",
    "</math>",
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
    "\n: ",
    "\n\nterm\n: ",
    "$x$",
    " www.a.example ",
    " b@a.example",
    "a  \n",
    "\\\n",
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
        nests(&format!("---\nmath: true\n---\n{post}\n\n[^1]: note\n"));
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
        (
            "a<table>  \nb\n",
            "<p>a</p><table><tbody><tr><td><br />\nb</td></tr></tbody></table>",
        ),
        (
            "a <pre>\n\nb</pre>\n",
            "<p>a </p><pre tabindex=\"0\"></pre>\n<p>b</p>\n",
        ),
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
            "<p><a href=\"mailto:x@example.org\" dir=\"ltr\">x@example.org</a></p>\n",
        ),
        ("[x]\n\n[x]: javascript:alert(1)", "<p>x</p>\n"),
    ] {
        assert_eq!(render(post).html, expected, "{post}");
    }
}

#[test]
fn attributes_of_headings_are_judged_like_those_in_html() {
    let html = render("## T {#cookie .c onclick=x data-base=y style=position:fixed title=z lang=fr}\n").html;
    let expected =
        "<h2 id=\"t\" class=\"c\" title=\"z\" lang=\"fr\"><a class=\"heading-link\" href=\"#t\">T</a></h2>\n";
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
fn elements_nest_to_a_depth_only() {
    for (name, text) in for_rendering() {
        let html = render(&text(100_000)).html;
        assert!(html.matches("<div>").count() <= 256, "{name}");
    }
}

#[test]
fn covers_and_menus_lead_nowhere_harmful() {
    let menu = "title: Carnet\nlanguage: fr\nnavigation:\n- {label: Mauvais, to: 'java\tscript:alert(1)'}\n- {label: Bon, to: /archive/}\n";
    let blog = Blog::new()
        .file("site.yaml", menu.replace('\t', ""))
        .post("a", "2020-01-01", "cover_image: \"javascript:alert(1)\"")
        .post(
            "b",
            "2021-01-01",
            "cover_image: \"data:image/svg+xml,<svg onload=alert(1)>\"",
        )
        .post("c", "2022-01-01", "cover_image: \"https://example.org/c.png\"");
    let published = blog.publish();
    let told = told(&published).concat();
    assert_eq!(told.matches("invalid address of the cover image").count(), 2, "{told}");
    for file in [
        "index.html",
        "posts/a/index.html",
        "posts/b/index.html",
        "data/post/a.json",
    ] {
        let page = blog.read(file);
        assert!(
            !page.contains("src=\"javascript") && !page.contains("href=\"javascript"),
            "{file}"
        );
        assert!(!page.contains("data:image/svg"), "{file}");
    }
    let home = blog.read("index.html");
    assert!(home.contains("<a>Mauvais</a>"), "{home}");
    assert!(
        blog.read("posts/c/index.html")
            .contains("src=\"https://example.org/c.png\"")
    );
}

#[test]
fn frames_of_the_hosts_in_the_settings_are_shown() {
    let frame =
        |host: &str| format!("---\ntitle: Film\n---\n\n<iframe src=\"https://{host}/1\" title=\"Un film\"></iframe>\n");
    let blog = Blog::new()
        .file("site.yaml", "language: fr\nframes: [player.example]\n")
        .file("posts/known.md", frame("player.example"))
        .file("posts/other.md", frame("other.example"));
    blog.publish();
    let known = blog.read("posts/known/index.html");
    assert!(
        known.contains("<iframe src=\"https://player.example/1\" title=\"Un film\" loading=\"lazy\"></iframe>"),
        "{known}"
    );
    let other = blog.read("posts/other/index.html");
    assert!(
        other.contains("<a href=\"https://other.example/1\">Un film</a>"),
        "{other}"
    );
    assert!(blog.read("data/site.json").contains("\"frames\":[\"player.example\"]"));
}
