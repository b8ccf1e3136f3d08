//! Reads the blog's settings from Zola's `config.toml`.

use feuillet_content::document::front_matter::Node;
use feuillet_report::finding::Finding;
use feuillet_settings::{NavigationSetting, Settings};

use globset::{Glob, GlobMatcher};

use crate::dialect::Dialect;
use crate::folder::place::Place;
use crate::folder::sections::{Hidden, Sections, at, is_true, scalar};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::generators::shared::project_settings::{author, read, whole_address};

/// Reads the settings and the sections. `root` is the content folder.
pub(crate) fn site(dialect: &dyn Dialect, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
    let mut roots = vec![root.to_owned()];
    roots.extend(crate::folder::sections::other_roots(tree, root));
    let mut site = Site::default();
    // With several sites, the settings are those of the first one that has any.
    for root in &roots {
        let project = root.strip_suffix("content/").unwrap_or(root);
        for name in ["config.toml", "zola.toml"] {
            let file = format!("{project}{name}");
            let Some(values) = read(tree, &file, findings) else {
                continue;
            };
            let own = Site {
                values,
                ..Site::default()
            };
            site.ignored.extend(ignored(&own, root));
            for language in languages(&own) {
                if !site.languages.contains(&language) {
                    site.languages.push(language);
                }
            }
            if site.values.is_empty() {
                site.settings = settings(&own, &file, findings);
                site.values = own.values;
            }
        }
        site.static_folders.push(format!("{project}static/"));
    }
    site.math = is_true(site.value(&["extra", "katex"])) || is_true(site.value(&["extra", "math"]));
    site.sections = Sections::of(tree, &roots, &site.languages, hides);
    let title = site.sections.title(root).map(str::to_owned);
    site.settings.title = site.settings.title.take().or(title);
    site.settings.navigation = navigation(dialect, tree, root, &site);
    site
}

/// Tells from the front matter of a section whether it hides the documents below it.
fn hides(front: &Front<'_>) -> Option<Hidden> {
    is_true(front.get("draft")).then_some(Hidden::Draft)
}

/// Returns the blog's languages, the default one first.
fn languages(site: &Site) -> Vec<String> {
    let mut languages = vec![site.text(&["default_language"]).unwrap_or("en").to_owned()];
    if let Some(Node::Map(entries)) = site.value(&["languages"]) {
        languages.extend(entries.iter().map(|(tag, _)| tag.clone()));
    }
    languages
}

fn settings(site: &Site, file: &str, findings: &mut Vec<Finding>) -> Settings {
    let text = |path: &[&str]| site.text(path).map(str::to_owned);
    let own_author = author(site.value(&["author"])).or_else(|| author(site.value(&["extra", "author"])));
    Settings {
        title: text(&["title"]),
        description: text(&["description"]),
        language: Some(site.text(&["default_language"]).unwrap_or("en").to_owned()),
        author: own_author,
        url: site
            .text(&["base_url"])
            .and_then(|url| whole_address(url, file, findings)),
        ..Settings::default()
    }
}

/// Returns the patterns of `ignored_content`, each with the content folder that it is relative to.
fn ignored(site: &Site, root: &str) -> Vec<(String, GlobMatcher)> {
    let patterns = match site.value(&["ignored_content"]) {
        Some(Node::List(patterns)) => patterns.iter().filter_map(|pattern| scalar(Some(pattern))).collect(),
        node => scalar(node).into_iter().collect::<Vec<_>>(),
    };
    patterns
        .into_iter()
        .filter_map(|pattern| Some((root.to_owned(), Glob::new(pattern).ok()?.compile_matcher())))
        .collect()
}

