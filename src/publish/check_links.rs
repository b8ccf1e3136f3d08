//! Links of documents that lead nowhere.

use std::collections::BTreeSet;

use super::read::{Entry, Library};
use super::report::Finding;
use super::scan::Scan;
use crate::content::base_path::BasePath;
use crate::content::diagnostic::Diagnostic;
use crate::content::links::{LinkContext, Target};
use crate::content::percent;
use crate::content::route::Route;

/// Adds a finding for each link to a document or file of the blog that is not there.
pub(super) fn check(library: &mut Library, scan: &Scan) {
    let known = Known::new(library, scan);
    let mut findings = Vec::new();
    for entry in library.posts.iter().chain(&library.pages) {
        for target in &entry.targets {
            if let Some(missing) = known.missing(entry, target) {
                findings.push(finding(entry, target, &missing));
            }
        }
    }
    library.findings.extend(findings);
}

/// Everything that a link of the blog may lead to.
struct Known<'a> {
    documents: BTreeSet<&'a str>,
    files: BTreeSet<&'a str>,
    posts: BTreeSet<&'a str>,
    pages: BTreeSet<&'a str>,
    terms: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(library: &'a Library, scan: &'a Scan) -> Self {
        let entries = || library.posts.iter().chain(&library.pages);
        Self {
            documents: entries().map(|entry| entry.source.name.as_str()).collect(),
            files: scan.assets.iter().map(|asset| asset.published.as_str()).collect(),
            posts: library.posts.iter().map(|post| post.slug.as_str()).collect(),
            pages: library.pages.iter().map(|page| page.slug.as_str()).collect(),
            terms: entries()
                .flat_map(|entry| entry.categories.iter().chain(&entry.tags))
                .map(|term| term.slug.as_str())
                .collect(),
        }
    }

    /// What a link names and the blog does not have.
    fn missing(&self, entry: &Entry, target: &str) -> Option<String> {
        let base = BasePath::root();
        let links = LinkContext {
            base: &base,
            folder: entry.source.folder,
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
        if self.files.contains(path.as_str()) || self.files.contains(folder_page.trim_start_matches('/')) {
            return None;
        }
        let there = match Route::parse(&percent::encode_path(&format!("/{path}"))) {
            Some(Route::Post { name }) => self.posts.contains(name.as_str()),
            Some(Route::Page { name }) => self.pages.contains(name.as_str()),
            Some(Route::Term { slug, .. }) => self.terms.contains(slug.as_str()),
            Some(Route::Home { .. } | Route::Terms { .. } | Route::Archive { .. }) => true,
            None => false,
        };
        (!there).then_some(path)
    }
}

fn finding(entry: &Entry, target: &str, missing: &str) -> Finding {
    let text = entry.text();
    let place = text.lines().enumerate().find_map(|(index, line)| {
        let column = line.find(target)?;
        Some((index + 1, line[..column].chars().count() + 1))
    });
    let diagnostic = Diagnostic::warning(
        format!("`{target}` leads nowhere: the blog has no `{missing}`"),
        "correct the link, or add what it names",
    );
    let (line, column) = place.unwrap_or_default();
    Finding::new(&entry.source.name, &text, diagnostic.at(line, column))
}
