//! Docusaurus: a blog with MDX and directives in `blog/`, documentation in `docs/`.
//!
//! | in the folder | is |
//! |---|---|
//! | `blog/**` | a post, with the date in its name |
//! | `docs/**` | an undated post |
//! | `src/pages/**.md` | a page |
//! | `i18n/<language>/docusaurus-plugin-content-…/**` | a translation of one of these |
//! | `static/**` | a file at the blog's root |
//! | `_x.mdx`, older versions, code | the generator's own |

pub(crate) mod site;

use crate::folder::marks::{Found, any_dated, configured, found, prefixes};
use feuillet_content::date::Date;
use feuillet_content::document::front_matter::Node;
use feuillet_content::folder::Folder;
use feuillet_report::finding::Finding;

use super::shared::assets;
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::place::{DocumentPlace, Place, dated, is_markdown, stem};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::front_matter::fields::Fields;
use crate::syntax::mdx::{self, Reading};
use crate::text::edited::{Edit, Text};
use crate::text::fault::Fault;
use crate::text::links;

#[derive(Debug)]
pub(crate) struct Docusaurus;

impl Dialect for Docusaurus {
    fn name(&self) -> &'static str {
        "Docusaurus"
    }

    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let mut roots = configured(tree, "docusaurus.config.");
        if roots.is_empty() {
            roots.extend(prefixes(tree, "blog/").into_iter().filter(|root| {
                let blog = format!("{root}blog/");
                let authors = ["authors.yml", "authors.yaml"]
                    .iter()
                    .any(|name| tree.has(&format!("{blog}{name}")));
                authors && any_dated(tree, &blog)
            }));
        }
        found(
            "found its settings, or a `blog/` with `authors.yml`, in `{root}`",
            roots,
        )
    }

    fn site(&self, tree: &Tree, root: &str, _: &mut Vec<Finding>) -> Site {
        site::site(tree, root)
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        let Some(inside) = file.strip_prefix(root) else {
            return Place::Machinery;
        };
        if let Some(published) = inside.strip_prefix("static/") {
            return Place::Asset(published.to_owned());
        }
        let Some(part) = Part::of(inside, site) else {
            let is_asset = assets::is_served(inside) && inside.contains('/');
            return if is_asset {
                Place::Asset(inside.to_owned())
            } else {
                Place::Machinery
            };
        };
        let is_private = part.path.split('/').any(|part| part.starts_with('_'));
        if is_private || !is_markdown(file) {
            let is_asset = assets::is_served(inside) && !is_private;
            return if is_asset {
                Place::Asset(inside.to_owned())
            } else {
                Place::Machinery
            };
        }
        let name = stem(part.path.rsplit('/').next().unwrap_or_default());
        if part.kind == Kind::Page && matches!(name, "index" | "404") && !part.path.contains('/') {
            return Place::Machinery;
        }
        let folder = if part.kind == Kind::Page {
            Folder::Pages
        } else {
            Folder::Posts
        };
        let mut place = DocumentPlace::new(folder, part.path, &site.languages);
        if part.kind == Kind::Post
            && place.date.is_none()
            && let Some((date, rest)) = dated_path(part.path)
        {
            place.date = Some(date);
            place.slug = Some(rest.to_owned());
        }
        if let (Kind::Post, Some(date), Some(slug)) = (part.kind, place.date, &place.slug) {
            let folder = file.strip_suffix(part.path).unwrap_or_default();
            // Docusaurus's addresses hold the date, so several posts may have one name: the date joins their slugs.
            let named = |other: &str| {
                let other = other.rsplit_once('.').map_or(other, |(stem, _)| stem);
                let other = other.strip_suffix("/index").unwrap_or(other);
                other
                    .strip_suffix(slug.as_str())
                    .is_some_and(|before| before.ends_with(['-', '/']))
            };
            if tree.below(folder).filter(|other| named(other)).take(2).count() > 1 {
                place.slug = Some(format!("{slug}-{date}"));
            }
        }
        if part.kind == Kind::Documentation {
            // Names in `docs/` have no dates, but numbers as sort keys.
            place.date = None;
            let path = part.path.rsplit_once('.').map_or(part.path, |(stem, _)| stem);
            let path = path.strip_suffix("/index").unwrap_or(path);
            let parts: Vec<&str> = path.split('/').map(without_number).collect();
            // Names repeat, so the slug holds the whole path: `a/01-intro` -> `a-intro`.
            place.slug = Some(parts.join("-")).filter(|plain| plain != name);
            place.name = format!("posts/docs/{}", place.name.trim_start_matches("posts/"));
        }
        if part.language.is_some() {
            place.language = part.language.map(str::to_owned);
        }
        // Translations share a key and have slugs of their own.
        if site.languages.len() > 1 {
            let kind = part.kind;
            place.translation_key = Some(format!(
                "{kind:?}/{}",
                part.path.rsplit_once('.').map_or(part.path, |(stem, _)| stem)
            ));
            if let Some(language) = part.language {
                place.name = place.name.replacen('/', &format!("/{language}/"), 1);
                let plain = place.slug.as_deref().unwrap_or(name);
                place.slug = Some(format!("{plain}-{language}"));
            }
        }
        Place::Document(place)
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        let scalar = |key: &str| match front.get(key) {
            Some(Node::Scalar(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        };
        if let Some(authors) = front.get("authors") {
            let names = site::names(authors, document.site);
            if !names.is_empty() {
                fields.meta.authors = names;
            }
        }
        let slug = scalar("slug");
        if let Some(slug) = &slug {
            // `slug` is a path from the blog's root, and its last part names the post.
            let last = slug.trim_matches('/').rsplit('/').next().unwrap_or_default();
            fields.meta.slug = Some(last.to_owned()).filter(|last| !last.is_empty());
        }
        if fields.meta.title.is_none() {
            fields.meta.title = scalar("sidebar_label");
        }
        let inside = document.file.strip_prefix(document.root).unwrap_or(document.file);
        if let Some(part) = Part::of(inside, document.site) {
            fields
                .meta
                .aliases
                .extend(part.address(slug.as_deref(), scalar("id").as_deref(), document));
        }
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        unwrap_mdx_blocks(text);
        let meaning = |code: &str| match code {
            "frontMatter.title" | "contentTitle" | "metadata.title" => fields.meta.title.clone(),
            "frontMatter.description" | "metadata.description" => fields.meta.description.clone(),
            _ => None,
        };
        let reading = Reading {
            strict: document.file.to_ascii_lowercase().ends_with(".mdx"),
            leaf_directives: false,
            meaning: &meaning,
        };
        mdx::translate(text, reading, faults);
        links::rewrite(text, |destination| resolve(&destination.target, document));
    }
}

/// Kind of a part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Post,
    Documentation,
    Page,
}

