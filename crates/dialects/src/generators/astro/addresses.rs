//! Addresses that Astro gave to documents, and links to these addresses.

use feuillet_content::document::front_matter::Node;

use super::site::CONTENT;
use crate::document::Document;
use crate::folder::index::join;
use crate::folder::place::{is_language, without_extension};
use crate::front_matter::Front;

/// Returns the old addresses of a document: `/notes/a/` and `/blog/a/` in a collection `notes`, `/a/` in Starlight's
/// documentation and in `src/pages/`.
pub(super) fn of(front: &Front<'_>, document: Document<'_>) -> Vec<String> {
    let Some(inside) = document.file.strip_prefix(document.root) else {
        return Vec::new();
    };
    let slug = match front.get("slug") {
        Some(Node::Scalar(slug)) if !slug.trim().is_empty() => Some(slug.trim().trim_matches('/')),
        _ => None,
    };
    let named = |path: &str| {
        let path = without_extension(path);
        let path = path.strip_suffix("/index").unwrap_or(path);
        slug.map_or_else(|| path.to_lowercase(), str::to_owned)
    };
    if let Some(path) = inside.strip_prefix("src/content/docs/") {
        return vec![format!("/{}/", named(path).trim_start_matches("index"))]
            .into_iter()
            .filter(|address| address != "//")
            .collect();
    }
    if let Some(path) = inside.strip_prefix("src/pages/") {
        return vec![format!("/{}/", without_extension(path).trim_end_matches("/index"))];
    }
    let path = inside
        .strip_prefix(CONTENT)
        .or_else(|| inside.strip_prefix("src/data/"));
    let Some((collection, rest)) = path.unwrap_or(inside).split_once('/') else {
        return Vec::new();
    };
    let name = named(rest);
    let mut addresses = vec![format!("/{collection}/{name}/")];
    if collection != "blog" {
        addresses.push(format!("/blog/{name}/"));
    }
    addresses
}

/// Resolves a link to an address of the site, such as `/ar/guides/x/`, `../x/` or `/blog/x`, to a link to its document.
pub(super) fn resolve(target: &str, document: Document<'_>) -> Option<String> {
    let Document { index, root, file, .. } = document;
    let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    if path.is_empty() || path.starts_with("//") || path.split('/').next().is_some_and(|start| start.contains(':')) {
        return None;
    }
    let path = feuillet_content::percent::decode(path)?;
    let link = |folder: &str, path: &str| {
        let found = index.document(folder, path)?;
        Some(format!("{}{suffix}", index.link(found)?))
    };
    let content = format!("{root}{CONTENT}");
    let docs = format!("{content}docs/");
    let Some(absolute) = path.strip_prefix('/') else {
        // Relative to the page's address, which is a folder of its own.
        let page = without_extension(file);
        let page = page.strip_suffix("/index").unwrap_or(page);
        return link(page, &path);
    };
    if absolute.trim_matches('/').is_empty() {
        return None;
    }
    if let Some(found) = link(&docs, absolute) {
        return Some(found);
    }
    // There are no home pages for single languages.
    if is_language(absolute.trim_matches('/'), &document.site.languages) {
        return None;
    }
    let direct = link(&content, absolute).or_else(|| link(&format!("{root}src/pages/"), absolute));
    direct.or_else(|| {
        // In `/blog/x` or `/x`, `x` may be a document of the same collection as this one.
        let (_, rest) = absolute.split_once('/').unwrap_or(("", absolute));
        let own = file.strip_prefix(&content)?.split('/').next()?;
        let folder = join(&content, own);
        link(&folder, rest.trim_end_matches('/')).filter(|_| !rest.trim_matches('/').is_empty())
    })
}
