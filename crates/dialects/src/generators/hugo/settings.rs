//! Reads the blog's settings from `hugo.toml` (or its older names) and `config/_default/`.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::front_matter::Node;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::{NavigationSetting, Settings};

use crate::dialect::Dialect;
use crate::folder::place::{Place, is_markdown};
use crate::folder::sections::{Hidden, Sections, at, is_false, is_true, scalar};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::front_matter::Front;
use crate::generators::shared::project_settings::{author, read, whole_address};

type Entries = Vec<(String, Node)>;

/// Reads the settings and the sections. `root` is the content folder.
pub(crate) fn site(dialect: &dyn Dialect, tree: &Tree, root: &str, findings: &mut Vec<Finding>) -> Site {
    let project = root.strip_suffix("content/").unwrap_or(root);
    let (file, values) = values(tree, project, findings);
    let mut site = Site {
        values,
        ..Site::default()
    };
    site.languages = languages(&site);
    let language = site.languages.first().cloned();
    site.settings = settings(&site, language.as_deref(), &file, findings);
    site.static_folders = static_folders(&site, project);
    site.math = is_true(site.value(&["markup", "goldmark", "extensions", "passthrough", "enable"]));
    let mut roots = vec![root.to_owned()];
    roots.extend(crate::folder::sections::other_roots(tree, root));
    for root in &roots {
        findings.extend(tree.below(root).filter_map(unread));
    }
    site.sections = Sections::of(tree, &roots, &site.languages, hides);
    // Fallback: the languages of the folders, and the title of the home page.
    if site.languages.is_empty() {
        site.languages = site.sections.languages();
        let first = site.languages.first().cloned();
        site.settings.language = site.settings.language.take().or(first);
    }
    let home = [
        root.to_owned(),
        format!("{root}{}/", site.languages.first().map_or("", String::as_str)),
    ];
    let title = home
        .iter()
        .find_map(|folder| site.sections.title(folder))
        .map(str::to_owned);
    site.settings.title = site.settings.title.take().or(title);
    site.settings.navigation = navigation(dialect, tree, root, &site);
    site
}

/// Returns the markup of a document that is neither Markdown nor HTML, by its extension (Hugo, Content formats).
pub(crate) fn markup(file: &str) -> Option<&'static str> {
    let extension = file.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "org" => "Org mode",
        "adoc" | "asciidoc" | "ad" => "AsciiDoc",
        "rst" => "reStructuredText",
        "pandoc" | "pdc" => "Pandoc's Markdown",
        _ => return None,
    })
}

/// Returns the finding about a document in a markup that is not read.
fn unread(file: &str) -> Option<Finding> {
    let markup = markup(file)?;
    let diagnostic = Diagnostic::warning(
        Rule::File,
        format!("unsupported format {markup}: not published"),
        "convert the file to Markdown, for example with `pandoc`",
    );
    Some(Finding::new(&AuthorPath::new(file), "", diagnostic))
}

/// Reads all settings. Returns the main file, which findings name, and the entries.
fn values(tree: &Tree, project: &str, findings: &mut Vec<Finding>) -> (String, Entries) {
    const EXTENSIONS: [&str; 4] = ["toml", "yaml", "yml", "json"];
    let mut all = Entries::new();
    let mut first = String::new();
    for stem in ["hugo", "config"] {
        for extension in EXTENSIONS {
            let file = format!("{project}{stem}.{extension}");
            if first.is_empty() && tree.has(&file) {
                all = read(tree, &file, findings).unwrap_or_default();
                first = file;
            }
        }
    }
    // Each file holds the table of its name: `params.toml` -> `params`.
    let folder = format!("{project}config/_default/");
    for file in tree.below(&folder) {
        let Some((stem, extension)) = file[folder.len()..].rsplit_once('.') else {
            continue;
        };
        if stem.contains('/') || !EXTENSIONS.contains(&extension) {
            continue;
        }
        let entries = read(tree, file, findings).unwrap_or_default();
        match stem.split_once('.') {
            None if matches!(stem, "hugo" | "config") => {
                file.clone_into(&mut first);
                all.extend(entries);
            }
            None => all.push((
                if stem == "menu" { "menus" } else { stem }.to_owned(),
                Node::Map(entries),
            )),
            // `menus.en.toml` and `params.en.toml` are for one language.
            Some((key, language)) => {
                let key = if key == "menu" { "menus" } else { key };
                all.push((format!("{key}.{language}"), Node::Map(entries)));
            }
        }
    }
    (first, all)
}