/// A file in one of the parts of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part<'a> {
    kind: Kind,
    /// Path from the folder of that part.
    path: &'a str,
    /// Language of a translation.
    language: Option<&'a str>,
}

impl<'a> Part<'a> {
    fn of(inside: &'a str, site: &Site) -> Option<Self> {
        let part = |kind, path| Self {
            kind,
            path,
            language: None,
        };
        if let Some(path) = inside.strip_prefix("src/pages/") {
            return Some(part(Kind::Page, path));
        }
        if let Some((language, rest)) = inside.strip_prefix("i18n/").and_then(|rest| rest.split_once('/')) {
            let (plugin, path) = rest.split_once('/')?;
            let (kind, path) = if plugin.starts_with("docusaurus-plugin-content-blog") {
                (Kind::Post, path)
            } else if plugin.starts_with("docusaurus-plugin-content-docs") {
                (Kind::Documentation, path.strip_prefix("current/")?)
            } else if plugin == "docusaurus-plugin-content-pages" {
                (Kind::Page, path)
            } else {
                return None;
            };
            return Some(Self {
                kind,
                path,
                language: Some(language),
            });
        }
        let (blog, docs) = (site::folder(site, "blog"), site::folder(site, "docs"));
        let below = |folder: &str| inside.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        below(&blog)
            .map(|path| part(Kind::Post, path))
            .or_else(|| below(&docs).map(|path| part(Kind::Documentation, path)))
    }

