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
//! (`categories/travel`) and its `files`. Which part a document or list is in does not depend on the others. Lists that
//! change with each post lie together in few parts, so that a new post changes few.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Result;
use feuillet_content::slug::Slug;
use feuillet_engine::digest::Digest;
use feuillet_engine::file_hash::{ContentHash, ContentHashes, HashAndSize};
use feuillet_engine::published_path::PublishedPath;
use serde::Serialize;

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
    /// The number of parts.
    pub(super) parts: usize,
    /// Slugs of the categories; a visitor can save each of them.
    pub(super) categories: Vec<Slug>,
    /// Contents of each part, computed at the first use.
    pub(super) shares: OnceLock<Vec<Share>>,
}

/// Average number of lists that change with new posts in a part: about 20 kB.
const TOGETHER: usize = 256;

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

pub(super) fn part_path(part: usize) -> PublishedPath {
    PublishedPath::new(format!("data/offline/{part}.json"))
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
        let Share { documents, lists } = &self.shares()[number];
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

    /// Divides documents and lists among the parts, once for all of them.
    fn shares(&self) -> &[Share] {
        self.shares.get_or_init(|| {
            let mut shares = vec![Share::default(); self.parts];
            for (index, document) in self.documents.iter().enumerate() {
                shares[part_of(&document.path, self.parts)].documents.push(index);
            }
            let is_busy = |path: &PublishedPath| !path.as_str().contains("/older/");
            let busy = self.lists.iter().filter(|path| is_busy(path)).count();
            let busy_parts = busy.div_ceil(TOGETHER).next_power_of_two().min(self.parts);
            for (index, path) in self.lists.iter().enumerate() {
                let parts = if is_busy(path) { busy_parts } else { self.parts };
                shares[part_of(path.as_str(), parts)].lists.push(index);
            }
            shares
        })
    }

    /// Serializes the manifest itself.
    pub(super) fn manifest(&self, contents: &ContentHashes) -> Result<Vec<u8>> {
        let paths: Vec<PublishedPath> = (0..self.parts).map(part_path).collect();
        let mut parts = Vec::with_capacity(self.parts);
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

/// Documents and lists of a part, by their indices in the inventory.
#[derive(Clone, Debug, Default)]
pub(super) struct Share {
    documents: Vec<usize>,
    lists: Vec<usize>,
}

/// Part that a document or list belongs to, from the hash of its path. The number of parts is a power of two, so it
/// stays there until the blog has doubled.
fn part_of(path: &str, parts: usize) -> usize {
    let digest = Digest::of(path.as_bytes());
    let number = digest
        .bytes()
        .iter()
        .take(4)
        .fold(0, |number, byte| number << 8 | usize::from(*byte));
    number % parts
}

#[cfg(test)]
mod tests {
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
            documents: vec![
                document("posts/a", &["categories/x"], &["a.png"]),
                document("posts/b", &[], &["a.png"]),
            ],
            lists: vec![PublishedPath::fixed("data/archive/1.json")],
            parts: 1,
            categories: vec![Slug::new("x")],
            shares: OnceLock::new(),
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
    fn lists_that_change_with_new_posts_are_in_one_part() {
        let mut inventory = inventory(600);
        inventory.parts = 64;
        let lists = (0..100).flat_map(|term| {
            [
                format!("data/tags/{term}/1.json"),
                format!("data/tags/{term}/older/1.json"),
            ]
        });
        inventory.lists = lists.map(PublishedPath::new).collect();
        inventory.documents = (0..1000)
            .map(|number| document(&format!("posts/{number}"), &[], &[]))
            .collect();
        let busy = inventory.shares().iter().filter(|share| {
            let mut lists = share.lists.iter().map(|list| inventory.lists[*list].as_str());
            lists.any(|list| !list.contains("older"))
        });
        assert_eq!(busy.count(), 1);
        let older = inventory.shares().iter().filter(|share| !share.lists.is_empty());
        assert!(older.count() > 30, "the others are spread");
        let documents: usize = inventory.shares().iter().map(|share| share.documents.len()).sum();
        let lists: usize = inventory.shares().iter().map(|share| share.lists.len()).sum();
        assert_eq!((documents, lists), (1000, 200));
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
