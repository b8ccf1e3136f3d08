//! Which document has which address: each one of its own, whatever files are called alike.

use std::borrow::Cow;
use std::collections::BTreeMap;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::folder::Folder;
use feuillet_content::links::document_name;
use feuillet_content::post_meta::PostMeta;
use feuillet_content::route::Route;
use feuillet_content::slug::{Slug, slugify};
use feuillet_dialects::document_slug::document_slug;
use feuillet_dialects::source::Source;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use unicode_normalization::UnicodeNormalization;

/// The addresses that are taken.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    /// By folder and slug, the file that has it.
    taken: BTreeMap<(&'static str, String), AuthorPath>,
}

impl Addresses {
    /// Gives a document a slug that no other one of its kind has: its own, else with its language (`hello-fr`), where
    /// that is not the blog's, else with the folders it lies in (`rust-hello`), else with a number.
    pub(crate) fn give(
        &mut self,
        source: &Source,
        meta: &PostMeta,
        blog_language: &str,
        findings: &mut Vec<Finding>,
    ) -> Slug {
        let wanted = wanted(source, meta);
        let language = meta.language.as_deref().filter(|language| *language != blog_language);
        let translated = language.map(|language| slugify(&format!("{wanted} {language}")));
        let alone = std::iter::once(wanted.clone()).chain(translated);
        let mut named = alone.chain(with_folders(source, &wanted));
        let slug = named
            .find(|slug| self.is_free(source.folder, slug))
            .unwrap_or_else(|| self.numbered(source.folder, &wanted));
        let is_translation = language.is_some_and(|language| slug == slugify(&format!("{wanted} {language}")));
        if slug != wanted && !is_translation {
            let by = self.taken.get(&(source.folder.name(), wanted.clone()));
            let by = by.map_or_else(|| "the blog itself".to_owned(), |file| format!("`{file}`"));
            // Nothing in a number tells whose it is.
            let is_numbered = slug
                .strip_prefix(wanted.as_str())
                .is_some_and(|rest| rest.starts_with('-'));
            let severe = if is_numbered {
                Diagnostic::error
            } else {
                Diagnostic::warning
            };
            let diagnostic = severe(
                Rule::Address,
                format!("address `{wanted}` is already used by {by}: published at `{slug}` instead"),
                "set another `slug` in the front matter",
            );
            findings.push(Finding::new(&source.file, "", diagnostic));
        }
        self.taken
            .insert((source.folder.name(), slug.clone()), source.file.clone());
        Slug::new(slug)
    }

    /// The slug with the first number that makes it free.
    fn numbered(&self, folder: Folder, wanted: &str) -> String {
        let mut number = 2;
        loop {
            let slug = format!("{wanted}-{number}");
            if self.is_free(folder, &slug) {
                return slug;
            }
            number += 1;
        }
    }

    fn is_free(&self, folder: Folder, slug: &str) -> bool {
        !self.taken.contains_key(&(folder.name(), slug.to_owned()))
            && (folder == Folder::Posts || Route::is_free_page_name(slug))
    }
}

/// Whether a document's name is its slug, letter for letter (`hello.md`, but not `Hello.md`), or its author set it.
pub(crate) fn is_plain(source: &Source, meta: &PostMeta) -> bool {
    let name = name(source, meta);
    // Dialects make slugs of names of files: `2020-01-01-Hello.md`.
    !document_name(&source.name).ends_with(&*name) || name == wanted(source, meta)
}

/// The slug that a document asks for, or that its file's name makes.
fn wanted(source: &Source, meta: &PostMeta) -> String {
    let stem = document_name(&source.name);
    let made = [&*name(source, meta), stem, "untitled"].map(|name| document_slug(name).to_string());
    made.into_iter().find(|slug| !slug.is_empty()).unwrap_or_default()
}

/// The name of a document that its slug is made of.
fn name<'a>(source: &'a Source, meta: &PostMeta) -> Cow<'a, str> {
    // A file that was dropped on the host is known by its name there, whatever it says.
    let own = meta.slug.as_deref().filter(|_| !source.dropped);
    match own {
        Some(slug) => slug.nfc().collect(),
        None => Cow::Borrowed(document_name(&source.name)),
    }
}

/// The slug behind those of the folders around the document, the nearest first, then two of them, and so on.
fn with_folders<'a>(source: &'a Source, wanted: &'a str) -> impl Iterator<Item = String> + 'a {
    let path = source
        .directory()
        .strip_prefix(source.folder.name())
        .unwrap_or_default();
    let folders: Vec<String> = path
        .split('/')
        .map(slugify)
        .filter(|folder| !folder.is_empty())
        .collect();
    // A bundle is named by its folder already.
    let last = folders.len() - usize::from(folders.last().is_some_and(|last| last == wanted));
    (0..last)
        .rev()
        .map(move |first| format!("{}-{wanted}", folders[first..last].join("-")))
}
