//! Masks characters that the parser would read otherwise than authors mean them.
//!
//! A mask has the length of the character that it stands for, so positions stay. What is text and what is code, an
//! address of a link or raw HTML depends on no mask: a first reading tells, for those documents that have something to
//! mask.

use std::ops::Range;

use super::autolink;
use super::cjk::{self, Mask};
use super::pieces::{Piece, pieces};
use super::syntax::{Syntax, Tex};
use super::tex::{self, Formula};
use crate::bytes::find;

/// A text for the parser.
pub(super) struct Masked {
    pub(super) text: String,
    /// The formulas in it, in order.
    pub(super) formulas: Vec<Formula>,
}

impl Masked {
    /// Returns the text with what is to be masked; `None` if there is nothing.
    pub(super) fn of(body: &str, syntax: Syntax) -> Option<Self> {
        let beside_cjk = if syntax.cjk { cjk::masks(body) } else { Vec::new() };
        let has_addresses = syntax.autolinks && has_markup_in_address(body);
        let is_in_lines = syntax.tex == Tex::InLines;
        let has_dollars = syntax.tex != Tex::None && find(body.as_bytes(), 0, *b"$").is_some();
        let has_blocks = has_dollars && body.contains("$$");
        let has_formulas = has_dollars && is_in_lines;
        if beside_cjk.is_empty() && !has_addresses && !has_blocks && !has_formulas {
            return None;
        }
        let mut read = pieces(body, syntax);
        let mut text = body.to_owned();
        let mut formulas = Vec::new();
        if has_blocks {
            formulas = tex::blocks(body, &read, is_in_lines);
        }
        if !formulas.is_empty() {
            // A word in a line of its own. What is around it may be read otherwise now.
            let mut bytes = text.into_bytes();
            for block in &formulas {
                bytes[block.range.clone()].fill(b'x');
            }
            text = String::from_utf8(bytes).ok()?;
            read = pieces(&text, syntax);
        }
        let mut masked = text.clone().into_bytes();
        emphasis(&beside_cjk, &read, &mut masked);
        if has_addresses {
            addresses(&text, &read, &mut masked);
        }
        if has_formulas {
            formulas = tex::inline(body, formulas, &read, &mut masked);
        }
        let text = String::from_utf8(masked).ok()?;
        Some(Self { text, formulas })
    }
}

/// Masks the characters beside delimiter runs that are text.
fn emphasis(masks: &[Mask], pieces: &[Piece], masked: &mut [u8]) {
    let mut pieces = pieces.iter().peekable();
    for mask in masks {
        while pieces.next_if(|piece| piece.range.end <= mask.at).is_some() {}
        if pieces.peek().is_some_and(|piece| piece.range.start <= mask.at) {
            masked[mask.at..mask.at + mask.length].copy_from_slice(mask.stand_in().as_bytes());
        }
    }
}

/// Whether a bare address may contain what is markup elsewhere. Addresses of links and in raw HTML, by far the most, are
/// no bare ones.
fn has_markup_in_address(body: &str) -> bool {
    let bytes = body.as_bytes();
    let mut from = 0;
    while let Some(mark) = find_mark(bytes, from) {
        match autolink::around(body, 0, mark) {
            Ok(found) => {
                let before = &bytes[..found.start];
                let in_angles = before.ends_with(b"<") && bytes[found.start..found.end].contains(&b'>');
                let in_markup = [&b"]("[..], b"](<", b"=\"", b"]: "]
                    .iter()
                    .any(|mark| before.ends_with(mark));
                if !in_angles && !in_markup && markup(bytes, found.start..found.end).next().is_some() {
                    return true;
                }
                from = found.end;
            }
            Err(next) => from = next,
        }
    }
    false
}

/// Finds the next mark of an address with a host and a path.
fn find_mark(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let at = find(bytes, from, *b":w")?;
        let rest = &bytes[at..];
        if rest.starts_with(b"://") || rest.starts_with(b"www.") {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Returns the positions in an address of what is markup elsewhere.
fn markup(bytes: &[u8], range: Range<usize>) -> impl Iterator<Item = usize> {
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    range.filter(move |at| match bytes[*at] {
        b'*' | b'~' | b'`' | b'[' | b']' | b'$' => true,
        // Within a word it marks nothing.
        b'_' => !(is_letter(at - 1) && is_letter(at + 1)),
        _ => false,
    })
}

/// Masks markup in bare addresses.
fn addresses(body: &str, pieces: &[Piece], masked: &mut [u8]) {
    let bytes = body.as_bytes();
    let mut from = 0;
    for piece in pieces.iter().filter(|piece| piece.around.link == 0) {
        from = piece.range.start.max(from);
        while let Some(mark) = find_mark(&bytes[..piece.range.end], from) {
            match autolink::around(&body[..piece.around.cell.unwrap_or(body.len())], from, mark) {
                Ok(found) => {
                    markup(bytes, found.start..found.end).for_each(|at| masked[at] = b'x');
                    from = found.end;
                }
                Err(next) => from = next,
            }
        }
    }
}

#[cfg(test)]
mod tests;
