//! The manifest of the files that can be stored for offline reading, and its parts.
//!
//! `data/offline.json` describes one generation:
//!
//! | key | meaning |
//! |---|---|
//! | `generation` | hash of all the other keys |
//! | `files` | files stored without asking, by role: `reader`, `shell`, `documents`, `lists`, `pictures` |
//! | `parts` | files of the parts, which name everything else |
//! | `total` | number of files and bytes of the whole blog |
//! | `categories` | for each category: its slug, number of files, bytes |
//!
//! A file is an array of its path, its content hash ([`ContentHash`]) and its size in bytes, before the compression
//! that hosts apply in transit.
//!
//! A part has the keys `lists` (files) and `documents`: each with its `path` (`posts/hello`), its `terms`
//! (`categories/travel`) and its `files`. Which part a document or list is in: [`super::parts`].

use std::collections::BTreeMap;

use anyhow::Result;
use feuillet_content::slug::Slug;
use feuillet_engine::file_hash::{ContentHash, ContentHashes, HashAndSize};
use feuillet_engine::published_path::PublishedPath;
use serde::Serialize;

use super::parts::Part as PartContent;

/// Role of a file that is stored without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// The reader's files, which pages load to hydrate; their names contain a hash.
    Reader,
    /// Files that any page needs, and fallback pages for those that are not stored.
    Shell,
    Documents,
    Lists,
    Pictures,
}

/// A document and the files needed to show it.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Folder and slug (`posts/hello`).
    pub(super) path: String,
    /// Categories, as `categories/<slug>`.
    pub(super) terms: Vec<String>,
    /// Its Markdown and its context.
    pub(super) texts: Vec<PublishedPath>,
    pub(super) pictures: Vec<PublishedPath>,
}

/// Everything that can be stored.
#[derive(Clone, Debug)]
pub(super) struct Inventory {
    pub(super) reader: Vec<PublishedPath>,
    pub(super) shell: Vec<PublishedPath>,
    /// Further files to store without asking, most important first, as far as the budget goes.
    pub(super) offered: Vec<(Role, PublishedPath)>,
    /// Limit for `offered`, in bytes.
    pub(super) budget: u64,
    pub(super) documents: Vec<Document>,
    pub(super) lists: Vec<PublishedPath>,
    /// Documents and lists of each part.
    pub(super) parts: Vec<PartContent>,
    /// Slugs of the categories; a visitor can save each of them.
    pub(super) categories: Vec<Slug>,
}

/// Path, content hash, size in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct File<'a>(&'a PublishedPath, String, u64);

/// Number of files, number of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Amount(usize, u64);

#[derive(Serialize)]
struct Manifest<'a> {
    generation: String,
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    files: BTreeMap<Role, Vec<File<'a>>>,
    parts: Vec<File<'a>>,
    total: Amount,
    categories: Vec<(&'a str, usize, u64)>,
}

#[derive(Serialize)]
struct Part<'a> {
    documents: Vec<PartDocument<'a>>,
    lists: Vec<File<'a>>,
}

#[derive(Serialize)]
struct PartDocument<'a> {
    path: &'a str,
    terms: &'a [String],
    files: Vec<File<'a>>,
}

impl Document {
    fn files(&self) -> impl Iterator<Item = &PublishedPath> {
        self.texts.iter().chain(&self.pictures)
    }
}

impl Inventory {
    /// Paths of all files in the manifest and its parts, with duplicates.
    pub(super) fn paths(&self) -> impl Iterator<Item = &PublishedPath> {
        let documents = self.documents.iter().flat_map(Document::files);
        let offered = self.offered.iter().map(|(_, path)| path);
        let others = self.reader.iter().chain(&self.shell).chain(offered).chain(&self.lists);
        others.chain(documents)
    }

    /// Serializes a part of the manifest.
    pub(super) fn part(&self, number: usize, contents: &ContentHashes) -> Result<Vec<u8>> {
        let PartContent { documents, lists, .. } = &self.parts[number];
        let documents = documents.iter().map(|index| &self.documents[*index]);
        let part = Part {
            documents: documents
                .map(|document| PartDocument {
                    path: &document.path,
                    terms: &document.terms,
                    files: files(document.files(), contents),
                })
                .collect(),
            lists: files(lists.iter().map(|index| &self.lists[*index]), contents),
        };
        Ok(serde_json::to_vec(&part)?)
    }

    /// Serializes the manifest itself.
    pub(super) fn manifest(&self, contents: &ContentHashes) -> Result<Vec<u8>> {
        let paths: Vec<PublishedPath> = self.parts.iter().map(PartContent::path).collect();
        let mut parts = Vec::with_capacity(paths.len());
        for (number, path) in paths.iter().enumerate() {
            let part = self.part(number, contents)?;
            parts.push(File(path, ContentHash::of(&part).hex(), part.len() as u64));
        }
        let of_category = |slug: &Slug| {
            let term = format!("categories/{slug}");
            let documents = self.documents.iter().filter(|document| document.terms.contains(&term));
            amount(documents.flat_map(Document::files), contents)
        };
        let categories = self.categories.iter().map(|slug| {
            let Amount(files, bytes) = of_category(slug);
            (slug.as_str(), files, bytes)
        });
        let body = Body {
            files: self.without_asking(contents),
            parts,
            total: amount(self.paths(), contents),
            categories: categories.collect(),
        };
        let generation = ContentHash::of(&serde_json::to_vec(&body)?).hex();
        Ok(serde_json::to_vec(&Manifest { generation, body })?)
    }

