//! Marks of generators: where in a folder the content may lie, told by the names of files and by how some documents
//! begin.

use std::collections::BTreeSet;

use super::place::{dated, is_markdown};
use super::tree::Tree;

/// The places where a generator's content lies.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The sign that told, shown to the author.
    pub(crate) evidence: String,
    /// Folders of the tree, each with a slash at its end, or empty for the top. There is at least one.
    pub(crate) roots: Vec<String>,
}

/// The outermost of some roots with the sign that told; none without any root. `{root}` in `evidence` becomes the first
/// root.
pub(crate) fn found(evidence: &str, roots: BTreeSet<String>) -> Option<Found> {
    let roots = outermost(roots);
    let first = roots.first()?;
    Some(Found {
        // At the top it has no name.
        evidence: if first.is_empty() {
            evidence.replace("`{root}`", "the folder").replace("{root}", "")
        } else {
            evidence.replace("{root}", first)
        },
        roots,
    })
}

/// The roots of a generator that keeps its content in folders of one name (`source/`), or at the top if that is empty.
pub(crate) fn roots_by_name(tree: &Tree, folder: &str) -> Vec<String> {
    if folder.is_empty() {
        return vec![String::new()];
    }
    let folders = prefixes(tree, folder).into_iter().map(|project| project + folder);
    let roots = outermost(folders.collect());
    if roots.is_empty() { vec![String::new()] } else { roots }
}

/// The `content/` folders of some projects.
pub(crate) fn content_roots(tree: &Tree, is_one: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let projects = prefixes(tree, "content/").into_iter();
    projects
        .filter(|project| is_one(project))
        .map(|project| format!("{project}content/"))
        .collect()
}

/// The folders (with a slash at their ends, or nothing) that hold a folder of a name (`content/`).
pub(crate) fn prefixes(tree: &Tree, folder: &str) -> BTreeSet<String> {
    let inner = format!("/{folder}");
    tree.names()
        .filter_map(|name| {
            if name.starts_with(folder) {
                Some(String::new())
            } else {
                name.find(&inner).map(|at| name[..=at].to_owned())
            }
        })
        .collect()
}

/// The folders that hold a file of this name.
pub(crate) fn projects(tree: &Tree, file: &str) -> BTreeSet<String> {
    let names = tree.names().filter_map(|name| name.strip_suffix(file));
    names
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .map(str::to_owned)
        .collect()
}

/// The folders that hold a file whose name begins like this.
pub(crate) fn configured(tree: &Tree, beginning: &str) -> BTreeSet<String> {
    tree.names()
        .filter_map(|name| {
            let (folder, file) = name.rfind('/').map_or(("", name), |slash| name.split_at(slash + 1));
            file.starts_with(beginning).then(|| folder.to_owned())
        })
        .collect()
}

/// Drops the roots that lie inside of another one.
fn outermost(roots: BTreeSet<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for root in roots {
        if !kept.iter().any(|outer| root.starts_with(outer.as_str())) {
            kept.push(root);
        }
    }
    kept
}

pub(crate) fn any_dated(tree: &Tree, folder: &str) -> bool {
    tree.below(folder)
        .any(|name| dated(name.rsplit('/').next().unwrap_or_default()).0.is_some())
}

/// How some documents of a folder begin.
pub(crate) fn sample<'a>(tree: &'a Tree, folder: &'a str) -> impl Iterator<Item = String> + 'a {
    const ENOUGH: usize = 60;
    tree.below(folder)
        .filter(|name| is_markdown(name))
        .take(ENOUGH)
        .map(|name| tree.peek(name))
}

/// Whether a line begins with a key.
pub(crate) fn has_key(text: &str, key: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(key))
}
