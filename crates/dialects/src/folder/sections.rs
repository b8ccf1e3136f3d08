//! Sections, as Hugo and Zola have them: every folder of the content is one, and the `_index.md` in it speaks for it.
//!
//! Feuillet makes its own lists, so the text of a section is not published. What its front matter says of the documents
//! in it is minded: that they are not published, and how the section is called. Where a blog has several sections and
//! no categories, its sections are what its authors sorted their posts by: they become the categories.

use std::collections::{BTreeMap, BTreeSet};

use feuillet_content::document::front_matter::Node;
use feuillet_content::document::title_from_name;
use feuillet_content::route::{Route, Taxonomy};

use super::place::{is_language, is_markdown, stem};
use super::tree::Tree;
use crate::front_matter::Front;
use crate::term;

/// Settings of the folders of the content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sections {
    /// Folders whose sub-folders are the sections, each with its slash and the language of all that is in it.
    bases: BTreeMap<String, Option<String>>,
    /// By the folder with its slash.
    folders: BTreeMap<String, Section>,
    /// Documents whose names tell a language, without that and the extension.
    translated: BTreeSet<String>,
    /// Documents with the name of another one.
    repeated: BTreeSet<String>,
}

/// A folder of the content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    title: Option<String>,
    /// The rule that hides all documents in it, but machinery which is not spoken of.
    hidden: Option<Hidden>,
    category: Option<String>,
}

/// Why documents of a section are not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hidden {
    Draft,
    /// They are there for others to include.
    Machinery,
}

/// Names of sections that say nothing but that there are texts in them.
const PLAIN_NAMES: [&str; 12] = [
    "post", "posts", "blog", "blogs", "article", "articles", "page", "pages", "entries", "content", "writing", "notes",
];

