//! The Markdown dialect: what authors write and what visitors get.

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::enrichments::{code_key, formula_key};
use feuillet_content::document::rendering::Rendered;
use feuillet_content::document::{Document, markdown};
use feuillet_content::links::LinkContext;
use feuillet_content::post_meta::PostMeta;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::{Word, Words};

fn render_titled(text: &str, title: Option<&str>) -> Rendered {
    let meta = PostMeta {
        title: title.map(str::to_owned),
        ..PostMeta::default()
    };
    render(text, &meta)
}

fn render(text: &str, meta: &PostMeta) -> Rendered {
    render_enriched(text, meta, "")
}

fn render_enriched(text: &str, meta: &PostMeta, enrichments: &str) -> Rendered {
    let base = BasePath::parse("/sub/").expect("a base path");
    let words = [
        (Word::AlertNote, "Note"),
        (Word::AlertWarning, "Attention"),
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
        enrichments,
        cjk_emphasis: true,
    };
    markdown::render(text, meta, context)
}

fn html(text: &str) -> String {
    render_titled(text, None).html
}

#[test]
fn enriched_pieces_take_the_place_of_plain_ones() {
    let meta = PostMeta {
        math: true,
        ..PostMeta::default()
    };
    let code = code_key("rust title=a", "let <x>;\n");
    let formula = formula_key("x", false);
    let rows = format!("{code}`<pre><code>`k3 6`</code></pre>`\n{formula}`<math>x</math>`-1\n");
    let html = |text: &str| render_enriched(text, &meta, &rows).html;
    let block = "<pre><code><span class=\"t-k\">let</span> &lt;x&gt;;\n</code></pre>";
    for (text, expected) in [
        (
            "```rust title=a\nlet <x>;\n```\nand $x$\n",
            format!("{block}\n<p>and <math>x</math></p>\n"),
        ),
        (
            "- text\n  ~~~rust title=a\n  let <x>;\n  ~~~\n",
            format!("<ul>\n<li>text\n{block}\n</li>\n</ul>\n"),
        ),
        // Pieces that were changed since, if by a letter, are plain.
        (
            "```rust\nlet <x>;\n```\n$y$\n",
            "<pre tabindex=\"0\"><code class=\"language-rust\">let &lt;x&gt;;\n</code></pre>\n<p><span class=\"math math-inline\">y</span></p>\n".to_owned(),
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    // A row that does not fit its piece.
    let broken = format!("{code}`<b>`k3\n");
    let plain = render_enriched("a\n```rust title=a\nlet <x>;\n```\n", &meta, &broken).html;
    assert_eq!(
        plain,
        "<p>a</p>\n<pre tabindex=\"0\"><code class=\"language-rust\">let &lt;x&gt;;\n</code></pre>\n"
    );
}

#[test]
fn headings_have_unique_ids_and_a_link() {
    insta::assert_snapshot!(html(
        "## L'été `x`\n\n## L'été `x`\n\n### Own {#mine .big}\n\n# Not the title\n\n## ???\n\n## An *<b>open* end\n"
    ));
}

#[test]
fn a_heading_with_a_link_or_without_words_leads_nowhere_else() {
    insta::assert_snapshot!(html(
        "## A [link](https://example.org) in it\n\n## A note[^1]\n\n## <a href=\"/x\">Raw</a>\n\n## ![](x.png)\n\n##\n\n[^1]: So.\n"
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
    assert!(
        other
            .html
            .starts_with("<h2 id=\"hello\"><a class=\"heading-link\" href=\"#hello\">Hello</a>"),
        "{}",
        other.html
    );
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

#[test]
fn terms_have_definitions() {
    insta::assert_snapshot!(html(
        "Tide\n: The *sea* rises.\n: And falls.\n\nNeap\nSpring\n\n: Two kinds:\n\n    - one\n    - two\n\nAfter.\n"
    ));
}

#[test]
fn tex_is_kept_from_markdown_where_the_front_matter_asks_for_it() {
    let text = concat!(
        "*It is $a_1*b_2*c < d$ and* $$\\sum_{i} x_i$$ for $5.\n\n## The $x^2$ of it\n\n| a |\n|---|\n| $y$ |\n\n",
        "![$z$](z.svg)\n\n<b>$w$</b> `$v$`\n",
    );
    let meta = PostMeta {
        math: true,
        ..PostMeta::default()
    };
    let rendered = render(text, &meta);
    insta::assert_snapshot!(rendered.html);
    assert_eq!(
        rendered.first_paragraph,
        "It is a_1*b_2*c < d and \\sum_{i} x_i for $5."
    );
    assert!(!html(text).contains("math"));
}

#[test]
fn what_lists_say_of_a_document_with_tex_has_no_dollars() {
    for (front_matter, expected) in [
        ("math: true\nexcerpt: About *all* $a*b*c$", "About all a*b*c"),
        ("excerpt: About $5 and *all* $6", "About $5 and all $6"),
        ("math: true", "So x*y*z."),
        ("math: perhaps", "So $xyz$."),
    ] {
        let post = format!("---\n{front_matter}\n---\nSo $x*y*z$.\n");
        let document = Document::read(&post, &mut Unreported);
        let rendered = render(document.body, &document.meta);
        assert_eq!(document.excerpt(&rendered), expected, "{front_matter}");
    }
}

#[test]
fn what_is_in_a_definition_list_is_read() {
    let rendered = render_titled("Word\n: A definition.\n\nThe first paragraph.\n", None);
    assert_eq!(rendered.first_paragraph, "The first paragraph.");
    let words = "word ".repeat(150);
    assert_eq!(render_titled(&format!("{words}\n: {words}\n"), None).minutes, 2);
    let formula = "x ".repeat(230);
    let meta = PostMeta {
        math: true,
        ..PostMeta::default()
    };
    assert_eq!(render(&format!("$$ {formula} $$"), &meta).minutes, 2);
}

#[test]
fn bare_addresses_are_links() {
    for (text, expected) in [
        (
            "See https://example.org/a_b?c=1&d=*2*, (www.example.org) or a@b.example.\n",
            concat!(
                "<p>See <a href=\"https://example.org/a_b?c=1&amp;d=*2\" dir=\"ltr\">https://example.org/a_b?c=1&amp;d=*2</a>*, ",
                "(<a href=\"http://www.example.org\" dir=\"ltr\">www.example.org</a>) or ",
                "<a href=\"mailto:a@b.example\" dir=\"ltr\">a@b.example</a>.</p>\n"
            ),
        ),
        (
            "*https://example.org/* <https://example.org>\n",
            concat!(
                "<p><em><a href=\"https://example.org/\" dir=\"ltr\">https://example.org/</a></em> ",
                "<a href=\"https://example.org\" dir=\"ltr\">https://example.org</a></p>\n"
            ),
        ),
        (
            "[www.example.org](/a/) <a href=\"/b/\">a@b.example</a> `https://example.org`\n",
            concat!(
                "<p><a href=\"/sub/a/\">www.example.org</a> <a href=\"/sub/b/\">a@b.example</a> ",
                "<code>https://example.org</code></p>\n"
            ),
        ),
        (
            "<a href=\"/b/\"><https://example.org></a>\n",
            "<p><a href=\"/sub/b/\">https://example.org</a></p>\n",
        ),
        (
            "    https://example.org\n",
            "<pre tabindex=\"0\"><code>https://example.org\n</code></pre>\n",
        ),
        (
            "ftp://example.org javascript://example.org\n",
            "<p>ftp://example.org javascript://example.org</p>\n",
        ),
        (
            "![https://example.org](a.png)\n",
            "<p><img src=\"/sub/content/posts/a.png\" alt=\"https://example.org\" /></p>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    let rendered = render_titled(
        "https://example.org, https://example.org/a and <https://example.org/b>\n",
        None,
    );
    let targets = ["https://example.org", "https://example.org/a", "https://example.org/b"];
    assert_eq!(rendered.targets, targets);
    assert_eq!(
        rendered.first_paragraph,
        "https://example.org, https://example.org/a and https://example.org/b"
    );
}
