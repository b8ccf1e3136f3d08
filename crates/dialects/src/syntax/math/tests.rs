//! Formulas in other dialects' delimiters.

use super::*;
use feuillet_content::post_meta::PostMeta;

const ALL: Delimiters = Delimiters {
    escaped: true,
    brackets: true,
    doubles_inline: false,
};

fn translated(text: &str, math: bool, delimiters: Delimiters) -> (String, bool) {
    let mut body = Text::new(text, 0);
    let mut fields = Fields {
        meta: PostMeta {
            math,
            ..PostMeta::default()
        },
        ..Fields::default()
    };
    translate(&mut body, &mut fields, false, delimiters);
    (body.as_str().to_owned(), fields.meta.math)
}

#[test]
fn tex_is_recognized_where_it_is_evident() {
    for (text, math) in [
        ("It costs $5 and $10.", false),
        ("It costs $5 or 10$ here.", false),
        ("Set $PATH and $HOME$.", false),
        ("kill $$ and $$ again", false),
        ("`$x^2$`", false),
        ("```\n$$x = 1$$\n```\n", false),
        ("We have $x^2$ here.", true),
        ("We have $\\alpha$ here.", true),
        ("$$\na = b\n$$\n", true),
        ("$\\", false),
        ("$$", false),
        ("\\$x^2\\$", false),
        ("Not \\(this\\), in CommonMark.", false),
    ] {
        assert_eq!(translated(text, false, Delimiters::default()).1, math, "{text}");
    }
}

#[test]
fn tex_becomes_what_the_reader_reads() {
    for (text, expected) in [
        ("$a_1$ and $b_2$ and $x^2$", "$a_1$ and $b_2$ and $x^2$"),
        ("\\\\(x_1 + y\\\\) and \\(z\\)", "$x_1 + y$ and $z$"),
        ("\\[\na = b\n\\]", "$$a = b$$"),
        ("\\\\[\na = b\n- c % comment\n\\\\]", "$$a = b - c$$"),
        ("$$\na\n- b\n$$\n", "$$\na\n- b\n$$\n"),
        ("So $$\na\n- b\n$$ is.\n", "So $$a - b$$ is.\n"),
        ("\\(x\\)2, 5\\(x\\), \\(x\\)th", "$x$&#50;, 5${x}$, $x$th"),
        (
            "$$\nx = 1\n\nProse.\n\n$$\ny = 2\n$$\n",
            "$$\nx = 1\n\nProse.\n\n$$\ny = 2\n$$\n",
        ),
        ("$x^2$ costs $5/US$10", "$x^2$ costs $5/US$10"),
        ("$x^2$ <code>$x$</code>", "$x^2$ <code>\\$x$</code>"),
        ("\\(a", "\\(a"),
        ("$x^2$ `\\(a\\)`", "$x^2$ `\\(a\\)`"),
    ] {
        assert_eq!(translated(text, true, ALL).0, expected, "{text}");
    }
    let kramdown = Delimiters {
        doubles_inline: true,
        ..Delimiters::default()
    };
    let (text, _) = translated("So $$x^2$$ is.\n\n$$y^2$$\n", false, kramdown);
    assert_eq!(text, "So $x^2$ is.\n\n$$y^2$$\n");
}

#[test]
fn many_delimiters_take_no_time() {
    for piece in ["$", "$ ", "$$ a ", "\\(", "$x", "\\\\["] {
        translated(&piece.repeat(50_000), true, ALL);
    }
}

#[test]
fn brackets_are_formulas_where_a_document_asks_for_tex() {
    for (text, expected) in [
        ("\\(x_1 + y\\) is.", "$x_1 + y$ is."),
        ("\\[\na = b\n\\]", "$$a = b$$"),
        ("So \\[x^2\\] is.", "So $$x^2$$ is."),
        ("See \\[1\\] and \\[Knuth\\].", "See \\[1\\] and \\[Knuth\\]."),
        ("`\\(x\\)` and\n\n    \\[x\\]\n", "`\\(x\\)` and\n\n    \\[x\\]\n"),
        ("\\\\(x\\\\)", "$x$"),
        ("$5-$10 \\(x\\)", "$5-$10 $x$"),
    ] {
        let mut body = Text::new(text, 0);
        brackets(&mut body);
        assert_eq!(body.as_str(), expected, "{text}");
        assert_eq!(translated(text, true, Delimiters::default()).0, expected, "{text}");
        assert_eq!(translated(text, false, Delimiters::default()).0, text);
    }
}