impl Sections {
    /// Looks through the folders `roots` of a tree. `languages` are those of the blog, the first being what documents
    /// are in that tell none; `hides` tells from the front matter of a section whether its documents are published.
    pub(crate) fn of(
        tree: &Tree,
        roots: &[String],
        languages: &[String],
        hides: impl Fn(&Front<'_>) -> Option<Hidden>,
    ) -> Self {
        let mut sections = Self::default();
        for root in roots {
            sections.add_bases(tree, root, languages);
        }
        for file in tree.names().filter(|name| is_markdown(name)) {
            let Some((base, _)) = sections.base(file).map(|(base, language)| (base.len(), language)) else {
                continue;
            };
            let (directory, name) = file
                .rsplit_once('/')
                .map_or(("", file), |(directory, name)| (directory, name));
            let (plain, language) = split_language(stem(name), languages);
            if language.is_some() {
                sections.translated.insert(format!("{directory}/{plain}"));
            }
            for (slash, _) in file.match_indices('/').filter(|(slash, _)| slash + 1 >= base) {
                sections.folders.entry(file[..=slash].to_owned()).or_default();
            }
            if plain == "_index" {
                let folder = &file[..file.len() - name.len()];
                sections.read(folder, &tree.read(file).unwrap_or_default(), language.is_none(), &hides);
            }
        }
        sections.name_categories(tree);
        sections.find_repeated(tree, languages);
        sections
    }

    /// Finds out whether the top folders of the content are languages.
    fn add_bases(&mut self, tree: &Tree, root: &str, languages: &[String]) {
        let documents = tree.below(root).filter(|name| is_markdown(name));
        let tops: BTreeSet<&str> = documents
            .filter_map(|name| name[root.len()..].split_once('/'))
            .map(|(top, _)| top)
            .collect();
        let are_languages = !tops.is_empty() && tops.iter().all(|top| is_language(top, languages));
        if are_languages {
            for top in tops {
                self.bases.insert(format!("{root}{top}/"), Some(top.to_owned()));
            }
        }
        self.bases.insert(root.to_owned(), None);
    }

    fn read(&mut self, folder: &str, text: &str, is_default: bool, hides: impl Fn(&Front<'_>) -> Option<Hidden>) {
        let front = Front::read(text, &mut Vec::new());
        let title = ["title", "linkTitle"]
            .into_iter()
            .find_map(|key| scalar(front.get(key)));
        let section = self.folders.entry(folder.to_owned()).or_default();
        if is_default || section.title.is_none() {
            section.title = title.map(str::to_owned);
        }
        if section.hidden.is_none() {
            section.hidden = hides(&front);
        }
    }

    /// Sections may hold documents of one name, whose addresses here would be the same: the one nearest to the top
    /// keeps it.
    fn find_repeated(&mut self, tree: &Tree, languages: &[String]) {
        let mut by_name: BTreeMap<(&str, Option<&str>), Vec<&str>> = BTreeMap::new();
        for file in tree.names().filter(|name| is_markdown(name)) {
            let Some((base, folder_language)) = self.base(file) else {
                continue;
            };
            let (directory, name) = file[base.len()..].rsplit_once('/').unwrap_or(("", &file[base.len()..]));
            let (plain, language) = split_language(stem(name), languages);
            let own = match plain {
                "_index" => continue,
                "index" => directory.rsplit('/').next().unwrap_or_default(),
                plain => plain,
            };
            let language = language.or(folder_language);
            by_name.entry((own, language)).or_default().push(file);
        }
        let mut repeated = BTreeSet::new();
        for mut files in by_name.into_values() {
            files.sort_by_key(|file| (file.matches('/').count(), *file));
            repeated.extend(files.into_iter().skip(1).map(str::to_owned));
        }
        self.repeated = repeated;
    }

    /// Top sections are categories where there are several of them, and where no document names categories.
    fn name_categories(&mut self, tree: &Tree) {
        let mut tops: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for folder in self.folders.keys() {
            if let Some((base, _)) = self.base(folder)
                && folder[base.len()..].matches('/').count() == 1
                && self.hidden(folder).is_none()
                && self.holds_posts(tree, folder)
            {
                tops.entry(base.to_owned()).or_default().push(folder.clone());
            }
        }
        for (base, folders) in tops {
            if folders.len() < 2 {
                continue;
            }
            for folder in folders {
                let name = folder[base.len()..].trim_end_matches('/').to_owned();
                if PLAIN_NAMES.contains(&name.to_lowercase().as_str()) {
                    continue;
                }
                if let Some(section) = self.folders.get_mut(&folder) {
                    let title = section.title.clone();
                    section.category = Some(title.unwrap_or_else(|| title_from_name(&name)));
                }
            }
        }
    }

    /// Whether a folder has documents that are published and name no categories.
    fn holds_posts(&self, tree: &Tree, folder: &str) -> bool {
        let mut has_posts = false;
        let documents = tree
            .below(folder)
            .filter(|name| is_markdown(name) && !name.contains("/_index."));
        // A document right in its own folder is the page of that name.
        let documents = documents.filter(|name| !name[folder.len()..].starts_with("index."));
        for name in documents {
            if self.hidden(name).is_some() {
                continue;
            }
            let text = tree.peek(name);
            let front = Front::read(&text, &mut Vec::new());
            let categorized = ["categories", "category"].into_iter().any(|key| match front.get(key) {
                Some(Node::List(items)) => !items.is_empty(),
                Some(Node::Scalar(text)) => !text.trim().is_empty(),
                _ => false,
            });
            if categorized || has_taxonomy(&front) {
                return false;
            }
            has_posts = has_posts || scalar(front.get("draft")) != Some("true");
        }
        has_posts
    }

    /// The folder that the sections of a file lie in, with the language of all that is in it.
    pub(crate) fn base<'a>(&self, file: &'a str) -> Option<(&'a str, Option<&str>)> {
        let ends = file.match_indices('/').map(|(slash, _)| slash + 1);
        let mut folders = std::iter::once(0).chain(ends).collect::<Vec<_>>().into_iter().rev();
        folders.find_map(|end| {
            let language = self.bases.get(&file[..end])?;
            Some((&file[..end], language.as_deref()))
        })
    }

    /// Why a file is not published that lies in a section or one below it.
    pub(crate) fn hidden(&self, file: &str) -> Option<&Hidden> {
        let mut folders = file.match_indices('/').map(|(slash, _)| &file[..=slash]);
        folders.find_map(|folder| self.folders.get(folder)?.hidden.as_ref())
    }

    pub(crate) fn has(&self, folder: &str) -> bool {
        self.folders.contains_key(folder)
    }

    /// The category of the documents of a top section.
    pub(crate) fn category(&self, file: &str) -> Option<&str> {
        let (base, _) = self.base(file)?;
        let end = base.len() + file[base.len()..].find('/')? + 1;
        self.folders.get(&file[..end])?.category.as_deref()
    }

    /// Whether a document is there in another language, by the names of its files.
    pub(crate) fn is_translated(&self, directory: &str, plain: &str) -> bool {
        self.translated.contains(&format!("{directory}/{plain}"))
    }

    /// The languages that folders tell, the one first that documents without one are in.
    pub(crate) fn languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = self.bases.values().flatten().cloned().collect();
        languages.sort_by_key(|language| language != "en");
        languages.dedup();
        languages
    }

