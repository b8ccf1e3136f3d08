//! Files that belong to hidden documents: their pictures and attachments are not published either, unless something
//! published links to them.

use std::collections::BTreeSet;

use feuillet_content::base_path::BasePath;
use feuillet_content::links::{LinkContext, Target};
use feuillet_content::percent;
use feuillet_dialects::source::Source;
use feuillet_engine::published_path::PublishedPath;
use feuillet_settings::Settings;

use super::scan::{Asset, Scan};
use super::{HiddenText, Library};

/// Returns the published paths of the files that belong to hidden documents only.
///
/// A file belongs to a document that links to it and lies beside or above it, or in whose folder it lies: `trip/` of
/// `trip/index.md`, up to folders of published documents in it, or `trip/` of `trip.md`, if no published document lies
/// there.
pub(crate) fn withheld(
    scan: &Scan,
    library: &Library,
    settings: &Settings,
    base: &BasePath,
) -> BTreeSet<PublishedPath> {
    if library.hidden.is_empty() && library.hidden_texts.is_empty() {
        return BTreeSet::new();
    }
    let Folders { hidden, published } = folders(scan, library);
    let in_folders = scan.assets.iter().filter(|asset| {
        let mut above = ancestors(asset.file.as_str());
        let nearest = above.find(|folder| hidden.contains(*folder) || published.contains(*folder));
        nearest.is_some_and(|folder| hidden.contains(folder))
    });
    let mut withheld: BTreeSet<PublishedPath> = in_folders.map(|asset| asset.published.clone()).collect();
    for HiddenText { source, targets } in &library.hidden_texts {
        let linked = targets
            .iter()
            .filter_map(|target| asset(scan, source.directory(), target));
        let own = linked.filter(|asset| is_beside(asset, source, &scan.translator.roots));
        withheld.extend(own.map(|asset| asset.published.clone()));
    }
    if !withheld.is_empty() {
        for published in linked_by_published(scan, library, settings, base) {
            withheld.remove(published);
        }
        keep_named(scan, &mut withheld);
    }
    withheld
}

/// Extensions of files that may name others: style sheets, static pages, scripts, data.
const TEXTS: [&str; 9] = ["css", "htm", "html", "js", "json", "mjs", "svg", "webmanifest", "xml"];

/// Takes out files whose names stand in a published file that browsers read, wherever: rather one file too many than a
/// page without its picture.
fn keep_named(scan: &Scan, withheld: &mut BTreeSet<PublishedPath>) {
    let may_name = |asset: &&Asset| {
        let extension = asset
            .published
            .as_str()
            .rsplit_once('.')
            .map(|(_, extension)| extension);
        extension.is_some_and(|extension| TEXTS.iter().any(|text| extension.eq_ignore_ascii_case(text)))
    };
    for asset in scan.assets.iter().filter(may_name) {
        if withheld.is_empty() {
            return;
        }
        // A file that cannot be read is told where it is copied.
        if withheld.contains(&asset.published) {
            continue;
        }
        let Ok(bytes) = std::fs::read(&asset.path) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        withheld.retain(|published| {
            let name = published.as_str().rsplit('/').next().unwrap_or_default();
            !text.contains(name) && !text.contains(&percent::encode_path(name))
        });
    }
}

/// Folders of documents.
struct Folders {
    /// Folders of hidden documents only.
    hidden: BTreeSet<String>,
    /// Folders of published documents, and the folders around them.
    published: BTreeSet<String>,
}

fn folders(scan: &Scan, library: &Library) -> Folders {
    let hidden = library.hidden.iter().map(|hidden| hidden.file.as_str());
    let texts = library.hidden_texts.iter().map(|text| text.source.file.as_str());
    let files: Vec<&str> = hidden.chain(texts).collect();
    let mut hidden: BTreeSet<String> = files.iter().flat_map(|file| folders_of(file)).collect();
    let bundles = files.iter().filter(|file| is_index(file));
    let bundles: BTreeSet<&str> = bundles.filter_map(|file| ancestors(file).next()).collect();
    let mut published = BTreeSet::new();
    for (source, _) in library.texts() {
        let file = source.file.as_str();
        published.extend(ancestors(file).next().map(str::to_owned));
        // A folder that is named like a document and holds others is more than that document's.
        for folder in ancestors(file).filter(|folder| !bundles.contains(folder)) {
            hidden.remove(folder);
        }
        for folder in folders_of(file) {
            hidden.remove(&folder);
            published.insert(folder);
        }
    }
    for root in &scan.translator.roots {
        hidden.remove(root.trim_end_matches('/'));
    }
    Folders { hidden, published }
}