/// Returns the blog's languages, the default one first.
fn languages(site: &Site) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    languages.extend(site.text(&["defaultContentLanguage"]).map(str::to_lowercase));
    if let Some(Node::Map(entries)) = site.value(&["languages"]) {
        for (tag, _) in entries {
            if !languages.contains(&tag.to_lowercase()) {
                languages.push(tag.to_lowercase());
            }
        }
    }
    languages
}

fn settings(site: &Site, language: Option<&str>, file: &str, findings: &mut Vec<Finding>) -> Settings {
    let of_language = |path: &[&str]| {
        let own = [&["languages", language?], path].concat();
        site.text(&own)
    };
    let text = |path: &[&str]| of_language(path).or_else(|| site.text(path)).map(str::to_owned);
    let parameter = |key: &str| text(&["params", key]);
    let code = text(&["languageCode"]).or_else(|| text(&["locale"]));
    let own_author = author(site.value(&["params", "author"])).or_else(|| author(site.value(&["author"])));
    Settings {
        title: text(&["title"]),
        description: ["description", "subtitle", "dateform"]
            .into_iter()
            .take(2)
            .find_map(parameter),
        // The short tag (`en`), as in the names of documents, comes before `languageCode` (`en-US`).
        language: language.map(str::to_owned).or(code),
        author: own_author.or_else(|| parameter("authorName")),
        url: site
            .text(&["baseURL"])
            .and_then(|url| whole_address(url, file, findings)),
        ..Settings::default()
    }
}

fn static_folders(site: &Site, project: &str) -> Vec<String> {
    let named: Vec<&str> = match site.value(&["staticDir"]) {
        Some(Node::List(items)) => items.iter().filter_map(|item| scalar(Some(item))).collect(),
        node => scalar(node).into_iter().collect(),
    };
    let named = if named.is_empty() { vec!["static"] } else { named };
    let folders = named
        .into_iter()
        .map(|name| format!("{project}{}/", name.trim_matches('/')));
    // Templates take pictures from `assets/`.
    folders.chain([format!("{project}assets/")]).collect()
}

/// Tells from `cascade` in the front matter of a section whether it hides the documents below it.
pub(crate) fn hides(front: &Front<'_>) -> Option<Hidden> {
    let cascades = match front.get("cascade") {
        Some(Node::List(items)) => items.iter().collect(),
        Some(node) => vec![node],
        None => Vec::new(),
    };
    // A cascade with a target is for some documents only.
    for cascade in cascades
        .into_iter()
        .filter(|node| at(Some(node), &["target"]).is_none() && at(Some(node), &["_target"]).is_none())
    {
        for key in ["build", "_build"] {
            if is_unrendered(at(Some(cascade), &[key, "render"])) {
                return Some(Hidden::Machinery);
            }
        }
        if is_true(at(Some(cascade), &["draft"])) || is_true(at(Some(cascade), &["params", "draft"])) {
            return Some(Hidden::Draft);
        }
    }
    None
}

/// Whether `build.render` says that there is no page: `never`, `link`, or the older `false`.
pub(crate) fn is_unrendered(node: Option<&Node>) -> bool {
    scalar(node).is_some_and(|value| matches!(value.to_lowercase().as_str(), "never" | "link")) || is_false(node)
}

/// A menu item: weight (sort key), label and target.
type Line = (i64, String, String);

