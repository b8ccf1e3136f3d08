//! Which files a content folder holds, and what each of them is: a document, a file to serve as it is, or neither. That
//! is for the folder's dialect to tell ([`feuillet_dialects`]).
//!
//! Files that are left out for their names are told ([`super::left_out`]).

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::is_markdown;
use feuillet_dialects::folder::names::Reason;
use feuillet_dialects::folder::place::{DocumentPlace, Place};
use feuillet_dialects::folder::site::Site;
use feuillet_dialects::folder::tree::Tree;
use feuillet_dialects::folder::walk::{is_left_alone, unreadable};
use feuillet_dialects::recognize::Recognized;
use feuillet_dialects::source::Source;
use feuillet_dialects::translate::Translator;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_report::tally;

use super::left_out::LeftOut;
use crate::options::{Hidden, HiddenKind, Include};

/// A file that is served as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asset {
    pub(crate) path: PathBuf,
    pub(crate) file: AuthorPath,
    pub(crate) published: PublishedPath,
}

/// Number of bytes of a file that tell whether it is a key.
const ENOUGH: usize = 64;

/// Files of a content folder by kind, sorted by name.
#[derive(Clone, Debug)]
pub(crate) struct Scan {
    pub(crate) documents: Vec<Source>,
    /// Texts on terms.
    pub(crate) terms: Vec<Source>,
    pub(crate) assets: Vec<Asset>,
    /// Documents that their place hides, each with the rule.
    pub(crate) hidden: Vec<Hidden>,
    /// Findings about files that cannot be read, and about links.
    pub(crate) left_out: Vec<Finding>,
    /// Files that are left out for their names.
    pub(crate) by_name: LeftOut,
    /// Translates the documents.
    pub(crate) translator: Arc<Translator>,
    /// Index into `assets` by published path; of two assets with one path, the first.
    places: HashMap<PublishedPath, usize>,
}

impl Scan {
    /// Looks through a content folder. `dropped` are files that were put into the published folder by hand, with their
    /// paths there.
    pub(crate) fn of(
        tree: &Tree,
        recognized: &Recognized,
        site: Site,
        dropped: &[(PathBuf, PublishedPath)],
        include: Include,
    ) -> Self {
        let mut translator = Translator::new(recognized, site);
        let mut documents = Vec::new();
        let mut terms = Vec::new();
        let mut assets = Vec::new();
        let mut hidden = Vec::new();
        let mut left_out = Vec::new();
        let mut taken = BTreeSet::new();
        let mut by_name = LeftOut::default();
        let links = tree.outside().iter().filter(|link| link.is_file);
        let targets: HashMap<&str, &Path> = links.map(|link| (link.name.as_str(), &*link.target)).collect();
        let set_aside = tree.set_aside().map(|(file, path)| (file, path, true));
        let files = tree.files().map(|(file, path)| (file, path, false)).chain(set_aside);
        for (file, path, is_aside) in files {
            let mut place = translator.place(file, tree);
            if is_aside {
                place = translator.set_aside(place, file);
            }
            if include.drafts
                && let Place::LeftOut(Reason::Draft, published) = place
            {
                place = Place::Asset(published);
            }
            // Documents are opened anyway when they are read.
            if let Place::Asset(published) | Place::LeftOut(Reason::Key, published) = &place {
                match beginning(path) {
                    Err(error) => {
                        left_out.push(unreadable(&AuthorPath::new(file), &error));
                        continue;
                    }
                    Ok(start) => {
                        let published = published.clone();
                        let is_key = translator.is_key(file, targets.get(file).copied(), &start);
                        place = if is_key {
                            Place::LeftOut(Reason::Key, published)
                        } else {
                            Place::Asset(published)
                        };
                    }
                }
            }
            if let Place::Document(document) = &mut place {
                make_unique(document, &mut taken);
            }
            translator.index.add(file, &place);
            match place {
                Place::Document(document) => documents.push((file, path, document)),
                Place::Term(document) => terms.push((file, path, document)),
                Place::Asset(published) => assets.push((file, path, PublishedPath::new(published))),
                Place::Hidden(rule) => hidden.push(Hidden {
                    file: AuthorPath::new(file),
                    kind: HiddenKind::NoPage,
                    reason: rule,
                }),
                Place::LeftOut(reason, published) => by_name.add(file, published, reason),
                Place::Section | Place::Machinery => {}
            }
        }
        for folder in tree.closed() {
            by_name.add_folder(folder);
        }
        left_out.extend(by_name.findings());
        let translator = Arc::new(translator);
        let mut scan = Self {
            documents: Vec::new(),
            terms: Vec::new(),
            assets: Vec::new(),
            hidden,
            left_out,
            by_name,
            translator: translator.clone(),
            places: HashMap::new(),
        };
        let source = |(file, path, place): (&str, &Path, DocumentPlace)| {
            Source::new(path, AuthorPath::new(file), place, translator.clone())
        };
        scan.documents.extend(documents.into_iter().map(source));
        scan.terms.extend(terms.into_iter().map(source));
        for (file, path, published) in assets {
            scan.add_asset(path.to_owned(), AuthorPath::new(file), published);
        }
        scan.left_out.extend(scan.links_to_outside(tree));
        let mut known: BTreeSet<String> = scan.documents.iter().map(|source| source.name.clone()).collect();
        for (path, published) in dropped {
            if !is_left_alone(path) {
                scan.add_dropped(path.clone(), published, &mut known);
            }
        }
        scan
    }