    /// Returns the old address of the file, if it has one.
    fn address(&self, slug: Option<&str>, id: Option<&str>, document: Document<'_>) -> Vec<String> {
        let base = match self.kind {
            Kind::Post => site::route(document.site, "blog"),
            Kind::Documentation => site::route(document.site, "docs"),
            Kind::Page => String::new(),
        };
        let language = self.language.map(|language| format!("/{language}")).unwrap_or_default();
        let path = self.path.rsplit_once('.').map_or(self.path, |(stem, _)| stem);
        let path = path.strip_suffix("/index").unwrap_or(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let own = match (self.kind, slug) {
            (Kind::Documentation, Some(slug)) if !slug.starts_with('/') => format!("{folder}/{slug}"),
            (_, Some(slug)) => slug.to_owned(),
            (Kind::Post, None) => match document.place.date {
                // The address begins with the date: `2021/05/01/hello`.
                Some(date) => {
                    let name = document.place.slug.as_deref().unwrap_or(path);
                    let name = name.strip_suffix(&format!("-{date}")).unwrap_or(name);
                    format!("{}/{name}", date.to_string().replace('-', "/"))
                }
                None => path.to_owned(),
            },
            (Kind::Documentation, None) => {
                let numbered = id.map_or_else(|| path.to_owned(), |id| format!("{folder}/{id}"));
                let parts: Vec<&str> = numbered.split('/').map(without_number).collect();
                parts.join("/")
            }
            (Kind::Page, None) => path.to_owned(),
        };
        let own = own.trim_matches('/');
        if own.is_empty() {
            return Vec::new();
        }
        let address = format!("{language}/{}/{own}", base.trim_matches('/'));
        vec![address.replace("//", "/")]
    }
}

/// Splits the date off a path: `2021/05/01/hello.md` and `2021/05-01-hello/index.md` -> 2021-05-01, `hello`.
fn dated_path(path: &str) -> Option<(Date, &str)> {
    let path = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let path = path.strip_suffix("/index").unwrap_or(path);
    let start = path
        .match_indices(|next: char| next.is_ascii_digit())
        .map(|(at, _)| at)
        .find(|at| {
            path[*at..]
                .get(..5)
                .is_some_and(|year| year[..4].bytes().all(|byte| byte.is_ascii_digit()) && year.ends_with(['/', '-']))
        })?;
    let rest = &path[start..];
    let end = rest.match_indices(['/', '-']).nth(2).map(|(at, _)| at);
    let (day, name) = rest.split_at(end?);
    let (date, _) = dated(&day.replace('/', "-"));
    Some((date?, &name[1..]))
}

/// Removes the number that is a sort key: `01-intro` -> `intro`. Versions (`1.0`) and dates (`2021-x`) stay.
fn without_number(name: &str) -> &str {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = name[digits..].trim_start_matches([' ', '-', '_', '.']);
    let is_number = (1..=3).contains(&digits) && rest.len() < name.len() - digits && !rest.is_empty();
    if is_number && !rest.starts_with(|next: char| next.is_ascii_digit()) {
        rest
    } else {
        name
    }
}

/// Removes the fences of `mdx-code-block`, whose content is MDX for Docusaurus and only looks like code elsewhere.
fn unwrap_mdx_blocks(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("mdx-code-block") {
        return;
    }
    let mut edits = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let range = at..at + line.trim_end_matches('\n').len();
        at += line.len();
        let content = line.trim();
        let length = content.bytes().take_while(|byte| *byte == b'`').count();
        match open {
            None if length >= 3 && content[length..].trim() == "mdx-code-block" => {
                open = Some(length);
                edits.push(Edit::new(range, ""));
            }
            Some(opened) if length >= opened && content.len() == length => {
                open = None;
                edits.push(Edit::new(range, ""));
            }
            _ => {}
        }
    }
    text.edit(edits);
}

/// Resolves links that are no relative paths: `@site/docs/a.md`, `pathname:///a.pdf`, `/docs/a`.
fn resolve(target: &str, document: Document<'_>) -> Option<String> {
    let Document { index, root, site, .. } = document;
    let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    if let Some(path) = path.strip_prefix("@site/") {
        let link = index.link(&format!("{root}{path}"));
        let link = link.or_else(|| index.link(index.document(root, path)?));
        let outside = || path.strip_prefix("static/").map(|path| format!("/{path}"));
        return link.or_else(outside).map(|link| format!("{link}{suffix}"));
    }
    if let Some(path) = target.strip_prefix("pathname://") {
        return Some(path.to_owned());
    }
    let absolute = path.strip_prefix('/')?;
    let path = feuillet_content::percent::decode(absolute)?;
    for name in ["docs", "blog"] {
        let route = site::route(site, name);
        let Some(rest) = path
            .strip_prefix(route.trim_matches('/'))
            .map(|rest| rest.trim_matches('/'))
        else {
            continue;
        };
        let folder = format!("{root}{}/", site::folder(site, name));
        if !rest.is_empty()
            && let Some(found) = index.document(&folder, rest)
        {
            return Some(format!("{}{suffix}", index.link(found)?));
        }
    }
    None
}

#[cfg(test)]
mod tests;
