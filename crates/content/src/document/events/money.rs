//! Money and formulas: dollars that delimit TeX, and those that stand for a currency or a variable.
//!
//! The rule for a formula in a line is Pandoc's (`tex_math_dollars`): no blank right inside of single dollars, and no
//! digit right after them. Prices and variables of programs meet it too, so a formula also
//! - is no list of prices: `$5 or 10$`, `(20$, or 30$)`, `$.50/$.75`;
//! - follows a letter or digit only if it looks like TeX: `H$_2$O`, but not `5$/10$` or `A$/B$`;
//! - is followed by a letter only if it is no name, nor ends with an operator: `$n$th`, but not `$HOME/bin:$PATH`.

use std::ops::Range;

/// Whether dollars delimit a formula. `between` reaches from the first dollar of the opening run to that of the closing
/// one; both runs have `dollars` dollars.
pub(super) fn delimits(body: &str, between: Range<usize>, dollars: usize) -> bool {
    let bytes = body.as_bytes();
    let inner = &bytes[between.start + dollars..between.end];
    let after = &bytes[between.end + dollars..];
    let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
        return false;
    };
    let has_commands = has(inner, b"\\{");
    let is_tex = has_commands || has(inner, b"^_=");
    if inner.iter().all(u8::is_ascii_whitespace)
        || inner.windows(2).any(|two| two == b"$$")
        || (!is_tex && is_price(inner))
    {
        return false;
    }
    if dollars == 2 {
        return true;
    }
    let next = |at| after.get(at).copied().unwrap_or(b' ');
    let is_amount = next(usize::from(next(0) == b'.')).is_ascii_digit();
    let goes_on = next(0).is_ascii_alphabetic() || b"_{(".contains(&next(0));
    let is_name =
        || !(last.is_ascii_alphanumeric() || b")]}'|".contains(last)) || (!has_commands && has_word(inner, 3));
    let is_word = bytes[..between.start].last().is_some_and(u8::is_ascii_alphanumeric);
    let is_money = first.is_ascii_whitespace()
        || last.is_ascii_whitespace()
        || is_amount
        || (is_word && !is_tex)
        || (goes_on && is_name());
    !is_money
}

/// Whether a text without signs of TeX leads from one price to the next: after an amount it has a word with more behind
/// it, or its brackets do not match.
fn is_price(inner: &[u8]) -> bool {
    let words = inner.iter().rposition(|byte| *byte == b' ').unwrap_or_default();
    let is_amount = !inner
        .iter()
        .find(|byte| **byte != b' ')
        .is_some_and(|first| is_letter(*first));
    let mut open = 0;
    for byte in inner {
        match byte {
            b'(' | b'[' => open += 1,
            b')' | b']' => open -= 1,
            _ => {}
        }
    }
    (is_amount && has_word(&inner[..words], 2)) || open != 0
}

/// Whether a line has words and no sign of TeX.
pub(super) fn is_sentence(line: &[u8]) -> bool {
    !has(line, b"\\^_=&{%") && has_word(line, 3)
}

fn has(text: &[u8], signs: &[u8]) -> bool {
    text.iter().any(|byte| signs.contains(byte))
}

/// Whether a text has a word of that many letters. Other scripts need fewer.
fn has_word(text: &[u8], letters: usize) -> bool {
    let mut length = 0;
    text.iter().any(|byte| {
        length = if is_letter(*byte) { length + 1 } else { 0 };
        length == letters
    })
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}
