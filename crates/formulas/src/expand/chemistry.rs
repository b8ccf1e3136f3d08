//! Chemical formulas: the usual part of the notation of LaTeX's package `mhchem`, as TeX.

/// Arrows, longest first: as written, plain, and with a text above.
const ARROWS: &[(&str, &str, &str)] = &[
    ("<=>", r"\rightleftharpoons ", r"\xrightleftharpoons"),
    ("<->", r"\longleftrightarrow ", r"\xleftrightarrow"),
    ("->", r"\longrightarrow ", r"\xrightarrow"),
    ("<-", r"\longleftarrow ", r"\xleftarrow"),
];

/// Deepest braces and labels within each other.
const MOST_DEPTH: usize = 8;

/// Returns the TeX of a chemical formula: `2H2O` -> `2\,\mathrm{H}_{2}\mathrm{O}`
pub(super) fn tex(formula: &str) -> String {
    inside(formula, 0)
}

fn inside(formula: &str, depth: usize) -> String {
    if depth > MOST_DEPTH {
        return formula.to_owned();
    }
    let mut tex = String::new();
    // Whether an element or a bracket was closed right before: digits and signs belong to it.
    let mut is_behind = false;
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let next = &rest[first.len_utf8()..];
        let ends = |text: &str| text.is_empty() || text.starts_with([' ', ')', ']', ',', '\n']);
        if let Some((sign, plain, labeled)) = ARROWS.iter().find(|(sign, ..)| rest.starts_with(sign)) {
            rest = &rest[sign.len()..];
            match (bracketed(&mut rest), bracketed(&mut rest)) {
                (Some(above), Some(below)) => {
                    tex.extend([
                        labeled,
                        "[",
                        &inside(below, depth + 1),
                        "]{",
                        &inside(above, depth + 1),
                        "}",
                    ]);
                }
                (Some(above), None) => tex.extend([labeled, "{", &inside(above, depth + 1), "}"]),
                (None, _) => tex.push_str(plain),
            }
            is_behind = false;
            continue;
        }
        match first {
            ' ' | '\n' | '\t' => {
                // Alone, these stand for what falls out and what escapes.
                let alone = next.chars().next().filter(|_| ends(next.get(1..).unwrap_or("-")));
                let sign = alone.and_then(|sign| match sign {
                    'v' => Some(r"\downarrow "),
                    '^' => Some(r"\uparrow "),
                    _ => None,
                });
                tex.push_str(sign.unwrap_or(" "));
                rest = if sign.is_some() { &next[1..] } else { next };
                is_behind = false;
                continue;
            }
            '0'..='9' => {
                let number = leading(rest, |digit| digit.is_ascii_digit() || "./".contains(digit));
                if is_behind {
                    tex.extend(["_{", number, "}"]);
                } else {
                    tex.extend([number, r"\,"]);
                }
                rest = &rest[number.len()..];
                continue;
            }
            '^' | '_' => {
                if !is_behind && !tex.ends_with('}') {
                    tex.push_str("{}");
                }
                let (inner, after) = if let Some(group) = grouped(next) {
                    (group, &next[group.len() + 2..])
                } else {
                    let signs = leading(next, |sign| sign.is_ascii_digit() || "+-".contains(sign));
                    (signs, &next[signs.len()..])
                };
                tex.push(first);
                tex.extend(["{", inner, "}"]);
                rest = after;
                continue;
            }
            '+' | '-' if is_behind && ends(next) => {
                tex.push('^');
                tex.extend(["{", &rest[..1], "}"]);
            }
            '-' if is_behind => tex.push_str("{-}"),
            '=' => tex.push_str("{=}"),
            '#' => tex.push_str(r"{\equiv}"),
            '*' | '.' => {
                tex.push_str(r"\cdot ");
                is_behind = false;
            }
            '{' if grouped(rest).is_some() => {
                let group = grouped(rest).unwrap_or_default();
                tex.extend(["{", &inside(group, depth + 1), "}"]);
                rest = &rest[group.len() + 2..];
                is_behind = true;
                continue;
            }
            '$' => {
                let math = next.split('$').next().unwrap_or_default();
                tex.extend(["{", math, "}"]);
                rest = next.get(math.len() + 1..).unwrap_or_default();
                is_behind = true;
                continue;
            }
            '\\' => {
                let name = leading(next, |letter| letter.is_ascii_alphabetic());
                let length = if name.is_empty() {
                    next.chars().next().map_or(0, char::len_utf8)
                } else {
                    name.len()
                };
                tex.extend(["\\", &next[..length], " "]);
                rest = &next[length..];
                continue;
            }
            letter if letter.is_alphabetic() => {
                let letters = leading(rest, char::is_alphabetic);
                tex.extend([r"\mathrm{", letters, "}"]);
                rest = &rest[letters.len()..];
                is_behind = true;
                continue;
            }
            other => {
                tex.push(other);
                is_behind = matches!(other, ')' | ']');
            }
        }
        rest = next;
    }
    tex
}

