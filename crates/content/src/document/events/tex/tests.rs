//! Money in a line, and TeX in lines and blocks.

use crate::document::events::each;
use crate::document::events::syntax::Syntax;
use crate::document::events::tests::push;
use pulldown_cmark::Event;

/// Writes a text with its formulas in the line as `$…$`, blocks of TeX as `$$…$$`, and `§` for dollars that are text.
fn read(text: &str, math: bool) -> String {
    let mut html = String::new();
    each(text, Syntax::new(math), &mut |event, _| match event {
        Event::Text(text) => html.push_str(&text.replace('$', "§")),
        event => push(&mut html, event),
    });
    html
}

#[test]
fn money_is_no_formula() {
    for text in [
        "The plan costs $5-$10 a month, or ($20/$25) for teams.",
        "From $1,000 to $2,000, that is $1k/$2k.",
        "It was $40M—now it is $50M. Is it US$3 or A$4?",
        "costs $5 and $10",
        "from $1 to $2",
        "US$5 … US$10",
        "US$5–US$10, US$5/A$7 or A$7",
        "5$ … 10$",
        "5$, 10$ or 15$.",
        "5$/10$ (or 20$-30$)",
        "It costs $5 or 10$ here.",
        "$5/month (or 50$/year)",
        "$5k (US$)",
        "A$ and B$, or A$/B$, or A$, B$.",
        "$.50/$.75, $1.50/$.75",
        "cheap ($), medium ($$), dear ($$$)",
        "medium: $$, dear: $$$, or $$, $$$",
        "$$$ $$$$ $$$",
        "**$5**/**$10** or *$5*-*$10*",
        "# From $5-$10 a month",
        "- $5-$10\n- $20-$25",
        "- $\n- $$\n- $$$\n- $$\n",
        "| $5-$10 | $5 |\n|---|---|\n| $ | $$ |\n| $x | y$ |\n",
        "> $5\n> $10\n> $15",
        "$5\nand 10$\n",
        "a $ b $ c, $ x$, $x $",
        "one $x\n\ntwo y$",
        "- one $x\n- two y$",
        "$ $, $$ $$",
        "$1$2",
        "$HOME/bin:$PATH",
        "$HOME/$USER, ${HOME}:${PATH}, $_GET,$_POST, $MY_VAR/$OTHER",
        "`$x` and y$",
        "$x `y$`",
        "[x](/a$b) and c$",
        "[$5](/a) or [10$](/b)",
        "<https://a.b/$x$> https://a.b/$x$",
        "<a title=\"$x$\">a</a> $5",
        "    $x$\n",
        "```\n$x$\n```\n",
        "&#36;x&#36; &dollar;y&dollar;",
        "\\$x$ and \\$5-\\$10",
    ] {
        let mut formulas = 0;
        each(text, Syntax::new(true), &mut |event, _| {
            formulas += usize::from(matches!(event, Event::InlineMath(_) | Event::DisplayMath(_)));
        });
        assert_eq!(formulas, 0, "{text}");
        assert_eq!(read(text, true), read(text, false), "{text}");
    }
}

