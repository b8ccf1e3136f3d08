//! Reads the blog's settings from `astro.config.*` and from the settings files of themes.

use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::document::front_matter::Node;
use feuillet_settings::Settings;

use crate::folder::place::{is_language, is_markdown};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::generators::shared::addresses;
use crate::generators::shared::js_config::{constants, exported, lookup, text};

/// Settings files of themes, with the blog's title and such.
const THEMES: [&str; 9] = [
    "src/consts.ts",
    "src/config.ts",
    "src/site.config.ts",
    "src/config/site.ts",
    "src/constants.ts",
    "src/site-config.ts",
    "src/data/config.ts",
    "src/consts.js",
    "src/config.js",
];

pub(super) fn site(tree: &Tree, root: &str) -> Site {
    let config = ["mjs", "ts", "js", "cjs", "mts"]
        .iter()
        .find_map(|extension| tree.read(&format!("{root}astro.config.{extension}")));
    let values = config.map(|config| exported(&config)).unwrap_or_default();
    let theme: Vec<(String, Node)> = THEMES
        .iter()
        .filter_map(|file| tree.read(&format!("{root}{file}")))
        .flat_map(|text| constants(&text))
        .collect();
    // Looks for a constant of that name, then for a key in a theme's settings object.
    let own = |names: [&str; 2], constant: &str| {
        let constants = theme.iter().filter(|(name, _)| name.eq_ignore_ascii_case(constant));
        let direct = constants.map(|(_, node)| node).find_map(scalar);
        direct.or_else(|| {
            let maps = theme.iter().filter_map(|(name, node)| match node {
                Node::Map(entries) if is_about_site(name) => Some(entries),
                _ => None,
            });
            maps.flat_map(|entries| names.iter().filter_map(|name| text(entries, &[name])))
                .next()
        })
    };
    let title = text(&values, &starlight("title")).or_else(|| {
        // There may be a title for each language: the first one counts.
        match lookup(&values, &starlight("title")) {
            Some(Node::Map(titles)) => titles.iter().find_map(|(_, title)| scalar(title)),
            _ => None,
        }
    });
    let locales = match lookup(&values, &starlight("locales")).or_else(|| lookup(&values, &["i18n", "locales"])) {
        Some(Node::Map(locales)) => locales.iter().map(|(name, _)| name.clone()).collect(),
        Some(Node::List(locales)) => locales.iter().filter_map(scalar).collect(),
        _ => Vec::new(),
    };
    let default = text(&values, &["integrations", "starlight", "defaultLocale"])
        .or_else(|| text(&values, &["i18n", "defaultLocale"]))
        .filter(|locale| locale != "root")
        .or_else(|| text(&values, &["integrations", "starlight", "locales", "root", "lang"]));
    let folder = text(&values, &["base"]);
    Site {
        settings: Settings {
            title: title.or_else(|| own(["title", "name"], "SITE_TITLE")),
            description: text(&values, &starlight("description"))
                .or_else(|| own(["description", "desc"], "SITE_DESCRIPTION")),
            language: default
                .or_else(|| own(["lang", "language"], "LOCALE"))
                .filter(|tag| is_tag(tag))
                .or_else(|| most_used(tree, root)),
            author: own(["author", "AUTHOR"], "SITE_AUTHOR"),
            url: text(&values, &["site"])
                .or_else(|| own(["website", "url"], "SITE_URL"))
                .and_then(|url| addresses::blog(&url, folder.as_deref())),
            ..Settings::default()
        },
        languages: locales_with_folders(tree, root, locales),
        static_folders: vec![format!("{root}public/")],
        values,
        ..Site::default()
    }
}

/// Path of keys to one of Starlight's settings.
fn starlight(key: &str) -> [&str; 3] {
    ["integrations", "starlight", key]
}

/// Returns the most frequent language in front matter, if more than half of the documents have one.
fn most_used(tree: &Tree, root: &str) -> Option<String> {
    /// Number of documents to look at.
    const ENOUGH: usize = 500;
    let folder = format!("{root}src/");
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for file in tree.below(&folder).filter(|file| is_markdown(file)).take(ENOUGH) {
        all += 1;
        let text = tree.peek(file);
        let front = text.split("\n---").next().unwrap_or_default();
        let language = front.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            matches!(key, "lang" | "language" | "locale").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
        if let Some(language) = language.filter(|language| is_tag(language)) {
            *said.entry(language).or_default() += 1;
        }
    }
    let tells = said.values().sum::<usize>() * 2 > all;
    let most = said.into_iter().max_by_key(|(_, number)| *number);
    most.filter(|_| tells).map(|(language, _)| language)
}

/// Returns the languages of the settings, and those that collections have folders for. As `cs` and `ml` may also be
/// subjects, the folders only count if all documents of the collection are in such folders.
fn locales_with_folders(tree: &Tree, root: &str, locales: Vec<String>) -> Vec<String> {
    let mut languages: Vec<String> = locales
        .into_iter()
        .filter(|locale| is_tag(locale) && locale != "root")
        .collect();
    let mut collections: BTreeMap<&str, Option<BTreeSet<&str>>> = BTreeMap::new();
    let content = format!("{root}{CONTENT}");
    for file in tree.below(&content).filter(|file| is_markdown(file)) {
        let Some((collection, path)) = file[content.len()..].split_once('/') else {
            continue;
        };
        let folders = collections.entry(collection).or_insert_with(|| Some(BTreeSet::new()));
        let folder = path
            .split_once('/')
            .map(|(folder, _)| folder)
            .filter(|folder| is_language(folder, &languages));
        match (folder, folders.as_mut()) {
            (Some(folder), Some(folders)) => {
                folders.insert(folder);
            }
            // Documentation in the default language is beside the folders of the others.
            (None, _) if collection != "docs" => *folders = None,
            _ => {}
        }
    }
    for folder in collections.into_values().flatten().flatten() {
        if !languages.iter().any(|language| language.eq_ignore_ascii_case(folder)) {
            languages.push(folder.to_owned());
        }
    }
    languages
}

fn is_about_site(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("site") || name.contains("config") || name.contains("theme") || name.contains("blog")
}

/// Whether a text has the shape of a language tag.
fn is_tag(tag: &str) -> bool {
    (2..=12).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn scalar(node: &Node) -> Option<String> {
    match node {
        Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Folder of the collections, from the project's root.
pub(super) const CONTENT: &str = "src/content/";
