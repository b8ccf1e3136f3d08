//! Inspection of one document by itself, each time that it is read: what visitors lose of what its author wrote.

use std::ops::Range;

use feuillet_content::address::Purpose;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_report::finding::Finding;

use super::anchors::{self, Ids};
use super::observations::Observations;
use super::unfinished;
use crate::library::located::Text;

/// Whether a document may have lost something. If not, nothing more needs to be done for it.
pub(crate) fn may_have(body: &str, seen: &Observations, ids: &Ids) -> bool {
    !seen.losses.is_empty()
        || !seen.open_math.is_empty()
        || empty_links(seen).next().is_some()
        || unfinished::may_be(body)
        || anchors::has_broken(&seen.addresses, ids)
}

/// Findings about what is lost.
pub(crate) fn find(text: &Text<'_>, seen: &Observations, ids: &Ids) -> Vec<Finding> {
    let losses = seen.losses.iter();
    let losses = losses.map(|(range, loss)| text.finding(range, loss.clone().diagnostic()));
    let empty = empty_links(seen).map(|range| {
        let diagnostic = Diagnostic::warning(Rule::Link, "link without a target", "add a target, or remove the link");
        text.finding(range, diagnostic)
    });
    losses
        .chain(empty)
        .chain(unfinished::inspect(text, seen))
        .chain(anchors::inspect_own(text, &seen.addresses, ids))
        .collect()
}

fn empty_links(seen: &Observations) -> impl Iterator<Item = &Range<usize>> {
    let links = seen.addresses.iter();
    links
        .filter(|address| address.url.is_empty() && address.purpose == Purpose::Link)
        .map(|address| &address.range)
}
