//! Terms: which of them posts have, and what authors say of them in files of their own.

use std::collections::BTreeSet;

use feuillet_content::catalog::{TermName, term_names};
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::document_name;
use feuillet_content::route::Taxonomy;
use feuillet_content::slug::slugify;
use feuillet_dialects::source::Source;
use feuillet_report::finding::Finding;
use unicode_normalization::UnicodeNormalization;

use super::document::Reading;
use super::{Entry, HiddenText, Library};
use crate::languages;
use crate::library::TermText;

/// Singular of a taxonomy, in findings and in front matter.
pub(crate) fn one(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Categories => "category",
        Taxonomy::Tags => "tag",
        Taxonomy::Series => "series",
        Taxonomy::Authors => "author",
        Taxonomy::Languages => "language",
    }
}

/// Terms by the names that posts give them.
pub(crate) fn named(names: &[String]) -> Vec<TermName> {
    term_names(names.iter().map(|name| name.nfc().collect()).collect())
}

/// Gives posts those terms that only all posts together tell: authors, where there are several, and languages, where
/// posts are in several. `author` and `language` are the blog's.
pub(crate) fn complete(posts: &mut [Entry], author: Option<&str>, language: &str) {
    for post in &mut *posts {
        let blog_author = author.map(str::to_owned).filter(|_| post.meta.authors.is_empty());
        let authors: Vec<String> = post.meta.authors.iter().cloned().chain(blog_author).collect();
        post.terms[Taxonomy::Authors as usize] = named(&authors);
        let tag = post.meta.language.as_deref().unwrap_or(language);
        post.terms[Taxonomy::Languages as usize] = vec![TermName {
            name: languages::own_name(tag),
            slug: slugify(tag),
        }];
    }
    for taxonomy in [Taxonomy::Authors, Taxonomy::Languages] {
        let all = posts.iter().flat_map(|post| post.terms(taxonomy));
        let slugs: BTreeSet<&str> = all.map(|term| term.slug.as_str()).collect();
        if slugs.len() < 2 {
            for post in &mut *posts {
                post.terms[taxonomy as usize] = Vec::new();
            }
        }
    }
}

/// Takes in what is said of terms, and finds fault with what is said of none.
pub(crate) fn describe<'a>(
    library: &mut Library,
    texts: impl Iterator<Item = (&'a Source, Reading)>,
    findings: &mut Vec<Finding>,
) {
    for (source, reading) in texts {
        findings.extend(reading.findings);
        if reading.hidden.is_some() {
            let cover = reading.meta.cover.as_ref();
            library
                .hidden_texts
                .push(HiddenText::new(source, reading.references, cover));
            continue;
        }
        let folder = source.directory();
        let slug = slugify(document_name(&source.name));
        let Some(taxonomy) = Taxonomy::of_folder(folder) else {
            continue;
        };
        if let Some(fault) = fault(library, source, taxonomy, &slug) {
            findings.push(Finding::new(&source.file, "", fault));
            continue;
        }
        library.term_texts.push(TermText {
            source: source.clone(),
            taxonomy,
            slug,
            title: reading.title,
            description: reading.excerpt,
            references: reading.references,
        });
    }
}

fn fault(library: &Library, source: &Source, taxonomy: Taxonomy, slug: &str) -> Option<Diagnostic> {
    let what = one(taxonomy);
    if let Some(first) = library.term_text(taxonomy, slug) {
        let file = &first.source.file;
        return Some(Diagnostic::warning(
            Rule::Term,
            format!("duplicate text for this {what}: `{file}` is used instead"),
            "remove one of the two files",
        ));
    }
    let slugs = library.slugs(taxonomy);
    // With other generators, a folder of that name may be no taxonomy.
    if slugs.contains(slug) || source.file.as_str().ends_with("_index.md") {
        return None;
    }
    let alike = slugs
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, slug), known))
        .filter(|(distance, _)| *distance <= 2)
        .min();
    let folder = taxonomy.folder();
    let help = match alike {
        Some((_, known)) => format!("did you mean `{folder}/{known}.md`?"),
        None if slugs.is_empty() && matches!(taxonomy, Taxonomy::Authors | Taxonomy::Languages) => {
            format!("remove the file; pages of {folder} exist only if the blog has several")
        }
        None => format!("add the {what} to a post, or remove the file"),
    };
    Some(Diagnostic::warning(
        Rule::Term,
        format!("unused file: no post has this {what}"),
        help,
    ))
}

impl Library {
    /// The author's text on a term.
    pub(crate) fn term_text(&self, taxonomy: Taxonomy, slug: &str) -> Option<&TermText> {
        let mut texts = self.term_texts.iter();
        texts.find(|text| text.taxonomy == taxonomy && text.slug == slug)
    }

    /// Every text, with the addresses that it links to: documents, then what is said of terms.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&Source, &[String])> {
        let entries = self
            .entries()
            .map(|entry| (&entry.source, entry.references.targets.as_slice()));
        entries.chain(
            self.term_texts
                .iter()
                .map(|text| (&text.source, text.references.targets.as_slice())),
        )
    }

    /// The terms of a taxonomy that posts have, by their slugs.
    pub(crate) fn slugs(&self, taxonomy: Taxonomy) -> BTreeSet<&str> {
        let terms = self.posts.iter().flat_map(|post| post.terms(taxonomy));
        terms.map(|term| term.slug.as_str()).collect()
    }
}