/// Returns the main menu, from the settings and from the front matter of documents.
fn navigation(dialect: &dyn Dialect, tree: &Tree, root: &str, site: &Site) -> Option<Vec<NavigationSetting>> {
    let language = site.languages.first().map_or("en", String::as_str);
    let of_language = format!("menus.{language}");
    let paths: [&[&str]; 5] = [
        &["languages", language, "menus", "main"],
        &["languages", language, "menu", "main"],
        &["menus", "main"],
        &["menu", "main"],
        &[&of_language, "main"],
    ];
    let mut lines: Vec<Line> = Vec::new();
    let configured = paths.into_iter().find_map(|path| match site.value(path) {
        Some(Node::List(items)) => Some(items.as_slice()),
        _ => None,
    });
    for item in configured.unwrap_or_default() {
        let text = |key: &str| scalar(at(Some(item), &[key]));
        let to = text("pageRef")
            .or(text("url"))
            .and_then(|to| destination(dialect, to, tree, root, site));
        if text("parent").is_none()
            && let (Some(label), Some(to)) = (text("name").or(text("title")).or(text("identifier")), to)
        {
            lines.push((weight(item), label.to_owned(), to));
        }
    }
    for file in tree.below(root).filter(|file| is_markdown(file)) {
        // Only the upper levels of folders are searched, to save time.
        let is_near = file[root.len()..].matches('/').count() <= 2;
        if is_near && let Some((weight, label)) = own_line(&tree.peek(file)) {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let to = match dialect.place(file, root, tree, site) {
                Place::Document(document) => Some(document.name),
                Place::Section | Place::Term(_) => site.sections.link(&format!("{folder}/")),
                _ => None,
            };
            lines.extend(to.map(|to| (weight, label, to)));
        }
    }
    // Items without a weight come last.
    lines.sort_by_key(|(weight, ..)| if *weight == 0 { i64::MAX } else { *weight });
    let settings = lines.into_iter().map(|(_, label, to)| NavigationSetting { label, to });
    let settings: Vec<NavigationSetting> = settings.collect();
    (!settings.is_empty()).then_some(settings)
}

fn weight(node: &Node) -> i64 {
    scalar(at(Some(node), &["weight"]))
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}

/// Returns a document's weight and label in the main menu, if its front matter puts it there.
fn own_line(text: &str) -> Option<(i64, String)> {
    let front = Front::read(text, &mut Vec::new());
    let node = front.get("menus").or_else(|| front.get("menu"))?;
    let title = ["linkTitle", "title"]
        .into_iter()
        .find_map(|key| scalar(front.get(key)));
    match node {
        Node::Scalar(name) if name == "main" => Some((0, title?.to_owned())),
        Node::List(names) if names.iter().any(|name| scalar(Some(name)) == Some("main")) => {
            Some((0, title?.to_owned()))
        }
        Node::Map(_) => {
            let own = at(Some(node), &["main"])?;
            let label = scalar(at(Some(own), &["name"])).or(title)?;
            Some((weight(own), label.to_owned()))
        }
        _ => None,
    }
}

/// Resolves a menu item, the path or address of a document, to a link. None if it names nothing.
fn destination(dialect: &dyn Dialect, to: &str, tree: &Tree, root: &str, site: &Site) -> Option<String> {
    if to.contains("://") || to.starts_with("mailto:") || to.starts_with('#') {
        return Some(to.to_owned());
    }
    let path = to.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let language = site.languages.first().map_or("en", String::as_str);
    let plain = path.strip_suffix(".md").unwrap_or(path);
    let plain = plain
        .strip_suffix("/_index")
        .or(plain.strip_suffix("/index"))
        .unwrap_or(plain);
    if plain.is_empty() {
        return Some("/".to_owned());
    }
    for base in [root.to_owned(), format!("{root}{language}/")] {
        let files = ["", "/index", "/_index"].map(|end| format!("{base}{plain}{end}.md"));
        for file in files.iter().filter(|file| tree.has(file)) {
            match dialect.place(file, root, tree, site) {
                Place::Document(document) => return Some(document.name),
                Place::Section | Place::Term(_) => return site.sections.link(&format!("{base}{plain}/")),
                _ => {}
            }
        }
        if site.sections.has(&format!("{base}{plain}/")) {
            return site.sections.link(&format!("{base}{plain}/"));
        }
    }
    let first = plain.split('/').next().unwrap_or_default();
    match first {
        "tags" | "categories" => Some(format!("/{plain}/")),
        "archive" | "archives" | "posts" | "post" | "blog" => Some("/archive/".to_owned()),
        _ => {
            let file = site
                .static_folders
                .iter()
                .any(|folder| tree.has(&format!("{folder}{path}")));
            file.then(|| format!("/{path}"))
        }
    }
}
