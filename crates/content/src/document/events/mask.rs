//! Masks characters that the parser would read otherwise than authors mean them.
//!
//! A mask has the length of the character that it stands for, so positions stay. What is text and what is code, an
//! address of a link or raw HTML depends on no mask: a first reading tells, for those documents that have something to
//! mask.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::autolink;
use super::cjk::{self, Mask};
use super::syntax::Syntax;

/// A text for the parser.
pub(super) struct Masked {
    pub(super) text: String,
}

/// A piece of text in the first reading.
struct Piece {
    range: Range<usize>,
    /// End of the table cell around it, or of the document.
    limit: usize,
    in_link: bool,
}

impl Masked {
    /// Returns the text with what is to be masked; `None` if there is nothing.
    pub(super) fn of(body: &str, syntax: Syntax) -> Option<Self> {
        let beside_cjk = if syntax.cjk { cjk::masks(body) } else { Vec::new() };
        let has_addresses = syntax.autolinks && has_markup_in_address(body);
        if beside_cjk.is_empty() && !has_addresses {
            return None;
        }
        let pieces = pieces(body, syntax);
        let mut masked = body.as_bytes().to_vec();
        emphasis(&beside_cjk, &pieces, &mut masked);
        if has_addresses {
            addresses(body, &pieces, &mut masked);
        }
        let text = String::from_utf8(masked).ok()?;
        Some(Self { text })
    }
}

/// Reads the text for the first time and returns its pieces of text outside of code.
fn pieces(body: &str, syntax: Syntax) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut code, mut limit, mut link_end, mut label_end) = (false, body.len(), 0, 0);
    for (event, range) in Parser::new_ext(body, syntax.options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::TableCell) => limit = range.end,
            Event::End(TagEnd::TableCell) => limit = body.len(),
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                link_end = range.end.max(link_end);
                // Its text is the name of a definition, which a mask would change.
                if matches!(link_type, LinkType::Collapsed | LinkType::Shortcut) {
                    label_end = range.end;
                }
            }
            Event::Text(_) if !code && range.start >= label_end => pieces.push(Piece {
                in_link: range.start < link_end,
                range,
                limit,
            }),
            _ => {}
        }
    }
    pieces
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
fn find_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let is_mark = |at: &usize| bytes[*at..].starts_with(b"://") || bytes[*at..].starts_with(b"www.");
    (from..bytes.len()).find(is_mark)
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
    for piece in pieces.iter().filter(|piece| !piece.in_link) {
        from = piece.range.start.max(from);
        while let Some(mark) = find_mark(&bytes[..piece.range.end], from) {
            match autolink::around(&body[..piece.limit], from, mark) {
                Ok(found) => {
                    markup(bytes, found.start..found.end).for_each(|at| masked[at] = b'x');
                    from = found.end;
                }
                Err(next) => from = next,
            }
        }
    }
}
