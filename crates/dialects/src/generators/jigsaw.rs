//! Jigsaw: PHP Markdown Extra, with Blade in `.blade.md`.
//!
//! | below `source/` is | what | becomes |
//! |---|---|---|
//! | `_posts/**` | a post | a post |
//! | `_categories/`, `_tags/` and such | texts above lists | nothing |
//! | `_<collection>/**` | an item; it has an address if it or its collection `extends` a layout | a post, or hidden |
//! | `_layouts/`, `_assets/` and such, `.blade.php` | machinery | nothing |
//! | Markdown with front matter elsewhere | a page; with a date, a post | that |
//! | anything else | a file to serve unchanged | the same path below `source/` |

use crate::folder::marks::{Found, found, has_key, prefixes, sample};
use feuillet_content::date::Date;
use feuillet_content::document::front_matter::{FrontMatter, Node};
use feuillet_content::folder::Folder;
use feuillet_content::links::has_extension;
use feuillet_content::slug::slugify;
use feuillet_report::finding::Finding;
use feuillet_settings::{Settings, is_whole};
use std::collections::BTreeSet;

use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::machinery;
use crate::folder::place::{DocumentPlace, Place, is_markdown, stem};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::fields::Fields;
use crate::front_matter::{Front, scripts};
use crate::hiding::Hiding;
use crate::syntax::blade::page::Page;
use crate::syntax::{blade, html_blocks, markdown_extra};
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};
use crate::text::fault::Fault;

#[derive(Debug)]
pub(crate) struct Jigsaw;

/// Folders that only the generator uses.
const MACHINERY: [&str; 12] = [
    "_assets",
    "_components",
    "_core",
    "_includes",
    "_layouts",
    "_nav",
    "_partials",
    "_templates",
    "_views",
    "_data",
    "_sections",
    "_build",
];

/// Collections of texts above lists, which Feuillet makes itself.
const LISTS: [&str; 4] = ["_categories", "_tags", "_series", "_topics"];

