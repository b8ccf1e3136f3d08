//! Terms: which of them posts have, and what authors say of them in files of their own.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use feuillet_content::catalog::TermName;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::document_name;
use feuillet_content::post_meta::PostMeta;
use feuillet_content::route::Taxonomy;
use feuillet_content::slug::Slug;
use feuillet_dialects::source::Source;
use feuillet_dialects::term;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use unicode_normalization::UnicodeNormalization;

use super::document::Reading;
use super::located::Text;
use super::pictures::Pictures;
use super::scan::Scan;
use super::term_slugs::{self, Candidate};
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

/// Terms by the names that posts give them, each once, with the slugs that the names make by themselves.
pub(crate) fn named(names: &[String]) -> Vec<TermName> {
    let mut seen = BTreeSet::new();
    let names = names.iter().map(|name| name.nfc().collect::<String>());
    let terms = names.map(|name| TermName {
        slug: term::slug(&name),
        name,
    });
    let mut terms: Vec<TermName> = terms
        .filter(|term| !term.slug.is_empty() && seen.insert(term::key(&term.name)))
        .collect();
    terms.shrink_to_fit();
    terms
}

/// Adds a finding for each name of a term in which nothing is to be seen, and which is no term.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn tell_invisible(source: &Source, meta: &PostMeta, findings: &mut Vec<Finding>) -> Result<()> {
    let named: [(Taxonomy, &[&str], &[String]); 4] = [
        (Taxonomy::Categories, &["categories", "category"], &meta.categories),
        (Taxonomy::Tags, &["tags", "tag"], &meta.tags),
        (Taxonomy::Series, &["series"], &meta.series),
        (Taxonomy::Authors, &["authors", "author"], &meta.authors),
    ];
    for (taxonomy, keys, names) in named {
        for name in names.iter().filter(|name| term::slug(name).is_empty()) {
            let text = Text::of(source)?;
            let place = text.value(keys, name).unwrap_or_default();
            let message = format!("invalid {} name `{}`: ignored", one(taxonomy), name.escape_unicode());
            let diagnostic = Diagnostic::warning(
                Rule::Term,
                message,
                "write a name with visible characters, or remove it",
            );
            findings.push(text.finding_as_written(&place, diagnostic));
        }
    }
    Ok(())
}

/// The text by which terms of a taxonomy are compared. Languages are told apart by tag, not by name.
fn key(taxonomy: Taxonomy, term: &TermName) -> String {
    match taxonomy {
        Taxonomy::Languages => term.slug.to_string(),
        _ => term::key(&term.name),
    }
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
            slug: Slug::of(tag),
        }];
    }
    for taxonomy in [Taxonomy::Authors, Taxonomy::Languages] {
        let all = posts.iter().flat_map(|post| post.terms(taxonomy));
        let keys: BTreeSet<String> = all.map(|term| key(taxonomy, term)).collect();
        if keys.len() < 2 {
            for post in &mut *posts {
                post.terms[taxonomy as usize] = Vec::new();
            }
        }
    }
}

/// A term that posts have.
struct Known {
    /// The slug that its name makes by itself.
    own: Slug,
    name: String,
    /// A file that names it.
    file: AuthorPath,
}

/// The terms of each taxonomy by key, in the order of [`Taxonomy::ALL`], each with its spelling in the newest post.
fn known(posts: &[Entry]) -> Vec<BTreeMap<String, Known>> {
    let of = |taxonomy: Taxonomy| {
        let mut terms = BTreeMap::new();
        for post in posts {
            for term in post.terms(taxonomy) {
                terms.entry(key(taxonomy, term)).or_insert_with(|| Known {
                    own: term.slug.clone(),
                    name: term.name.clone(),
                    file: post.source.file.clone(),
                });
            }
        }
        terms
    };
    Taxonomy::ALL.into_iter().map(of).collect()
}

/// The key of the term that a text is about: the one that its file is named like, else the one of its title, else the
/// one whose slug is the name of the file.
fn about(terms: &BTreeMap<String, Known>, file_name: &str, title: Option<&str>) -> Option<String> {
    let named = [Some(file_name), title].into_iter().flatten().map(term::key);
    let named = named.into_iter().find(|key| terms.contains_key(key));
    named.or_else(|| {
        let slug = Slug::of(file_name);
        let found = terms.iter().find(|(_, term)| term.own == slug);
        found.map(|(key, _)| key.clone())
    })
}

