//! Astro: content collections with Markdown and MDX in `src/content/`, and Starlight's documentation in
//! `src/content/docs/<language>/`.
//!
//! | in the folder | is |
//! |---|---|
//! | `src/content/docs/**` | an undated post, in the language of its first folder |
//! | `src/content/pages/**`, `src/pages/**` | a page |
//! | `src/content/<collection>/**`, `src/data/**`, `content/**`, `blog/**` … | a post |
//! | `public/**` | a file at the blog's root |
//! | other pictures and downloads | a file at the same path |

pub(crate) mod addresses;
pub(crate) mod site;

use crate::folder::marks::{Found, configured, found, prefixes};
use feuillet_content::document::front_matter::Node;
use feuillet_content::folder::Folder;
use feuillet_report::finding::Finding;

use super::shared::assets;
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{DocumentPlace, Place, is_language, is_markdown, stem, without_extension};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::generators::astro::site::CONTENT;
use crate::syntax::directives;
use crate::syntax::mdx::{self, Reading};
use crate::text::code::{Code, Indented};
use crate::text::edited::Text;
use crate::text::fault::Fault;
use crate::text::links;

#[derive(Debug)]
pub(crate) struct Astro;

/// Collections whose documents are pages.
const PAGES: &str = "pages page about info legal static-pages standalone";
/// Collections of data, without documents.
const DATA: &str = "authors author tags categories data config i18n settings navigation menus menu snippets fragments \
    partials components nav sections testimonials social links";
/// Folders of posts at the project's root, for collections outside of `src/content/`.
const FOLDERS: &str = "content blog posts articles notes writing";
/// Folders below `src/` that hold no documents.
const CODE: &str =
    "components layouts styles utils lib i18n scripts types assets config icons templates plugins middleware";

impl Dialect for Astro {
    fn name(&self) -> &'static str {
        "Astro"
    }

    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let mut roots = configured(tree, "astro.config.");
        roots.extend(prefixes(tree, "src/content/"));
        found("found its content collections in `{root}src/content/`", roots)
    }

    fn site(&self, tree: &Tree, root: &str, _: &mut Vec<Finding>) -> Site {
        site::site(tree, root)
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        let Some(inside) = file.strip_prefix(root) else {
            return Place::Machinery;
        };
        if let Some(published) = inside.strip_prefix("public/") {
            return Place::Asset(published.to_owned());
        }
        let is_private = inside.split('/').any(|part| part.starts_with('_'));
        if !is_markdown(file) {
            let is_asset = assets::is_served(inside) && (inside.contains('/') && !is_private);
            return if is_asset {
                Place::Asset(inside.to_owned())
            } else {
                Place::Machinery
            };
        }
        if is_private {
            return Place::Machinery;
        }
        let Some((folder, path)) = collection(inside) else {
            return Place::Machinery;
        };
        let name = stem(path.rsplit('/').next().unwrap_or_default());
        if folder == Folder::Pages && matches!(name, "404" | "500" | "index") && !path.contains('/') {
            return Place::Machinery;
        }
        let mut place = DocumentPlace::new(folder, path, &site.languages);
        let is_documentation = inside.starts_with("src/content/docs/");
        // The first folder is a language if the settings name it, or in the documentation if it looks like one.
        let in_language = path.split_once('/').filter(|(first, _)| {
            let declared = site
                .languages
                .iter()
                .any(|language| language.eq_ignore_ascii_case(first));
            declared || (is_documentation && is_language(first, &[]))
        });
        let rest = in_language.map_or(path, |(_, rest)| rest);
        if in_language.is_some() || (is_documentation && !site.languages.is_empty()) {
            let key = without_extension(rest).to_owned();
            place.language = in_language.map(|(language, _)| language.to_owned()).or(place.language);
            place.translation_key = place.translation_key.filter(|_| in_language.is_none()).or(Some(key));
        }
        place.categories = category(rest, inside);
        name_apart(&mut place, rest, is_documentation, site);
        if let Some((key, language)) = translated_pair(file, tree) {
            place.translation_key = Some(key);
            place.language = Some(language);
        }
        Place::Document(place)
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        // Starlight: `hero: { title, tagline, image: { file } }`.
        if let Some(Node::Map(hero)) = front.get("hero") {
            let text = |key: &str| match hero.iter().find(|(name, _)| name == key) {
                Some((_, Node::Scalar(text))) => Some(text.trim().to_owned()),
                _ => None,
            };
            fields.meta.title = fields.meta.title.take().or_else(|| text("title"));
            fields.meta.description = fields.meta.description.take().or_else(|| text("tagline"));
        }
        if let Some(cover) = &mut fields.meta.cover
            && let Some(link) = aliased(&cover.source, document)
        {
            cover.source = link;
        }
        fields.meta.aliases.extend(addresses::of(front, document));
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        let is_mdx = document.file.to_ascii_lowercase().ends_with(".mdx");
        if is_mdx {
            let meaning = |code: &str| match code.strip_prefix("frontmatter.")? {
                "title" => fields.meta.title.clone(),
                "description" => fields.meta.description.clone(),
                "author" => (!fields.meta.authors.is_empty()).then(|| fields.meta.authors.join(", ")),
                "date" | "pubDate" | "publishDate" => fields.meta.date.map(|date| date.to_string()),
                _ => None,
            };
            let reading = Reading {
                strict: true,
                leaf_directives: true,
                meaning: &meaning,
            };
            mdx::translate(text, reading, faults);
        } else {
            let code = Code::of(text.as_str(), Indented::IsCode);
            directives::translate(text, &code, true, faults);
        }
        links::rewrite(text, |destination| {
            aliased(&destination.target, document).or_else(|| addresses::resolve(&destination.target, document))
        });
    }
}

