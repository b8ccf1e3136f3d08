//! Tells what becomes of the files of Hugo and Zola: documents in sections, alone or in a folder with their pictures.

use feuillet_content::folder::Folder;

use crate::folder::place::{DocumentPlace, Place, stem};
use crate::folder::sections::{Hidden, at, scalar, split_language};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;

/// Names of documents without text of their own, which templates fill.
const MACHINERY: [&str; 14] = [
    "404",
    "search",
    "archive",
    "archives",
    "tags",
    "categories",
    "category",
    "tag",
    "sitemap",
    "feed",
    "rss",
    "offline",
    "robots",
    "taxonomies",
];

/// Tells what becomes of a Markdown file below `root`, by its path and its front matter.
pub(crate) fn place(file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
    match site.sections.hidden(file) {
        Some(Hidden::Machinery) => Place::Machinery,
        Some(Hidden::Draft) => match place_in_section(file, root, tree, site) {
            Place::Document(_) if file.rsplit('/').next().is_some_and(|name| name.starts_with("_index.")) => {
                Place::Section
            }
            Place::Document(place) => Place::Document(DocumentPlace {
                draft: Some("in a section with `draft: true`".to_owned()),
                ..place
            }),
            Place::Term(_) => Place::Section,
            place => place,
        },
        None => place_in_section(file, root, tree, site),
    }
}

/// The same of a section that is published.
fn place_in_section(file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
    let Some((base, _)) = site.sections.base(file) else {
        return Place::Machinery;
    };
    let path = &file[base.len()..];
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (plain, by_name) = split_language(stem(name), &site.languages);
    if plain == "_index" {
        // Only Hugo's settings could tell which other folders are taxonomies.
        let is_term = path.starts_with("categories/") || path.starts_with("tags/");
        if let Some(term) = DocumentPlace::of_term(path).filter(|_| is_term) {
            return Place::Term(term);
        }
        if !section_page(file, tree, site) {
            return Place::Section;
        }
        return described(&format!("{directory}.md"), Folder::Pages, file, root, site);
    }
    let is_index = plain.eq_ignore_ascii_case("index");
    if is_index && directory.is_empty() {
        // The home page, which lists posts.
        return Place::Section;
    }
    let section = if is_index {
        directory.rsplit_once('/').map_or("", |(section, _)| section)
    } else {
        directory
    };
    // Documents at the top or in `pages/` are pages, unless they have a date.
    let is_page = section.is_empty() || matches!(section.to_lowercase().as_str(), "page" | "pages");
    let mut folder = Folder::Posts;
    if is_page {
        let text = tree.peek(file);
        let front = Front::read(&text, &mut Vec::new());
        let named = if is_index {
            directory.rsplit('/').next().unwrap_or_default()
        } else {
            plain
        };
        if is_template(&front, named) {
            return Place::Machinery;
        }
        if scalar(front.get("date")).is_none() {
            folder = Folder::Pages;
        }
    }
    let tag = by_name.map_or_else(String::new, |tag| format!(".{tag}"));
    let name = match (folder, is_index) {
        // The page's own folder gives its name: `about/index.md` -> `about.md`.
        (Folder::Pages, true) => format!("{}{tag}.md", directory.rsplit('/').next().unwrap_or_default()),
        (Folder::Pages, false) => format!("{plain}{tag}.md"),
        (Folder::Posts, _) => path.to_owned(),
    };
    described(&name, folder, file, root, site)
}

/// Whether a template fills the document, such as a search page or an archive.
fn is_template(front: &Front<'_>, name: &str) -> bool {
    let named = ["layout", "type", "template", "url", "path"].into_iter().any(|key| {
        let value = scalar(front.get(key)).unwrap_or_default().to_lowercase();
        let value = value.trim_matches('/').trim_end_matches(".html");
        MACHINERY.contains(&value)
    });
    let is_empty = front.text[front.body..].trim().is_empty();
    named || (is_empty && MACHINERY.contains(&name.to_lowercase().as_str()))
}

