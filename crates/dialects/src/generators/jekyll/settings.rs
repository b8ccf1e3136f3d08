//! Reads `_config.yml`, `_data/` and `_includes/`.

use feuillet_content::document::front_matter::{FrontMatter, Node};
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::{NavigationSetting, PageSize, Settings, is_whole};

use crate::document::Document;
use crate::folder::place::is_markdown;
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::yaml;
use crate::generators::shared::liquid_site::{LONGEST, MOST, templates};
use crate::generators::shared::nodes::{lookup, text};

pub(super) fn read(tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
    let mut site = Site::default();
    for name in ["_config.yml", "_config.yaml"] {
        let file = format!("{root}{name}");
        if let Some(config) = tree.read(&file) {
            let mut diagnostics = Vec::new();
            site.values = yaml::file(&config, &mut diagnostics);
            let file = AuthorPath::new(&file);
            findings.extend(diagnostics.into_iter().map(|found| Finding::new(&file, &config, found)));
            break;
        }
    }
    site.excerpt_separator = site.text(&["excerpt_separator"]).map(str::to_owned);
    site.settings = settings(&site);
    let data = data(tree, root, findings);
    site.settings.navigation = navigation(&data, &site, tree, root);
    if !data.is_empty() {
        site.values.retain(|(key, _)| key != "data");
        site.values.push(("data".to_owned(), Node::Map(data)));
    }
    let folder = site
        .text(&["includes_dir"])
        .unwrap_or("_includes")
        .trim_matches('/')
        .to_owned();
    site.templates = templates(tree, &format!("{root}{folder}/"));
    site
}

fn settings(site: &Site) -> Settings {
    let own = |keys: &[&str]| keys.iter().find_map(|key| site.text(&[key])).map(str::to_owned);
    let author = own(&["author"]).or_else(|| site.text(&["author", "name"]).map(str::to_owned));
    let base = site.text(&["baseurl"]).unwrap_or_default();
    let url = site
        .text(&["url"])
        .map(|url| format!("{}{base}", url.trim_end_matches('/')));
    Settings {
        title: own(&["title", "name"]),
        description: own(&["description", "tagline", "subtitle"]),
        language: own(&["lang", "locale", "language"]).map(|language| self::language(&language)),
        author,
        url: url.filter(|url| is_whole(url) && !url.contains("//localhost") && !url.contains("//127.")),
        page_size: own(&["paginate"])
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|number| PageSize::try_from(number).ok()),
        ..Settings::default()
    }
}

/// Converts a locale to a language tag: `fr_FR.UTF-8` -> `fr-FR`.
pub(super) fn language(tag: &str) -> String {
    tag.split('.').next().unwrap_or_default().trim().replace('_', "-")
}

