//! Texts with HTML in them.

use super::*;

fn translated(source: &str) -> String {
    let mut text = Text::new(source, 0);
    translate(&mut text, false);
    text.as_str().to_owned()
}

#[test]
fn elements_run_to_their_closing_tags() {
    for (source, expected) in [
        ("<div>\n\n    <p>a</p>\n\n</div>\nb", "<div>\n    <p>a</p>\n</div>\n\nb"),
        (
            "<div>\n<div>\n\n</div>\n\n</div>\n\nb",
            "<div>\n<div>\n</div>\n</div>\n\nb",
        ),
        ("<div>a</div> b", "<div>a</div>\n\n b"),
        (
            "<hr>\na\n<hr>\n```\n<div>\n\n```",
            "<hr>\n\na\n<hr>\n\n```\n<div>\n\n```",
        ),
        ("<div><pre>a\n\nb</pre>\n\n</div>", "<div><pre>a\n&#10;b</pre>\n</div>"),
        ("<pre>a\n\nb</pre>\nc", "<pre>a\n\nb</pre>\n\nc"),
        (
            "<div markdown=\"1\">\n  *a*\n\n  b\n</div>",
            "<div>\n\n\n*a*\n\nb\n\n\n</div>",
        ),
        (
            "<div class=\"x\" markdown='block'>*a*</div>",
            "<div class=\"x\">\n\n*a*\n\n</div>",
        ),
        ("<p markdown=1>*a*</p>", "\n*a*\n"),
        (
            "<p align=\"center\" markdown=\"1\">*a*</p>",
            "<div align=\"center\">\n\n*a*\n\n</div>",
        ),
        ("<div markdown=\"0\">\n\n*a*</div>", "<div>\n*a*</div>"),
        (
            "<div>\n\n<div markdown=\"1\">*a*</div>\n\n</div>",
            "<div>\n<div>\n\n*a*\n\n</div>\n</div>",
        ),
        // Not these.
        ("a <div>\n\nb", "a <div>\n\nb"),
        ("<div>\n\nb", "<div>\n\nb"),
        ("a\n\n    <div>\n\n    </div>", "a\n\n    <div>\n\n    </div>"),
        ("<span>a</span>\nb", "<span>a</span>\nb"),
        ("<!-- <div>\n\n-->\nb", "<!-- <div>\n\n-->\nb"),
        ("<divx>\n\n</divx>", "<divx>\n\n</divx>"),
        ("<", "<"),
    ] {
        assert_eq!(translated(source), expected, "{source}");
    }
}

#[test]
fn hostile_html_ends() {
    for piece in [
        "<div>\n",
        "<div markdown=1>\n",
        "<p",
        "<div \"",
        "</div>\n",
        "<hr>\n",
        "<!--\n",
        "<div>\n<p>\n",
    ] {
        translated(&piece.repeat(5000));
    }
    let nested = format!("{}x{}", "<div markdown=\"1\">\n".repeat(2000), "</div>\n".repeat(2000));
    assert!(translated(&nested).contains('x'));
}