#[test]
fn formulas_in_a_line_are_those_of_pandoc() {
    for (text, expected) in [
        ("$a^2 + b^2 = c^2$, and $x_1$.", "$a^2 + b^2 = c^2$, and $x_1$."),
        ("$x$", "$x$"),
        ("($x$), $y$; \"$z$\"", "($x$), $y$; \"$z$\""),
        ("*$a*b$ and $c*d$*", "<em>$a*b$ and $c*d$</em>"),
        ("**$x$** _$y$_", "<b>$x$</b> <em>$y$</em>"),
        ("$a_1$ and $b_2$ and $[x](y)$", "$a_1$ and $b_2$ and $[x](y)$"),
        ("$a < b > c$ $a<b and c>d$ $a`b`c$", "$a < b > c$ $a<b and c>d$ $a`b`c$"),
        (
            "the $n$th, $(n-1)$th and $2^n$th, $k$-means",
            "the $n$th, $(n-1)$th and $2^n$th, $k$-means",
        ),
        ("H$_2$O, 10$\\mu$m", "H$_2$O, 10$\\mu$m"),
        ("$x$는 $y$が、設$z$為", "$x$는 $y$が、設$z$為"),
        ("$5$ and $10 km$ and $-1$", "$5$ and $10 km$ and $-1$"),
        ("it costs $5, and $x$ is", "it costs §5, and $x$ is"),
        ("it costs $5 for $n$ of them", "it costs §5 for $n$ of them"),
        ("$20 per $x^2$", "§20 per $x^2$"),
        ("$a\\$b$ and $x\\\\$", "$a\\$b$ and $x\\\\$"),
        ("$x \\text{ or } y$, $3 \\times 5$", "$x \\text{ or } y$, $3 \\times 5$"),
        ("$a\n= b$", "$a\n= b$"),
        ("> $a\n> = b$ c", "$a\n= b$ c"),
        ("- $a\n  = b$", "$a\n= b$"),
        ("| $x$ | $a\\|b$ |\n|---|---|\n", "$x$|$a|b$|"),
        ("# The $x_1$ of it", "The $x_1$ of it"),
        ("[$x$ of](/y) ![$z$](/z)", "<a /y>$x$ of</a> $z$"),
        ("So $$x_1$$ and $$ y_1 $$ is.", "So $$x_1$$ and $$ y_1 $$ is."),
        ("`$x$` $y$", "`$x$` $y$"),
        ("[a](/b$c) $y$", "<a /b$c>a</a> $y$"),
        ("https://a.b/$x and $y$", "<a https://a.b/$x>https://a.b/§x</a> and $y$"),
        ("$[0, 1)$ $f(x$", "$[0, 1)$ §f(x§"),
        ("$\\left[0, 1\\right)$", "$\\left[0, 1\\right)$"),
        ("$}$ $\\{x\\}$ ${x}$", "$}$ $\\{x\\}$ ${x}$"),
        ("[a](/$c d$) $y$", "<a /$c d$>a</a> $y$"),
        ("[a](/b \"$c\" d$\") ![e](/$g h$)", "<a /b>a</a> e"),
        ("字**$x$**字", "字<b>$x$</b>字"),
    ] {
        assert_eq!(read(text, true), expected, "{text}");
    }
}

#[test]
fn blocks_of_tex_are_never_damaged() {
    for (text, expected) in [
        ("$$\n\\int_0^1 x\\,dx\n$$\n", "$$\n\\int_0^1 x\\,dx\n$$"),
        (
            "$$\na_1 *b* __c__ `d` <e> [f](g) &amp; \\\\ \\, \\{ \\|\n$$",
            "$$\na_1 *b* __c__ `d` <e> [f](g) &amp; \\\\ \\, \\{ \\|\n$$",
        ),
        (
            "$$\na\n+ b\n- c\n* d\n= e\n> f\n# g\n1. h\n$$\n",
            "$$\na\n+ b\n- c\n* d\n= e\n> f\n# g\n1. h\n$$",
        ),
        ("$$\n- b\n$$", "$$\n- b\n$$"),
        ("$$\na\n===\n$$\n", "$$\na\n===\n$$"),
        ("$$\na\n---\nb\n$$\n", "$$\na\n---\nb\n$$"),
        ("$$\na\n: b\n$$\n", "$$\na\n: b\n$$"),
        ("$$\n|a|\n|-|\n|b|\n$$\n", "$$\n|a|\n|-|\n|b|\n$$"),
        ("$$\n[a]: b\n$$\n", "$$\n[a]: b\n$$"),
        (
            "$$\na = b\n\n    c\n\n<!-- d\n$$\n*e*",
            "$$\na = b\n\n    c\n\n<!-- d\n$$\n<em>e</em>",
        ),
        (
            "$$\n\\begin{aligned}\n  a &= b \\\\\n  c &= d\n\\end{aligned}\n$$",
            "$$\n\\begin{aligned}\n  a &= b \\\\\n  c &= d\n\\end{aligned}\n$$",
        ),
        ("$$\nx \\text{ where $n > 0$}\n$$", "$$\nx \\text{ where $n > 0$}\n$$"),
        ("$$ x\\,y $$", "$$ x\\,y $$"),
        ("$$x\\,y$$\n", "$$x\\,y$$"),
        ("$$ a\\\\\n+ b $$", "$$ a\\\\\n+ b $$"),
        ("see\n$$\nx\\,y\n$$\nthere", "see\n$$\nx\\,y\n$$\nthere"),
        ("see  \n$$\nx\\,y\n$$", "see$$\nx\\,y\n$$"),
        ("   $$\n   x\\,y\n   $$   \n*e*", "$$\nx\\,y\n$$<em>e</em>"),
        (
            "- a\n\n  $$\n  x\\,y\n    - z\n  $$\n\n  *b*\n- c",
            "a$$\nx\\,y\n  - z\n$$<em>b</em>c",
        ),
        ("- $$\n  x\\,y\n  + z\n  $$\n- *b*", "$$\nx\\,y\n+ z\n$$<em>b</em>"),
        ("1. $$\n   x\\,y\n\n   z\n   $$\n2. *b*", "$$\nx\\,y\n\nz\n$$<em>b</em>"),
        ("- [ ] $$\n  x\\,y\n  $$\n", "$$\nx\\,y\n$$"),
        ("> $$\n> x\\,y\n> > z\n> $$\n> *b*", "$$\nx\\,y\n> z\n$$\n<em>b</em>"),
        ("> - $$\n>   x\\,y\n>   + z\n>   $$", "$$\nx\\,y\n+ z\n$$"),
        ("- > $$\n  > x\\,y\n  > $$", "$$\nx\\,y\n$$"),
        ("term\n: $$\n  x\\,y\n  - z\n  $$\n", "term$$\nx\\,y\n- z\n$$"),
        (
            "a[^1]\n\n[^1]: note\n\n    $$\n    x\\,y\n    $$\n",
            "anote$$\nx\\,y\n$$",
        ),
        ("$$\r\nx\\,y\r\n- z\r\n$$\r\n", "$$\r\nx\\,y\r\n- z\r\n$$"),
        (
            "$$\na\n- b\n$$\n\ntext\n\n$$\nc\n> d\n$$\n",
            "$$\na\n- b\n$$text$$\nc\n> d\n$$",
        ),
        (
            "$$\n**重要：**これ\n$$\n**重要：**これ",
            "$$\n**重要：**これ\n$$\n<b>重要：</b>これ",
        ),
        (
            "$$\nhttps://a.b/_x_\n$$\nhttps://a.b/_x",
            "$$\nhttps://a.b/_x_\n$$\n<a https://a.b/_x>https://a.b/_x</a>",
        ),
    ] {
        assert_eq!(read(text, false), expected, "{text}");
        assert_eq!(read(text, true), expected, "{text}");
    }
}

