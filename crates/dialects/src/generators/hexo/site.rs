//! Reads the blog's settings from `_config.yml`, and guesses others from its posts.

use std::path::Path;

use feuillet_content::document::front_matter::Node;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::{NavigationSetting, Settings};

use crate::folder::place::is_markdown;
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::yaml;
use crate::generators::shared::addresses;

/// Key in [`Site::values`] that tells whether single line breaks are shown.
pub(super) const BREAKS: &str = "(breaks)";
/// Key in [`Site::values`] of the documents' titles, sorted by file.
pub(super) const TITLES: &str = "(titles)";

pub(super) fn site(tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
    let project = root.strip_suffix("source/").unwrap_or(root);
    let mut read = |name: &str| -> Vec<(String, Node)> {
        let file = format!("{project}{name}");
        let Some(text) = tree.read(&file) else {
            return Vec::new();
        };
        let mut diagnostics = Vec::new();
        let entries = yaml::file(&text, &mut diagnostics);
        let told = diagnostics.into_iter();
        findings.extend(told.map(|diagnostic| Finding::new(&AuthorPath::new(&file), &text, diagnostic)));
        entries
    };
    let mut site = Site {
        values: read("_config.yml"),
        ..Site::default()
    };
    let theme = site.text(&["theme"]).map(|theme| read(&format!("_config.{theme}.yml")));
    let text = |key: &str| {
        site.text(&[key])
            .filter(|text| !text.starts_with('#'))
            .map(str::to_owned)
    };
    let languages: Vec<String> = match site.value(&["language"]) {
        Some(Node::Scalar(language)) => vec![language.trim().to_owned()],
        Some(Node::List(items)) => items.iter().filter_map(scalar).collect(),
        _ => Vec::new(),
    };
    let languages: Vec<String> = languages
        .into_iter()
        .filter(|tag| tag.len() >= 2 && tag != "default")
        .collect();
    let folder = text("root").filter(|folder| folder != "/");
    let subtitle = text("subtitle");
    let theme_site = Site {
        values: theme.unwrap_or_default(),
        ..Site::default()
    };
    let menu =
        ["menu", "navbar"]
            .iter()
            .find_map(|key| match theme_site.value(&[key]).or_else(|| site.value(&[key])) {
                Some(Node::Map(entries)) => Some(entries),
                _ => None,
            });
    site.settings = Settings {
        // `Hexo` and `John Doe` are placeholders of new blogs.
        title: text("title").filter(|title| title != "Hexo"),
        description: text("description").or(subtitle),
        language: languages.first().map(|tag| tag.replace('_', "-")),
        author: text("author").filter(|author| author != "John Doe"),
        url: text("url").and_then(|url| addresses::blog(&url, folder.as_deref())),
        navigation: menu.and_then(|menu| navigation(menu, tree, root)),
        ..Settings::default()
    };
    site.languages = languages;
    let (titles, writes_breaks) = look_at_posts(tree, root);
    let shown = match breaks_setting(&site) {
        Some(breaks) => breaks,
        // Authors who end lines with two spaces need them, so plain line breaks are not shown.
        None => !writes_breaks,
    };
    site.math = ["math", "mathjax", "katex"].iter().any(|key| {
        [
            &[*key, "enable"][..],
            &[*key, "every_page"][..],
            &[*key, "per_page"][..],
        ]
        .iter()
        .any(|path| *path != [*key, "per_page"] && site.text(path) == Some("true"))
    });
    site.values.push((BREAKS.to_owned(), Node::Scalar(shown.to_string())));
    site.values.push((TITLES.to_owned(), Node::Map(titles)));
    site
}

/// Returns the line break setting of the renderer: `hexo-renderer-marked` (`marked`) or `hexo-renderer-markdown-it`
/// (`markdown.render`), which both show line breaks by default. Kramdown and Pandoc do not.
fn breaks_setting(site: &Site) -> Option<bool> {
    let paths: [&[&str]; 3] = [
        &["marked", "breaks"],
        &["markdown", "render", "breaks"],
        &["markdown", "breaks"],
    ];
    let said = paths.iter().find_map(|path| site.text(path));
    if said.is_none() && (site.value(&["kramdown"]).is_some() || site.value(&["pandoc"]).is_some()) {
        return Some(false);
    }
    said.map(|breaks| breaks == "true")
}

/// Returns the titles of all documents, and whether at least two documents end lines with two spaces.
fn look_at_posts(tree: &Tree, root: &str) -> (Vec<(String, Node)>, bool) {
    const ENOUGH: usize = 2;
    let mut titles = Vec::new();
    let mut with_breaks = 0;
    for file in tree.below(root).filter(|file| is_markdown(file)) {
        let text = tree.peek(file);
        let title = text.lines().take(40).find_map(|line| line.strip_prefix("title:"));
        if let Some(title) = title {
            let title = title.trim().trim_matches(['"', '\'']).to_owned();
            titles.push((file.to_owned(), Node::Scalar(title)));
        }
        let mut lines = text.lines().skip_while(|line| line.starts_with("---")).peekable();
        let mut writes = false;
        while let Some(line) = lines.next() {
            let continues = lines.peek().is_some_and(|next| !next.trim().is_empty());
            writes |= continues && line.ends_with("  ") && !line.trim().is_empty();
        }
        with_breaks += usize::from(writes);
    }
    (titles, with_breaks >= ENOUGH)
}

/// Returns the entries of a theme's menu that lead to pages or to other sites. Lists are left out.
fn navigation(menu: &[(String, Node)], tree: &Tree, root: &str) -> Option<Vec<NavigationSetting>> {
    let mut entries = Vec::new();
    for (label, node) in menu {
        let target = match node {
            // `/about/ || fas fa-user`: the address and an icon.
            Node::Scalar(target) => target.split("||").next().unwrap_or_default().trim().to_owned(),
            _ => continue,
        };
        if target.starts_with("https://") || target.starts_with("http://") {
            entries.push(NavigationSetting {
                label: label.clone(),
                to: target,
            });
            continue;
        }
        let path = target.trim_matches('/');
        let is_page = |file: &String| tree.has(file) && !path.is_empty();
        let file = [format!("{root}{path}/index.md"), format!("{root}{path}.md")]
            .into_iter()
            .find(is_page);
        let named = Path::new(path)
            .file_name()
            .map(|name| name.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        if let Some(file) = file
            && !LISTS.split_ascii_whitespace().any(|list| list == named)
        {
            entries.push(NavigationSetting {
                label: label.clone(),
                to: format!("pages/{}", &file[root.len()..]),
            });
        }
    }
    (!entries.is_empty()).then_some(entries)
}

fn scalar(node: &Node) -> Option<String> {
    match node {
        Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Names of pages that themes fill with lists.
pub(super) const LISTS: &str = "categories category tags tag archives archive search 404 index readme";

/// Returns the folder of a post's own files: `_posts/hello.md` -> `_posts/hello`.
pub(super) fn own_folder(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