/// Tells whether a Markdown file is a post or a page, and returns its path in its collection. None if it is neither.
fn collection(inside: &str) -> Option<(Folder, &str)> {
    let listed = |list: &str, name: &str| {
        list.split_ascii_whitespace()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    if let Some(path) = inside.strip_prefix("src/pages/") {
        let first = path.split_once('/').map_or("", |(first, _)| first);
        let folder = if listed(FOLDERS, first) {
            Folder::Posts
        } else {
            Folder::Pages
        };
        return Some((folder, path));
    }
    let path = inside
        .strip_prefix(CONTENT)
        .or_else(|| inside.strip_prefix("src/data/"));
    if let Some(path) = path {
        return Some(match path.split_once('/') {
            Some((collection, _)) if listed(DATA, collection) => return None,
            Some((collection, rest)) if listed(PAGES, collection) => (Folder::Pages, rest),
            Some((_, rest)) => (Folder::Posts, rest),
            None => (Folder::Pages, path),
        });
    }
    let (first, path) = inside.strip_prefix("src/").unwrap_or(inside).split_once('/')?;
    let is_content = if inside.starts_with("src/") {
        !listed(CODE, first)
    } else {
        listed(FOLDERS, first)
    };
    is_content.then_some((Folder::Posts, path))
}

/// Makes slugs unique. Names repeat in the documentation, so its slugs hold the whole path (`guides/a` -> `guides-a`);
/// translations append their language (`a-fr`).
fn name_apart(place: &mut DocumentPlace, rest: &str, is_documentation: bool, site: &Site) {
    let path = without_extension(rest);
    let path = path.strip_suffix("/index").unwrap_or(path);
    if is_documentation && path.contains('/') {
        place.slug = Some(path.replace('/', "-"));
    }
    let default = site.settings.language.as_ref().or(site.languages.first());
    if let Some(language) = place
        .language
        .as_ref()
        .filter(|language| site.languages.len() > 1 && Some(*language) != default)
    {
        let name = place.slug.as_deref().unwrap_or(path.rsplit('/').next().unwrap_or(path));
        place.slug = Some(format!("{name}-{language}"));
    }
}

/// Returns the category of a document in the documentation, by its folder: `getting-started/a.md` -> `Getting started`.
fn category(path: &str, inside: &str) -> Vec<String> {
    match path.split_once('/') {
        Some((folder, _)) if inside.starts_with("src/content/docs/") => {
            let words = folder.replace(['-', '_'], " ");
            let mut letters = words.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            vec![first.unwrap_or_default() + letters.as_str()]
        }
        _ => Vec::new(),
    }
}

/// Returns the translation key and the language of a file: `a` and `zh` for `a-zh.mdx`. None without a translation such
/// as `a-en.mdx` beside it.
fn translated_pair(file: &str, tree: &Tree) -> Option<(String, String)> {
    let (base, language) = without_extension(file).rsplit_once(['-', '_'])?;
    if base.ends_with('/') || !is_language(language, &[]) {
        return None;
    }
    let is_pair = |other: &str| {
        let suffix = without_extension(other)
            .strip_prefix(base)
            .and_then(|rest| rest.strip_prefix(['-', '_']));
        other != file
            && is_markdown(other)
            && suffix.is_some_and(|suffix| suffix != language && is_language(suffix, &[]))
    };
    tree.below(base)
        .take_while(|other| other.len() > base.len())
        .any(is_pair)
        .then(|| (base.to_owned(), language.to_owned()))
}

/// Resolves an import alias to a link: `@/assets/a.png`, `~/assets/a.png`, `@assets/a.png`, `src/assets/a.png`.
fn aliased(target: &str, document: Document<'_>) -> Option<String> {
    let Document { index, root, .. } = document;
    let link = |path: String| index.link(&path);
    if let Some(path) = target.strip_prefix("@/").or_else(|| target.strip_prefix("~/")) {
        return link(format!("{root}src/{path}")).or_else(|| link(format!("{root}{path}")));
    }
    if let Some(path) = target.strip_prefix(['@', '~']).filter(|path| path.contains('/')) {
        return link(format!("{root}src/{path}"));
    }
    // `/src/assets/a.png` starts at the project's root. Themes also leave the slash out.
    let path = target.strip_prefix('/').unwrap_or(target);
    let path = path.starts_with("src/").then(|| format!("{root}{path}"))?;
    link(path)
}

#[cfg(test)]
mod tests;