/// Whether an `_index.md` is a page: it has text, and there is no other document in its folder.
fn section_page(file: &str, tree: &Tree, site: &Site) -> bool {
    let folder = &file[..file.rfind('/').map_or(0, |slash| slash + 1)];
    if site.sections.base(file).is_some_and(|(base, _)| base == folder) {
        return false;
    }
    let mut others = tree
        .below(folder)
        .filter(|name| crate::folder::place::is_markdown(name) && !name[folder.len()..].starts_with("_index."));
    if others.next().is_some() {
        return false;
    }
    let text = tree.read(file).unwrap_or_default();
    let front = Front::read(&text, &mut Vec::new());
    !text[front.body..].trim().is_empty()
}

/// Builds the place of a document at `path` below `folder`, with its language, translation key, slug and category.
fn described(path: &str, folder: Folder, file: &str, root: &str, site: &Site) -> Place {
    let Some((base, language)) = site.sections.base(file) else {
        return Place::Machinery;
    };
    let default = site
        .settings
        .language
        .as_deref()
        .or(site.languages.first().map(String::as_str));
    let mut place = match language.filter(|language| default.is_some_and(|default| default != *language)) {
        Some(language) => DocumentPlace::new(folder, &format!("{language}/{path}"), &site.languages),
        None => DocumentPlace::new(folder, path, &site.languages),
    };
    // With the project's path, keys of the author's other sites cannot be the same.
    let project = root.strip_suffix("content/").unwrap_or(root);
    let own = &file[base.len()..];
    let (directory, name) = file.rsplit_once('/').unwrap_or(("", file));
    let (plain, by_name) = split_language(stem(name), &site.languages);
    let key = own.len() - name.len();
    let key = format!("{project}{}{plain}", &own[..key]);
    if language.is_some() {
        place.language = place.language.or_else(|| language.map(str::to_owned));
        place.translation_key = Some(key);
    } else if by_name.is_some() || site.sections.is_translated(directory, plain) {
        place.translation_key = Some(key);
        place.language = place.language.or_else(|| default.map(str::to_owned));
    }
    // Documents in other sections may have the same name, so the section joins the slug.
    if folder == Folder::Posts && site.sections.is_repeated(file) {
        let mut folders = own[..own.len() - name.len()].trim_end_matches('/').rsplit('/');
        let own = place.slug.as_deref().unwrap_or(plain);
        if plain.eq_ignore_ascii_case("index") {
            let own = folders.next().unwrap_or_default();
            let section = folders.next().filter(|section| !section.is_empty());
            place.slug = section.map(|section| format!("{section}-{own}"));
        } else {
            let section = folders.next().filter(|section| !section.is_empty());
            place.slug = section.map_or(place.slug.clone(), |section| Some(format!("{section}-{own}")));
        }
    }
    if folder == Folder::Posts {
        place.categories.extend(site.sections.category(file).map(str::to_owned));
    }
    Place::Document(place)
}

/// Returns the place of a file beside the documents, at the path where its generator publishes it.
pub(crate) fn asset(file: &str, site: &Site) -> Place {
    let Some((base, language)) = site.sections.base(file) else {
        return Place::Machinery;
    };
    if site.sections.hidden(file).is_some() {
        return Place::Machinery;
    }
    let default = site.settings.language.as_deref();
    let path = &file[base.len()..];
    Place::Asset(match language {
        Some(language) if default.is_some_and(|default| default != language) => format!("{language}/{path}"),
        _ => path.to_owned(),
    })
}

/// Returns the place of a file in a static folder, whose files go to the blog's root: `static/a.png` -> `a.png`.
pub(crate) fn from_static(file: &str, site: &Site) -> Option<Place> {
    let mut folders = site.static_folders.iter();
    let path = folders.find_map(|folder| file.strip_prefix(folder.as_str()))?;
    Some(Place::Asset(path.to_owned()))
}

/// Looks up a path of keys in the front matter, then in its table `params` or `extra`.
pub(crate) fn parameter<'a>(
    front: &'a Front<'_>,
    path: &[&str],
) -> Option<&'a feuillet_content::document::front_matter::Node> {
    let (first, rest) = path.split_first()?;
    let own = front.get(first).and_then(|node| at(Some(node), rest));
    own.or_else(|| at(front.get("params").or_else(|| front.get("extra")), path))
}
