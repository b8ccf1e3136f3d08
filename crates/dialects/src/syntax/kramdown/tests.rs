//! Documents through kramdown's own.

use super::*;

fn translated(source: &str) -> (String, bool) {
    let mut text = Text::new(source, 0);
    let mut fields = Fields::default();
    translate(&mut text, &mut fields, false);
    (text.as_str().to_owned(), fields.meta.math)
}

#[test]
fn attribute_lists_go_or_say_what_markdown_can_say() {
    for (source, expected) in [
        ("a\n{: .x}\n", "a\n"),
        ("a\n{:.x}\nb", "a\n\nb"),
        ("{: .x}\na", "a"),
        ("- a\n{: .x}\n- b", "- a\n- b"),
        ("## A\n{: #b .c .no_toc}\n\nd", "## A {#b .c}\n\nd"),
        ("A\n===\n{: #b}\n\nd", "A {#b}\n===\n\nd"),
        ("{: #b}\n## A\n", "## A {#b}\n"),
        ("## A {: #b}\n", "## A {#b} \n"),
        ("## A {#b}\n", "## A {#b}\n"),
        ("# A\n\n* TOC\n{:toc}\n\nb", "# A\n\n\nb"),
        ("1. TOC\n{:toc .x}\n\nb", "\nb"),
        (
            "[a](b){:target=\"_blank\" rel=\"x y\"} *c*{: .d} `e`{:.f}",
            "[a](b) *c* `e`",
        ),
        ("![a](b){: width=\"3\" .right}", "![a](b)"),
        ("- {: .a} b", "- b"),
        ("{:refdef: style=\"x\"}\na\n{: refdef}", "a\n"),
        ("~~~\na\n~~~\n{: .language-ruby}\n", "~~~ruby\na\n~~~\n"),
        ("`{: .x}` and\n\n    {: .y}\n", "`{: .x}` and\n\n    {: .y}\n"),
        ("```\n{: .y}\n```\n", "```\n{: .y}\n```\n"),
        ("a {: b c! }", "a {: b c! }"),
        ("a{::comment}b\n{:/comment}c{::options x=\"y\" /}", "ac"),
        ("{::nomarkdown}<b>*a*</b>{:/}", "<b>*a*</b>"),
        ("{::comment}a", "{::comment}a"),
        ("- a\n^\n- b", "- a\n\n<!-- -->\n\n- b"),
        ("a\\\\\nb", "a\\\nb"),
    ] {
        assert_eq!(translated(source).0, expected, "{source}");
    }
}

#[test]
fn tables_get_a_head() {
    for (source, expected) in [
        (
            "| a | b |\n| c | d |\n",
            "|  |  |\n| --- | --- |\n| a | b |\n| c | d |\n",
        ),
        (
            "| a | b |\n|---+---|\n| c | d |\n",
            "| a | b |\n| --- | --- |\n| c | d |\n",
        ),
        (
            "| a | b |\n|---|---|\n| c | d |\n|---|---|\n| e | f |\n",
            "| a | b |\n|---|---|\n| c | d |\n| e | f |\n",
        ),
        (
            "|---|---|\n| a | b |\n|---|---|\n| c | d |\n",
            "| a | b |\n|---|---|\n| c | d |\n",
        ),
        ("| a | b |\n|-\n| c | d |\n", "| a | b |\n| - | --- |\n| c | d |\n"),
        ("a\n| b |\n", "a\n| b |\n"),
        ("```\n| a |\n| b |\n```\n", "```\n| a |\n| b |\n```\n"),
    ] {
        assert_eq!(translated(source).0, expected, "{source}");
    }
}

#[test]
fn formulas_in_a_line_have_one_dollar() {
    for (source, expected, math) in [
        ("a $$x_1$$ b", "a $x_1$ b", true),
        ("a\n\n$$\nx\n$$\n\nb", "a\n\n$$\nx\n$$\n\nb", true),
        ("$$x$$ and $$ y $$", "$x$ and $y$", true),
        ("a$$x$$2 and $$n$$th", "a${x}$&#50; and $n$th", true),
        ("> a\n>\n> $$x$$\n>\n> b", "> a\n>\n> $$x$$\n>\n> b", true),
        ("- $$x$$\n- $$y$$ z\n1. $$z$$\n", "- $$x$$\n- $y$ z\n1. $$z$$\n", true),
        ("a\n: $$x$$\n: $$y$$", "a\n: $$x$$\n: $$y$$", true),
        ("`$$x$$` $5", "`$$x$$` $5", false),
        ("a $$ b\n\nc $$ d", "a $$ b\n\nc $$ d", false),
    ] {
        assert_eq!(translated(source), (expected.to_owned(), math), "{source}");
    }
}

#[test]
fn hostile_text_ends() {
    for piece in [
        "{:",
        "{: .x}\n",
        "{::comment}",
        "| a |\n",
        "$$",
        "$$a",
        "*[a]: b\n",
        "^\n",
        "#a\n{: #b}\n",
        "{:/}",
    ] {
        translated(&piece.repeat(10_000));
    }
}
