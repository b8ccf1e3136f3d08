//! The words of a query with all that may stand for them.

use std::collections::BTreeSet;

use super::expand::{Likeness, Match, Wanted, expand, expand_errors};
use super::files::{Access, Lacking};
use super::parse::{Kind, Part, Query};
use super::typing_errors::near;
use crate::format::segment::Head;
use crate::passage::Target;

/// A part of a query with what stands for it.
pub(super) struct Expanded<'a> {
    pub(super) part: &'a Part,
    pub(super) forms: Vec<ExpandedForm>,
}

pub(super) struct ExpandedForm {
    pub(super) wanted: Wanted,
    /// By segment.
    pub(super) matches: Vec<Vec<Match>>,
}

/// Looks up the words of a query. Typing errors are looked for where there is nothing else.
pub(super) fn expanded<'a>(
    query: &'a Query,
    heads: &[Option<Head>],
    access: &Access<'_>,
) -> Result<Vec<Expanded<'a>>, Lacking> {
    let mut parts: Vec<Expanded<'_>> = Vec::new();
    for part in &query.parts {
        let forms = Wanted::of(part).into_iter().map(|wanted| {
            let segments = heads.iter().map(|head| match head {
                Some(head) => expand(&wanted, head, access),
                None => Vec::new(),
            });
            ExpandedForm {
                matches: segments.collect(),
                wanted,
            }
        });
        parts.push(Expanded {
            part,
            forms: forms.collect(),
        });
    }
    access.check()?;
    for is_everywhere in [false, true] {
        for form in parts.iter_mut().flat_map(|part| &mut part.forms) {
            if form.wanted.is_loose && form.matches.iter().all(Vec::is_empty) {
                form.matches = errors(&form.wanted, is_everywhere, heads, access);
            }
        }
        access.check()?;
    }
    Ok(parts)
}

/// Returns the words that were probably meant, by segment: those with the fewest errors in any.
fn errors(wanted: &Wanted, is_everywhere: bool, heads: &[Option<Head>], access: &Access<'_>) -> Vec<Vec<Match>> {
    let found = heads.iter().map(|head| match head {
        Some(head) => near(&wanted.folding, is_everywhere, head, access),
        None => Vec::new(),
    });
    let found: Vec<_> = found.collect();
    let least = found.iter().flatten().map(|near| near.distance).min();
    let segments = heads.iter().zip(found).map(|(head, found)| {
        let nearest = found.iter().filter(|near| Some(near.distance) == least);
        let mut numbers: Vec<usize> = nearest.map(|near| near.key).collect();
        numbers.sort_unstable();
        match head {
            Some(head) => expand_errors(&numbers, wanted, head, access),
            None => Vec::new(),
        }
    });
    segments.collect()
}

/// Returns the words to mark.
pub(super) fn targets(parts: &[Expanded<'_>], rarities: &[Vec<f32>]) -> Vec<Target> {
    let shown = parts.iter().zip(rarities);
    let shown = shown.filter(|(part, _)| !part.part.is_excluded && !matches!(part.part.kind, Kind::Term(_)));
    let forms = shown.flat_map(|(part, rarities)| part.forms.iter().zip(rarities));
    let targets = forms.map(|(form, rarity)| {
        let matches = form.matches.iter().flatten();
        let is_begun = form.wanted.is_letter || matches.clone().any(|found| found.likeness == Likeness::Beginning);
        let foldings: BTreeSet<String> = matches.map(|found| found.folding.clone()).collect();
        Target {
            foldings,
            prefix: (form.wanted.is_open && is_begun).then(|| form.wanted.folding.clone()),
            weight: *rarity,
        }
    });
    targets.collect()
}
