//! Formulas of all kinds, and texts that are none.

use std::fmt::Write;

use super::{TexError, mathml};

fn made(tex: &str) -> String {
    mathml(tex, true).unwrap_or_else(|error| panic!("{tex}: {error:?}"))
}

#[test]
fn formulas_become_mathml() {
    let mut written = String::new();
    for tex in [
        r"\frac{a}{b} + \sqrt[3]{x^2}",
        r"\sum_{i=1}^{n} i^2 \le \int_0^\infty e^{-x}\,dx",
        r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
        r"\begin{align} a &= b + c \\ &= d \end{align}",
        r"\begin{align} a &= b \tag{1} \\ &= d \end{align}",
        r"E = mc^2 \tag{7}",
        r"a \\ b",
        r"\begin{array}{c|c} a & b \\ \hline c & d \\ \hline \end{array}",
        r"\boxed{E = mc^2}",
        r"\textcolor{red}{x} + {\color{#0a0} y} + z",
        r"a\!b\hspace{-1em}c",
        r"\xcancel{x} + \cancel{y}",
        r"\vec{v} \cdot \hat{n} = \mathbb{R}, \mathcal{L}, \mathfrak{g}, \operatorname{rank} A",
        r"\text{where $x_1$ < \textbf{bold}, 中文}",
        r"\left\{ x \,\middle|\, x > 0 \right\}",
        r"\mathrm{kg}\,\textsc{a} \textsf{b}",
        r"\mathrel{R} \mathbin{*} x",
    ] {
        writeln!(written, "{tex}\n{}\n", made(tex)).expect("a string");
    }
    insta::assert_snapshot!(written);
}

#[test]
fn macros_of_a_formula_are_expanded() {
    for (tex, same) in [
        (r"\newcommand{\R}{\mathbb{R}} \R^n", r"\mathbb{R}^n"),
        (r"\newcommand\R{\mathbb{R}}\R x", r"\mathbb{R} x"),
        (
            r"\newcommand{\n}[1]{\lVert #1 \rVert} \n{x+y} \n z",
            r"\lVert x+y \rVert \lVert z \rVert",
        ),
        (r"\newcommand{\p}[2][2]{#2^{#1}} \p{x} \p[3]{y}", r"x^{2} y^{3}"),
        (r"\def\f#1#2{\frac{#1}{#2}} \f12", r"\frac{1}{2}"),
        (r"\def\a{\b}\def\b{x} \a", "x"),
        (r"\let\e=\varepsilon \e", r"\varepsilon"),
        (r"\DeclareMathOperator{\sgn}{sgn} \sgn x", r"\operatorname{sgn} x"),
        (r"\newcommand{\a}{\alpha}\a b", r"\alpha b"),
        (r"\renewcommand{\vec}[1]{\mathbf{#1}} \vec{v}", r"\mathbf{v}"),
        ("x % y\n+ z", "x + z"),
        (r"\substack{a \\ b}", r"\begin{subarray}{c}a \\ b\end{subarray}"),
        (
            r"\begin{alignat}{2} a &= b & c &= d \end{alignat}",
            r"\begin{align*} a &= b & c &= d \end{align*}",
        ),
        (
            r"\begin{aligned}[t] a &= b \end{aligned}",
            r"\begin{aligned} a &= b \end{aligned}",
        ),
    ] {
        assert_eq!(made(tex), made(same), "{tex}");
    }
}

#[test]
fn errors_name_the_place() {
    for (tex, about, message) in [
        (r"a + \foo{b}", r"\foo", r"unknown command `\foo`"),
        (
            r"\begin{tikzpicture}\end{tikzpicture}",
            "{tikzpicture}",
            "unknown environment `tikzpicture`",
        ),
        (
            r"a & b",
            "&",
            "found `&`, which may only appear in a table-like environment",
        ),
        (r"\frac{a", "", "expected closing token `}`, but reached end of input"),
        (r"\frac{a}", "", "expected argument but reached end of input"),
        (r"x^2^3", "^", "duplicate subscript or superscript"),
        (
            r"\left( x",
            "",
            r"expected closing token `\right`, but reached end of input",
        ),
        (r"é \newcommand{\a}{\oops} + \a", r"\a", r"unknown command `\oops`"),
        (r"\newcommand{\a}[1]{#1} \a", "", r"missing argument of `\a`"),
        (r"\newcommand{\a}{b", "{", "missing `}`"),
        (
            r"\def\a#1.{#1} \a",
            "",
            r"`\def` with other arguments than `#1#2…` is not supported",
        ),
        (
            r"x + \def\a{\a}\a",
            r"\a",
            r"the macro `\a` calls itself, or calls are too deep",
        ),
    ] {
        let error = mathml(tex, false).expect_err(tex);
        assert_eq!(error.message, message, "{tex}");
        assert!(tex[error.at..].starts_with(about), "{tex}: {error:?}");
    }
}

