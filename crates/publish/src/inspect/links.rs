//! Links of documents and of the main menu that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use anyhow::Result;
use feuillet_content::address::Purpose;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_content::rendering::RenderContext;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::slug::Slug;
use feuillet_content::words::Words;
use feuillet_dialects::source::Source;
use feuillet_engine::disk;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::Settings;
use rayon::prelude::*;

use super::observe::observe;
use crate::library::alike::{Alike, relative};
use crate::library::left_out::LeftOut;
use crate::library::located::Text;
use crate::library::{Entry, Library};

/// Finds links to documents or files of the blog that are not there, wherever they stand, and entries of the main menu
/// that lead to nothing.
///
/// # Errors
///
/// When a file with such a link cannot be read, to tell the place of the link.
pub(crate) fn check(
    library: &Library,
    by_name: &LeftOut,
    plan: &Plan,
    settings: &Settings,
    content: &Path,
) -> Result<Vec<Finding>> {
    let known = Known::new(library, by_name, plan);
    let texts: Vec<(&Source, &[String])> = library.texts().collect();
    let found = texts
        .par_iter()
        .map(|(source, targets)| in_text(source, targets, &known, &library.words));
    let found = found.collect::<Result<Vec<_>>>()?;
    let mut findings = Vec::with_capacity(found.iter().map(Vec::len).sum());
    findings.extend(found.into_iter().flatten());
    findings.extend(in_menu(&known, settings, content)?);
    Ok(findings)
}

/// Broken links of one text. The text is read only if it has any.
fn in_text(source: &Source, targets: &[String], known: &Known<'_>, words: &Words) -> Result<Vec<Finding>> {
    let missing: Vec<(&String, String)> = targets
        .iter()
        .filter_map(|target| Some((target, known.missing(source.directory(), target)?)))
        .collect();
    let mut findings = Vec::new();
    if missing.is_empty() {
        return Ok(findings);
    }
    let text = Text::of(source)?;
    let (_, seen) = observe(
        &text,
        RenderContext {
            links: known.links(source.directory()),
            words,
            frames: &[],
            enrichments: "",
            cjk_emphasis: true,
        },
    );
    for (target, missing) in missing {
        let places: BTreeSet<_> = seen
            .addresses
            .iter()
            .filter(|address| address.url == *target)
            .map(|address| (address.range.start, address.range.end, address.purpose != Purpose::Link))
            .collect();
        for (start, end, is_file) in &places {
            let diagnostic = known.diagnostic(source.directory(), target, &missing, *is_file);
            findings.push(text.finding(&(*start..*end), diagnostic));
        }
        if places.is_empty() {
            let diagnostic = known.diagnostic(source.directory(), target, &missing, false);
            findings.push(Finding::new(&source.file, "", diagnostic));
        }
    }
    Ok(findings)
}

/// Entries of the main menu that lead to something that is not there.
fn in_menu(known: &Known<'_>, settings: &Settings, content: &Path) -> Result<Vec<Finding>> {
    let menu = settings.navigation.as_deref().unwrap_or_default();
    let missing = |to: &str| {
        known
            .missing("", to)
            .map(|missing| known.diagnostic("", to, &missing, false))
    };
    let faults: Vec<_> = menu
        .iter()
        .filter_map(|item| Some((&item.to, missing(&item.to)?)))
        .collect();
    if faults.is_empty() {
        return Ok(Vec::new());
    }
    let text = disk::read(&content.join(feuillet_settings::FILE))?;
    let text = String::from_utf8_lossy(&text);
    let mut findings = Vec::new();
    for (to, diagnostic) in faults {
        // Behind the key, since a label may say the same.
        let place = text.lines().enumerate().find_map(|(index, line)| {
            let behind = line.find("to:")?;
            let at = behind + line[behind..].find(to.as_str())?;
            Some((index + 1, line[..at].chars().count() + 1, to.chars().count()))
        });
        let (line, column, length) = place.unwrap_or_default();
        let diagnostic = diagnostic.at(line, column).spanning(length);
        findings.push(Finding::new(
            &AuthorPath::new(feuillet_settings::FILE),
            &text,
            diagnostic,
        ));
    }
    Ok(findings)
}

/// Everything that a link of the blog may lead to.
struct Known<'a> {
    /// Links of a blog are judged without the folder that it lies in.
    root: BasePath,
    documents: BTreeSet<&'a str>,
    hidden: BTreeMap<&'a str, &'a str>,
    by_name: &'a LeftOut,
    bare_files: &'a [(String, String)],
    plan: &'a Plan,
    posts: BTreeSet<&'a str>,
    pages: BTreeSet<&'a str>,
    terms: BTreeSet<(Taxonomy, &'a str)>,
    /// Documents and files of the content. Built for the first broken link.
    alike: OnceLock<Alike<'a>>,
}

