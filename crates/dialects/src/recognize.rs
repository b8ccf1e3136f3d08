//! Tells which generator a folder is for, from the files in it.
//!
//! A generator's own settings tell it surely; without them, the names of folders and how some documents begin do. What
//! nothing tells is taken for Feuillet's own.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use feuillet_report::finding::Finding;

use crate::dialect::Dialect;
use crate::folder::place::{dated, is_markdown};
use crate::folder::site::Site;
use crate::folder::tree::Tree;
use crate::generators::feuillet;
use crate::registry::{ALL, named, names};

/// What a folder was recognized as.
#[derive(Clone, Debug)]
pub struct Recognized {
    pub(crate) dialect: &'static dyn Dialect,
    /// What shows it, to be told the author; nothing for Feuillet's own.
    pub evidence: String,
    /// The folders that the content lies in, each with a slash at its end, or nothing.
    pub roots: Vec<String>,
}

impl Recognized {
    /// The name of the generator, as it calls itself.
    pub fn name(&self) -> &'static str {
        self.dialect.name()
    }

    /// What the generator's own settings say of the blog.
    pub fn site(&self, tree: &Tree, findings: &mut Vec<Finding>) -> Site {
        let root = self.roots.first().map_or("", String::as_str);
        self.dialect.site(tree, root, findings)
    }
}

/// Tells the dialect of a folder. `forced` is the name that the author typed.
///
/// # Errors
///
/// When that is the name of no dialect.
pub fn recognize(tree: &Tree, forced: Option<&str>) -> Result<Recognized> {
    if let Some(name) = forced {
        let dialect = named(name).ok_or_else(|| {
            let known: Vec<&str> = names().collect();
            anyhow!("there is no dialect `{name}`: write one of {}", known.join(", "))
        })?;
        let found = candidates(tree).into_iter().find(|found| found.name == dialect.name());
        let roots = found.map_or_else(|| usual_roots(tree, dialect.name()), |found| found.roots);
        return Ok(Recognized {
            dialect,
            evidence: "so it was said".to_owned(),
            roots,
        });
    }
    let is_own = tree.has(feuillet_settings::FILE) && (tree.has_folder("posts/") || tree.has_folder("pages/"));
    let found = candidates(tree).into_iter().next().filter(|_| !is_own);
    let recognized = found.and_then(|found| {
        let dialect = ALL.into_iter().find(|dialect| dialect.name() == found.name)?;
        Some(Recognized {
            dialect,
            evidence: found.evidence,
            roots: found.roots,
        })
    });
    Ok(recognized.unwrap_or_else(|| Recognized {
        dialect: &feuillet::Feuillet,
        evidence: String::new(),
        roots: vec![String::new()],
    }))
}

/// Where the content of a dialect lies by its folders alone.
fn usual_roots(tree: &Tree, dialect: &str) -> Vec<String> {
    let folder = match dialect {
        "Jigsaw" | "Hexo" => "source/",
        "Hugo" | "Zola" => "content/",
        _ => "",
    };
    let roots = if folder.is_empty() {
        Vec::new()
    } else {
        outermost(
            prefixes(tree, folder)
                .into_iter()
                .map(|project| project + folder)
                .collect(),
        )
    };
    if roots.is_empty() { vec![String::new()] } else { roots }
}

/// A dialect that a folder may be of.
struct Candidate {
    name: &'static str,
    evidence: String,
    roots: Vec<String>,
}

fn candidate(name: &'static str, evidence: &str, roots: BTreeSet<String>) -> Option<Candidate> {
    let roots = outermost(roots);
    let first = roots.first()?;
    Some(Candidate {
        name,
        // At the top it has no name.
        evidence: if first.is_empty() {
            evidence.replace("`{root}`", "the folder").replace("{root}", "")
        } else {
            evidence.replace("{root}", first)
        },
        roots,
    })
}

