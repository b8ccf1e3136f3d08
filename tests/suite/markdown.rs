//! The Markdown dialect: what authors write and what visitors get.

use feuillet::content::base_path::BasePath;
use feuillet::content::links::LinkContext;
use feuillet::content::markdown::{self, RenderContext, Rendered};
use feuillet::content::words::{Word, Words};

fn render_titled(text: &str, title: Option<&str>) -> Rendered {
    let base = BasePath::parse("/sub/").expect("a base path");
    let words = [
        (Word::AlertNote, "Note"),
        (Word::AlertWarning, "Attention"),
        (Word::HeadingLink, "Lien"),
        (Word::Footnotes, "Notes"),
        (Word::FootnoteBack, "Retour {number}"),
        (Word::Table, "Tableau"),
    ];
    let words = words.map(|(word, text)| (Words::key(word).to_owned(), text.to_owned()));
    let words = Words::from(words.to_vec());
    let links = LinkContext {
        base: &base,
        directory: "posts",
        renamed: &[],
    };
    let frames = ["video.example".to_owned()];
    let context = RenderContext {
        links,
        words: &words,
        frames: &frames,
    };
    markdown::render(text, title, context)
}

fn html(text: &str) -> String {
    render_titled(text, None).html
}

#[test]
fn headings_have_unique_ids_and_a_link() {
    insta::assert_snapshot!(html(
        "## L'été `x`\n\n## L'été `x`\n\n### Own {#mine .big}\n\n# Not the title\n\n## ???\n"
    ));
}

#[test]
fn a_heading_that_opens_the_text_is_the_title() {
    for (text, title, leading, shown) in [
        ("# Hello\n\nText\n", None, Some("Hello"), "<p>Text</p>\n"),
        ("# Hello\n\nText\n", Some("Hello"), Some("Hello"), "<p>Text</p>\n"),
        ("Text\n", None, None, "<p>Text</p>\n"),
    ] {
        let rendered = render_titled(text, title);
        assert_eq!(rendered.leading_title.as_deref(), leading, "{text}");
        assert_eq!(rendered.html, shown, "{text}");
    }
    let other = render_titled("# Hello\n", Some("Another title"));
    assert!(other.html.starts_with("<h2 id=\"hello\">Hello"), "{}", other.html);
}

#[test]
fn footnotes_are_numbered_as_they_are_read_and_stand_at_the_end() {
    insta::assert_snapshot!(html(
        "One[^b], two[^a], again[^b], none[^c].\n\n[^a]: Alpha.\n\n[^b]: Beta.\n\n    More beta.\n\n[^d]: Unused.\n\nThe end.\n"
    ));
}

#[test]
fn alerts_tables_and_tasks() {
    insta::assert_snapshot!(html(
        "> [!NOTE]\n> Text\n\n> [!WARNING]\n> Text\n\n> Plain\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] ~~not~~\n"
    ));
}

#[test]
fn links_and_raw_html_are_resolved_alike() {
    insta::assert_snapshot!(html(concat!(
        "[a](other.md) ![b](/assets/b.svg) <x@example.org> <https://example.org>\n\n",
        "<figure>\n<img src=\"/assets/c.svg\">\n</figure>\n\nInline <a href=\"/posts/d/\">d</a>.\n\n[r]\n\n[r]: e.md#f\n",
    )));
}

#[test]
fn what_lists_need_is_noted_on_the_way() {
    let rendered = render_titled(
        "## Heading\n\n> quote\n\nFirst *paragraph*\nof `two` lines.\n\nSecond [link](x.md).\n",
        None,
    );
    assert_eq!(rendered.first_paragraph, "First paragraph of two lines.");
    assert_eq!(rendered.targets, ["x.md"]);
    assert_eq!(rendered.minutes, 1);
}

#[test]
fn a_paragraph_without_text_is_not_the_first() {
    let rendered = render_titled("<span></span>\n\nUn été passé à Orée\n", None);
    assert_eq!(rendered.first_paragraph, "Un été passé à Orée");
}

#[test]
fn an_html_block_goes_on_to_a_blank_line() {
    let block = "<div class=\"flex\">\n<ul>\n\t<li>one</li>\n</ul>\n</div>\n";
    assert_eq!(html(block), block);
}
