//! Reads the blog's settings from `docusaurus.config.*`, and its authors from `authors.yml`.

use feuillet_content::document::front_matter::Node;
use feuillet_settings::Settings;

use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::values;
use crate::generators::shared::addresses;
use crate::generators::shared::js_config::{exported, lookup, text};

/// Key of the authors in [`Site::values`].
const AUTHORS: &str = "(authors)";

pub(super) fn site(tree: &Tree, root: &str) -> Site {
    let config = ["js", "ts", "mjs", "cjs", "mts"]
        .iter()
        .find_map(|extension| tree.read(&format!("{root}docusaurus.config.{extension}")));
    let mut entries = config.map(|config| exported(&config)).unwrap_or_default();
    let locales = match lookup(&entries, &["i18n", "locales"]) {
        Some(Node::List(items)) => items.iter().filter_map(scalar).collect(),
        _ => Vec::new(),
    };
    let base = text(&entries, &["baseUrl"]);
    let settings = Settings {
        title: text(&entries, &["title"]),
        description: text(&entries, &["tagline"]),
        language: text(&entries, &["i18n", "defaultLocale"]),
        url: text(&entries, &["url"]).and_then(|url| addresses::blog(&url, base.as_deref())),
        ..Settings::default()
    };
    let mut site = Site {
        settings,
        languages: locales,
        static_folders: vec![format!("{root}static/")],
        ..Site::default()
    };
    let blog = folder_of(&entries, "blog");
    let authors = ["authors.yml", "authors.yaml"]
        .iter()
        .find_map(|name| values::yaml(&tree.read(&format!("{root}{blog}/{name}"))?).ok());
    entries.extend(authors.map(|authors| (AUTHORS.to_owned(), Node::Map(authors))));
    site.values = entries;
    site
}

/// Returns the folder of the `blog` or the `docs`, from the project's root.
pub(super) fn folder(site: &Site, part: &str) -> String {
    folder_of(&site.values, part)
}

fn folder_of(values: &[(String, Node)], part: &str) -> String {
    let path = text(values, &["presets", part, "path"]);
    let path = path.map(|path| path.trim_start_matches("./").trim_matches('/').to_owned());
    path.filter(|path| !path.is_empty() && !path.contains(".."))
        .unwrap_or_else(|| part.to_owned())
}

/// Returns the base path of the `blog` or the `docs`, from the site's root.
pub(super) fn route(site: &Site, part: &str) -> String {
    text(&site.values, &["presets", part, "routeBasePath"]).unwrap_or_else(|| part.to_owned())
}

/// Returns the authors' names from `authors` of the front matter, which holds keys of `authors.yml` or whole authors.
pub(super) fn names(authors: &Node, site: &Site) -> Vec<String> {
    match authors {
        Node::Scalar(key) => {
            // A line of invalid YAML may be `[a] tags: [b]`.
            let keys = key.trim_start_matches('[').split(']').next().unwrap_or_default();
            keys.split(',').filter_map(|key| name(key.trim(), site)).collect()
        }
        Node::List(items) => items.iter().flat_map(|item| names(item, site)).collect(),
        Node::Map(entries) => {
            let text = |wanted: &str| {
                let found = entries.iter().find(|(key, _)| key == wanted);
                found.and_then(|(_, node)| scalar(node))
            };
            let found = text("name").or_else(|| name(&text("key")?, site));
            found.into_iter().collect()
        }
        Node::Null => Vec::new(),
    }
}

fn name(key: &str, site: &Site) -> Option<String> {
    let own = site.text(&[AUTHORS, key, "name"]).map(str::to_owned);
    own.or_else(|| Some(key.to_owned()).filter(|key| !key.is_empty()))
}

fn scalar(node: &Node) -> Option<String> {
    match node {
        Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}
