//! Analyses of documents, remembered from one search to the next.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context as _, Result};
use feuillet_engine::cache::Cache;
use feuillet_engine::digest::{Digest, Inputs};
use feuillet_engine::progress::Progress;
use feuillet_search::indexing::analysis::Analysis;
use rayon::prelude::*;

use super::documents::{self, Context};
use crate::library::Entry;

/// The kind of the analyses in the cache.
const ANALYSES: &str = "analyses";

/// Returns the analysis of each document, and how many of them are new.
///
/// # Errors
///
/// When a document cannot be read.
pub(super) fn analyze(
    entries: &[&Entry],
    context: Context<'_>,
    cache: &Cache,
    progress: &dyn Progress,
) -> Result<(Vec<Analysis>, usize)> {
    // By address, each with the digest of what it was made of.
    let known: HashMap<String, (Digest, Analysis)> = cache.load(ANALYSES).unwrap_or_default();
    let bar = progress.bar("Analyzing", entries.len());
    let look = |entry: &&Entry| {
        bar.step();
        let (address, digest) = (entry.route().path(), digest(entry, context));
        if known.get(&address).is_some_and(|(seen, _)| *seen == digest) {
            return Ok((address, digest, None));
        }
        let document = documents::document(entry, context)?;
        Ok((address, digest, Some(Analysis::of(&document))))
    };
    let looked: Vec<(String, Digest, Option<Analysis>)> = entries.par_iter().map(look).collect::<Result<_>>()?;
    let analyzed = looked.iter().filter(|(.., analysis)| analysis.is_some()).count();
    let is_changed = analyzed > 0 || known.len() != looked.len();
    let mut known = known;
    let mut all = Vec::with_capacity(looked.len());
    for (address, digest, analysis) in looked {
        let analysis = analysis.or_else(|| known.remove(&address).map(|(_, analysis)| analysis));
        all.push((address, (digest, analysis.context("two documents have one address")?)));
    }
    if is_changed {
        let by_address: BTreeMap<_, _> = all.iter().map(|(address, analysis)| (address, analysis)).collect();
        cache.save(ANALYSES, &by_address);
    }
    Ok((all.into_iter().map(|(_, (_, analysis))| analysis).collect(), analyzed))
}

/// Digest of everything that an analysis follows from.
fn digest(entry: &Entry, context: Context<'_>) -> Digest {
    let mut inputs = Inputs::new("analysis");
    inputs.text(&entry.digest.hex());
    inputs.text(&entry.summary.title).text(&entry.summary.date_text);
    inputs.text(&format!("{:?} {:?}", entry.terms, entry.meta));
    inputs.text(&context.describe());
    inputs.finish()
}