impl<'a> Known<'a> {
    fn new(library: &'a Library, by_name: &'a LeftOut, plan: &'a Plan) -> Self {
        let mut hidden: BTreeMap<&str, &str> = BTreeMap::new();
        for document in &library.hidden {
            hidden.insert(document.file.as_str(), document.reason.as_str());
        }
        // Links between documents name them as the reader does.
        for text in &library.hidden_texts {
            if let Some(reason) = hidden.get(text.source.file.as_str()).copied() {
                hidden.insert(text.source.name.as_str(), reason);
            }
        }
        Self {
            root: BasePath::root(),
            documents: library.entries().map(|entry| entry.source.name.as_str()).collect(),
            hidden,
            by_name,
            bare_files: &library.bare_files,
            plan,
            posts: library.posts.iter().map(|post| post.slug.as_str()).collect(),
            pages: library.pages.iter().map(|page| page.slug.as_str()).collect(),
            terms: library.posts.iter().flat_map(terms).collect(),
            alike: OnceLock::new(),
        }
    }

    fn links<'b>(&'b self, directory: &'b str) -> LinkContext<'b> {
        LinkContext {
            base: &self.root,
            directory,
            renamed: self.bare_files,
        }
    }

    /// The missing file or route that a link in a folder names; none for a link that works.
    fn missing(&self, directory: &str, target: &str) -> Option<String> {
        let path = match self.links(directory).target(target) {
            Target::Elsewhere => return None,
            Target::Document { file, .. } => {
                return (!self.documents.contains(file.as_str())).then_some(file);
            }
            Target::Inside { path, .. } => path,
        };
        let folder_page = format!("{}/index.html", path.trim_end_matches('/'));
        let mut files = [path.as_str(), folder_page.trim_start_matches('/')].into_iter();
        if files.any(|file| PublishedPath::parse(file).is_some_and(|file| self.plan.contains(&file))) {
            return None;
        }
        let there = match Route::parse(&percent::encode_path(&format!("/{path}"))) {
            Some(Route::Post { name }) => self.posts.contains(name.as_str()),
            Some(Route::Page { name }) => self.pages.contains(name.as_str()),
            Some(Route::Term { taxonomy, slug, .. }) => self.terms.contains(&(taxonomy, slug.as_str())),
            Some(Route::Terms { taxonomy }) => self.terms.iter().any(|(known, _)| *known == taxonomy),
            Some(Route::Home { .. } | Route::Archive { .. }) => true,
            Some(Route::Offline) => self.plan.contains(&PublishedPath::fixed("offline/index.html")),
            None => false,
        };
        // The slash of a route, where the name of a file was taken for one.
        let last = path.trim_end_matches('/').rsplit('/').next();
        let is_file = last.is_some_and(|last| last.contains('.'));
        let name = if is_file { path.trim_end_matches('/') } else { &path };
        (!there).then(|| name.to_owned())
    }

    /// Diagnostic for a link to something that is missing. `is_file`: a picture, sound or film is meant.
    fn diagnostic(&self, directory: &str, target: &str, missing: &str, is_file: bool) -> Diagnostic {
        if let Some(reason) = self.hidden.get(missing) {
            return Diagnostic::warning(
                Rule::Link,
                format!("broken link `{target}`: `{missing}` is not published ({reason})"),
                "publish it, or remove the link",
            );
        }
        if let Some(reason) = self.by_name.reason(missing) {
            let missing = missing.strip_prefix("content/").unwrap_or(missing);
            let (rule, what) = if is_file {
                (Rule::Picture, "missing file")
            } else {
                (Rule::Link, "broken link")
            };
            return Diagnostic::warning(
                rule,
                format!("{what} `{target}`: `{missing}` is not published, as {}", reason.text()),
                "list it below `publish: include:` in site.yaml, or rename it",
            );
        }
        let help = match self.alike(missing) {
            _ if target.contains("://") || target.starts_with("www.") => {
                "start links to other sites with `https://`".to_owned()
            }
            Some(other) => format!("did you mean `{}`?", relative(directory, other)),
            None => match self.address_of(target).filter(|_| !is_file) {
                Some(address) => format!("did you mean `{address}`?"),
                None => "fix the link, or add the missing file".to_owned(),
            },
        };
        // Pictures beside documents are named by where they lie in the content folder.
        let missing = missing.strip_prefix("content/").unwrap_or(missing);
        let (rule, what) = if is_file {
            (Rule::Picture, "missing file")
        } else {
            (Rule::Link, "broken link")
        };
        Diagnostic::warning(rule, format!("{what} `{target}`: the blog has no `{missing}`"), help)
    }

    /// The address of what a link names without saying where it is: `about` -> `/about/`, `Travel` ->
    /// `/categories/travel/`.
    fn address_of(&self, target: &str) -> Option<String> {
        let name = target.split(['?', '#']).next()?.trim_matches('/').rsplit('/').next()?;
        let slug = Slug::of(name.strip_suffix(".html").unwrap_or(name));
        let folders = ["", "posts/", "categories/", "tags/", "series/", "authors/"];
        let mut addresses = folders.iter().map(|folder| format!("/{folder}{slug}/"));
        addresses.find(|address| !slug.is_empty() && self.missing("", address).is_none())
    }

    /// The document or file of the content that was probably meant.
    fn alike(&self, missing: &str) -> Option<&'a str> {
        let alike = self.alike.get_or_init(|| {
            let documents = self.documents.iter().copied();
            Alike::of(documents.chain(self.plan.copies().map(PublishedPath::as_str)))
        });
        let found = alike.nearest(missing)?;
        Some(found.strip_prefix("content/").unwrap_or(found))
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