/// The folders that hold files of a document by their names: of `a/b.fr.md`, `a/b.fr` and `a/b`; of `a/index.md`, `a`.
fn folders_of(file: &str) -> Vec<String> {
    let (directory, stem, plain) = parts(file);
    let mut folders = Vec::new();
    if is_index(file) {
        folders.push(directory.to_owned());
    } else {
        let slash = if directory.is_empty() { "" } else { "/" };
        folders.extend([stem, plain].map(|name| format!("{directory}{slash}{name}")));
    }
    folders.retain(|folder| !folder.is_empty());
    folders
}

/// Whether a document is the one of its folder: `a/index.fr.md`.
fn is_index(file: &str) -> bool {
    let (_, _, plain) = parts(file);
    plain.eq_ignore_ascii_case("index") || plain.eq_ignore_ascii_case("_index")
}

/// The folder of a file, and its name without its extension and without a language: of `a/b.fr.md`, `a`, `b.fr` and `b`.
fn parts(file: &str) -> (&str, &str, &str) {
    let (directory, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = stem.rsplit_once('.').map_or(stem, |(plain, _)| plain);
    (directory, stem, plain)
}

/// The folders that a file lies in, from the nearest up, without the top: of `a/b/c.png`, `a/b` and `a`.
fn ancestors(file: &str) -> impl Iterator<Item = &str> {
    file.rmatch_indices('/').map(|(at, _)| &file[..at])
}

/// Whether a file lies in the folder of a document or, unless that is the top of the content, below it.
fn is_beside(asset: &Asset, source: &Source, roots: &[String]) -> bool {
    let directory = |file| ancestors(file).next().unwrap_or_default();
    let own = directory(source.file.as_str());
    let is_top = own.is_empty() || roots.iter().any(|root| root.trim_end_matches('/') == own);
    let file = asset.file.as_str();
    directory(file) == own || !is_top && ancestors(file).any(|folder| folder == own)
}

/// The published paths of the files that published documents, texts on terms and the main menu name.
fn linked_by_published<'a>(
    scan: &'a Scan,
    library: &'a Library,
    settings: &'a Settings,
    base: &BasePath,
) -> impl Iterator<Item = &'a PublishedPath> {
    let blog = settings.address(base);
    let texts = library
        .texts()
        .flat_map(|(source, targets)| targets.iter().map(|target| (source.directory(), target)));
    let covers = library.entries().filter_map(|entry| {
        let cover = entry.meta.cover.as_ref()?;
        Some((entry.source.directory(), &cover.source))
    });
    let menu = settings.navigation.iter().flatten().map(|item| ("", &item.to));
    let targets = texts.chain(covers).chain(menu);
    targets.filter_map(move |(directory, target)| {
        // The whole address of a file of the blog.
        let path = blog.as_ref().and_then(|blog| target.strip_prefix(blog.as_str()));
        let found = match path {
            Some(path) => asset(scan, "", &format!("/{path}")),
            None => asset(scan, directory, target),
        };
        Some(&found?.published)
    })
}

/// The file that a link in a folder of the content leads to.
fn asset<'a>(scan: &'a Scan, directory: &str, target: &str) -> Option<&'a Asset> {
    let root = BasePath::root();
    let links = LinkContext {
        base: &root,
        directory,
        renamed: &[],
    };
    match links.target(target) {
        Target::Inside { path, .. } => scan.asset(&PublishedPath::parse(&path)?),
        Target::Document { .. } | Target::Elsewhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_folders_by_their_names() {
        for (file, expected) in [
            ("posts/trip/index.md", &["posts/trip"][..]),
            ("posts/trip/index.fr.md", &["posts/trip"]),
            ("posts/trip.md", &["posts/trip", "posts/trip"]),
            ("posts/trip.fr.md", &["posts/trip.fr", "posts/trip"]),
            ("tags/x/_index.md", &["tags/x"]),
            ("trip.md", &["trip", "trip"]),
            ("index.md", &[]),
        ] {
            assert_eq!(folders_of(file), expected, "{file}");
        }
        assert_eq!(ancestors("a/b/c.png").collect::<Vec<_>>(), ["a/b", "a"]);
    }
}