/// Returns the menu: the first list of links in `[extra]` with `menu` or `nav` in its key, as themes call it.
fn navigation(dialect: &dyn Dialect, tree: &Tree, root: &str, site: &Site) -> Option<Vec<NavigationSetting>> {
    let Some(Node::Map(extra)) = site.value(&["extra"]) else {
        return None;
    };
    let names = extra.iter().filter(|(key, _)| {
        let key = key.to_lowercase();
        (key.contains("menu") || key.contains("nav") || key == "header_links") && !key.contains("footer")
    });
    let mut lists = names.filter_map(|(_, node)| match node {
        Node::List(items) => Some(lines(dialect, items, tree, root, site)),
        Node::Map(entries) => entries.iter().find_map(|(_, node)| match node {
            Node::List(items) => Some(lines(dialect, items, tree, root, site)),
            _ => None,
        }),
        _ => None,
    });
    lists.find(|lines| !lines.is_empty())
}

fn lines(dialect: &dyn Dialect, items: &[Node], tree: &Tree, root: &str, site: &Site) -> Vec<NavigationSetting> {
    let mut lines = Vec::new();
    for item in items {
        let text = |keys: &[&str]| keys.iter().find_map(|key| scalar(at(Some(item), &[key])));
        // Some themes have a list for each language: the first one counts.
        let own = ["nav_items", "items", "links"]
            .iter()
            .find_map(|key| match at(Some(item), &[key]) {
                Some(Node::List(items)) => Some(items),
                _ => None,
            });
        if let (Some(items), None) = (own, text(&["url", "href", "link", "path"])) {
            if lines.is_empty() {
                lines = self::lines(dialect, items, tree, root, site);
            }
            continue;
        }
        let to = text(&["url", "href", "link", "path"]).and_then(|to| destination(dialect, to, tree, root, site));
        if let (Some(label), Some(to)) = (text(&["name", "title", "label", "text"]), to) {
            lines.push(NavigationSetting {
                label: label.to_owned(),
                to,
            });
        }
    }
    lines
}

/// Resolves a menu item to a document or an address. None if it names nothing.
fn destination(dialect: &dyn Dialect, to: &str, tree: &Tree, root: &str, site: &Site) -> Option<String> {
    let to = to.strip_prefix("$BASE_URL").unwrap_or(to);
    if to.contains("://") || to.starts_with("mailto:") || to.starts_with('#') {
        return Some(to.to_owned());
    }
    let path = to.strip_prefix("@/").unwrap_or(to).trim_matches('/');
    let plain = path
        .strip_suffix("/_index.md")
        .or(path.strip_suffix(".md"))
        .unwrap_or(path);
    if plain.is_empty() || plain == "_index" {
        return Some("/".to_owned());
    }
    for end in ["", "/index", "/_index"] {
        let file = format!("{root}{plain}{end}.md");
        if tree.has(&file) {
            match dialect.place(&file, root, tree, site) {
                Place::Document(document) => return Some(document.name),
                Place::Section | Place::Term(_) => return site.sections.link(&format!("{root}{plain}/")),
                _ => {}
            }
        }
    }
    match plain.split('/').next().unwrap_or_default() {
        "tags" | "categories" => Some(format!("/{plain}/")),
        "archive" | "archives" | "posts" | "post" | "blog" => Some("/archive/".to_owned()),
        _ => site.sections.link(&format!("{root}{plain}/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_paths_as_zola_reads_them() {
        for (pattern, path, expected) in [
            ("*/ignored.md", "posts/ignored.md", true),
            ("*.{xlsx,graphml}", "a/b.xlsx", true),
            ("*.{xlsx,graphml}", "a/b.md", false),
            ("temp*.*", "temp-1.txt", true),
            ("**/drafts/**", "a/drafts/b.md", true),
            ("a?[b-d].md", "axc.md", true),
            ("a?[!b-d].md", "axc.md", false),
            ("", "a", false),
            ("*", "", true),
            // An invalid pattern.
            ("[", "[", false),
        ] {
            let mut site = Site::default();
            let list = Node::List(vec![Node::Scalar(pattern.to_owned())]);
            site.values.push(("ignored_content".to_owned(), list));
            let matches = ignored(&site, "").iter().any(|(_, pattern)| pattern.is_match(path));
            assert_eq!(matches, expected, "{pattern} {path}");
        }
    }
}