#[test]
fn what_is_too_long_or_too_deep_is_refused() {
    let around = |before: &str, after: &str, times: usize| [&before.repeat(times), "x", &after.repeat(times)].concat();
    for (before, after) in [
        ("{", "}"),
        (r"\sqrt ", ""),
        (r"\sqrt{", "}"),
        ("x^{", "}"),
        (r"\left(", r"\right)"),
        (r"\begin{matrix}", r"\end{matrix}"),
        (r"\text{", "}"),
        (r"\ce{", "}"),
        (r"\hat{\frac{1}{", "}}"),
    ] {
        for times in [10, 100, 1000, 16_384 / (before.len() + after.len()) - 1] {
            let tex = around(before, after, times);
            match mathml(&tex, true) {
                Ok(made) => assert!(made.len() < 100_000, "{before}: {}", made.len()),
                Err(error) => assert!(times > 10, "{before}: {error:?}"),
            }
        }
    }
    let braces = format!("\\ce{{{}}}", around("{", "}", 8000));
    assert!(mathml(&braces, true).is_ok_and(|made| made.len() < 1000));
    let long = "x+".repeat(10_000);
    assert_eq!(
        mathml(&long, true).map_err(|error| error.message),
        Err("the formula is longer than 16384 bytes".to_owned())
    );
    let bomb = r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c\c\c}\def\e{\d\d\d\d\d\d\d\d\d\d}\e";
    assert!(mathml(bomb, true).is_err());
}

/// The elements of a formula, checked as an XML document.
fn is_sound(made: &str) -> bool {
    let Ok(document) = roxmltree::Document::parse(made) else {
        return false;
    };
    let mut elements = document.descendants().filter(roxmltree::Node::is_element);
    elements.all(|element| {
        let mut attributes = element.attributes();
        element.tag_name().name() != "script"
            && attributes.all(|attribute| {
                !matches!(attribute.name(), "style" | "id" | "href") && !attribute.name().starts_with("on")
            })
    })
}

#[test]
fn html_in_a_formula_is_text() {
    for tex in [
        "<script>alert(1)</script>",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\href{javascript:alert(1)}{x}",
        r"\operatorname{</math><script>}",
        r"\tag{<b>} x",
        r#"\color{red"onclick="x} y"#,
        r"\label{a} x \eqref{<i>}",
        r"\textcolor{red;background:url(x)}{y}",
    ] {
        for display in [true, false] {
            if let Ok(made) = mathml(tex, display) {
                assert!(is_sound(&made), "{tex}: {made}");
            }
        }
    }
}

/// Any text gives a formula or an error. The pieces are put together by a generator with a fixed seed.
#[test]
fn garbage_gives_a_formula_or_an_error() {
    const PIECES: &[&str] = &[
        "x",
        "2",
        " ",
        "\n",
        "{",
        "}",
        "[",
        "]",
        "^",
        "_",
        "&",
        r"\\",
        "#1",
        "#",
        "$",
        "%",
        "~",
        "'",
        "<",
        "é",
        "中",
        "\u{0}",
        "\\",
        r"\frac",
        r"\sqrt",
        r"\left(",
        r"\right.",
        r"\begin{aligned}",
        r"\end{aligned}",
        r"\begin{array}{c|c}",
        r"\end{array}",
        r"\begin",
        r"\end",
        r"\text{",
        r"\text",
        r"\newcommand",
        r"\def\a",
        r"\a",
        r"\let\b=",
        r"\b",
        r"\tag{",
        r"\hline",
        r"\color{",
        r"\over",
        r"\limits",
        r"\sum",
        r"\not",
        r"\hat",
        r"\boxed{",
        r"\substack{",
        r"\mathbb",
        r"\big",
        r"\middle|",
        r"\operatorname*{",
        r"\hspace{-1em}",
        r"\genfrac",
        r"\sideset",
        r"\label{a}",
        r"\begin{align}",
        r"\end{align}",
        r"\cancel{",
        r"\begin{multline}",
        r"\end{multline}",
        r"\overbrace{",
        r"\mathop{",
        r"\phantom{",
        r"\sout{",
        r"\ce{",
        r"\u",
        r"\textbf{",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most as u64).expect("a small number")
    };
    let mut shown = 0;
    for _ in 0..3000 {
        let tex: String = (0..=next(14)).map(|_| PIECES[next(PIECES.len())]).collect();
        match mathml(&tex, next(2) == 0) {
            Ok(made) => {
                shown += 1;
                assert!(is_sound(&made), "{tex}: {made}");
            }
            Err(TexError { at, length, .. }) => {
                assert!(tex.get(at..at + length).is_some(), "{tex}: {at} {length}");
            }
        }
    }
    assert!(shown > 100, "only {shown} formulas");
}
