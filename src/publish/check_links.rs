//! Links of documents that lead nowhere.

use std::collections::BTreeSet;

use anyhow::Result;

use super::plan::Plan;
use super::read::{Entry, Library};
use super::report::Finding;
use crate::content::base_path::BasePath;
use crate::content::diagnostic::{Diagnostic, Rule};
use crate::content::links::{LinkContext, Target};
use crate::content::percent;
use crate::content::route::{Route, Taxonomy};

/// Adds a finding for each link to a document or file of the blog that is not there.
///
/// # Errors
///
/// When a file with such a link cannot be read, to tell the place of the link.
pub(super) fn check(library: &mut Library, plan: &Plan) -> Result<()> {
    let known = Known::new(library, plan);
    let mut findings = Vec::new();
    for entry in library.entries() {
        let missing: Vec<_> = entry
            .targets
            .iter()
            .filter_map(|target| Some((target, known.missing(entry, target)?)))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let text = entry.text()?;
        for (target, missing) in missing {
            findings.push(finding(entry, &text, target, &missing));
        }
    }
    library.findings.extend(findings);
    Ok(())
}

/// Everything that a link of the blog may lead to.
struct Known<'a> {
    documents: BTreeSet<&'a str>,
    plan: &'a Plan,
    posts: BTreeSet<&'a str>,
    pages: BTreeSet<&'a str>,
    terms: BTreeSet<(Taxonomy, &'a str)>,
}

impl<'a> Known<'a> {
    fn new(library: &'a Library, plan: &'a Plan) -> Self {
        Self {
            documents: library.entries().map(|entry| entry.source.name.as_str()).collect(),
            plan,
            posts: library.posts.iter().map(|post| post.slug.as_str()).collect(),
            pages: library.pages.iter().map(|page| page.slug.as_str()).collect(),
            terms: library.posts.iter().flat_map(terms).collect(),
        }
    }

    /// What a link names and the blog does not have.
    fn missing(&self, entry: &Entry, target: &str) -> Option<String> {
        let base = BasePath::root();
        let links = LinkContext {
            base: &base,
            directory: entry.source.directory(),
            renamed: &[],
        };
        let path = match links.target(target) {
            Target::Elsewhere => return None,
            Target::Document { file, .. } => {
                return (!self.documents.contains(file.as_str())).then_some(file);
            }
            Target::Inside { path, .. } => path,
        };
        let folder_page = format!("{}/index.html", path.trim_end_matches('/'));
        if self.plan.contains(&path) || self.plan.contains(folder_page.trim_start_matches('/')) {
            return None;
        }
        let there = match Route::parse(&percent::encode_path(&format!("/{path}"))) {
            Some(Route::Post { name }) => self.posts.contains(name.as_str()),
            Some(Route::Page { name }) => self.pages.contains(name.as_str()),
            Some(Route::Term { taxonomy, slug, .. }) => self.terms.contains(&(taxonomy, slug.as_str())),
            Some(Route::Home { .. } | Route::Terms { .. } | Route::Archive { .. }) => true,
            None => false,
        };
        (!there).then_some(path)
    }
}

/// The terms of a post, each with its taxonomy.
fn terms(post: &Entry) -> impl Iterator<Item = (Taxonomy, &str)> {
    Taxonomy::ALL.into_iter().flat_map(|taxonomy| {
        post.terms(taxonomy)
            .iter()
            .map(move |term| (taxonomy, term.slug.as_str()))
    })
}

fn finding(entry: &Entry, text: &str, target: &str, missing: &str) -> Finding {
    // An address stands behind one of these; a short one may also be part of a word.
    let marks = ["](", "\"", "'", "=", ": ", "<", ""];
    let place = marks
        .iter()
        .find_map(|mark| place_of(text, &format!("{mark}{target}"), mark.len()));
    let diagnostic = Diagnostic::warning(
        Rule::Link,
        format!("`{target}` leads nowhere: the blog has no `{missing}`"),
        "correct the link, or add what it names",
    );
    let (line, column) = place.unwrap_or_default();
    Finding::new(&entry.source.file, text, diagnostic.at(line, column))
}

/// Line and column, from 1, of what stands `skipped` bytes into the first occurrence of a piece of text.
fn place_of(text: &str, piece: &str, skipped: usize) -> Option<(usize, usize)> {
    text.lines().enumerate().find_map(|(index, line)| {
        let column = line.find(piece)? + skipped;
        Some((index + 1, line[..column].chars().count() + 1))
    })
}
