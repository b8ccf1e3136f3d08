//! Events of a document's Markdown: those of the parser, after bare addresses and emphasis beside CJK characters were
//! read as authors mean them.
//!
//! The parser has no hooks for these. So some characters are masked before it reads the text ([`mask`]): others of the
//! same length take their place, which keeps positions, and the events get the author's characters back. Bare addresses
//! then become events of links ([`autolink`]). Everything that reads a document's Markdown goes through [`each`], so
//! that pages, feeds, excerpts and inspections agree.

mod autolink;
mod cjk;
mod mask;
pub mod syntax;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use self::autolink::Found;
use self::mask::Masked;
use self::syntax::Syntax;

/// Calls `handle` with each event of a text and its byte range.
pub fn each(body: &str, syntax: Syntax, handle: &mut dyn FnMut(Event<'_>, Range<usize>)) {
    let masked = Masked::of(body, syntax);
    let source = masked.as_ref().map_or(body, |masked| &masked.text);
    let mut text = Text::default();
    let (mut code, mut links) = (false, 0_usize);
    for (mut event, range) in Parser::new_ext(source, syntax.options).into_offset_iter() {
        if masked.is_some()
            && let Event::Text(piece) | Event::Code(piece) | Event::InlineMath(piece) | Event::DisplayMath(piece) =
                &mut event
        {
            unmask(piece, &range, source, body);
        }
        match &event {
            Event::Text(piece) if syntax.autolinks && !code && links == 0 => {
                text.pieces.push((text.text.len(), range));
                text.text.push_str(piece);
                continue;
            }
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => links -= 1,
            _ => {}
        }
        text.flush(body, handle);
        handle(event, range);
    }
    text.flush(body, handle);
}

/// Puts the author's characters back into a piece of the masked text `source`.
fn unmask<'a>(piece: &mut CowStr<'a>, range: &Range<usize>, source: &str, body: &'a str) {
    let at = source.get(range.clone()).and_then(|source| source.find(&**piece));
    let written = at.and_then(|at| body.get(range.start + at..range.start + at + piece.len()));
    if let Some(written) = written {
        *piece = written.into();
    }
}

/// Text between two other events. The parser delivers it in pieces, and a bare address may span several.
#[derive(Default)]
struct Text {
    text: String,
    /// Start of each piece in the text, and its range in the source.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Text {
    /// Hands the text over, with bare addresses as links.
    fn flush(&mut self, body: &str, handle: &mut dyn FnMut(Event<'_>, Range<usize>)) {
        if self.pieces.is_empty() {
            return;
        }
        let bytes = self.text.as_bytes();
        let (mut from, mut at) = (0, 0);
        while let Some(next) = bytes[at..].iter().position(|byte| autolink::is_mark(*byte)) {
            match autolink::around(&self.text, from, at + next) {
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
