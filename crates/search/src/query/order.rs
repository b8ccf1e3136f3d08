//! The order of documents: scores of all parts of a query together.

use std::cmp::Reverse;

use super::expanded::Expanded;
use super::files::{Access, Lacking};
use super::parse::{Kind, Part, Query};
use super::rank::{self, Cell};
use crate::format::root::SegmentEntry;
use crate::format::segment::Head;

/// Number of steps of scores. Within a step, newer documents come first.
const STEPS: f32 = 20.0;

/// Score of a document so far.
#[derive(Clone, Copy, Debug, Default)]
struct Scored {
    score: f32,
    /// A bit for each part that it has.
    matched: u32,
    is_excluded: bool,
}

impl Scored {
    fn add(&mut self, bit: usize, part: &Part, score: f32) {
        self.matched |= 1 << bit;
        if part.is_excluded {
            // Whether it has a phrase, its text tells.
            self.is_excluded |= part.kind != Kind::Phrase;
        } else if !matches!(part.kind, Kind::Term(_)) {
            self.score += score;
        }
    }
}

/// A document that may be shown.
pub(super) struct Candidate {
    pub(super) segment: usize,
    pub(super) document: usize,
    pub(super) matched: u32,
}

pub(super) struct Found {
    /// The best first.
    pub(super) documents: Vec<Candidate>,
    /// Rarity of each form of each part.
    pub(super) rarities: Vec<Vec<f32>>,
}

/// Returns the documents with all words; where there are none, those with some.
pub(super) fn found(
    segments: &[SegmentEntry],
    parts: &[Expanded<'_>],
    query: &Query,
    heads: &[Option<Head>],
    access: &Access<'_>,
) -> Result<Found, Lacking> {
    let all: usize = segments.iter().map(|segment| segment.documents).sum();
    let words: usize = segments.iter().map(|segment| segment.words).sum();
    #[expect(clippy::cast_precision_loss, reason = "an average")]
    let average = words as f32 / all.max(1) as f32;
    let mut scored: Vec<Vec<Scored>> = Vec::new();
    for segment in segments {
        scored.push(vec![Scored::default(); segment.documents]);
    }
    let mut rarities = Vec::new();
    for (bit, part) in parts.iter().enumerate() {
        let in_title = query.in_title && !matches!(part.part.kind, Kind::Term(_));
        let forms = part.forms.iter().map(|form| {
            let is_accented = form.wanted.form != form.wanted.folding;
            let segments = heads.iter().zip(&form.matches).map(|(head, matches)| match head {
                Some(head) => rank::cells(matches, &head.lengths, is_accented, in_title, access),
                None => Vec::new(),
            });
            segments.collect::<Vec<Vec<Cell>>>()
        });
        let forms: Vec<Vec<Vec<Cell>>> = forms.collect();
        let form_rarities = forms.iter().map(|segments| {
            let found = segments.iter().flatten().filter(|cell| cell.is_found()).count();
            rank::rarity(found, all)
        });
        let form_rarities: Vec<f32> = form_rarities.collect();
        for (number, (scored, head)) in scored.iter_mut().zip(heads).enumerate() {
            let Some(head) = head else { continue };
            for (document, (scored, code)) in scored.iter_mut().zip(&head.lengths).enumerate() {
                let cells = forms.iter().map(|segments| segments[number][document]);
                if !cells.clone().all(Cell::is_found) {
                    continue;
                }
                let scores = cells.zip(&form_rarities);
                let scores = scores.map(|(cell, rarity)| cell.score(*rarity, rank::words(*code), average));
                #[expect(clippy::cast_precision_loss, reason = "a handful")]
                let score = scores.sum::<f32>() / forms.len().max(1) as f32;
                scored.add(bit, part.part, score);
            }
        }
        rarities.push(form_rarities);
    }
    access.check()?;
    Ok(Found {
        documents: best(&scored, parts),
        rarities,
    })
}

/// Orders the documents that have every part; where there are none, those with the parts that tell most.
fn best(scored: &[Vec<Scored>], parts: &[Expanded<'_>]) -> Vec<Candidate> {
    let bits = |is_meant: &dyn Fn(&Part) -> bool| {
        let meant = parts.iter().enumerate().filter(|(_, part)| is_meant(part.part));
        meant.fold(0_u32, |bits, (bit, _)| bits | 1 << bit)
    };
    let required = bits(&|part| !part.is_excluded);
    let terms = bits(&|part| !part.is_excluded && matches!(part.kind, Kind::Term(_)));
    let all = scored.iter().enumerate().flat_map(|(segment, documents)| {
        let documents = documents.iter().enumerate();
        documents.map(move |(document, scored)| (segment, document, scored))
    });
    let all: Vec<(usize, usize, &Scored)> = all.filter(|(.., scored)| !scored.is_excluded).collect();
    let has_all = |scored: &Scored| scored.matched & required == required;
    let is_any_whole = all.iter().any(|(.., scored)| has_all(scored));
    let is_near = |scored: &Scored| scored.matched & terms == terms && scored.matched & (required & !terms) != 0;
    let mut found: Vec<_> = all
        .into_iter()
        .filter(|(.., scored)| if is_any_whole { has_all(scored) } else { is_near(scored) })
        .collect();
    // Scores that hardly differ are the same: then newer documents come first.
    let highest = found
        .iter()
        .map(|(.., scored)| scored.score)
        .fold(f32::MIN_POSITIVE, f32::max);
    #[expect(clippy::cast_possible_truncation, reason = "at most 20")]
    let rounded = |scored: &Scored| (STEPS * scored.score / highest).round() as i64;
    found.sort_by_key(|(segment, document, scored)| {
        let matched = (scored.matched & required).count_ones();
        Reverse((matched, rounded(scored), *segment, *document))
    });
    let candidates = found.into_iter().map(|(segment, document, scored)| Candidate {
        segment,
        document,
        matched: scored.matched,
    });
    candidates.collect()
}