/// Returns the beginning of a text whose characters are of a kind.
fn leading(text: &str, is_of_kind: impl Fn(char) -> bool) -> &str {
    let end = text.find(|character| !is_of_kind(character)).unwrap_or(text.len());
    &text[..end]
}

/// Returns what is in the braces that a text starts with.
fn grouped(text: &str) -> Option<&str> {
    let end = super::input::closing(text, '}').filter(|_| text.starts_with('{'))?;
    Some(&text[1..end])
}

/// Takes what is in the brackets that a text starts with.
fn bracketed<'a>(text: &mut &'a str) -> Option<&'a str> {
    let end = super::input::closing(text, ']').filter(|_| text.starts_with('['))?;
    let inner = &text[1..end];
    *text = &text[end + 1..];
    Some(inner)
}

#[cfg(test)]
mod tests {
    use super::tex;
    use crate::mathml;

    #[test]
    fn chemical_formulas_are_tex() {
        for (formula, expected) in [
            ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
            (
                "2H2 + O2 -> 2H2O",
                r"2\,\mathrm{H}_{2} + \mathrm{O}_{2} \longrightarrow  2\,\mathrm{H}_{2}\mathrm{O}",
            ),
            ("SO4^2-", r"\mathrm{SO}_{4}^{2-}"),
            ("[Fe(CN)6]^{4-}", r"[\mathrm{Fe}(\mathrm{CN})_{6}]^{4-}"),
            ("Na+ + Cl-", r"\mathrm{Na}^{+} + \mathrm{Cl}^{-}"),
            ("^{227}_{90}Th+", r"{}^{227}_{90}\mathrm{Th}^{+}"),
            ("A <=>[k] B", r"\mathrm{A} \xrightleftharpoons{\mathrm{k}} \mathrm{B}"),
            ("CaSO4*2H2O", r"\mathrm{CaSO}_{4}\cdot 2\,\mathrm{H}_{2}\mathrm{O}"),
            ("C=C-C#N", r"\mathrm{C}{=}\mathrm{C}{-}\mathrm{C}{\equiv}\mathrm{N}"),
            ("CO2 ^", r"\mathrm{CO}_{2}\uparrow "),
            ("NaCl(aq)", r"\mathrm{NaCl}(\mathrm{aq})"),
            ("x$_n$", r"\mathrm{x}{_n}"),
        ] {
            assert_eq!(tex(formula), expected);
        }
        for formula in [
            "H2O",
            "2H2 + O2 ->[\\Delta][cat] 2H2O v",
            "^{13}C",
            "A <-> B",
            "CO3^2-(aq)",
            "",
            "\\",
            "^",
            "é",
            "{",
            "->[",
            " é ",
        ] {
            assert!(
                mathml(&format!("\\ce{{{formula}}}"), false).is_ok() || formula.contains(['{', '\\']) || formula == "^",
                "{formula}"
            );
        }
    }
}
