//! Tells what becomes of the files of a Jekyll folder.

use feuillet_content::folder::Folder;

use super::settings;
use crate::folder::machinery;
use crate::folder::place::{DocumentPlace, Place, dated, is_markdown, stem};
use crate::folder::site::Site;
use crate::folder::tree::Tree;

/// Folders that only the generator and its themes use.
const MACHINERY: [&str; 9] = [
    "_config",
    "_data",
    "_includes",
    "_layouts",
    "_plugins",
    "_sass",
    "_scss",
    "_site",
    "_assets",
];

pub(super) fn place(file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
    let Some(path) = file.strip_prefix(root) else {
        return Place::Machinery;
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let folders: Vec<&str> = path.split('/').rev().skip(1).collect();
    if settings::is_excluded(path, site) {
        return Place::Machinery;
    }
    if folders.contains(&"_drafts") {
        return if is_document(name) {
            Place::Document(DocumentPlace::draft(path, "_drafts", &site.languages))
        } else {
            Place::Machinery
        };
    }
    if let Some(at) = path.split('/').position(|part| part == "_posts") {
        return post(path, at, site);
    }
    let first = path.split('/').next().unwrap_or_default();
    if let Some(label) = first.strip_prefix('_') {
        return if path.len() == first.len() || MACHINERY.contains(&first) {
            Place::Machinery
        } else {
            of_collection(path, label, file, tree, site)
        };
    }
    if path.split('/').any(|part| part.starts_with('_')) {
        return Place::Machinery;
    }
    page(path, file, tree, site)
}

/// Whether a file is a document by its name. HTML counts, as Markdown may consist of HTML.
fn is_document(name: &str) -> bool {
    is_markdown(name) || has_extension(name, &["html", "htm", "text"])
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Returns the place of a file in `_posts`, which is part `at` of the path. Folders above it are categories.
fn post(path: &str, at: usize, site: &Site) -> Place {
    let parts: Vec<&str> = path.split('/').collect();
    let (above, below) = (&parts[..at], &parts[at + 1..]);
    let name = below.last().copied().unwrap_or_default();
    if !is_document(name) {
        return match above {
            // A picture beside a post, which Jekyll itself does not publish.
            _ if has_extension(
                name,
                &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "mp4", "pdf"],
            ) =>
            {
                Place::Asset(below.join("/"))
            }
            _ => Place::Machinery,
        };
    }
    if dated(stem(name)).0.is_none() {
        return Place::Hidden("name without a date, which Jekyll ignores".to_owned());
    }
    let inner: Vec<&str> = above.iter().chain(below).copied().collect();
    let mut place = DocumentPlace::new(Folder::Posts, &inner.join("/"), &site.languages);
    place.categories = above.iter().map(|&part| part.to_owned()).collect();
    Place::Document(place)
}

/// Returns the place of a file in the collection `label`, whose folder is `_<label>/`.
fn of_collection(path: &str, label: &str, file: &str, tree: &Tree, site: &Site) -> Place {
    let is_private = path.split('/').skip(1).any(|part| part.starts_with('_'));
    if is_private || !settings::is_published(label, site) {
        return Place::Machinery;
    }
    let inner = path.trim_start_matches('_');
    let name = inner.rsplit('/').next().unwrap_or_default();
    if !is_markdown(name) {
        let is_template = has_front_matter(file, tree) || has_extension(name, &["html", "yml", "yaml", "txt", "json"]);
        return if is_template {
            Place::Machinery
        } else {
            Place::Asset(inner.to_owned())
        };
    }
    if machinery::is_list(stem(name)) {
        return Place::Section;
    }
    if !has_front_matter(file, tree) {
        return Place::Asset(inner.to_owned());
    }
    Place::Document(DocumentPlace::new(Folder::Posts, inner, &site.languages))
}

fn page(path: &str, file: &str, tree: &Tree, site: &Site) -> Place {
    let name = path.rsplit('/').next().unwrap_or_default();
    if machinery::is_of_the_project(path) || machinery::is_generated(path) {
        return Place::Machinery;
    }
    let fronted = has_front_matter(file, tree);
    if !fronted {
        return Place::Asset(path.to_owned());
    }
    let is_page = is_markdown(name) || (has_extension(name, &["html"]) && says_something(&tree.peek(file)));
    if !is_page || machinery::is_list(stem(name)) {
        // Other files with front matter are templates, of a feed for example.
        return Place::Machinery;
    }
    // In Jekyll, a date in the name of a page has no meaning.
    let mut place = DocumentPlace::new(Folder::Pages, path, &site.languages);
    place.date = None;
    Place::Document(place)
}

/// Whether a file begins with front matter. `Tree::peek` has already decoded UTF-16.
fn has_front_matter(file: &str, tree: &Tree) -> bool {
    tree.peek(file).trim_start_matches('\u{feff}').starts_with("---")
}

/// Whether an HTML page has a title and text of its own. One with a loop or a paginator only lists other documents.
fn says_something(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("title")) && !text.contains("{% for") && !text.contains("paginator")
}