/// Reads the YAML and JSON files in `_data/`, by their name without extension.
fn data(tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Vec<(String, Node)> {
    let folder = format!("{root}_data/");
    let mut found = Vec::new();
    let mut size = 0;
    for file in tree.below(&folder) {
        let Some((name, "yml" | "yaml" | "json")) = file[folder.len()..].rsplit_once('.') else {
            continue;
        };
        let Some(written) = tree.read(file).filter(|text| text.len() <= LONGEST) else {
            continue;
        };
        size += written.len();
        if name.contains('/') || size > MOST {
            continue;
        }
        // Front matter cannot be a list, so a list at the top level gets a key.
        let is_list = written.lines().any(|line| line.starts_with("- ")) || written.trim_start().starts_with('[');
        let mut diagnostics = Vec::new();
        let node = if is_list {
            let indented = format!(" {}", written.replace('\n', "\n "));
            let entries = yaml::file(&format!("list:\n{indented}"), &mut diagnostics);
            lookup(&entries, "list").cloned().unwrap_or(Node::Null)
        } else {
            Node::Map(yaml::file(&written, &mut diagnostics))
        };
        let file = AuthorPath::new(file);
        findings.extend(
            diagnostics
                .into_iter()
                .map(|found| Finding::new(&file, &written, found)),
        );
        found.push((name.to_owned(), node));
    }
    found
}

/// Returns the menu: `main` of `_data/navigation.yml` (or the whole file if it is a list), else `header_pages`.
fn navigation(data: &[(String, Node)], site: &Site, tree: &Tree, root: &str) -> Option<Vec<NavigationSetting>> {
    let menu = ["navigation", "nav", "menu", "menus"]
        .iter()
        .find_map(|name| lookup(data, name));
    let items = match menu {
        Some(Node::Map(entries)) => lookup(entries, "main").or_else(|| lookup(entries, "items")),
        other => other,
    };
    let mut made = Vec::new();
    if let Some(Node::List(items)) = items {
        for item in items {
            let Node::Map(entries) = item else { continue };
            let one = |keys: &[&str]| keys.iter().find_map(|key| text(lookup(entries, key)));
            let (Some(label), Some(to)) = (
                one(&["title", "name", "label", "text"]),
                one(&["url", "link", "href", "page"]),
            ) else {
                continue;
            };
            if let Some(to) = target(to, tree, root) {
                let label = label.to_owned();
                made.push(NavigationSetting { label, to });
            }
        }
    }
    // Fallback: `header_pages`, a list of files.
    if made.is_empty()
        && let Some(Node::List(files)) = site.value(&["header_pages"])
    {
        for file in files.iter().filter_map(|file| text(Some(file))) {
            let written = tree.read(&format!("{root}{file}"));
            let front = written.map(|written| FrontMatter::read(&written, &mut Vec::new()).entries);
            if let Some(front) = front.filter(|_| is_markdown(file)) {
                let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
                made.push(NavigationSetting {
                    label: text(lookup(&front, "title")).unwrap_or(stem).to_owned(),
                    to: format!("pages/{stem}.md"),
                });
            }
        }
    }
    (!made.is_empty()).then_some(made)
}

/// Resolves a menu item to a page of the folder or an address elsewhere. None for anything else, such as lists, which
/// Feuillet makes itself.
fn target(to: &str, tree: &Tree, root: &str) -> Option<String> {
    if to.contains("://") || to.starts_with("mailto:") {
        return Some(to.to_owned());
    }
    let path = to.trim_matches('/').trim_end_matches(".html");
    if path.is_empty() || path.contains(['#', '?', '{']) {
        return None;
    }
    let page = |file: &str| {
        (!file.starts_with('_')).then(|| file.rsplit_once('.').map(|(stem, _)| format!("pages/{stem}.md")))
    };
    for extension in ["md", "markdown", "html"] {
        for file in [format!("{path}.{extension}"), format!("{path}/index.{extension}")] {
            if tree.has(&format!("{root}{file}")) {
                return page(&file).flatten();
            }
        }
    }
    // No file has this path, but a page may have it as its `permalink`.
    let mut files = tree.below(root).filter(|file| is_markdown(file));
    let found = files.find(|file| {
        let front = tree.peek(file);
        let mut lines = front
            .lines()
            .take(40)
            .filter_map(|line| line.strip_prefix("permalink:"));
        lines.any(|own| {
            own.trim()
                .trim_matches(['"', '\''])
                .trim_matches('/')
                .trim_end_matches(".html")
                == path
        })
    })?;
    let found = &found[root.len()..];
    // Documents of collections, such as `_pages/about.md`, are linked by their address.
    page(found).flatten().or_else(|| Some(format!("/{path}/")))
}

/// Returns the `defaults` of the settings that apply to a document by its path and type, the longest path first. They
/// are for keys that its front matter does not have.
pub(super) fn defaults(document: Document<'_>) -> Vec<(String, Node)> {
    let Some(Node::List(scopes)) = document.site.value(&["defaults"]) else {
        return Vec::new();
    };
    let file = document.file.strip_prefix(document.root).unwrap_or(document.file);
    let kind = if is_post(file) {
        "posts"
    } else {
        collection(file).unwrap_or("pages")
    };
    let mut fitting: Vec<(usize, &[(String, Node)])> = Vec::new();
    for scope in scopes {
        let Node::Map(scope) = scope else { continue };
        let Some(Node::Map(values)) = lookup(scope, "values") else {
            continue;
        };
        let inner: &[(String, Node)] = match lookup(scope, "scope") {
            Some(Node::Map(inner)) => inner,
            _ => &[],
        };
        let path = text(lookup(inner, "path")).unwrap_or_default().trim_matches('/');
        let is_its_kind = text(lookup(inner, "type"))
            .is_none_or(|wanted| wanted == kind || wanted.trim_end_matches('s') == kind.trim_end_matches('s'));
        if is_its_kind && matches_path(path, file) {
            fitting.push((path.len(), values));
        }
    }
    // On a tie, the last one comes first.
    fitting.reverse();
    fitting.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    fitting.into_iter().flat_map(|(_, values)| values.to_vec()).collect()
}

/// Whether a file is at or below a path of the settings, in which `*` stands for any text.
fn matches_path(path: &str, file: &str) -> bool {
    if path.is_empty() {
        return true;
    }
    if !path.contains('*') {
        return file
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with('.'));
    }
    let mut rest = file;
    for (index, part) in path.split('*').enumerate() {
        match rest.find(part) {
            Some(at) if index > 0 || at == 0 => rest = &rest[at + part.len()..],
            _ => return false,
        }
    }
    true
}

