//! Tests of findings about raw HTML.

use std::fmt::Write as _;

use crate::inspect::observe::observe_alone;
use crate::library::located::Text;

/// The losses in a document, as the underlined text and the message.
fn losses(markdown: &str) -> Vec<(String, String)> {
    let text = Text::new(markdown);
    let frames = ["player.example".to_owned()];
    let (_, seen) = observe_alone(&text, &frames);
    seen.losses
        .into_iter()
        .map(|(range, loss)| (text.rendered()[range].to_owned(), loss.message))
        .collect()
}

#[test]
fn what_is_lost_is_told_where_it_stands() {
    let markdowns = [
        "<p onclick=\"x\" class=a>text</p>",
        "a Vec<String> b",
        "<form>\n<input name=x>\n<button>x</button>\n</form>",
        "> <script>\n> if (a < b) alert(1)\n> </script> <u onload=x>kept</u>",
        "<svg onload=x><path/></svg> <b onload=y>b</b>",
        "<p style='position: fixed; color: red; background: url(x)'>x</p>",
        "<p style='color: red; b&#97;d: 1'>x</p>",
        "<a href='java&Tab;script:x'>x</a> [y](vbscript:x) ![z](data:text/html,x)",
        "<img src='file:///x.png'>",
        "<img data-src=x.png>",
        "<img srcset='blob:x 2x, b.png 1x' alt=''>",
        "<video src='data:video/mp4,x'></video>",
        "<p id=main>a</p><p id='a b'>b</p><h2 id=cookie>c</h2>",
        "<iframe src='https://other.example/x' frameborder=0></iframe>",
        "<iframe src='http://player.example/x'></iframe>",
        "<iframe srcdoc='x'></iframe>",
        "<div class=a\n\ntext",
        "<div markdown=1 className=x>a</div>",
        "| a |\n|---|\n| <custom-tag>x</custom-tag> |",
    ];
    let mut told = String::new();
    for markdown in markdowns {
        told.push_str(markdown);
        told.push('\n');
        for (about, message) in losses(markdown) {
            writeln!(told, "    {about:?}: {message}").unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_kept_is_not_told() {
    for markdown in [
        "<p class=a align=center lang=fr data-x=1 aria-label=b title=c>text</p>",
        "<h1>becomes a heading of the text</h1> <main>and this a division</main>",
        "<p style=\"color: red; ; text-align: center;\">x</p>",
        "<a href=\"https://example.org/?a=1&amp;b=2\" target=_self rel=me name=here>x</a>",
        "<details open><summary>a</summary>b</details>",
        "<p style='-webkit-hyphens: auto; hyphens: auto' data-a_b=c data-style=d>x</p>",
        "<img src=a.png alt='' width=1 loading=lazy decoding=async crossorigin>",
        "<img src='data:image/png;base64,x' alt=a>",
        "<iframe src=\"https://player.example/x\" allow=autoplay frameborder=0 allowfullscreen></iframe>",
        "<!-- a comment with <script> in it --> <?php ignored ?>",
        "`<script>` and\n\n```html\n<form onclick=x>\n```\n\n    <svg>\n",
        "a < b and c > d, 1<2, <3 <https://example.org> &lt;script>",
        "<p id=part>a</p><p id=''>b</p>",
        "[a](mailto:a@example.org) [b](tel:+33) [c](//example.org) [d](#x)",
    ] {
        assert_eq!(losses(markdown), [], "{markdown}");
    }
}

#[test]
fn nothing_is_told_of_what_is_left_out_anyway() {
    let lost = |markdown: &str| losses(markdown).len();
    assert_eq!(lost("<svg>\n<a onclick=x>\n</svg>\n<b onclick=x>b</b>"), 2);
    assert_eq!(lost("x <object> [a](javascript:x) <form> </object> y"), 1);
    // A Markdown block ends an element that was left open.
    assert_eq!(lost("<svg>\n\nparagraph <form>\n"), 2);
    assert_eq!(lost("- <svg>\n\n<form>\n"), 2);
    assert_eq!(lost("<script>\n\n[a](javascript:x)\n\n</script>"), 1);
}
