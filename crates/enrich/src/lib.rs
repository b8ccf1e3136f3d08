//! Enrichments of code blocks and formulas ([`feuillet_content::document::enrichments`]): asks the engine that knows a
//! piece, and writes its answer as a payload.
//!
//! Everything here is a function of the document's text alone, so rows need not be kept: they are made together with the
//! files that hold them.

mod code;
mod diagrams;
mod formulas;
mod payload;

use std::collections::BTreeMap;
use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Unreported};
use feuillet_content::document::Document;
use feuillet_content::document::pieces::{Content, Piece, Pieces};

/// Maximum length of all payloads of a document together, in bytes: every visitor who comes to it through the reader
/// loads them. Further pieces are plain.
const MOST: usize = 400_000;

/// Returns the enrichments of a document's text, front matter included, as rows.
pub fn of_document(text: &str, cjk_emphasis: bool) -> String {
    if !["```", "~~~", "$"].iter().any(|mark| text.contains(mark)) {
        return String::new();
    }
    let document = Document::read(text, &mut Unreported);
    rows(&Pieces::of(document.body, document.meta.math, cjk_emphasis))
}

/// Returns the enrichments of a text without front matter, as rows.
pub fn of_text(text: &str, cjk_emphasis: bool) -> String {
    rows(&Pieces::of(text, false, cjk_emphasis))
}

/// Returns the enrichments of a text in a feed, whose users have no style sheet: titles and marked lines of code blocks.
pub fn in_feed(document: &Document<'_>, cjk_emphasis: bool) -> String {
    let pieces = Pieces::of(document.body, document.meta.math, cjk_emphasis);
    rows_by(&pieces, |content| match content {
        Content::Code { info, code } => code::plain_payload(info, code),
        Content::Formula { .. } => None,
    })
}

/// Returns the licenses of what the engines are made of besides crates, in Markdown.
pub fn licenses() -> String {
    feuillet_highlight::licenses()
}

/// Merges rows, and sorts them.
pub fn merge(first: &str, second: &str) -> String {
    let mut rows: Vec<&str> = first.lines().chain(second.lines()).collect();
    rows.sort_unstable();
    rows.iter().flat_map(|row| [row, "\n"]).collect()
}

fn rows(pieces: &[Piece]) -> String {
    rows_by(pieces, payload)
}

fn rows_by(pieces: &[Piece], payload: impl Fn(&Content) -> Option<String>) -> String {
    let mut length = 0;
    let mut rows = BTreeMap::new();
    for piece in pieces {
        let key = piece.content.key();
        if rows.contains_key(&key) {
            continue;
        }
        if let Some(payload) = payload(&piece.content) {
            // A small one may still have room.
            if length + payload.len() > MOST {
                continue;
            }
            length += payload.len();
            rows.insert(key, payload);
        }
    }
    rows.iter()
        .flat_map(|(key, payload)| [key, payload.as_str(), "\n"])
        .collect()
}

/// Returns the payload of a piece; `None` if it is shown plain.
fn payload(content: &Content) -> Option<String> {
    match content {
        Content::Code { info, code } if formulas::is_formula(info) => Some(formulas::block(info, code)),
        Content::Code { info, code } => code::payload(info, code),
        Content::Formula { tex, is_display } => Some(formulas::in_text(tex, *is_display)),
    }
}

/// Whether an engine may have something to say about a piece.
pub fn is_candidate(content: &Content) -> bool {
    match content {
        Content::Code { info, .. } => !info.is_empty(),
        Content::Formula { .. } => true,
    }
}

/// Returns what cannot be enriched although its author expects it, with its place in the body.
pub fn problems(body: &str, pieces: &[Piece]) -> Vec<(Range<usize>, Diagnostic)> {
    let problem = |piece: &Piece| match &piece.content {
        Content::Code { info, code } if formulas::is_formula(info) => formulas::problem(body, &piece.range, code, true),
        Content::Code { info, .. } => code::problem(body, &piece.range, info),
        Content::Formula { tex, is_display } => formulas::problem(body, &piece.range, tex, *is_display),
    };
    let diagrams = diagrams::problem(body, pieces);
    pieces.iter().filter_map(problem).chain(diagrams).collect()
}
