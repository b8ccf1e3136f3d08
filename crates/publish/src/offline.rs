//! Offline reading: plans the service worker and the manifest of the files that it can store.
//!
//! The manifest (`data/offline.json`) names the files that the worker stores without asking. All other files are named
//! in the manifest's parts (`data/offline/*.json`), which are only fetched when a visitor saves the blog or a
//! category, so a large blog costs no more than a small one until then. Manifest and parts are late outputs, because
//! they contain the hashes of all other files.

pub(crate) mod manifest;
mod parts;

use std::collections::BTreeSet;
use std::sync::Arc;

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{Site, file};
use feuillet_content::folder::Folder;
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_content::route::{ListPart, Taxonomy};
use feuillet_engine::file_hash::ContentHash;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;

use self::manifest::{Document, Inventory, Role};
use crate::catalog::ages::Ages;
use crate::library::pictures::Pictures;
use crate::library::{Entry, Library};
use crate::scripts::without_comments;

/// The service worker. The name must never change: browsers that registered the worker keep requesting it.
pub(crate) const WORKER: PublishedPath = PublishedPath::fixed("sw.js");
/// Scripts that the worker imports, by their names before publishing.
const WORKER_PARTS: [(&str, &str); 3] = [
    ("sw-store", include_str!("offline/sw-store.js")),
    ("sw-generations", include_str!("offline/sw-generations.js")),
    ("sw-orders", include_str!("offline/sw-orders.js")),
];
pub(crate) const MANIFEST: PublishedPath = PublishedPath::fixed("data/offline.json");

/// Fallback page of the worker for pages that are not stored: the reader alone, which renders stored Markdown.
pub(crate) const SHELL: PublishedPath = PublishedPath::fixed("data/shell.html");

/// Most first pages of lists that are stored without asking: a visitor opens few of them.
const MOST_LISTS: usize = 100;

/// Extensions of pictures that browsers show.
const PICTURES: [&str; 8] = ["avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"];

/// Files that are stored besides documents and lists.
#[derive(Clone, Copy)]
pub(crate) struct Storage<'a> {
    /// The reader's files, which every page loads to hydrate.
    pub(crate) page_files: &'a [&'a PublishedPath],
    /// Further files that every page needs.
    pub(crate) shown: &'a [PublishedPath],
    /// Limit of the files that are stored without asking, in bytes.
    pub(crate) budget: u64,
    pub(crate) pictures: &'a Pictures,
}

/// Plans the worker and its manifest. Everything else must be planned already.
pub(crate) fn write(library: &Library, site: &Site, ages: &Ages<'_>, storage: Storage<'_>, plan: &mut Plan) {
    plan_worker(plan);
    let inventory = Arc::new(inventory(library, site, ages, storage, plan));
    plan.ask_for(inventory.paths().cloned());
    for (number, part) in inventory.parts.iter().enumerate() {
        let inventory = inventory.clone();
        let path = part.path();
        let make = move |contents: &_| inventory.part(number, contents);
        plan.late(path, Box::new(make));
    }
    let make = move |contents: &_| inventory.manifest(contents);
    plan.late(MANIFEST, Box::new(make));
}

/// Plans the worker and its imported scripts. Those have a hash in their names, so a worker never mixes scripts of two
/// publishes.
fn plan_worker(plan: &mut Plan) {
    let mut worker = without_comments(include_str!("offline/sw.js"));
    for (name, text) in WORKER_PARTS {
        let text = without_comments(text);
        let hash = ContentHash::of(text.as_bytes()).hex();
        let published = PublishedPath::new(format!("{name}-{}.js", &hash[..16]));
        worker = worker.replace(&format!("\"{name}.js\""), &format!("\"{published}\""));
        plan.text(published, text);
    }
    plan.text(WORKER, worker);
}

/// Plans a worker that deletes all stored files and unregisters itself, for blogs that turn offline reading off.
pub(crate) fn retire(plan: &mut Plan) {
    plan.text(WORKER, without_comments(include_str!("offline/retire.js")));
}

