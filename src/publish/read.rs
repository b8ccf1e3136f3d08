//! From files to posts and pages: reads, renders once, and gives each its address.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use unicode_normalization::UnicodeNormalization;

use super::report::Finding;
use super::scan::{Scan, Source};
use super::settings::Settings;
use super::{disk, languages, picture};
use crate::content::base_path::BasePath;
use crate::content::catalog::{Picture, TermName, Translation, term_names};
use crate::content::date::Date;
use crate::content::diagnostic::{Diagnostic, Unreported};
use crate::content::document::Document;
use crate::content::folder::Folder;
use crate::content::links::{LinkContext, document_name};
use crate::content::markdown::RenderContext;
use crate::content::post_meta::PostMeta;
use crate::content::route::{Route, Taxonomy};
use crate::content::slug::slugify;
use crate::content::words::Words;

/// A post or page that will be published.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) source: Source,
    /// The file as it is, which is what visitors get.
    pub(super) bytes: Vec<u8>,
    /// Unique among the entries of its folder.
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) excerpt: String,
    pub(super) minutes: u32,
    pub(super) date: Option<Date>,
    pub(super) updated: Option<Date>,
    /// Where it differs from the blog's.
    pub(super) author: Option<String>,
    /// Where it differs from the blog's.
    pub(super) language: Option<String>,
    pub(super) categories: Vec<TermName>,
    pub(super) tags: Vec<TermName>,
    pub(super) featured: bool,
    pub(super) cover: Option<Picture>,
    /// Addresses that it had before, as written.
    pub(super) aliases: Vec<String>,
    /// Every address that it links to, as written, each once.
    pub(super) targets: Vec<String>,
    pub(super) translation_key: Option<String>,
    /// The same document in other languages, by language.
    pub(super) translations: Vec<Translation>,
}

impl Entry {
    pub(super) fn route(&self) -> Route {
        self.source.folder.route(&self.slug)
    }

    pub(super) fn terms(&self, taxonomy: Taxonomy) -> &[TermName] {
        match taxonomy {
            Taxonomy::Categories => &self.categories,
            Taxonomy::Tags => &self.tags,
        }
    }

    /// The text, with what is not UTF-8 replaced the way browsers replace it.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Everything that was read.
#[derive(Clone, Debug)]
pub(super) struct Library {
    pub(super) language: String,
    pub(super) words: Words,
    /// The hosts whose pages posts may show in frames.
    pub(super) frames: Vec<String>,
    /// Newest first; posts without a date come last.
    pub(super) posts: Vec<Entry>,
    /// By slug.
    pub(super) pages: Vec<Entry>,
    /// Documents whose address does not follow from their file: `posts/Mon billet.md` -> `/posts/mon-billet/`.
    pub(super) renamed: BTreeMap<String, String>,
    pub(super) hidden: Vec<String>,
    pub(super) findings: Vec<Finding>,
}

/// Reads every document.
pub(super) fn read(scan: &Scan, settings: &Settings, base: &BasePath) -> Result<Library> {
    let mut sources = Vec::new();
    for source in &scan.documents {
        sources.push((source, disk::read(&source.path)?));
    }
    let mut findings = Vec::new();
    let language = match &settings.language {
        Some(language) => language.clone(),
        None => guess_language(&sources),
    };
    if !languages::is_spoken(&language) {
        findings.push(Finding::new(
            super::settings::FILE,
            "",
            Diagnostic::warning(
                format!("the interface does not speak the language `{language}` yet"),
                "it will speak English; posts are not concerned",
            ),
        ));
    }
    let mut library = Library {
        words: languages::words(&language)?,
        frames: settings.frames(),
        language,
        posts: Vec::new(),
        pages: Vec::new(),
        renamed: BTreeMap::new(),
        hidden: Vec::new(),
        findings,
    };
    let mut taken = BTreeSet::new();
    for (source, bytes) in sources {
        library.add(source, bytes, scan, base, &mut taken);
    }
    library.posts.sort_by(|first, second| {
        let newest_first = second.date.cmp(&first.date);
        newest_first.then_with(|| first.slug.cmp(&second.slug))
    });
    library.pages.sort_by(|first, second| first.slug.cmp(&second.slug));
    Ok(library)
}

/// The language that most of the posts are in.
fn guess_language(sources: &[(&Source, Vec<u8>)]) -> String {
    const ENOUGH: usize = 20_000;
    let mut sample = String::new();
    for (_, bytes) in sources {
        let text = String::from_utf8_lossy(bytes);
        sample.push_str(Document::read(&text, &mut Unreported).body);
        if sample.len() > ENOUGH {
            break;
        }
    }
    languages::guess(&sample).to_owned()
}

impl Library {
    /// Posts, then pages.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.posts.iter().chain(&self.pages)
    }

