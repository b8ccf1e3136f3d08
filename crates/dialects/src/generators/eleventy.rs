//! Eleventy: `CommonMark` with Liquid or Nunjucks.
//!
//! | below the input folder is | what | becomes |
//! |---|---|---|
//! | Markdown in `blog/`, `posts/` and such, or with a date | a post | a post |
//! | other Markdown | a page | a page |
//! | `_includes/`, `_data/` and such, templates, scripts | machinery | nothing |
//! | anything else, and all files in `public/` | a file to serve unchanged | the same path |

use crate::folder::marks::{Found, configured, found, has_key, prefixes, sample};
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::front_matter::{FrontMatter, Node};
use feuillet_content::folder::Folder;
use feuillet_report::finding::Finding;
use feuillet_settings::{Settings, is_whole};

use super::shared::liquid_site::{page_values, templates};
use super::shared::nodes::{lookup, text as text_of};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::folder::machinery;
use crate::folder::place::{DocumentPlace, Place, dated, is_markdown, stem};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::fields::Fields;
use crate::front_matter::{Front, scripts, values};
use crate::hiding::Hiding;
use crate::syntax::liquid::scope::Flavor;
use crate::syntax::liquid::value::Value;
use crate::syntax::{liquid, markdown_extra};
use crate::text::edited::Text;
use crate::text::fault::Fault;
use crate::text::links;

#[derive(Debug)]
pub(crate) struct Eleventy;

/// Folders of posts.
const POSTS: [&str; 10] = [
    "blog", "posts", "post", "articles", "notes", "writing", "journal", "news", "weblog", "essays",
];

/// Folders whose files go to the blog's root.
const STATIC: [&str; 3] = ["public/", "static/", "src/public/"];

/// Tags that sort documents into collections, and mean nothing to visitors.
const COLLECTIONS: [&str; 7] = ["all", "post", "posts", "nav", "blog", "page", "pages"];

