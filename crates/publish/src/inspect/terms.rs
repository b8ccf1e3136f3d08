//! Inspection: terms with the same slug that are spelled in several ways.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::Result;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::route::Taxonomy;
use feuillet_report::finding::Finding;

use crate::library::located::Text;
use crate::library::terms::one;
use crate::library::{Entry, Library};

/// Singular name of a term of the taxonomy, and the front matter keys that contain terms.
fn words(taxonomy: Taxonomy) -> (&'static str, [&'static str; 2]) {
    let what = one(taxonomy);
    (what, [taxonomy.folder(), what])
}

/// Adds a finding for each post that spells a term differently from most posts.
///
/// # Errors
///
/// If the file of such a post cannot be read.
pub(crate) fn inspect(library: &Library, findings: &mut Vec<Finding>) -> Result<()> {
    for taxonomy in Taxonomy::ALL {
        let mut terms: BTreeMap<&str, BTreeMap<&str, Vec<&Entry>>> = BTreeMap::new();
        for post in &library.posts {
            for term in post.terms(taxonomy) {
                let spellings = terms.entry(&term.slug).or_default();
                spellings.entry(&term.name).or_default().push(post);
            }
        }
        for spellings in terms.into_values().filter(|spellings| spellings.len() > 1) {
            // Ties are broken by code point order, so capitalized spellings win.
            let usual = spellings
                .iter()
                .min_by_key(|(name, posts)| (Reverse(posts.len()), **name));
            let Some((usual, posts)) = usual else { continue };
            for (name, others) in spellings.iter().filter(|(name, _)| *name != usual) {
                for post in others {
                    findings.push(finding(taxonomy, post, name, usual, posts)?);
                }
            }
        }
    }
    Ok(())
}

fn finding(taxonomy: Taxonomy, post: &Entry, name: &str, usual: &str, posts: &[&Entry]) -> Result<Finding> {
    let (what, _) = words(taxonomy);
    let diagnostic = Diagnostic::warning(
        Rule::Term,
        format!("{what} `{name}` is merged with `{usual}`: both have the same address"),
        format!("write `{usual}` in all posts"),
    );
    let text = Text::of(&post.source)?;
    let finding = text.finding_as_written(&place(&text, taxonomy, name), diagnostic);
    let Some(first) = posts.first() else { return Ok(finding) };
    let other = Text::of(&first.source)?;
    let message = format!(
        "`{usual}` is used in {}",
        feuillet_report::tally::count(posts.len(), "post")
    );
    Ok(finding.related_to(other.related(&place(&other, taxonomy, usual), message)))
}

/// Range of a term in a document's front matter, or of the key if the term is written differently there.
fn place(text: &Text<'_>, taxonomy: Taxonomy, name: &str) -> Range<usize> {
    let (_, keys) = words(taxonomy);
    text.value(&keys, name).unwrap_or(0..0)
}