    fn add(
        &mut self,
        source: &Source,
        bytes: Vec<u8>,
        scan: &Scan,
        base: &BasePath,
        taken: &mut BTreeSet<(&'static str, String)>,
    ) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut diagnostics = Vec::new();
        if let Err(error) = std::str::from_utf8(&bytes) {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            diagnostics.push(
                Diagnostic::error(
                    "the file is not UTF-8; what could not be read is shown as �",
                    "save it as UTF-8 in your editor",
                )
                .at(line, 0),
            );
        }
        let document = Document::read(&text, &mut diagnostics);
        if source.dropped {
            diagnostics.push(Diagnostic::warning(
                "this file was put into the published folder by hand; it is kept and listed",
                "copy it into your content folder, so that it is there too",
            ));
        }
        if document.meta.draft {
            self.hidden.push(format!("{}: it says `draft: true`", source.name));
        } else {
            let links = LinkContext {
                base,
                directory: source.directory(),
                renamed: &[],
            };
            let rendered = document.render(RenderContext {
                links,
                words: &self.words,
                frames: &self.frames,
            });
            let slug = self.address(source, &document, &mut diagnostics, taken);
            let title = document.title(&rendered, &slug);
            if source.folder == Folder::Posts && document.meta.title.is_none() && rendered.leading_title.is_none() {
                diagnostics.push(
                    Diagnostic::warning(
                        format!("the post has no title; it is shown as `{title}`"),
                        "write `title: …` in its front matter",
                    )
                    .at(1, 0),
                );
            }
            let entry = Entry {
                slug,
                title,
                excerpt: document.excerpt(&rendered),
                minutes: rendered.minutes,
                cover: picture::cover(&document.meta, source.directory(), scan, &mut diagnostics, &text),
                targets: once_each(rendered.targets),
                date: document.meta.date,
                updated: document.meta.updated,
                author: document.meta.author.clone(),
                translation_key: document.meta.translation_key.clone(),
                translations: Vec::new(),
                language: document
                    .meta
                    .language
                    .clone()
                    .filter(|language| *language != self.language),
                categories: normal_terms(&document.meta, |meta| &meta.categories),
                tags: normal_terms(&document.meta, |meta| &meta.tags),
                featured: document.meta.featured,
                aliases: document.meta.aliases.clone(),
                bytes,
                source: source.clone(),
            };
            match source.folder {
                Folder::Posts => self.posts.push(entry),
                Folder::Pages => self.pages.push(entry),
            }
        }
        let findings = diagnostics
            .into_iter()
            .map(|diagnostic| Finding::new(&source.name, &text, diagnostic));
        self.findings.extend(findings);
    }

    /// A slug that no other document of the folder has.
    fn address(
        &mut self,
        source: &Source,
        document: &Document<'_>,
        diagnostics: &mut Vec<Diagnostic>,
        taken: &mut BTreeSet<(&'static str, String)>,
    ) -> String {
        let folder = source.folder;
        let stem = document_name(&source.name);
        // A file that was dropped on the host is known by its name there, whatever it says.
        let own = document.meta.slug.as_deref().filter(|_| !source.dropped);
        let own = own.map(|slug| slug.nfc().collect::<String>());
        let mut slug = slugify(own.as_deref().unwrap_or(stem));
        if slug.is_empty() {
            slug = slugify(stem);
        }
        if slug.is_empty() {
            "untitled".clone_into(&mut slug);
        }
        let wanted = slug.clone();
        let mut number = 1;
        while !taken.insert((folder.name(), slug.clone()))
            || (folder == Folder::Pages && !Route::is_free_page_name(&slug))
        {
            number += 1;
            slug = format!("{wanted}-{number}");
        }
        if slug != wanted {
            diagnostics.push(Diagnostic::error(
                format!("the address `{wanted}` is taken; the document is at `{slug}`"),
                "give it another `slug` in its front matter",
            ));
        }
        if slug != stem {
            self.renamed.insert(source.name.clone(), folder.route(&slug).path());
        }
        slug
    }
}

/// The same in the same order, each once.
fn once_each(targets: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    targets
        .into_iter()
        .filter(|target| seen.insert(target.clone()))
        .collect()
}

fn normal_terms(meta: &PostMeta, pick: impl Fn(&PostMeta) -> &Vec<String>) -> Vec<TermName> {
    term_names(pick(meta).iter().map(|name| name.nfc().collect()).collect())
}
