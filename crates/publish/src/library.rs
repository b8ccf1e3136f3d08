//! Everything that was read of a blog: posts, pages, terms.

pub(crate) mod alike;
pub(crate) mod calendar;
pub(crate) mod copied;
pub(crate) mod covers;
pub(crate) mod document;
mod gate;
pub(crate) mod left_out;
pub(crate) mod load;
pub(crate) mod located;
pub(crate) mod order;
pub(crate) mod photos;
mod picture_size;
pub(crate) mod pictures;
pub(crate) mod scan;
pub(crate) mod slugs;
pub(crate) mod term_slugs;
pub(crate) mod terms;
pub(crate) mod translations;
pub(crate) mod withheld;

use std::collections::BTreeMap;

use anyhow::Result;
use feuillet_content::catalog::{Picture, TermName, Translation};
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::post_meta::{Cover, PostMeta};
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::slug::Slug;
use feuillet_content::words::Words;
use feuillet_dialects::front_matter::moment::Moment;
use feuillet_dialects::source::Source;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use serde::{Deserialize, Serialize};

use crate::options::{Hidden, HiddenKind};

/// A post or page that will be published.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) source: Source,
    /// Slug, unique among the entries of its folder.
    pub(crate) slug: Slug,
    /// Digest of the published Markdown.
    pub(crate) digest: Digest,
    /// Front matter as read. The language is left out if it is the blog's.
    pub(crate) meta: PostMeta,
    /// Date, with the time that the author wrote.
    pub(crate) published: Option<Moment>,
    /// Date of the last change, likewise.
    pub(crate) updated: Option<Moment>,
    pub(crate) summary: DocumentSummary,
    /// Terms by taxonomy, in the order of [`Taxonomy::ALL`].
    pub(crate) terms: [Vec<TermName>; Taxonomy::ALL.len()],
    /// Whether the post does not show its cover above the text.
    pub(crate) hides_cover: bool,
    pub(crate) references: References,
    /// Enrichments of the pictures in its text.
    pub(crate) pictures: Box<str>,
    /// Hashes of the ids of its elements, sorted.
    pub(crate) ids: Box<[u64]>,
    /// Whether its text has pieces that can be enriched.
    pub(crate) has_pieces: bool,
    /// The same document in other languages, sorted by language.
    pub(crate) translations: Vec<Translation>,
}

/// Data of a document that lists, feeds and links show, derived from its front matter and text.
#[derive(Clone, Debug)]
pub(crate) struct DocumentSummary {
    pub(crate) title: String,
    pub(crate) excerpt: String,
    /// Reading time.
    pub(crate) minutes: u32,
    /// Date as people write it in the blog's language; empty without one.
    pub(crate) date_text: String,
    /// The date without its year.
    pub(crate) day_text: String,
    /// Date of the last change, written in the same way.
    pub(crate) updated_text: String,
    /// Year of the date by the blog's calendar.
    pub(crate) year: Option<u16>,
    /// Cover with its published address and size.
    pub(crate) cover: Option<Picture>,
}

/// References of a rendered text to links, styles and classes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct References {
    /// Addresses that it links to, as written, each once.
    pub(crate) targets: Vec<String>,
    /// Inline styles, each once.
    pub(crate) styles: Vec<String>,
    /// Classes of its elements, each once.
    pub(crate) classes: Vec<String>,
}

impl Entry {
    pub(crate) fn route(&self) -> Route {
        self.source.folder.route(&self.slug)
    }

    pub(crate) fn terms(&self, taxonomy: Taxonomy) -> &[TermName] {
        &self.terms[taxonomy as usize]
    }
}

/// A hidden document or text on a term, and what it names.
#[derive(Clone, Debug)]
pub(crate) struct HiddenText {
    pub(crate) source: Source,
    /// Addresses that it links to or shows, as written.
    pub(crate) targets: Vec<String>,
}

impl HiddenText {
    pub(crate) fn new(source: &Source, references: References, cover: Option<&Cover>) -> Self {
        let mut targets = references.targets;
        targets.extend(cover.map(|cover| cover.source.clone()));
        Self {
            source: source.clone(),
            targets,
        }
    }
}

/// A document that is published for its author only.
#[derive(Clone, Debug)]
pub(crate) struct Previewed {
    pub(crate) file: AuthorPath,
    pub(crate) kind: HiddenKind,
    pub(crate) rule: String,
    /// The reason in the blog's language.
    pub(crate) label: String,
}

impl Previewed {
    pub(crate) fn new(source: &Source, kind: HiddenKind, rule: String, label: String) -> Self {
        let file = source.file.clone();
        Self {
            file,
            kind,
            rule,
            label,
        }
    }
}

/// Everything that was read.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    pub(crate) language: String,
    pub(crate) words: Words,
    /// In the order of [`order::newest_first`].
    pub(crate) posts: Vec<Entry>,
    /// By slug.
    pub(crate) pages: Vec<Entry>,
    /// Authors' texts on terms.
    pub(crate) term_texts: Vec<TermText>,
    /// Documents whose address does not follow from their file: `posts/Mon billet.md` -> `/posts/mon-billet/`.
    pub(crate) renamed: BTreeMap<String, String>,
    /// The author's files whose names look like documents, in the form of `renamed`: `LICENSE` -> `/LICENSE`.
    pub(crate) bare_files: Vec<(String, String)>,
    pub(crate) hidden: Vec<Hidden>,
    /// Texts of hidden documents and of hidden texts on terms, as far as they were read.
    pub(crate) hidden_texts: Vec<HiddenText>,
    /// Keys of front matter that nobody knows, each with its places. They are counted when publishing, and told by a
    /// check.
    pub(crate) ignored: BTreeMap<String, Vec<Finding>>,
    /// Documents that are published for their author only.
    pub(crate) previews: Vec<Previewed>,
    /// How many files had to be read, the others being as they were.
    pub(crate) read: usize,
}

impl Library {
    /// Posts, then pages.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.posts.iter().chain(&self.pages)
    }
}

/// An author's text on a term.
#[derive(Clone, Debug)]
pub(crate) struct TermText {
    pub(crate) source: Source,
    pub(crate) taxonomy: Taxonomy,
    pub(crate) slug: Slug,
    pub(crate) title: Option<String>,
    /// Plain text: its description, else its first paragraph.
    pub(crate) description: String,
    pub(crate) references: References,
    /// Enrichments of the pictures in it.
    pub(crate) pictures: Box<str>,
}

impl TermText {
    /// The Markdown that stands before the posts of the term.
    ///
    /// # Errors
    ///
    /// When its file cannot be read.
    pub(crate) fn intro(&self) -> Result<String> {
        let translated = self.source.translate(&disk::read(&self.source.path)?);
        let document = Document::read(translated.text(), &mut Unreported);
        Ok(document.body.trim().to_owned())
    }
}