/// Takes in what is said of terms, finds fault with what is said of none, and gives each term its slug.
pub(crate) fn describe<'a>(
    library: &mut Library,
    texts: impl Iterator<Item = (&'a Source, Reading)>,
    scan: &Scan,
    pictures: &mut Pictures,
    findings: &mut Vec<Finding>,
) {
    let known = known(&library.posts);
    let mut taken = Vec::new();
    let mut set = BTreeMap::new();
    for (source, reading) in texts {
        if reading.hidden.is_some() {
            findings.extend(reading.findings);
            let cover = reading.meta.cover.as_ref();
            library
                .hidden_texts
                .push(HiddenText::new(source, reading.references, cover));
            continue;
        }
        let Some(taxonomy) = Taxonomy::of_folder(source.directory()) else {
            findings.extend(reading.findings);
            findings.extend(reading.body_findings);
            continue;
        };
        let terms = &known[taxonomy as usize];
        let key = about(terms, document_name(&source.name), reading.title.as_deref());
        let slug = reading
            .meta
            .slug
            .as_deref()
            .map(|slug| Slug::of(&slug.nfc().collect::<String>()));
        if let (Some(key), Some(slug)) = (&key, slug)
            && taxonomy != Taxonomy::Languages
            && !slug.is_empty()
        {
            set.entry((taxonomy, key.clone())).or_insert(slug);
        }
        taken.push((source, reading, taxonomy, key));
    }
    let slugs = give_slugs(library, &known, &set, findings);
    for (source, reading, taxonomy, key) in taken {
        findings.extend(reading.findings);
        findings.extend(reading.body_findings);
        let slug = key.and_then(|key| slugs[taxonomy as usize].get(&key).cloned());
        let slug = slug.unwrap_or_else(|| Slug::of(document_name(&source.name)));
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
            pictures: pictures.rows(source.directory(), &reading.references, scan, false),
            references: reading.references,
        });
    }
}

/// Gives each term of the posts a slug that no other one of its taxonomy has, and tells of those that cannot have the
/// one that they want. `set` are the slugs that authors set. Returns the slugs of each taxonomy by key.
fn give_slugs(
    library: &mut Library,
    known: &[BTreeMap<String, Known>],
    set: &BTreeMap<(Taxonomy, String), Slug>,
    findings: &mut Vec<Finding>,
) -> Vec<BTreeMap<String, Slug>> {
    let mut all = Vec::new();
    for (taxonomy, terms) in Taxonomy::ALL.into_iter().zip(known) {
        let candidates = terms.iter().map(|(key, term)| {
            let set = set.get(&(taxonomy, key.clone())).cloned();
            let own = term.own.clone();
            (key.clone(), Candidate { set, own })
        });
        let candidates: BTreeMap<String, Candidate> = candidates.collect();
        let slugs = term_slugs::give(&candidates);
        let owners: BTreeMap<&Slug, &String> = slugs.iter().map(|(key, slug)| (slug, key)).collect();
        for (key, candidate) in &candidates {
            let (wanted, slug) = (candidate.set.as_ref().unwrap_or(&candidate.own), &slugs[key]);
            let term = &terms[key];
            if wanted != slug
                && let Some(other) = owners.get(wanted)
            {
                let (what, folder) = (one(taxonomy), taxonomy.folder());
                let diagnostic = Diagnostic::warning(
                    Rule::Term,
                    format!(
                        "{what} `{}` and {what} `{}` have the same address `{folder}/{wanted}`: `{}` is published at \
                         `{folder}/{slug}` instead",
                        term.name, terms[*other].name, term.name
                    ),
                    format!(
                        "write one name in all posts, or set another address: `{folder}/{slug}.md` with `title: {}` \
                         and `slug: …`",
                        term.name
                    ),
                );
                findings.push(Finding::new(&term.file, "", diagnostic));
            }
        }
        for post in &mut library.posts {
            for term in &mut post.terms[taxonomy as usize] {
                if let Some(slug) = slugs.get(&key(taxonomy, term)) {
                    term.slug.clone_from(slug);
                }
            }
        }
        all.push(slugs);
    }
    all
}

fn fault(library: &Library, source: &Source, taxonomy: Taxonomy, slug: &Slug) -> Option<Diagnostic> {
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
    pub(crate) fn term_text(&self, taxonomy: Taxonomy, slug: &Slug) -> Option<&TermText> {
        let mut texts = self.term_texts.iter();
        texts.find(|text| text.taxonomy == taxonomy && text.slug == *slug)
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
    pub(crate) fn slugs(&self, taxonomy: Taxonomy) -> BTreeSet<&Slug> {
        let terms = self.posts.iter().flat_map(|post| post.terms(taxonomy));
        terms.map(|term| &term.slug).collect()
    }
}