    /// Files to store without asking, by role. Offered files are taken in order, up to the first that exceeds the
    /// budget.
    fn without_asking<'a>(&'a self, contents: &ContentHashes) -> BTreeMap<Role, Vec<File<'a>>> {
        let mut by_role = BTreeMap::new();
        by_role.insert(Role::Reader, files(self.reader.iter(), contents));
        by_role.insert(Role::Shell, files(self.shell.iter(), contents));
        let mut left = self.budget;
        for (role, path) in &self.offered {
            let Some(file) = file(path, contents) else { continue };
            let Some(rest) = left.checked_sub(file.2) else { break };
            left = rest;
            by_role.entry(*role).or_default().push(file);
        }
        by_role
    }
}

fn file<'a>(path: &'a PublishedPath, contents: &ContentHashes) -> Option<File<'a>> {
    let HashAndSize { hash, size } = contents.get(path)?;
    Some(File(path, hash.hex(), *size))
}

/// Looks up those of the files that are published.
fn files<'a>(paths: impl Iterator<Item = &'a PublishedPath>, contents: &ContentHashes) -> Vec<File<'a>> {
    paths.filter_map(|path| file(path, contents)).collect()
}

/// Counts files and bytes; files with the same content count once.
fn amount<'a>(paths: impl Iterator<Item = &'a PublishedPath>, contents: &ContentHashes) -> Amount {
    let sizes: BTreeMap<ContentHash, u64> = paths
        .filter_map(|path| contents.get(path))
        .map(|content| (content.hash, content.size))
        .collect();
    Amount(sizes.len(), sizes.values().sum())
}

#[cfg(test)]
mod tests {
    use super::super::parts::divide;
    use super::*;

    fn document(path: &str, terms: &[&str], pictures: &[&'static str]) -> Document {
        Document {
            path: path.to_owned(),
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            texts: vec![PublishedPath::new(format!("content/{path}.md"))],
            pictures: pictures.iter().map(|picture| PublishedPath::fixed(picture)).collect(),
        }
    }

    fn contents(sizes: &[(&'static str, u64)]) -> ContentHashes {
        let content = |(path, size): &(&'static str, u64)| {
            let hash = ContentHash::of(path.as_bytes());
            (PublishedPath::fixed(path), HashAndSize { hash, size: *size })
        };
        sizes.iter().map(content).collect()
    }

    fn inventory(budget: u64) -> Inventory {
        let documents = vec![
            document("posts/a", &["categories/x"], &["a.png"]),
            document("posts/b", &[], &["a.png"]),
        ];
        let lists = vec![PublishedPath::fixed("data/archive/1.json")];
        Inventory {
            reader: vec![PublishedPath::fixed("r.js")],
            shell: vec![PublishedPath::fixed("index.html")],
            offered: vec![
                (Role::Documents, PublishedPath::fixed("content/posts/a.md")),
                (Role::Pictures, PublishedPath::fixed("a.png")),
                (Role::Pictures, PublishedPath::fixed("gone.png")),
                (Role::Lists, PublishedPath::fixed("data/archive/1.json")),
            ],
            budget,
            parts: divide(&["posts/b", "posts/a"], &lists, &[]),
            documents,
            lists,
            categories: vec![Slug::new("x")],
        }
    }

    fn all() -> ContentHashes {
        contents(&[
            ("r.js", 1000),
            ("index.html", 2000),
            ("content/posts/a.md", 10),
            ("content/posts/b.md", 20),
            ("a.png", 500),
            ("data/archive/1.json", 5),
        ])
    }

    #[test]
    fn everything_is_named_once_with_its_hash_and_size() {
        let manifest = String::from_utf8(inventory(600).manifest(&all()).unwrap()).unwrap();
        insta::assert_snapshot!(manifest);
        let part = String::from_utf8(inventory(600).part(0, &all()).unwrap()).unwrap();
        insta::assert_snapshot!(part);
    }

    #[test]
    fn what_is_stored_without_asking_ends_with_the_budget() {
        for (budget, expected) in [
            (9, vec![]),
            (10, vec!["content/posts/a.md"]),
            (514, vec!["content/posts/a.md", "a.png"]),
            (515, vec!["content/posts/a.md", "data/archive/1.json", "a.png"]),
        ] {
            let inventory = inventory(budget);
            let contents = all();
            let by_role = inventory.without_asking(&contents);
            let offered = by_role.iter().filter(|(role, _)| **role > Role::Shell);
            let paths: Vec<&str> = offered
                .flat_map(|(_, files)| files.iter().map(|file| file.0.as_str()))
                .collect();
            assert_eq!(paths, expected, "{budget}");
        }
    }

    #[test]
    fn the_generation_changes_with_any_content_and_with_nothing_else() {
        let manifest = |contents: &ContentHashes| inventory(600).manifest(contents).unwrap();
        assert_eq!(manifest(&all()), manifest(&all()));
        let mut changed = all();
        changed.insert(
            PublishedPath::fixed("content/posts/b.md"),
            HashAndSize {
                hash: ContentHash::of(b"new"),
                size: 20,
            },
        );
        assert_ne!(manifest(&changed), manifest(&all()));
    }
}
