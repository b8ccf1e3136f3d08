//! Formulas as MathML.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::escape::escape_html;
use feuillet_formulas::{TexError, mathml};

use crate::payload::Payload;

/// Whether a code block is a formula: its language is `math`, as on GitHub.
pub(crate) fn is_formula(info: &str) -> bool {
    info.split([' ', ',', '{']).next() == Some("math")
}

/// Returns the payload of a formula in a text. What cannot be read is shown as TeX.
pub(crate) fn in_text(tex: &str, is_display: bool) -> String {
    let mut payload = Payload::default();
    let class = if is_display { "math-display" } else { "math-inline" };
    if let Ok(formula) = mathml(tex, is_display) {
        let more = if is_display {
            // What is wider than the page scrolls, by keyboard too.
            "\" tabindex=\"0\">"
        } else {
            match width(&formula) {
                0..=20 => "\">",
                21..=50 => " math-long\">",
                _ => " math-wide\" tabindex=\"0\">",
            }
        };
        payload.html(&["<span class=\"math ", class, more].concat());
        annotated(&formula, tex, &mut payload);
    } else {
        payload.html(&["<span class=\"math ", class, " math-error\">"].concat());
        let before = tex.len() - tex.trim_start().len();
        let shown = tex.trim().len();
        payload.skip(before);
        payload.text(None, shown);
        payload.skip(tex.len() - before - shown);
    }
    payload.html("</span>");
    payload.finish()
}

/// Returns the payload of a code block whose text is a formula. What cannot be read stays a code block.
pub(crate) fn block(info: &str, tex: &str) -> String {
    let mut payload = Payload::default();
    if let Ok(formula) = mathml(tex, true) {
        payload.html("<div class=\"math math-display\" tabindex=\"0\">");
        annotated(&formula, tex, &mut payload);
        payload.html("</div>");
    } else {
        let language = escape_html(info.split(' ').next().unwrap_or_default());
        payload.html(&format!(
            "<pre tabindex=\"0\"><code class=\"language-{language} math-error\">"
        ));
        payload.text(None, tex.len());
        payload.html("</code></pre>");
    }
    payload.finish()
}

/// Returns what is wrong with a formula, and where in the body. `source` is the range of the formula in it.
pub(crate) fn problem(
    body: &str,
    source: &Range<usize>,
    tex: &str,
    is_display: bool,
) -> Option<(Range<usize>, Diagnostic)> {
    let TexError { at, length, message } = mathml(tex, is_display).err()?;
    let start = source.start + place(body.get(source.clone())?, tex, at);
    let help = if message.starts_with("unknown command") {
        "check its spelling, or define it in the formula with `\\newcommand`"
    } else if message.starts_with("unknown environment") {
        "use one such as `aligned`, `cases`, `pmatrix` or `array`"
    } else if message.starts_with("found `&`") {
        "put the lines into an environment such as `aligned`, or write `\\&` for the sign"
    } else {
        "correct the formula, or write `\\$` if the dollar sign is none of a formula's"
    };
    let message = format!("unreadable formula, {message}: shown as TeX");
    Some((start..start + length, Diagnostic::warning(Rule::Formula, message, help)))
}

/// Returns where in the source of a formula a byte of its TeX stands. Lines of the source may have a margin, of a list
/// item or a quotation.
fn place(source: &str, tex: &str, at: usize) -> usize {
    if let Some(start) = source.find(tex) {
        return start + at;
    }
    let before = &tex[..at];
    let number = before.matches('\n').count();
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    let line = tex.split('\n').nth(number).unwrap_or_default();
    let mut start = 0;
    // The fence of a code block is a line of its own.
    for (index, written) in source.split_inclusive('\n').enumerate() {
        if index >= number
            && let Some(found) = written.find(line)
        {
            return start + found + column;
        }
        start += written.len();
    }
    0
}