#[test]
fn what_is_no_block_of_tex_stays_markdown() {
    for (text, expected) in [
        ("$$\n*a*\n", "§§\n<em>a</em>"),
        (
            "$$\nx = 1\n\nA *text* follows.\n\n$$\ny\\,z\n$$\n",
            "§§\nx = 1A <em>text</em> follows.$$\ny\\,z\n$$",
        ),
        ("$$\n\n## A *title*\n\n$$\n", "§§A <em>title</em>§§"),
        (
            "$$\nだから*これ*\n\nは大事です\n\n$$",
            "§§\nだから<em>これ</em>は大事です§§",
        ),
        ("$$\n*a* $5\n$$\n", "§§\n<em>a</em> §5\n§§"),
        ("- $$\n- *a*\n- $$\n", "§§<em>a</em>§§"),
        ("- $$ *a*\n\n*b* $$", "§§ <em>a</em><em>b</em> §§"),
        ("> $$\n> *a*\n\n$$\n", "§§\n<em>a</em>§§"),
        ("$$\n\n$$\n", "§§§§"),
        // Dollars in code close nothing.
        ("$$\n```\n$$\n```\n\n*a*", "§§§§\n<em>a</em>"),
        ("$$\n~~~\n$$\n~~~\n\n*a*", "§§§§\n<em>a</em>"),
        ("$$$\n*a*\n$$$\n", "§§§\n<em>a</em>\n§§§"),
        ("\\$$\n*a*\n$$\n", "§§\n<em>a</em>\n§§"),
        ("$$ and the *rest* of it $$\n", "§§ and the <em>rest</em> of it §§"),
        ("| $$ | *a* |\n|---|---|\n| b | $$ |\n", "§§|<em>a</em>|b|§§|"),
    ] {
        assert_eq!(read(text, false), expected, "{text}");
    }
    for text in [
        "```\n$$\nx\n$$\n```\n",
        "    $$\n    x\n    $$\n",
        "<pre>\n$$\nx\n$$\n</pre>\n",
        "`$$\nx\n$$`",
    ] {
        assert_eq!(read(text, true), read(text, false), "{text}");
    }
}

/// A formula's range is its place in the author's text.
#[test]
fn formulas_know_their_places() {
    let text = "*a* $x_1$ \\* $5 &amp; $y$\n\n> $$\n> z\n> $$\n";
    let mut found = Vec::new();
    each(text, Syntax::new(true), &mut |event, range| {
        if matches!(event, Event::InlineMath(_) | Event::DisplayMath(_)) {
            found.push(&text[range]);
        }
    });
    assert_eq!(found, ["$x_1$", "$y$", "$$\n> z\n> $$"]);
}