impl Dialect for Jigsaw {
    fn name(&self) -> &'static str {
        "Jigsaw"
    }

    /// Recognizes `source/` by `config.php`, Blade templates, or `extends:` in documents.
    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let is_one = |folder: &str, project: Option<&str>| {
            let configured = project.is_some_and(|project| {
                tree.has(&format!("{project}config.php")) || tree.has(&format!("{project}bootstrap.php"))
            });
            configured
                || tree.below(folder).any(|name| name.contains(".blade."))
                || sample(tree, folder).any(|text| has_key(&text, "extends:"))
        };
        let mut roots: BTreeSet<String> = prefixes(tree, "source/")
            .into_iter()
            .filter(|project| is_one(&format!("{project}source/"), Some(project)))
            .map(|project| format!("{project}source/"))
            .collect();
        if roots.is_empty() && tree.has_folder("_posts/") && is_one("_posts/", None) {
            roots.insert(String::new());
        }
        found("found posts with `extends`, or Blade templates, in `{root}`", roots)
    }

    fn usual_folder(&self) -> &'static str {
        "source/"
    }

    fn site(&self, tree: &Tree, root: &str, _: &mut Vec<Finding>) -> Site {
        let project = root.strip_suffix("source/").unwrap_or(root);
        let mut site = Site::default();
        let config = tree.read(&format!("{project}config.php")).unwrap_or_default();
        for key in [
            "siteName",
            "title",
            "siteDescription",
            "description",
            "siteLanguage",
            "siteAuthor",
            "baseUrl",
            "url",
        ] {
            site.values
                .extend(scripts::text(&config, key).map(|text| (key.to_owned(), Node::Scalar(text))));
        }
        let collections = scripts::block(&config, "collections").unwrap_or_default().to_owned();
        site.values.push(("collections".to_owned(), Node::Scalar(collections)));
        let is_commonmark = config
            .lines()
            .any(|line| line.contains("commonmark") && line.contains("true"));
        site.values
            .push(("commonmark".to_owned(), Node::Scalar(is_commonmark.to_string())));
        let one = |keys: &[&str]| keys.iter().find_map(|key| site.text(&[key])).map(str::to_owned);
        // The production settings override the address for the real host.
        let production = tree
            .read(&format!("{project}config.production.php"))
            .unwrap_or_default();
        let url = scripts::text(&production, "baseUrl").or_else(|| one(&["baseUrl", "url"]));
        site.settings = Settings {
            title: one(&["siteName", "title"]),
            description: one(&["siteDescription", "description"]),
            language: one(&["siteLanguage"]).map(|tag| tag.replace('_', "-")),
            author: one(&["siteAuthor"]),
            url: url.filter(|url| is_whole(url) && !url.contains("//localhost") && !url.contains("//my-awesome")),
            ..Settings::default()
        };
        site.templates = templates(tree, root);
        site
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        let Some(path) = file.strip_prefix(root) else {
            return Place::Machinery;
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        let first = path.split('/').next().unwrap_or_default();
        let is_private = path.split('/').skip(1).any(|part| part.starts_with('_'));
        if is_private || MACHINERY.contains(&first) || (first.starts_with('_') && first.len() == path.len()) {
            return Place::Machinery;
        }
        if LISTS.contains(&first) {
            return if is_markdown(name) {
                Place::Section
            } else {
                Place::Machinery
            };
        }
        if !is_markdown(name) {
            let is_template = name.contains(".blade.") || has_extension(name, "php") || first.starts_with('_');
            return if is_template || machinery::is_generated(path) {
                Place::Machinery
            } else {
                Place::Asset(path.to_owned())
            };
        }
        let peeked = tree.peek(file);
        let front = FrontMatter::read(&peeked, &mut feuillet_content::diagnostic::Unreported);
        let collection = first.strip_prefix('_');
        if machinery::is_list(stem(name)) && collection.is_none() || front.get("pagination").is_some() {
            return Place::Machinery;
        }
        let Some(label) = collection else {
            // Without front matter, it is only included by others.
            if front.entries.is_empty() {
                return Place::Machinery;
            }
            let folder = if front.get("date").is_some() {
                Folder::Posts
            } else {
                Folder::Pages
            };
            return Place::Document(DocumentPlace::new(folder, path, &site.languages));
        };
        let declared = site
            .text(&["collections"])
            .and_then(|collections| scripts::block(collections, label));
        let has_layout = declared.is_some_and(|collection| scripts::text(collection, "extends").is_some());
        let is_posts = matches!(label, "posts" | "blog" | "articles");
        if !is_posts && !has_layout && front.get("extends").is_none() {
            return Place::Hidden("no `extends` layout, so Jigsaw makes no page".to_owned());
        }
        let inner = if is_posts {
            path.split_once('/').map_or(path, |(_, inner)| inner)
        } else {
            &path[1..]
        };
        Place::Document(DocumentPlace::new(Folder::Posts, inner, &site.languages))
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        fields.values.clone_from(&front.entries);
        if fields.meta.title.is_none()
            && let Some(Node::Scalar(name)) = front.get("name")
        {
            fields.meta.title = Some(name.clone());
        }
        if fields.hidden.is_none()
            && let Some(Node::Scalar(flag)) = front.get("published")
            && flag == "false"
        {
            fields.hidden = Some(Hiding::draft("`published: false`"));
        }
        let path = document.file.strip_prefix(document.root).unwrap_or(document.file);
        let Some((label, _)) = path.strip_prefix('_').and_then(|path| path.split_once('/')) else {
            return;
        };
        let collections = document.site.text(&["collections"]).unwrap_or_default();
        let pattern = scripts::block(collections, label).and_then(|collection| scripts::text(collection, "path"));
        let date = fields.meta.date.or(document.place.date);
        if let Some(address) = pattern.and_then(|pattern| fill(&pattern, path, label, date, front)) {
            fields.meta.aliases.push(address);
        }
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        if document.file.contains(".blade.") {
            let values = std::mem::take(&mut fields.values);
            let page = Page {
                values: &values,
                document,
            };
            blade::translate(text, page, faults);
            fields.values = values;
        }
        if document.site.text(&["commonmark"]) != Some("true") {
            html_blocks::translate(text, false);
            markdown_extra::fences(text);
            markdown_extra::php(text);
            markdown_extra::abbreviations(text);
        }
        if !document.file.contains(".blade.") {
            php_is_text(text);
        }
    }
}

/// Escapes PHP outside of code, as Jigsaw shows it unchanged in plain Markdown: `<?php` -> `&lt;?php`.
fn php_is_text(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("<?") {
        return;
    }
    let code = Code::of(source, Indented::IsCode);
    let marks = source.match_indices("<?").filter(|(at, _)| !code.contains(*at));
    let edits = marks.map(|(at, _)| Edit::new(at..at + 1, "&lt;")).collect();
    text.edit(edits);
}