    /// A finding about each link to a folder or file outside of the content folder from which something is published.
    fn links_to_outside(&self, tree: &Tree) -> Vec<Finding> {
        let documents = self
            .documents
            .iter()
            .chain(&self.terms)
            .map(|source| source.file.as_str());
        let assets = self.assets.iter().map(|asset| asset.file.as_str());
        let files: Vec<&str> = documents.chain(assets).collect();
        let outside = tree.outside().iter().filter_map(|link| {
            let is_below = |file: &&&str| {
                file.strip_prefix(link.name.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
            };
            // Documents are read later; one that cannot be read is told then.
            let can_be_read = || link.is_file && beginning(&link.target).is_ok();
            let is_it = |file: &&&str| link.is_file && **file == link.name && can_be_read();
            let count = files.iter().filter(|file| is_it(file) || is_below(file)).count();
            let target = link.target.display();
            let (message, help) = if link.is_file {
                (
                    format!("the symbolic link leads out of the content folder: `{target}` is published"),
                    "remove the link if the file should stay private",
                )
            } else {
                let number = tally::count(count, "file");
                (
                    format!("the symbolic link leads out of the content folder: {number} of `{target}` published"),
                    "remove the link if they should stay private",
                )
            };
            let diagnostic = Diagnostic::warning(Rule::File, message, help);
            (count > 0).then(|| Finding::new(&AuthorPath::new(&link.name), "", diagnostic))
        });
        outside.collect()
    }

    fn add_asset(&mut self, path: PathBuf, file: AuthorPath, published: PublishedPath) {
        self.places.entry(published.clone()).or_insert(self.assets.len());
        self.assets.push(Asset { path, file, published });
    }

    /// A file of the published folder that no publish wrote; the content folder's own files come first.
    fn add_dropped(&mut self, path: PathBuf, published: &PublishedPath, known: &mut BTreeSet<String>) {
        let Some(name) = published.as_str().strip_prefix("content/") else {
            return;
        };
        if is_markdown(name) {
            if known.insert(name.to_owned()) {
                self.documents
                    .push(Source::dropped(path, name, self.translator.clone()));
            }
        } else if self.asset(published).is_none() {
            self.add_asset(path, AuthorPath::new(name), published.clone());
        }
    }

    /// The asset that will lie at a published path.
    pub(crate) fn asset(&self, published: &PublishedPath) -> Option<&Asset> {
        self.places.get(published).map(|place| &self.assets[*place])
    }
}

/// Reads the beginning of a file, to find those that cannot be read, and keys.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::with_capacity(ENOUGH);
    File::open(path)?.take(ENOUGH as u64).read_to_end(&mut start)?;
    Ok(start)
}

/// Gives a document a name of its own: `a.md` and `a.mdx` may lie side by side.
fn make_unique(document: &mut DocumentPlace, taken: &mut BTreeSet<String>) {
    let mut number = 1;
    let wanted = document.name.clone();
    while !taken.insert(document.name.clone()) {
        number += 1;
        let (stem, extension) = wanted.rsplit_once('.').unwrap_or((&wanted, "md"));
        document.name = format!("{stem}-{number}.{extension}");
    }
}
