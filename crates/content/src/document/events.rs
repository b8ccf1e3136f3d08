//! Events of a document's Markdown: those of the parser, after bare addresses, TeX and emphasis beside CJK characters
//! were read as authors mean them.
//!
//! The parser has no hooks for these. So some characters are masked before it reads the text ([`mask`]): others of the
//! same length take their place, which keeps positions, and the events get the author's characters back. Bare addresses
//! then become events of links ([`autolink`]), formulas events of TeX ([`tex`]). Everything that reads a document's Markdown goes through [`each`], so
//! that pages, feeds, excerpts and inspections agree.

mod autolink;
mod cjk;
mod mask;
mod money;
mod pieces;
pub mod syntax;
mod tex;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use self::autolink::Found;
use self::mask::Masked;
use self::syntax::Syntax;
use crate::bytes::find;

/// Calls `handle` with each event of a text and its byte range. Text between two other events comes as one.
pub fn each(body: &str, syntax: Syntax, handle: &mut dyn FnMut(Event<'_>, Range<usize>)) {
    let masked = Masked::of(body, syntax);
    let source = masked.as_ref().map_or(body, |masked| &masked.text);
    let formulas = masked.as_ref().map_or(&[][..], |masked| &masked.formulas);
    let mut formulas = formulas.iter().peekable();
    let mut text = Text::default();
    let (mut code, mut links) = (false, 0_usize);
    for (mut event, range) in Parser::new_ext(source, syntax.options).into_offset_iter() {
        let is_linked = syntax.autolinks && !code && links == 0;
        let mut start = range.start;
        if masked.is_some()
            && let Event::Text(piece) | Event::Code(piece) | Event::InlineHtml(piece) = &mut event
        {
            start = unmask(piece, &range, source, body);
        }
        // A mask can make a link of what was none: `[a](b$c d$)`.
        if let Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) = &mut event {
            for written in [dest_url, title] {
                if written.contains("$x") {
                    unmask(written, &range, source, body);
                }
            }
        }
        if let Event::Text(piece) = &event {
            while formulas.next_if(|formula| formula.range.start < start).is_some() {}
            let mut rest = &**piece;
            while let Some(formula) = formulas.next_if(|formula| formula.range.start < start + rest.len()) {
                let at = formula.range.start - start;
                text.push(&rest[..at], start..formula.range.start);
                text.flush(body, is_linked, handle);
                handle(formula.event(body), formula.range.clone());
                rest = rest.get(at + formula.range.len()..).unwrap_or_default();
                start = formula.range.end;
            }
            text.push(rest, start..range.end);
            continue;
        }
        text.flush(body, is_linked, handle);
        match &event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => links -= 1,
            _ => {}
        }
        handle(event, range);
    }
    text.flush(body, false, handle);
}

/// Whether `$tex$` in a line of a document with TeX is a formula, between what stands before and after.
pub fn is_formula(before: &str, tex: &str, after: &str) -> bool {
    let close = before.len() + 1 + tex.len();
    money::delimits(&[before, "$", tex, "$", after].concat(), before.len()..close, 1)
}

/// Puts the author's characters back into a piece of the masked text `source`, and returns where the piece starts.
fn unmask<'a>(piece: &mut CowStr<'a>, range: &Range<usize>, source: &str, body: &'a str) -> usize {
    let at = source.get(range.clone()).and_then(|source| source.find(&**piece));
    let start = range.start + at.unwrap_or_default();
    if at.is_some()
        && let Some(written) = body.get(start..start + piece.len())
    {
        *piece = written.into();
    }
    start
}

/// Text between two other events. The parser delivers it in pieces, and a bare address may span several.
#[derive(Default)]
struct Text {
    text: String,
    /// Start of each piece in the text, and its range in the source.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Text {
    fn push(&mut self, piece: &str, range: Range<usize>) {
        if !piece.is_empty() {
            self.pieces.push((self.text.len(), range));
            self.text.push_str(piece);
        }
    }

    /// Hands the text over, with bare addresses as links if `is_linked`.
    fn flush(&mut self, body: &str, is_linked: bool, handle: &mut dyn FnMut(Event<'_>, Range<usize>)) {
        if self.pieces.is_empty() {
            return;
        }
        let bytes = self.text.as_bytes();
        let (mut from, mut at) = (0, 0);
        while is_linked && let Some(mark) = find(bytes, at, autolink::MARKS) {
            match autolink::around(&self.text, from, mark) {
                Ok(Found { start, end, prefix }) => {
                    let end = self.without_references(body, start, end);
                    self.hand_over(from..start, handle);
                    self.link(start..end, prefix, handle);
                    (from, at) = (end, end);
                }
                Err(next) => at = next,
            }
        }
        self.hand_over(from..self.text.len(), handle);
        self.text.clear();
        self.pieces.clear();
    }

    fn hand_over(&self, part: Range<usize>, handle: &mut dyn FnMut(Event<'_>, Range<usize>)) {
        if !part.is_empty() {
            let range = self.origin(&part);
            handle(Event::Text(self.text[part].into()), range);
        }
    }

    fn link(&self, part: Range<usize>, prefix: &str, handle: &mut dyn FnMut(Event<'_>, Range<usize>)) {
        let link_type = if prefix.starts_with('m') {
            LinkType::Email
        } else {
            LinkType::Autolink
        };
        // As for `<a@b.example>`, the parser's address of a mailbox has no scheme.
        let scheme = prefix.strip_prefix("mailto:").unwrap_or(prefix);
        let tag = Tag::Link {
            link_type,
            dest_url: [scheme, &self.text[part.clone()]].concat().into(),
            title: "".into(),
            id: "".into(),
        };
        let range = self.origin(&part);
        handle(Event::Start(tag), range.clone());
        self.hand_over(part, handle);
        handle(Event::End(TagEnd::Link), range);
    }

    /// Shortens an address that ends with a character reference (`&gt;`), which GFM does not count as a part of it.
    fn without_references(&self, body: &str, start: usize, mut end: usize) -> usize {
        for (at, range) in self.pieces.iter().rev() {
            if *at < end && *at > start && body[range.start..].starts_with('&') && range.len() > 1 {
                end = start + autolink::trimmed(&self.text[start..*at]);
            } else if *at < end {
                break;
            }
        }
        end
    }

    /// Returns the source range of a part of the text.
    fn origin(&self, part: &Range<usize>) -> Range<usize> {
        let first = self
            .pieces
            .partition_point(|(at, _)| *at <= part.start)
            .saturating_sub(1);
        let next = self.pieces.partition_point(|(at, _)| *at < part.end);
        let (at, range) = &self.pieces[first];
        let start = (range.start + part.start - at).min(range.end);
        let (at, range) = &self.pieces[next.saturating_sub(1)];
        let is_whole = self.pieces.get(next).map_or(self.text.len(), |(at, _)| *at) == part.end;
        let end = if is_whole {
            range.end
        } else {
            range.start + part.end - at
        };
        start..end
    }
}

#[cfg(test)]
mod tests;