impl Dialect for Eleventy {
    fn name(&self) -> &'static str {
        "Eleventy"
    }

    fn recognize(&self, tree: &Tree) -> Option<Found> {
        let mut roots = configured(tree, "eleventy.config.");
        roots.extend(configured(tree, ".eleventy."));
        for root in prefixes(tree, "content/") {
            let folder = format!("{root}content/");
            let marked = tree.below(&folder).any(|name| name.contains(".11tydata."))
                || sample(tree, &folder).any(|text| has_key(&text, "eleventy"));
            if marked {
                roots.insert(root);
            }
        }
        found("found its settings, or documents that mention it, in `{root}`", roots)
    }

    fn site(&self, tree: &Tree, root: &str, _: &mut Vec<Finding>) -> Site {
        let mut site = Site::default();
        let config = config(tree, root);
        let input = input(&config, tree, root);
        let includes = scripts::block(&config, "dir").and_then(|dir| scripts::text(dir, "includes"));
        let includes = includes.unwrap_or_else(|| "_includes".to_owned());
        let folder = crate::folder::index::join(&input, &includes);
        site.templates = templates(tree, &format!("{folder}/"));
        site.static_folders = STATIC.iter().map(|folder| format!("{root}{folder}")).collect();
        // Absolute links to files start at the input folder.
        site.static_folders.push(input.clone());
        site.values = data(tree, &[format!("{input}_data/"), format!("{root}_data/")]);
        site.values.push(("input".to_owned(), Node::Scalar(input)));
        let one = |keys: &[&str]| {
            let files = ["metadata", "site", "meta"];
            let mut found = files.iter().flat_map(|file| keys.iter().map(move |key| [*file, *key]));
            found.find_map(|path| site.text(&path)).map(str::to_owned)
        };
        let author = one(&["author"]).or_else(|| site.text(&["metadata", "author", "name"]).map(str::to_owned));
        site.settings = Settings {
            title: one(&["title", "name"]),
            description: one(&["description"]),
            language: one(&["language", "lang", "locale"]).map(|tag| tag.replace('_', "-")),
            author: author.or_else(|| site.text(&["site", "author", "name"]).map(str::to_owned)),
            url: one(&["url", "baseUrl"])
                .filter(|url| is_whole(url) && !url.contains("//localhost") && !url.contains("//example.com")),
            ..Settings::default()
        };
        site
    }

    fn publishes_any_name(&self, file: &str, _: &str, site: &Site) -> bool {
        let statics = site.static_folders.iter().take(STATIC.len());
        { statics }.any(|folder| file.starts_with(folder.as_str()))
    }

    fn place(&self, file: &str, root: &str, tree: &Tree, site: &Site) -> Place {
        let statics = site.static_folders.iter().take(STATIC.len());
        if let Some(path) = { statics }.find_map(|folder| file.strip_prefix(folder.as_str())) {
            return if machinery::is_generated(path) {
                Place::Machinery
            } else {
                Place::Asset(path.to_owned())
            };
        }
        let input = site.text(&["input"]).unwrap_or(root);
        let Some(path) = file.strip_prefix(input) else {
            return Place::Machinery;
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        if path.split('/').any(|part| part.starts_with('_')) || machinery::is_of_the_project(path) {
            return Place::Machinery;
        }
        if !is_markdown(name) {
            return if is_template(name) || machinery::is_generated(path) {
                Place::Machinery
            } else {
                Place::Asset(path.to_owned())
            };
        }
        let peeked = tree.peek(file);
        let front = FrontMatter::read(&peeked, &mut Unreported);
        let says = |key: &str, value: &str| text_of(front.get(key)) == Some(value);
        let folder = path
            .split('/')
            .next()
            .filter(|first| *first != path)
            .unwrap_or_default();
        // A post has a folder such as `blog/`, a date, or a tag such as `post`.
        let is_post = path.split('/').rev().skip(1).any(|part| POSTS.contains(&part))
            || dated(stem(name)).0.is_some()
            || front.get("date").is_some()
            || has_tag(front.get("tags"), &["post", "posts"]);
        let is_list =
            machinery::is_list(stem(name)) && !(stem(name) == "index" && is_post && !POSTS.contains(&folder_of(path)));
        if is_list || front.get("pagination").is_some() {
            return Place::Machinery;
        }
        if says("permalink", "false") {
            return Place::Hidden("`permalink: false`".to_owned());
        }
        if says("eleventyExcludeFromCollections", "true") && folder.is_empty() && !is_post {
            return Place::Machinery;
        }
        let folder = if is_post { Folder::Posts } else { Folder::Pages };
        Place::Document(DocumentPlace::new(folder, path, &site.languages))
    }

    fn front_matter(&self, fields: &mut Fields, front: &Front<'_>, document: Document<'_>) {
        fields.values.clone_from(&front.entries);
        if fields.hidden.is_none() && text_of(front.get("permalink")) == Some("false") {
            fields.hidden = Some(Hiding::no_page("`permalink: false`"));
        }
        let meta = &mut fields.meta;
        meta.tags.retain(|tag| !COLLECTIONS.contains(&tag.as_str()));
        if meta.title.is_none()
            && let Some(Node::Map(navigation)) = lookup(&fields.values, "eleventyNavigation").cloned()
        {
            meta.title = text_of(lookup(&navigation, "key")).map(str::to_owned);
        }
        // A template is no address.
        meta.aliases
            .retain(|alias| !alias.contains(['{', '}']) && alias != "false");
        if front.get("permalink").is_none() {
            let input = document.site.text(&["input"]).unwrap_or(document.root);
            let own = address(document.file.strip_prefix(input).unwrap_or(document.file));
            meta.aliases.extend((own != "/").then_some(own));
        }
    }

    fn body(&self, text: &mut Text, fields: &mut Fields, document: Document<'_>, faults: &mut Vec<Fault>) {
        let page: Vec<(String, Value)> = page_values(fields, document);
        liquid::translate(text, Flavor::Eleventy, page, document, faults);
        markdown_extra::fences(text);
        // `blog/a.md` may be relative to the input folder.
        links::rewrite(text, |destination| {
            let target = destination.target.trim();
            let Document {
                file,
                index,
                root,
                site,
                ..
            } = document;
            if target.starts_with('/') || index.resolve(target, file, root, site).is_some() {
                return None;
            }
            let path = target.split(['?', '#']).next().unwrap_or_default();
            is_markdown(path).then(|| index.resolve(&format!("/{target}"), file, root, site))?
        });
    }
}

fn folder_of(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.rsplit('/').next().unwrap_or_default()
}

fn has_tag(tags: Option<&Node>, wanted: &[&str]) -> bool {
    match tags {
        Some(Node::Scalar(tag)) => wanted.contains(&tag.as_str()),
        Some(Node::List(tags)) => tags.iter().any(|tag| has_tag(Some(tag), wanted)),
        _ => false,
    }
}