pub(super) fn is_post(file: &str) -> bool {
    file.split('/').any(|part| part == "_posts" || part == "_drafts")
}

/// Returns the label of a file's collection: `_recipes/soup.md` -> `recipes`.
pub(super) fn collection(file: &str) -> Option<&str> {
    let (first, _) = file.split_once('/')?;
    first.strip_prefix('_')
}

/// Whether the documents of a collection have addresses (`output: true`). Without settings, all have.
pub(super) fn is_published(label: &str, site: &Site) -> bool {
    if site.values.iter().all(|(key, _)| key == "data") {
        return true;
    }
    site.text(&["collections", label, "output"]) == Some("true")
}

/// Returns the pattern of a document's address, if its front matter has no `permalink`.
pub(super) fn pattern(document: Document<'_>) -> String {
    let site = document.site;
    let file = document.file.strip_prefix(document.root).unwrap_or(document.file);
    let general = site.text(&["permalink"]).unwrap_or("date");
    if is_post(file) {
        let own = site.text(&["collections", "posts", "permalink"]);
        return own.unwrap_or(general).to_owned();
    }
    let is_pretty = general == "pretty" || general.ends_with('/');
    let ending = if is_pretty { "/" } else { ".html" };
    match collection(file) {
        Some(label) => {
            let own = site.text(&["collections", label, "permalink"]);
            own.map_or_else(|| format!("/:collection/:path{ending}"), str::to_owned)
        }
        None if file.rsplit('/').next().is_some_and(|name| name.starts_with("index.")) => {
            let directory = file.rsplit_once('/').map_or("", |(directory, _)| directory);
            format!("/{directory}/")
        }
        None => format!("/:path{ending}"),
    }
}

/// Whether a file is left out, by `exclude` or by Jekyll's own list, and not named in `include`.
pub(super) fn is_excluded(path: &str, site: &Site) -> bool {
    const ALWAYS: [&str; 4] = ["node_modules", "vendor/bundle", "vendor/cache", "vendor/ruby"];
    let excluded = is_named("exclude", path, site) || ALWAYS.iter().any(|pattern| fits(pattern, path));
    excluded && !is_included(path, site)
}

/// Whether `include` names a file or a folder around it, which Jekyll would leave out otherwise.
pub(super) fn is_included(path: &str, site: &Site) -> bool {
    is_named("include", path, site)
}

fn is_named(key: &str, path: &str, site: &Site) -> bool {
    match site.value(&[key]) {
        Some(Node::List(items)) => items
            .iter()
            .any(|item| text(Some(item)).is_some_and(|pattern| fits(pattern, path))),
        Some(Node::Scalar(pattern)) => fits(pattern, path),
        _ => false,
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_matches('/');
    !pattern.is_empty() && matches_path(pattern, path)
}