/// Reads the templates that documents with Blade include, recursively, by the name that they include.
fn templates(tree: &Tree, root: &str) -> std::collections::BTreeMap<String, String> {
    const MOST: usize = 200;
    let mut found = std::collections::BTreeMap::new();
    let mut wanted: Vec<String> = Vec::new();
    for file in tree.below(root).filter(|file| file.ends_with(".blade.md")) {
        wanted.extend(included(&tree.read(file).unwrap_or_default()));
    }
    while let Some(name) = wanted.pop() {
        if found.len() >= MOST || found.contains_key(&name) {
            continue;
        }
        // Names are written `_partials.note` or `_partials/note`.
        let path = format!("{root}{}", name.replace('.', "/"));
        let extensions = ["blade.md", "md", "blade.php", "html", "txt", "blade.txt"];
        let file = extensions
            .iter()
            .map(|extension| format!("{path}.{extension}"))
            .find(|file| tree.has(file));
        let Some(template) = file
            .and_then(|file| tree.read(&file))
            .filter(|text| text.len() < 64 * 1024)
        else {
            continue;
        };
        let front = Front::read(&template, &mut Vec::new()).body;
        wanted.extend(included(&template));
        found.insert(name, template[front..].to_owned());
    }
    found
}

/// Returns the names that a template includes: `@include('_partials.note')` -> `_partials.note`.
fn included(template: &str) -> Vec<String> {
    let includes = template.match_indices("@include");
    includes
        .filter_map(|(at, _)| {
            let rest = template[at..].split_once('(')?.1.trim_start();
            scripts::quoted(rest)
        })
        .collect()
}

/// Fills in a collection's `path`: `blog/{date|Y-m-d}/{-title}` -> `/blog/2020-04-09/my-post`. A sign before a name
/// makes a slug with that sign between its words. A pattern without names is followed by the file's name. None if a
/// value is missing.
fn fill(pattern: &str, path: &str, label: &str, date: Option<Date>, front: &Front<'_>) -> Option<String> {
    let filename = stem(path.rsplit('/').next().unwrap_or_default());
    let mut made = String::from("/");
    let mut rest = pattern.trim_start_matches('/');
    if !rest.contains('{') {
        return Some(format!("/{}/{}/", rest.trim_end_matches('/'), slugify(filename)));
    }
    while let Some((before, after)) = rest.split_once('{') {
        made.push_str(before);
        let (name, after) = after.split_once('}')?;
        let (name, format) = name.split_once('|').unwrap_or((name, ""));
        let sign = name.chars().next().filter(|sign| !sign.is_alphanumeric());
        let name = name.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let value = match name {
            "filename" => filename.to_owned(),
            "collection" => label.to_owned(),
            "date" => php_date(date?, format),
            name => match front.get(name) {
                Some(Node::Scalar(text)) => text.clone(),
                _ => return None,
            },
        };
        match sign {
            Some(sign) => made.push_str(&slugify(&value).replace('-', &sign.to_string())),
            None => made.push_str(&value),
        }
        rest = after;
    }
    made.push_str(rest);
    Some(made)
}

/// Formats a date with the codes of PHP's `date` for days: `Y/m/d` -> `2020/04/09`.
fn php_date(date: Date, format: &str) -> String {
    let format = if format.is_empty() { "Y-m-d" } else { format };
    let two = |number: u16| format!("{number:02}");
    let mut made = String::new();
    for code in format.chars() {
        match code {
            'Y' => made.push_str(&date.year().to_string()),
            'y' => made.push_str(&two(date.year() % 100)),
            'm' => made.push_str(&two(date.month().into())),
            'n' => made.push_str(&date.month().to_string()),
            'd' => made.push_str(&two(date.day().into())),
            'j' => made.push_str(&date.day().to_string()),
            code => made.push(code),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_collections_are_filled_in() {
        let text = "---\ntitle: Été à Nantes\nlang: fr\n---\n";
        let front = Front::read(text, &mut Vec::new());
        let date = Date::parse("2020-04-09").ok();
        for (pattern, expected) in [
            ("blog/{filename}", Some("/blog/My_post")),
            ("/{date|Y/m/d}/{-filename}", Some("/2020/04/09/my-post")),
            ("{lang}/{collection}/{_title}/", Some("/fr/posts/ete_a_nantes/")),
            ("posts", Some("/posts/my-post/")),
            ("{nothing}/{filename}", None),
            ("{filename", None),
        ] {
            let filled = fill(pattern, "_posts/My_post.blade.md", "posts", date, &front);
            assert_eq!(filled.as_deref(), expected, "{pattern}");
        }
    }
}
