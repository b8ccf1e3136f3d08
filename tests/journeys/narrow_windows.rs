//! Pages in the window of a phone: none scrolls sideways, whatever authors write.

use serde_json::json;

use crate::harness::{Content, Journey};

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'><path d='M0 0h1200v630H0z'/></svg>";

/// Inputs that are wider than a phone.
const WIDE: [&str; 26] = [
    "<iframe width=\"560\" height=\"315\" src=\"https://frames.example/x\" title=\"x\"></iframe>",
    "<p style=\"max-width:500px\">Some text that is long enough to be wider than the window of any of the phones here</p>",
    "<div style=\"min-width:600px\">text</div>",
    "<div style=\"width:900px\">text</div>",
    "<div style=\"width:900px;max-width:1200px\">text</div>",
    "<div style=\"width:100%;margin:0 40px\">text</div>",
    "<div><div style=\"width:900px\">text</div><p style=\"min-width:700px\">text</p></div>",
    "<p style=\"white-space:nowrap\">A line that is not to be broken anywhere, however long it is, and it is long</p>",
    "<p>And <span style=\"white-space:nowrap\">a part of a line that is not to be broken, however long it is</span>.</p>",
    "<div style=\"display:flex\"><div style=\"width:300px;flex-shrink:0\">a</div><div style=\"width:300px;flex-shrink:0\">b</div></div>",
    "<div style=\"display:inline-grid;min-width:500px\">text</div>",
    "<table width=800><tr><td>a<td>b</table>",
    "<table style=\"width:900px\"><tr><td style=\"white-space:nowrap\">A cell whose text stays on one line in any window</td><td>b</td></tr></table>",
    "<table><tr><td nowrap>A cell whose text stays on one line in any window, by an attribute</td><td width=500>b</td></tr></table>",
    "<img width=1200 height=630 src=\"/picture.svg\" alt=\"\">",
    "<p><img style=\"width:1200px\" src=\"/picture.svg\" alt=\"\"></p>",
    "- <div style=\"width:900px\">text</div>",
    "> <div style=\"min-width:900px\">text</div>",
    "<video controls width=900></video>",
    "<audio controls></audio>",
    "<pre style=\"width:900px\">code</pre>",
    "<hr width=900>",
    "- [ ] aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "`code_that_is_one_word_without_any_place_to_break_it_whatever_the_window_is_to_be_seen_on`",
    "| aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | b |\n|---|---|\n| a | b |",
    "> [!NOTE]\n> **aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa**",
];

#[test]
fn no_page_is_wider_than_the_window_of_a_phone() {
    let word = |letter: &str| letter.repeat(70);
    let long = format!(
        "---\ntitle: {}\ndate: 2024-05-02\nauthor: {}\nseries: {}\ncategories: [{}]\ntags: [{}]\ntoc: true\n---\n{}\n\n## {}\n",
        word("T"),
        word("A"),
        word("s"),
        word("c"),
        word("g"),
        word("x"),
        word("H")
    );
    let wide = format!(
        "---\ntitle: Wide\ndate: 2024-05-01\nauthor: B\nseries: {}\n---\n{}\n",
        word("s"),
        WIDE.join("\n\n")
    );
    let content = |language: &str| {
        Content::empty()
            .with(
                "site.yaml",
                format!(
                    "title: {}\ndescription: {}\nlanguage: {language}\npage_size: 1\nframes: [frames.example]\n",
                    word("B"),
                    word("d")
                ),
            )
            .with("posts/long.md", &long)
            .with("posts/wide.md", &wide)
            .with("pages/about.md", format!("---\ntitle: {}\n---\nText.\n", word("M")))
            .with("picture.svg", PICTURE)
    };
    let list = |taxonomy: &str, letter: &str| format!("/{taxonomy}/{}/", word(letter));
    let lists = [
        list("categories", "c"),
        list("tags", "g"),
        list("series", "s"),
        list("authors", "a"),
    ];
    let pages = [
        "/",
        "/older/1/",
        "/posts/long/",
        "/posts/wide/",
        "/about/",
        "/archive/",
        "/categories/",
        "/tags/",
        "/series/",
        "/authors/",
    ];
    let too_wide = "((width) => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
        .filter((element) => { const { left, right } = element.getBoundingClientRect(); return right > width || left < 0; })
        .map((element) => element.outerHTML.slice(0, 80)))(document.documentElement.clientWidth)";
    for language in ["en", "ar"] {
        Journey::through(content(language))
            .without_offline()
            .walk(async |visitor| {
                visitor.never_gets("https://frames.example/*").await;
                visitor.expect_error("frames.example");
                for width in [320, 360] {
                    visitor.has_a_window(width, 640).await;
                    for path in pages.iter().copied().chain(lists.iter().map(String::as_str)) {
                        visitor.open(path).await;
                        assert_eq!(visitor.ask(too_wide).await, json!([]), "{path}, {width}");
                    }
                }
            });
    }
}
