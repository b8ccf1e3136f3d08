//! Which files a content folder holds, and what each of them is: a document, a file to serve as it is, or neither. That
//! is for the folder's dialect to tell ([`super::dialects`]).
//!
//! Hidden files, editors' copies and installed packages are left alone.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::dialects::{self, DocumentPlace, Index, Place, Recognized, Site, Translated, Translator, Tree};
use super::disk;
use super::read::Hidden;
use crate::content::folder::Folder;
use crate::content::links::is_markdown;

/// A Markdown file.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Where it lies on this machine.
    pub(super) path: PathBuf,
    /// Its path in the author's folder, with `/` and in NFC: `source/_posts/hello.md`.
    pub(super) file: String,
    /// Its path in the content as the reader knows it: `posts/hello.md`.
    pub(super) name: String,
    pub(super) folder: Folder,
    /// It was put into the published folder by hand and is not in the content folder.
    pub(super) dropped: bool,
    place: DocumentPlace,
    translator: Arc<Translator>,
}

impl Source {
    /// The folder of the file in the content, nothing for a file at the top.
    pub(super) fn directory(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    /// What tells it from every other file of this machine, as text.
    pub(super) fn key(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The text as the author has it now, decoded.
    pub(super) fn text(&self) -> Result<String> {
        Ok(self.translate(&disk::read(&self.path)?).written)
    }

    /// The document that visitors get of its bytes.
    pub(super) fn translate(&self, bytes: &[u8]) -> Translated {
        if self.dropped {
            // It lies where it is served, as it is.
            Translated::as_written(bytes)
        } else {
            self.translator.translate(&self.file, &self.place, bytes)
        }
    }
}

/// A file that is served as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asset {
    pub(super) path: PathBuf,
    /// Where it will lie in the published folder.
    pub(super) published: String,
}

/// What a content folder holds, sorted by name.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    pub(super) documents: Vec<Source>,
    /// Texts on terms.
    pub(super) terms: Vec<Source>,
    pub(super) assets: Vec<Asset>,
    /// Documents that their place hides, each with the rule.
    pub(super) hidden: Vec<Hidden>,
    /// What the documents are translated with.
    pub(super) translator: Arc<Translator>,
    /// Where each published path is among the assets, the first one where two have the same.
    places: HashMap<String, usize>,
}

impl Scan {
    /// Looks through a content folder. `dropped` are files that were put into the published folder by hand, with their
    /// paths there.
    pub(super) fn of(tree: &Tree, recognized: &Recognized, site: Site, dropped: &[(PathBuf, String)]) -> Self {
        let mut translator = Translator {
            dialect: recognized.dialect,
            site,
            index: Index::default(),
            roots: recognized.roots.clone(),
        };
        let mut documents = Vec::new();
        let mut terms = Vec::new();
        let mut assets = Vec::new();
        let mut hidden = Vec::new();
        let mut taken = BTreeSet::new();
        for (file, path) in tree.files() {
            let mut place = translator.place(file, tree);
            if let Place::Document(document) = &mut place {
                make_unique(document, &mut taken);
            }
            translator.index.add(file, &place);
            match place {
                Place::Document(document) => documents.push((file, path, document)),
                Place::Term(document) => terms.push((file, path, document)),
                Place::Asset(published) => assets.push((path, published)),
                Place::Hidden(rule) => hidden.push(Hidden {
                    file: file.to_owned(),
                    reason: rule,
                }),
                Place::Section | Place::Machinery => {}
            }
        }
        let translator = Arc::new(translator);
        let mut scan = Self {
            documents: Vec::new(),
            terms: Vec::new(),
            assets: Vec::new(),
            hidden,
            translator: translator.clone(),
            places: HashMap::new(),
        };
        let source = |(file, path, place): (&str, &Path, DocumentPlace)| Source {
            path: path.to_owned(),
            file: file.to_owned(),
            name: place.name.clone(),
            folder: folder_of(&place.name),
            dropped: false,
            place,
            translator: translator.clone(),
        };
        scan.documents.extend(documents.into_iter().map(source));
        scan.terms.extend(terms.into_iter().map(source));
        for (path, published) in assets {
            scan.add_asset(path.to_owned(), published);
        }
        let mut known: BTreeSet<String> = scan.documents.iter().map(|source| source.name.clone()).collect();
        for (path, published) in dropped {
            if !is_left_alone(path) {
                scan.add_dropped(path.clone(), published, &mut known);
            }
        }
        scan
    }

    fn add_asset(&mut self, path: PathBuf, published: String) {
        self.places.entry(published.clone()).or_insert(self.assets.len());
        self.assets.push(Asset { path, published });
    }

    /// A file of the published folder that no publish wrote; the content folder's own files come first.
    fn add_dropped(&mut self, path: PathBuf, published: &str, known: &mut BTreeSet<String>) {
        let Some(name) = published.strip_prefix("content/") else {
            return;
        };
        if is_markdown(name) {
            if known.insert(name.to_owned()) {
                self.documents.push(Source {
                    path,
                    file: name.to_owned(),
                    name: name.to_owned(),
                    folder: folder_of(name),
                    dropped: true,
                    place: DocumentPlace::default(),
                    translator: self.translator.clone(),
                });
            }
        } else if self.asset(published).is_none() {
            self.add_asset(path, published.to_owned());
        }
    }

    /// The asset that will lie at a published path.
    pub(super) fn asset(&self, published: &str) -> Option<&Asset> {
        self.places.get(published).map(|place| &self.assets[*place])
    }
}

/// The kind of a document, by its path in the content.
fn folder_of(name: &str) -> Folder {
    if name.starts_with("pages/") {
        Folder::Pages
    } else {
        Folder::Posts
    }
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

/// All files below a folder with their names from there, sorted, without what is hidden, what editors leave behind and
/// what is below the folder `except`.
pub(super) fn files_below(root: &Path, except: &Path) -> Result<Vec<(PathBuf, String)>> {
    let except = except.canonicalize().ok();
    let is_excepted = |path: &Path| {
        let named_alike = except.as_ref().filter(|except| except.file_name() == path.file_name());
        named_alike.is_some_and(|except| path.canonicalize().is_ok_and(|path| path == *except))
    };
    let wanted =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !(is_left_alone(entry.path()) || is_excepted(entry.path()));
    let mut files = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            // A link that leads nowhere, such as the lock of a file that is open in Emacs.
            Err(error)
                if error
                    .path()
                    .is_some_and(|path| is_left_alone(path) || path.is_symlink()) =>
            {
                continue;
            }
            Err(error) => return Err(error).with_context(|| format!("cannot look through {}", root.display())),
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).context("a file outside its folder")?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else {
            bail!("the name of {} is not Unicode: rename the file", entry.path().display());
        };
        let name = parts.join("/").nfc().collect::<String>();
        // The list of written files has one a line.
        if name.contains(char::is_control) {
            bail!("the name of {name:?} holds a line break or another control character: rename the file");
        }
        files.push((entry.into_path(), name));
    }
    files.sort_by(|(_, first), (_, second)| first.cmp(second));
    Ok(files)
}

/// Names that begin with a dot (but Eleventy's older settings), the copies that editors make (`post.md~`, `#post.md#`), and installed packages.
fn is_left_alone(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (name.starts_with('.') && !dialects::SETTINGS_WITH_A_DOT.contains(&name.as_ref()))
        || name == "node_modules"
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
}