/// Collects the paths of everything that can be stored.
fn inventory(library: &Library, site: &Site, ages: &Ages<'_>, storage: Storage<'_>, plan: &Plan) -> Inventory {
    let Storage {
        page_files,
        shown,
        budget,
        pictures,
    } = storage;
    let documents: Vec<Document> = library.entries().map(|entry| document(entry, pictures, plan)).collect();
    let lists = lists(plan);
    let find = |folder: Folder, slug: &str| {
        let path = format!("{}/{slug}", folder.name());
        documents.iter().find(|document| document.path == path)
    };
    let newest = site.featured.iter().chain(&site.newest.posts);
    let newest: Vec<&Document> = newest.filter_map(|post| find(Folder::Posts, &post.slug)).collect();
    let pages = library.pages.iter().filter_map(|page| find(Folder::Pages, &page.slug));
    // Files to store without asking, most important first: the list ends at the first one that exceeds the budget.
    let mut offered = vec![(Role::Lists, PublishedPath::new(file::archive(ListPart::First)))];
    let texts = newest.iter().copied().chain(pages).flat_map(|document| &document.texts);
    offered.extend(texts.map(|path| (Role::Documents, path.clone())));
    let first = lists
        .iter()
        .filter(|path| is_first_part(path.as_str()))
        .take(MOST_LISTS);
    offered.extend(first.map(|path| (Role::Lists, path.clone())));
    let pictures = newest.iter().flat_map(|document| &document.pictures);
    offered.extend(pictures.map(|path| (Role::Pictures, path.clone())));
    let mut seen = BTreeSet::new();
    offered.retain(|(_, path)| seen.insert(path.clone()));

    let shell = [
        PublishedPath::fixed("index.html"),
        SHELL,
        PublishedPath::fixed("404.html"),
        PublishedPath::fixed("offline/index.html"),
        PublishedPath::fixed(file::SITE),
    ];
    let paths: Vec<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    Inventory {
        reader: page_files.iter().copied().cloned().collect(),
        shell: shell.iter().chain(shown).cloned().collect(),
        offered,
        budget,
        parts: parts::divide(&paths, &lists, &settled(&lists, ages)),
        documents,
        lists,
        categories: site
            .terms(Taxonomy::Categories)
            .iter()
            .map(|term| term.slug.clone())
            .collect(),
    }
}

/// The files and terms of a document.
fn document(entry: &Entry, pictures: &Pictures, plan: &Plan) -> Document {
    let folder = entry.source.folder;
    let base = BasePath::root();
    let links = LinkContext {
        base: &base,
        directory: entry.source.directory(),
        renamed: &[],
    };
    let cover = entry
        .summary
        .cover
        .as_ref()
        .and_then(|cover| percent::decode(&cover.source));
    let linked = entry
        .references
        .targets
        .iter()
        .filter_map(|target| match links.target(target) {
            Target::Inside { path, .. } => Some(path),
            Target::Document { .. } | Target::Elsewhere => None,
        });
    let shown: BTreeSet<PublishedPath> = cover
        .into_iter()
        .chain(linked)
        .filter_map(|path| PublishedPath::parse(path.trim_start_matches('/')))
        .filter(|path| is_picture(path.as_str()) && plan.contains(path))
        .map(|path| pictures.stored(path))
        .collect();
    let categories = entry.terms(Taxonomy::Categories);
    Document {
        path: format!("{}/{}", folder.name(), entry.slug),
        terms: categories
            .iter()
            .map(|term| format!("categories/{}", term.slug))
            .collect(),
        texts: [file::document(folder, &entry.slug), file::context(folder, &entry.slug)]
            .map(|path| plan.share(PublishedPath::new(path)))
            .to_vec(),
        pictures: shown.into_iter().collect(),
    }
}

fn is_picture(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| PICTURES.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Indices of the lists that new posts do not change, those first that are so for the longest time.
fn settled(lists: &[PublishedPath], ages: &Ages<'_>) -> Vec<usize> {
    let age = |list: &PublishedPath| ages.part(list.as_str()).and_then(|age| age.settled);
    let mut settled: Vec<(usize, &PublishedPath, usize)> = lists
        .iter()
        .enumerate()
        .filter_map(|(index, list)| Some((age(list)?, list, index)))
        .collect();
    settled.sort_unstable();
    settled.into_iter().map(|(_, _, index)| index).collect()
}

/// The catalog's lists, the archive's first.
fn lists(plan: &Plan) -> Vec<PublishedPath> {
    let below = |folder| {
        let lists: Vec<PublishedPath> = plan.below(&format!("data/{folder}/")).cloned().collect();
        lists
    };
    let terms = Taxonomy::ALL.map(Taxonomy::folder);
    ["archive", "posts"].into_iter().chain(terms).flat_map(below).collect()
}

/// Whether a file is the first part of a list, or any part of the archive.
fn is_first_part(path: &str) -> bool {
    path.starts_with("data/archive/") || (path.ends_with("/1.json") && !path.ends_with("/older/1.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_and_its_parts_are_published_without_comments() {
        let parts = WORKER_PARTS.map(|(_, text)| text);
        for script in parts
            .iter()
            .chain(&[include_str!("offline/sw.js"), include_str!("offline/retire.js")])
        {
            let published = without_comments(script);
            for comment in ["/*", "// "] {
                assert!(!published.contains(comment), "{comment} in {published}");
            }
        }
    }
}
