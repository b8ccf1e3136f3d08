//! Resolves links in Hugo's and Zola's documents: by file, and by the addresses that the generator gave to documents.

use feuillet_content::percent;

use crate::document::Document;
use crate::folder::index::join;
use crate::folder::place::stem;
use crate::folder::sections::split_language;
use crate::syntax::html_body::is_html;
use crate::text::edited::Text;
use crate::text::links;

/// Returns the link to a document's file, from the content's root: the links of all documents are resolved from there.
fn link_to(document: Document<'_>, file: &str) -> Option<String> {
    let path = file.strip_prefix(document.root)?;
    Some(format!("/{}", percent::encode_path(path)))
}

/// Returns the link to the document or section that `path` names below `folder`, preferably in `language`.
fn find(document: Document<'_>, folder: &str, path: &str, language: Option<&str>) -> Option<String> {
    let (index, sections) = (document.index, &document.site.sections);
    let trimmed = path.trim_end_matches('/');
    if let Some(language) = language {
        let plain = trimmed.strip_suffix(".md").unwrap_or(trimmed);
        let translated = [format!("{plain}.{language}.md"), format!("{plain}/index.{language}.md")];
        let found = translated
            .iter()
            .map(|path| join(folder, path))
            .find(|file| index.has_document(file));
        if let Some(file) = found {
            return link_to(document, &file);
        }
    }
    let whole = join(folder, trimmed);
    // A path may name a section by its folder or by its `_index.md`.
    let section = whole
        .rsplit_once('/')
        .map_or(("", whole.as_str()), |(section, name)| (section, name));
    let is_section_file = section.1.starts_with("_index");
    let section_folder = if is_section_file { section.0 } else { &whole };
    let page = format!("{section_folder}/_index.md");
    if index.has_document(&page) {
        return link_to(document, &page);
    }
    if !is_section_file && let Some(file) = index.document(folder, trimmed) {
        return link_to(document, file);
    }
    let section_folder = if section_folder.is_empty() {
        String::new()
    } else {
        format!("{section_folder}/")
    };
    sections.link(&section_folder)
}

/// Resolves Hugo's `ref`: a path from the document's folder or from the content's root, or the mere name of a document
/// in any folder.
pub(crate) fn by_reference(document: Document<'_>, reference: &str, language: Option<&str>) -> Option<String> {
    let (path, anchor) = reference.split_at(reference.find('#').unwrap_or(reference.len()));
    if path.is_empty() {
        return (anchor.len() > 1).then(|| anchor.to_owned());
    }
    let own = document.place.language.as_deref();
    let wanted = language.or(own);
    let own_base = document
        .site
        .sections
        .base(document.file)
        .map_or(document.root, |(base, _)| base);
    let language_base = wanted.map(|language| format!("{}{language}/", document.root));
    let directory = document.file.rsplit_once('/').map_or("", |(directory, _)| directory);
    // Folders to search: the document's own, that of the wanted language, and the roots of the content.
    let mut folders: Vec<&str> = Vec::new();
    if !path.starts_with('/') && language.is_none() {
        folders.push(directory);
    }
    folders.extend(
        language_base
            .as_deref()
            .filter(|base| *base != own_base && language.is_some()),
    );
    folders.extend([own_base, document.root]);
    let found = folders
        .into_iter()
        .find_map(|folder| find(document, folder, path, wanted));
    let found = found.or_else(|| {
        // Fallback: any document whose path ends like the reference.
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let name = stem(name);
        let mut candidates = document
            .index
            .named(name)
            .iter()
            .filter(|file| file.starts_with(document.root));
        let end = format!("/{}", path.trim_matches('/').trim_end_matches(".md"));
        let fits = |file: &&String| {
            let stem = file.strip_suffix(".md").unwrap_or(file);
            let stem = stem.strip_suffix("/index").unwrap_or(stem);
            format!("/{stem}").ends_with(&end)
        };
        candidates.find(fits).and_then(|file| link_to(document, file))
    })?;
    Some(format!("{found}{anchor}"))
}

/// Resolves an address as the generator published it, from the root or relative to the document's own address. None if
/// it names nothing or can be resolved without this.
fn by_address(document: Document<'_>, target: &str) -> Option<String> {
    let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    let is_elsewhere = path.is_empty() || path.starts_with("//") || path.split('/').next()?.contains(':');
    if is_elsewhere {
        return None;
    }
    let decoded = percent::decode(path)?;
    let (base, language) = document.site.sections.base(document.file)?;
    let own = own_folder(document, base);
    let last = decoded.rsplit('/').next().unwrap_or_default();
    if last.contains('.') && !is_html(&decoded) {
        // A picture or other file, relative to the document's address.
        if decoded.starts_with('/')
            || document
                .index
                .resolve(target, document.file, document.root, document.site)
                .is_some()
        {
            return None;
        }
        // Shortcodes may name files from the content folder or from a static folder.
        let wholes = [join(&own[base.len()..], &decoded), decoded];
        let link = wholes.iter().find_map(|whole| {
            let whole = format!("/{}", percent::encode_path(whole));
            document
                .index
                .resolve(&whole, document.file, document.root, document.site)
        })?;
        return Some(format!("{link}{suffix}"));
    }
    let decoded = decoded
        .strip_suffix("index.html")
        .or(decoded.strip_suffix(".html"))
        .unwrap_or(&decoded);
    let folders = if decoded.starts_with('/') {
        [base, document.root]
    } else {
        [own.as_str(), own.as_str()]
    };
    if !decoded.starts_with('/')
        && !decoded.ends_with('/')
        && document
            .index
            .resolve(target, document.file, document.root, document.site)
            .is_some()
    {
        return None;
    }
    let found = folders.iter().find_map(|folder| {
        let plain = decoded.trim_matches('/');
        if plain.is_empty() && decoded.starts_with('/') {
            return None;
        }
        find(
            document,
            folder,
            decoded,
            language.or(document.place.language.as_deref()),
        )
    })?;
    Some(format!("{found}{suffix}"))
}

/// Returns the folder that relative addresses start from: `blog/a.md` and `blog/a/index.md` -> `blog/a/`.
fn own_folder(document: Document<'_>, base: &str) -> String {
    let path = &document.file[base.len()..];
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (plain, _) = split_language(stem(name), &document.site.languages);
    let separator = if directory.is_empty() { "" } else { "/" };
    match plain {
        "index" | "_index" => format!("{base}{directory}{separator}"),
        plain => format!("{base}{directory}{separator}{plain}/"),
    }
}

/// Rewrites the addresses in a text to links to the files that they name.
pub(crate) fn lead(text: &mut Text, document: Document<'_>) {
    links::rewrite(text, |destination| by_address(document, destination.target.trim()));
}

/// Resolves the path behind `@/` in Zola's `@/blog/a.md#b`: a document or a section.
pub(crate) fn by_content_path(document: Document<'_>, path: &str) -> Option<String> {
    let (path, anchor) = path.split_at(path.find('#').unwrap_or(path.len()));
    let path = percent::decode(path)?;
    let file = join(document.root, &path);
    let found = if document.index.has_document(&file) {
        link_to(document, &file)?
    } else {
        let folder = file.strip_suffix("_index.md").or_else(|| {
            let (folder, name) = file.rsplit_once('/')?;
            (split_language(stem(name), &document.site.languages).0 == "_index").then(|| &file[..=folder.len()])
        })?;
        document.site.sections.link(folder)?
    };
    Some(format!("{found}{anchor}"))
}
