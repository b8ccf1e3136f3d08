//! Index of the author's files and of what each becomes, for references from one to another.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::percent;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::place::{Place, is_markdown};
use super::site::Site;

/// Documents by their path in the author's folder, with their path in the content; and other files, with their
/// published path.
#[derive(Clone, Debug, Default)]
pub struct Index {
    documents: BTreeMap<String, String>,
    assets: BTreeMap<String, String>,
    /// Paths of documents by the last part of their name without its extension, in lower case.
    by_stem: BTreeMap<String, Vec<String>>,
    /// Paths of other files by the last part of their name, in lower case.
    by_name: BTreeMap<String, Vec<String>>,
}

impl Index {
    pub fn add(&mut self, file: &str, place: &Place) {
        match place {
            Place::Document(document) => {
                self.documents.insert(file.to_owned(), document.name.clone());
                // Most names are used once.
                let named = self.by_stem.entry(last_name(file));
                named.or_insert_with(|| Vec::with_capacity(1)).push(file.to_owned());
            }
            Place::Asset(published) => {
                let named = self.by_name.entry(last_name(file));
                named.or_insert_with(|| Vec::with_capacity(1)).push(file.to_owned());
                self.assets.insert(file.to_owned(), published.clone());
            }
            Place::Term(_) | Place::Hidden(_) | Place::LeftOut(..) | Place::Section | Place::Machinery => {}
        }
    }

    /// Answers a question as text, so that answers can be hashed: `-` for nothing, `+` before a path.
    fn lookup(&self, question: &Question) -> String {
        let found = match question {
            Question::Document(file) => self.documents.get(file),
            Question::Asset(file) => self.assets.get(file),
            Question::Named(stem) => return self.named(stem).join("\n"),
            Question::AssetNamed(name) => return self.assets_named(name).join("\n"),
        };
        found.map_or_else(|| "-".to_owned(), |found| format!("+{found}"))
    }

    /// The answers to some questions, as one text: it changes with every answer.
    pub fn answers(&self, questions: &BTreeSet<Question>) -> String {
        let answers = questions
            .iter()
            .map(|question| format!("{:?}\n", self.lookup(question)));
        answers.collect()
    }

    /// Paths of documents by the last part of their name without its extension, in lower case.
    fn named(&self, stem: &str) -> &[String] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Paths of other files by the last part of their name, in lower case.
    fn assets_named(&self, name: &str) -> &[String] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// A question about the files of the folder that the translation of a document may ask.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// Is there a document at this path, and what is it called in the content?
    Document(String),
    /// Is there another file at this path, and where is it published?
    Asset(String),
    /// Which documents have this name, without its extension and in lower case?
    Named(String),
    /// Which other files have this name, in lower case?
    AssetNamed(String),
}

/// The index as the translation of one document sees it. It notes what is asked, so that the document is translated
/// again when an answer changes, and not whenever any file comes or goes.
#[derive(Debug)]
pub(crate) struct References<'a> {
    index: &'a Index,
    asked: RefCell<BTreeSet<Question>>,
}

impl<'a> References<'a> {
    pub(crate) fn new(index: &'a Index) -> Self {
        Self {
            index,
            asked: RefCell::default(),
        }
    }

    /// Everything that was asked.
    pub(crate) fn into_asked(self) -> BTreeSet<Question> {
        self.asked.into_inner()
    }

    fn ask(&self, question: Question) {
        self.asked.borrow_mut().insert(question);
    }

    fn document_at(&self, file: &str) -> Option<(&'a str, &'a str)> {
        self.ask(Question::Document(file.to_owned()));
        let (file, name) = self.index.documents.get_key_value(file)?;
        Some((file, name))
    }