    /// Title of a section.
    pub(crate) fn title(&self, folder: &str) -> Option<&str> {
        self.folders.get(folder)?.title.as_deref()
    }

    /// Whether another document nearer to the top has the name of this one.
    pub(crate) fn is_repeated(&self, file: &str) -> bool {
        self.repeated.contains(file)
    }

    /// Target of a link to a section: its category, else all posts.
    pub(crate) fn link(&self, folder: &str) -> Option<String> {
        if self.bases.contains_key(folder) {
            return Some("/".to_owned());
        }
        let route = match self.category(folder) {
            Some(category) => Taxonomy::Categories.route(&term::slug(category)),
            None => Route::ARCHIVE,
        };
        self.has(folder).then(|| route.path())
    }
}

/// `[taxonomies]` with categories.
fn has_taxonomy(front: &Front<'_>) -> bool {
    let Some(Node::Map(taxonomies)) = front.get("taxonomies") else {
        return false;
    };
    taxonomies
        .iter()
        .any(|(key, _)| key == "categories" || key == "category")
}

/// `index.fr` -> `index` and `fr`.
pub(crate) fn split_language<'a>(stem: &'a str, languages: &[String]) -> (&'a str, Option<&'a str>) {
    match stem.rsplit_once('.') {
        Some((plain, tag)) if !plain.is_empty() && is_language(tag, languages) => (plain, Some(tag)),
        _ => (stem, None),
    }
}

/// The text of a scalar that is not blank.
pub(crate) fn scalar(node: Option<&Node>) -> Option<&str> {
    match node? {
        Node::Scalar(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

pub(crate) fn is_false(node: Option<&Node>) -> bool {
    scalar(node).is_some_and(|text| text.eq_ignore_ascii_case("false"))
}

pub(crate) fn is_true(node: Option<&Node>) -> bool {
    scalar(node).is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// The value at a path of keys, in any case.
pub(crate) fn at<'a>(node: Option<&'a Node>, path: &[&str]) -> Option<&'a Node> {
    let mut node = node?;
    for key in path {
        let Node::Map(entries) = node else { return None };
        let found = entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        node = &found?.1;
    }
    Some(node)
}

/// Other folders of the tree that are the content of a site.
pub(crate) fn other_roots(tree: &Tree, root: &str) -> BTreeSet<String> {
    const CONTENT: &str = "content/";
    if !root.ends_with(CONTENT) {
        return BTreeSet::new();
    }
    let found = tree.names().filter_map(|name| {
        let end = if name.starts_with(CONTENT) {
            CONTENT.len()
        } else {
            name.find("/content/")? + 1 + CONTENT.len()
        };
        Some(name[..end].to_owned())
    });
    found.filter(|found| found != root).collect()
}