/// All that a folder may be, the surest first.
fn candidates(tree: &Tree) -> Vec<Candidate> {
    [
        jigsaw(tree),
        hexo(tree),
        docusaurus(tree),
        astro(tree),
        eleventy(tree),
        zola(tree),
        hugo(tree),
        jekyll(tree),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `source/` with Blade or `extends:`.
fn jigsaw(tree: &Tree) -> Option<Candidate> {
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
    candidate("Jigsaw", "`{root}` has posts with `extends`, or Blade templates", roots)
}

/// `source/_posts/`, with dates in the front matter.
fn hexo(tree: &Tree) -> Option<Candidate> {
    let mut roots: BTreeSet<String> = prefixes(tree, "source/")
        .into_iter()
        .filter(|project| tree.has_folder(&format!("{project}source/_posts/")))
        .filter(|project| {
            !any_dated(tree, &format!("{project}source/_posts/")) || tree.has_folder(&format!("{project}scaffolds/"))
        })
        .map(|project| format!("{project}source/"))
        .collect();
    if roots.is_empty() && tree.has_folder("_posts/") && !any_dated(tree, "_posts/") && !tree.has("_config.yml") {
        roots.insert(String::new());
    }
    candidate("Hexo", "its posts lie in `{root}_posts/`", roots)
}

/// `_posts/` with dates in the names of files, or `_config.yml`.
fn jekyll(tree: &Tree) -> Option<Candidate> {
    let mut roots: BTreeSet<String> = ["_config.yml", "_config.yaml", "_config.toml"]
        .iter()
        .flat_map(|config| projects(tree, config))
        .collect();
    if roots.is_empty() {
        let dated = prefixes(tree, "_posts/").into_iter();
        roots.extend(dated.filter(|root| any_dated(tree, &format!("{root}_posts/"))));
    }
    candidate(
        "Jekyll",
        "its posts lie in `{root}_posts/`, with dates in their names",
        roots,
    )
}

fn docusaurus(tree: &Tree) -> Option<Candidate> {
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
    candidate(
        "Docusaurus",
        "`{root}` has its settings, or a `blog/` with `authors.yml`",
        roots,
    )
}

fn astro(tree: &Tree) -> Option<Candidate> {
    let mut roots = configured(tree, "astro.config.");
    roots.extend(prefixes(tree, "src/content/"));
    candidate("Astro", "`{root}src/content/` is where its collections lie", roots)
}

fn eleventy(tree: &Tree) -> Option<Candidate> {
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
    candidate(
        "Eleventy",
        "`{root}` has its settings, or documents that speak of it",
        roots,
    )
}

/// `content/` with `config.toml` and a `base_url`, or TOML with Zola's own tables.
fn zola(tree: &Tree) -> Option<Candidate> {
    let speaks_zola = |text: &str| {
        let toml = text.starts_with("+++");
        let key = |key: &str| toml && has_key(text, key);
        !text.contains("{{<")
            && ([
                "[taxonomies]",
                "[extra]",
                "paginate_by",
                "sort_by",
                "page_template",
                "in_search_index",
            ]
            .into_iter()
            .any(key)
                || text.contains("](@/"))
    };
    let is_set_up = |project: &str| {
        ["config.toml", "zola.toml"].iter().any(|name| {
            let config = tree.peek(&format!("{project}{name}"));
            has_key(&config, "base_url")
        })
    };
    let mut roots = content_roots(tree, is_set_up);
    // Beside what is set up may lie more of the kind.
    if !has_hugo_config(tree) {
        roots.extend(content_roots(tree, |project| {
            sample(tree, &format!("{project}content/")).any(|text| speaks_zola(&text))
        }));
        if roots.is_empty() && !tree.has_folder("content/") && sample(tree, "").any(|text| speaks_zola(&text)) {
            roots.insert(String::new());
        }
    }
    candidate("Zola", "`{root}` has its settings, or TOML with its tables", roots)
}

/// `content/` with Hugo's settings, sections, shortcodes, TOML or JSON.
fn hugo(tree: &Tree) -> Option<Candidate> {
    // In a folder with `posts/` of ours, a shortcode may be what a post is about.
    let may_be_own = tree.has_folder("posts/") || tree.has_folder("pages/");
    let speaks_hugo = |folder: &str| {
        tree.below(folder)
            .any(|name| name.ends_with("/_index.md") || name == "_index.md")
            || sample(tree, folder).any(|text| {
                let speaks = text.contains("{{<") || text.contains("{{%");
                text.starts_with("+++") || text.starts_with('{') || (speaks && !(folder.is_empty() && may_be_own))
            })
    };
    let mut roots = content_roots(tree, |project| {
        is_hugo_project(tree, project) || speaks_hugo(&format!("{project}content/"))
    });
    if roots.is_empty() && !tree.has_folder("content/") && speaks_hugo("") {
        roots.insert(String::new());
    }
    candidate("Hugo", "`{root}` has its settings, sections or shortcodes", roots)
}

fn has_hugo_config(tree: &Tree) -> bool {
    prefixes(tree, "content/")
        .iter()
        .any(|project| is_hugo_project(tree, project))
}

fn is_hugo_project(tree: &Tree, project: &str) -> bool {
    let sure = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"]
        .iter()
        .any(|name| tree.has(&format!("{project}{name}")));
    let older = ["config.toml", "config.yaml", "config.yml", "config.json"]
        .iter()
        .any(|name| {
            let text = tree.peek(&format!("{project}{name}"));
            text.to_ascii_lowercase().contains("baseurl")
        });
    sure || older || tree.has_folder(&format!("{project}config/_default/"))
}

/// The `content/` folders of some projects.
fn content_roots(tree: &Tree, is_one: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let projects = prefixes(tree, "content/").into_iter();
    projects
        .filter(|project| is_one(project))
        .map(|project| format!("{project}content/"))
        .collect()
}

/// The folders (with a slash at their ends, or nothing) that hold a folder of a name (`content/`).
fn prefixes(tree: &Tree, folder: &str) -> BTreeSet<String> {
    let inner = format!("/{folder}");
    tree.names()
        .filter_map(|name| {
            if name.starts_with(folder) {
                Some(String::new())
            } else {
                name.find(&inner).map(|at| name[..=at].to_owned())
            }
        })
        .collect()
}

/// The folders that hold a file of this name.
fn projects(tree: &Tree, file: &str) -> BTreeSet<String> {
    let names = tree.names().filter_map(|name| name.strip_suffix(file));
    names
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .map(str::to_owned)
        .collect()
}

/// The folders that hold a file whose name begins like this.
fn configured(tree: &Tree, beginning: &str) -> BTreeSet<String> {
    tree.names()
        .filter_map(|name| {
            let (folder, file) = name.rfind('/').map_or(("", name), |slash| name.split_at(slash + 1));
            file.starts_with(beginning).then(|| folder.to_owned())
        })
        .collect()
}

/// Those that lie in none of the others.
fn outermost(roots: BTreeSet<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for root in roots {
        if !kept.iter().any(|outer| root.starts_with(outer.as_str())) {
            kept.push(root);
        }
    }
    kept
}

fn any_dated(tree: &Tree, folder: &str) -> bool {
    tree.below(folder)
        .any(|name| dated(name.rsplit('/').next().unwrap_or_default()).0.is_some())
}

/// How some documents of a folder begin.
fn sample<'a>(tree: &'a Tree, folder: &'a str) -> impl Iterator<Item = String> + 'a {
    const ENOUGH: usize = 60;
    tree.below(folder)
        .filter(|name| is_markdown(name))
        .take(ENOUGH)
        .map(|name| tree.peek(name))
}

/// Whether a line begins with a key.
fn has_key(text: &str, key: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(key))
}