    fn asset_at(&self, file: &str) -> Option<&'a str> {
        self.ask(Question::Asset(file.to_owned()));
        self.index.assets.get(file).map(String::as_str)
    }

    /// The link to a file of the author's folder, from the blog's root.
    pub(crate) fn link(&self, file: &str) -> Option<String> {
        let document = self.document_at(file).map(|(_, name)| name);
        let to = document.or_else(|| self.asset_at(file))?;
        Some(format!("/{}", percent::encode_path(to)))
    }

    pub(crate) fn has_document(&self, file: &str) -> bool {
        self.document_at(file).is_some()
    }

    /// The documents whose file (or, of an `index`, whose folder) has a name, without its extension and in any case.
    pub(crate) fn named(&self, stem: &str) -> &'a [String] {
        let stem = stem.to_lowercase();
        let found = self.index.named(&stem);
        self.ask(Question::Named(stem));
        found
    }

    /// Returns the link from the blog's root to what a note calls by its name or by the end of its path, wherever it lies:
    /// a document, with or without its extension, else another file. Of several, the one nearest to `file` counts.
    pub(crate) fn note(&self, name: &str, file: &str) -> Option<String> {
        let name: String = name.nfc().collect();
        let name = name.trim_matches('/').to_lowercase();
        let stem = without_extensions(&name);
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let ends_with = |path: &str, end: &str| {
            let path = path.to_lowercase();
            let path = path.strip_suffix("/index").unwrap_or(&path);
            path.strip_suffix(end)
                .is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let documents = self.named(&last(stem)).iter();
        let documents = documents.filter(|path| ends_with(without_extensions(path), stem));
        let found = nearest(documents, file).or_else(|| {
            let asked = last(&name);
            let assets = self.index.assets_named(&asked).iter();
            let found = nearest(assets.filter(|path| ends_with(path, &name)), file);
            self.ask(Question::AssetNamed(asked));
            found
        });
        self.link(found?)
    }

    /// The document that a path names as far as it tells, from a folder (`a/b/`): with or without its extension, or the
    /// folder of a bundle.
    pub(crate) fn document(&self, folder: &str, path: &str) -> Option<&'a str> {
        let path = join(folder, path);
        let trimmed = path.trim_end_matches('/');
        if let Some((file, _)) = self.document_at(trimmed) {
            return Some(file);
        }
        let (directory, _) = trimmed.rsplit_once('/').unwrap_or(("", trimmed));
        let stem = if is_markdown(trimmed) {
            // `a.md` may be `a.mdx`, or `a.en.md`.
            trimmed.rsplit_once('.').map_or(trimmed, |(stem, _)| stem)
        } else {
            trimmed
        };
        let candidates = self.named(stem.rsplit('/').next().unwrap_or_default());
        let matches = |file: &&String| {
            let own = file.rsplit_once('/').map_or("", |(own, _)| own);
            let is_beside = own == directory && without_extensions(file) == without_extensions(trimmed);
            is_beside || own == stem
        };
        candidates.iter().find(matches).map(String::as_str)
    }

    /// Resolves a link or the address of a picture in a document to a link from the blog's root. None for what is
    /// elsewhere, and for what is no file of the folder.
    pub(crate) fn resolve(&self, target: &str, file: &str, root: &str, site: &Site) -> Option<String> {
        let target = target.trim();
        let is_elsewhere = target.is_empty()
            || target.starts_with(['#', '?'])
            || target.starts_with("//")
            || target
                .split(['/', '?', '#'])
                .next()
                .is_some_and(|start| start.contains(':'));
        if is_elsewhere {
            return None;
        }
        let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        // As addresses are written; else as the file is called, with whatever that holds.
        let decoded = percent::decode(path).map(|path| (path, suffix));
        let readings = decoded
            .into_iter()
            .chain([(path.to_owned(), suffix), (target.to_owned(), "")]);
        for (path, suffix) in readings {
            // Names of files are in NFC here.
            let path: String = path.nfc().collect();
            let folders: Vec<&str> = if path.starts_with('/') {
                let published = site.static_folders.iter().map(String::as_str);
                published.chain([root]).collect()
            } else {
                vec![file.rsplit_once('/').map_or("", |(directory, _)| directory)]
            };
            for folder in folders {
                let asset = join(folder, &path);
                let found = if self.asset_at(&asset).is_some() {
                    Some(asset.as_str())
                } else {
                    self.document(folder, &path)
                };
                if let Some(link) = found.and_then(|found| self.link(found)) {
                    return Some(format!("{link}{suffix}"));
                }
            }
        }
        None
    }
}

