//! Parses the raw HTML of a document tag by tag, with source positions, in the same way as the sanitizer.

use std::ops::Range;

use feuillet_content::document::sanitize::policy::{self, Fate};
use feuillet_content::document::sanitize::tokens::{self, Token};
use pulldown_cmark::CowStr;

use super::markup;
use super::seen::Seen;
use crate::library::located::offset;

/// A line of an HTML block, or an inline tag.
#[derive(Clone, Debug)]
pub(super) struct Piece<'body> {
    pub(super) html: CowStr<'body>,
    /// Byte offset in the body.
    pub(super) start: usize,
}

/// An open element that is removed with its content.
#[derive(Clone, Copy, Debug)]
struct Skip {
    name: &'static str,
    /// Whether its content is text only.
    text_only: bool,
    /// Number of open elements of the same name inside it.
    nested: usize,
    /// Number of Markdown elements that were open when it began.
    depth: usize,
}

/// State of the raw HTML parser of one document. It skips the same elements as `content::sanitize::Sanitizer`.
#[derive(Debug)]
pub(super) struct RawHtml<'a> {
    frames: &'a [String],
    skip: Option<Skip>,
    depth: usize,
}

impl<'a> RawHtml<'a> {
    pub(super) fn new(frames: &'a [String]) -> Self {
        Self {
            frames,
            skip: None,
            depth: 0,
        }
    }

    /// Whether the current position is inside of an element that is removed with its content.
    pub(super) fn is_skipping(&self) -> bool {
        self.skip.is_some()
    }

    /// Handles the start of a Markdown element.
    pub(super) fn enter(&mut self, name: &str) {
        if ends_what_is_left_out(name) {
            self.skip = None;
        }
        self.depth += 1;
    }

    /// Handles the end of the innermost Markdown element, which also ends raw elements left open in it.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.skip.take_if(|skip| self.depth < skip.depth);
    }

    /// Parses adjacent pieces as one text, and records their addresses, classes and losses in `seen`.
    pub(super) fn read(&mut self, pieces: &[Piece<'_>], seen: &mut Seen) {
        let joined = pieces.iter().map(|piece| &*piece.html).collect::<String>();
        let html = joined.as_str();
        let place = Places::new(pieces);
        let mut rest = html;
        loop {
            if let Some(skip) = self.skip.filter(|skip| skip.text_only) {
                tokens::skip_to_end_of(skip.name, &mut rest);
            }
            let start = offset(rest, html);
            let Some(token) = tokens::next(&mut rest) else { break };
            let range = start..html.len() - rest.len();
            match (token, &mut self.skip) {
                // Inside a removed element, only tags of the same name matter, to find its end.
                (Token::Start(tag), Some(skip)) => {
                    skip.nested += usize::from(!tag.closed && tag.name.eq_ignore_ascii_case(skip.name));
                }
                (Token::End(name), Some(skip)) if name.eq_ignore_ascii_case(skip.name) => {
                    if skip.nested == 0 {
                        self.skip = None;
                    } else {
                        skip.nested -= 1;
                    }
                }
                (Token::Start(tag), None) => {
                    let judged = markup::Judge {
                        html,
                        tag: &tag,
                        range,
                        frames: self.frames,
                        place: &|range: Range<usize>| place.of(&range),
                    };
                    judged.judge(seen);
                    let skip = |name, text_only| Skip {
                        name,
                        text_only,
                        nested: 0,
                        depth: self.depth,
                    };
                    self.skip = match policy::fate(&tag.name.to_ascii_lowercase()) {
                        Fate::Dropped(name) => (!tag.closed).then(|| skip(name, false)),
                        Fate::DroppedText(name) => Some(skip(name, true)),
                        Fate::Kept(_) | Fate::Unwrapped => None,
                    };
                }
                (Token::Nothing, None) => {
                    if let Some(loss) = markup::unfinished(&html[range.clone()]) {
                        seen.losses.push((place.of(&range), loss));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Maps positions in joined pieces to the body.
struct Places {
    /// For each piece: its offset in the joined text, its offset in the body, its length.
    starts: Vec<(usize, usize, usize)>,
}

impl Places {
    fn new(pieces: &[Piece<'_>]) -> Self {
        let mut joined = 0;
        let starts = pieces
            .iter()
            .map(|piece| {
                let start = (joined, piece.start, piece.html.len());
                joined += piece.html.len();
                start
            })
            .collect();
        Self { starts }
    }

    /// Maps a range to the body, cut off at the end of the piece in which it begins.
    fn of(&self, range: &Range<usize>) -> Range<usize> {
        let index = self.starts.partition_point(|(joined, ..)| *joined <= range.start);
        let Some((joined, body, length)) = self.starts.get(index.saturating_sub(1)) else {
            return 0..0;
        };
        let start = range.start - joined;
        let end = (range.end - joined).min(*length);
        body + start..body + end
    }
}

/// Whether the start of this Markdown element ends a removed element that was left open.
pub(super) fn ends_what_is_left_out(element: &str) -> bool {
    policy::is_block(element)
}