fn is_template(name: &str) -> bool {
    const EXTENSIONS: [&str; 17] = [
        "njk", "liquid", "html", "hbs", "ejs", "pug", "haml", "webc", "js", "cjs", "mjs", "ts", "json", "yml", "yaml",
        "lock", "toml",
    ];
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}

/// Returns the address of a document without `permalink`: `blog/2020-01-01-a.md` -> `/blog/a/`.
fn address(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let name = dated(name).1;
    let same = folder.rsplit('/').next() == Some(name);
    let path = if name == "index" || same {
        folder.to_owned()
    } else {
        crate::folder::index::join(folder, name)
    };
    if path.is_empty() {
        "/".to_owned()
    } else {
        format!("/{path}/")
    }
}

fn config(tree: &Tree, root: &str) -> String {
    const NAMES: [&str; 6] = [
        "eleventy.config.js",
        "eleventy.config.mjs",
        "eleventy.config.cjs",
        "eleventy.config.ts",
        ".eleventy.js",
        ".eleventy.cjs",
    ];
    let found = NAMES.iter().find_map(|name| tree.read(&format!("{root}{name}")));
    found.unwrap_or_default()
}

/// Returns Eleventy's input folder, with a trailing slash: the first of the configured one, `content/` and `src/` that
/// holds Markdown, else the root.
fn input(config: &str, tree: &Tree, root: &str) -> String {
    let own = scripts::block(config, "dir").and_then(|dir| scripts::text(dir, "input"));
    let own = own.or_else(|| {
        let call = config.split_once("setInputDirectory(")?.1;
        scripts::quoted(call.trim_start())
    });
    let candidates = own.into_iter().chain(["content".to_owned(), "src".to_owned()]);
    for candidate in candidates {
        let folder = crate::folder::index::join(root, &candidate);
        let folder = if folder.is_empty() {
            folder
        } else {
            format!("{folder}/")
        };
        if tree.below(&folder).any(is_markdown) {
            return folder;
        }
    }
    root.to_owned()
}

/// Reads global data: all of YAML and JSON files, and some literal texts of scripts.
fn data(tree: &Tree, folders: &[String]) -> Vec<(String, Node)> {
    const KEYS: [&str; 10] = [
        "title",
        "name",
        "url",
        "baseUrl",
        "language",
        "lang",
        "locale",
        "description",
        "email",
        "author",
    ];
    let mut found: Vec<(String, Node)> = Vec::new();
    for folder in folders {
        for file in tree.below(folder) {
            let Some((name, extension)) = file[folder.len()..].rsplit_once('.') else {
                continue;
            };
            if name.contains('/') || lookup(&found, name).is_some() {
                continue;
            }
            let Some(written) = tree.read(file).filter(|text| text.len() < 64 * 1024) else {
                continue;
            };
            let entries = match extension {
                "json" => values::json(&written).unwrap_or_default(),
                "yml" | "yaml" => values::yaml(&written).unwrap_or_default(),
                "js" | "cjs" | "mjs" | "ts" => {
                    let author = scripts::block(&written, "author");
                    // Keys of the author, such as `name`, are not the blog's.
                    let outside = author.map_or_else(|| written.clone(), |author| written.replace(author, ""));
                    let mut entries: Vec<(String, Node)> = KEYS
                        .iter()
                        .filter_map(|key| Some(((*key).to_owned(), Node::Scalar(scripts::text(&outside, key)?))))
                        .collect();
                    if let Some(name) = author.and_then(|author| scripts::text(author, "name")) {
                        let name = ("name".to_owned(), Node::Scalar(name));
                        entries.push(("author".to_owned(), Node::Map(vec![name])));
                    }
                    entries
                }
                _ => continue,
            };
            found.push((name.to_owned(), Node::Map(entries)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_from_paths() {
        for (path, expected) in [
            ("blog/a.md", "/blog/a/"),
            ("blog/a/a.md", "/blog/a/"),
            ("blog/a/index.md", "/blog/a/"),
            ("blog/2020-01-01-a.md", "/blog/a/"),
            ("about.md", "/about/"),
            ("index.md", "/"),
        ] {
            assert_eq!(address(path), expected, "{path}");
        }
    }
}