/// Number of characters of a formula, which tells whether it may be wider than a phone, or than a line of text: browsers
/// do not break it.
fn width(formula: &str) -> usize {
    let texts = formula.split('>').filter_map(|part| part.split('<').next());
    texts.map(|text| text.chars().count()).sum()
}

/// Writes a formula with its TeX in it, for those who copy it and for programs: the text itself fills the hole.
fn annotated(formula: &str, tex: &str, payload: &mut Payload) {
    let parts = formula
        .strip_suffix("</math>")
        .and_then(|formula| formula.split_once('>'));
    let (start, inner) = parts.unwrap_or(("<math", ""));
    // `semantics` has one child besides its annotations.
    payload.html(&[start, "><semantics><mrow>", inner].concat());
    payload.html("</mrow><annotation encoding=\"application/x-tex\">");
    payload.text(None, tex.len());
    payload.html("</annotation></semantics></math>");
}

#[cfg(test)]
mod tests {
    use feuillet_content::document::enrichments::fill;

    use super::*;

    fn shown(payload: &str, tex: &str) -> String {
        let mut html = String::new();
        assert!(fill(payload, tex, &mut html), "{payload}");
        html
    }

    #[test]
    fn formulas_are_shown_with_their_tex() {
        let tex = "\na`<\n";
        assert_eq!(
            shown(&in_text(tex, true), tex),
            "<span class=\"math math-display\" tabindex=\"0\"><math display=\"block\"><semantics><mrow><mi>a</mi>\
             <mi>‘</mi><mo rspace=\"0\">&lt;</mo></mrow><annotation encoding=\"application/x-tex\">\na`&lt;\n</annotation></semantics>\
             </math></span>"
        );
        assert!(shown(&in_text("x", false), "x").starts_with("<span class=\"math math-inline\"><math><semantics>"));
        for (terms, class) in [
            (5, "math-inline"),
            (10, "math-inline math-long"),
            (30, "math-inline math-wide"),
        ] {
            let payload = in_text(&["a", &"+b".repeat(terms)].concat(), false);
            assert!(
                payload.starts_with(&format!("`<span class=\"math {class}\"")),
                "{payload}"
            );
        }
        let block = shown(&block("math", "x\n"), "x\n");
        assert!(
            block.starts_with("<div class=\"math math-display\" tabindex=\"0\"><math display"),
            "{block}"
        );
    }

    #[test]
    fn what_cannot_be_read_is_shown_as_tex() {
        let tex = r"\foo < 1";
        assert_eq!(
            shown(&in_text("\n\\foo < 1\n", false), "\n\\foo < 1\n"),
            r#"<span class="math math-inline math-error">\foo &lt; 1</span>"#
        );
        assert_eq!(
            shown(&block("math a", tex), tex),
            r#"<pre tabindex="0"><code class="language-math math-error">\foo &lt; 1</code></pre>"#
        );
    }

    #[test]
    fn problems_stand_where_the_author_wrote_them() {
        for (body, tex) in [
            (r"a $x + \foo{}$ b", r"x + \foo{}"),
            ("$$\nx\n+ \\foo\n$$", "\nx\n+ \\foo\n"),
            ("> $$\n> x\n> + \\foo\n> $$", "\nx\n+ \\foo\n"),
            ("- $$\n  x\n  + \\foo\n  $$", "\nx\n+ \\foo\n"),
            ("```math\n+ \\foo\n```", "+ \\foo\n"),
            ("> ```math\n> x\n> + \\foo\n> ```", "x\n+ \\foo\n"),
        ] {
            let (range, diagnostic) = problem(body, &(0..body.len()), tex, true).expect(body);
            assert_eq!(&body[range], r"\foo", "{body}");
            assert_eq!(
                diagnostic.message,
                r"unreadable formula, unknown command `\foo`: shown as TeX"
            );
        }
        assert_eq!(problem("$x$", &(0..3), "x", false), None);
    }
}