/// A path from a folder, without `.` and `..`, never above the top.
pub(crate) fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Of several paths, the one in the folder of a file, else the shortest, else the first.
fn nearest<'a>(paths: impl Iterator<Item = &'a String>, file: &str) -> Option<&'a str> {
    let folder = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let own = folder(file);
    paths
        .map(String::as_str)
        .min_by_key(|path| (folder(path) != own, path.matches('/').count(), path.len()))
}

/// The name that references use: of the file, or of the folder of an `index`.
fn last_name(file: &str) -> String {
    let stem = without_extensions(file);
    match stem.strip_suffix("/index") {
        Some(folder) => folder,
        None => stem,
    }
    .rsplit('/')
    .next()
    .unwrap_or_default()
    .to_lowercase()
}

/// `a/b.blade.md` -> `a/b`; dots of the name that are no extension stay.
fn without_extensions(file: &str) -> &str {
    if !is_markdown(file) {
        return file;
    }
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.strip_suffix(".blade").unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::place::DocumentPlace;
    use feuillet_content::folder::Folder;

    fn index() -> Index {
        let mut index = Index::default();
        for file in [
            "site/blog/a.md",
            "site/blog/b.mdx",
            "site/blog/2020-01-01 c (d).markdown",
            "site/blog/trip/index.md",
            "site/blog/été.md",
            "site/other/a.md",
        ] {
            let path = file.strip_prefix("site/").unwrap();
            let place = Place::Document(DocumentPlace::new(Folder::Posts, path, &[]));
            index.add(file, &place);
        }
        for (file, published) in [
            (
                "site/blog/trip/what? #1 100%.png",
                "content/posts/blog/trip/what? #1 100%.png",
            ),
            ("site/blog/日本.png", "content/posts/blog/日本.png"),
            ("site/static/img/x.png", "img/x.png"),
        ] {
            index.add(file, &Place::Asset(published.to_owned()));
        }
        index
    }

    #[test]
    fn links_lead_to_what_became_of_a_file() {
        let site = Site {
            static_folders: vec!["site/static/".to_owned()],
            ..Site::default()
        };
        for (from, target, expected) in [
            ("site/blog/a.md", "b.mdx#x", Some("/posts/blog/b.md#x")),
            ("site/blog/a.md", "b.md", Some("/posts/blog/b.md")),
            ("site/blog/a.md", "./b", Some("/posts/blog/b.md")),
            ("site/blog/a.md", "trip/", Some("/posts/blog/trip/index.md")),
            ("site/blog/a.md", "trip/index.md", Some("/posts/blog/trip/index.md")),
            ("site/blog/a.md", "../other/a.md", Some("/posts/other/a.md")),
            (
                "site/blog/a.md",
                "2020-01-01%20c%20(d).markdown",
                Some("/posts/blog/2020-01-01%20c%20%28d%29.md"),
            ),
            ("site/blog/a.md", "/blog/a.md", Some("/posts/blog/a.md")),
            (
                "site/blog/a.md",
                "e\u{301}te\u{301}.md",
                Some("/posts/blog/%C3%A9t%C3%A9.md"),
            ),
            (
                "site/blog/a.md",
                "%E6%97%A5%E6%9C%AC.png",
                Some("/content/posts/blog/%E6%97%A5%E6%9C%AC.png"),
            ),
            ("site/blog/a.md", "/img/x.png?v=1", Some("/img/x.png?v=1")),
            (
                "site/blog/trip/index.md",
                "what%3F%20%231%20100%25.png",
                Some("/content/posts/blog/trip/what%3F%20%231%20100%25.png"),
            ),
            (
                "site/blog/trip/index.md",
                "what? #1 100%.png",
                Some("/content/posts/blog/trip/what%3F%20%231%20100%25.png"),
            ),
            ("site/blog/a.md", "none.md", None),
            ("site/blog/a.md", "../../../../a.md", None),
            ("site/blog/a.md", "https://example.org/a.md", None),
            ("site/blog/a.md", "//example.org/a.md", None),
            ("site/blog/a.md", "mailto:a@example.org", None),
            ("site/blog/a.md", "#x", None),
            ("site/blog/a.md", "", None),
        ] {
            let found = References::new(&index()).resolve(target, from, "site/", &site);
            assert_eq!(found.as_deref(), expected, "{target} in {from}");
        }
    }
}
