//! The shapes of the small JSON files that lists are made of. The publisher writes them and the reader reads them.
//!
//! | file | shape |
//! |---|---|
//! | `data/site.json` | [`Site`] |
//! | `data/posts/<page>.json` | [`ListPage`] |
//! | `data/categories/<slug>/<page>.json`, the same of each [`Taxonomy`] | [`ListPage`] |
//! | `data/archive/<page>.json` | [`ArchivePage`] |
//! | `data/post/<slug>.json`, `data/page/<slug>.json` | [`DocumentContext`] |
//! | `data/redirects/<old path>.json` | a path, as a string |
//!
//! What the service worker reads (`data/offline.json` and its parts) is no part of the catalog.
//!
//! Each has a bounded size, whatever the size of the blog: opening a post costs the same among ten and ten thousand.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::route::Taxonomy;
use crate::slug::slugify;
use crate::words::Words;

/// How many terms of a taxonomy `site.json` holds at most: the ones with the most posts.
pub const MAX_TERMS: usize = 200;

/// How many featured posts the first page shows at most.
pub const MAX_FEATURED: usize = 4;

/// How many related posts a post names at most.
pub const MAX_RELATED: usize = 3;

/// How many posts a page of the archive holds.
pub const ARCHIVE_PAGE_SIZE: usize = 200;

/// What every page needs, and all that the first page needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    pub title: String,
    pub description: String,
    /// BCP 47 tag of the interface and of posts that name no language.
    pub language: String,
    pub author: Option<String>,
    /// The blog's whole address, base path included, with a slash at its end, if the author told it.
    pub url: Option<String>,
    pub navigation: Vec<NavigationItem>,
    /// The hosts whose pages posts may show in frames.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<String>,
    /// Whether browsers may keep the blog, to be read without a network.
    #[serde(skip_serializing_if = "is_false")]
    pub offline: bool,
    /// The extras that the author does without.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// How the newest posts stand on the first pages.
    #[serde(skip_serializing_if = "HomeLayout::is_default")]
    pub home: HomeLayout,
    pub words: Words,
    pub featured: Vec<Summary>,
    /// The first page of the posts that are not featured, newest first.
    pub newest: ListPage,
    /// The main lists: of all posts, of the terms of each taxonomy, of the posts in each language.
    pub indexes: Vec<NavigationItem>,
    /// Of each taxonomy, in the order of [`Taxonomy::ALL`].
    pub terms: Vec<Vec<Term>>,
}

impl Site {
    /// The terms of a taxonomy, as far as they are known here.
    pub fn terms(&self, taxonomy: Taxonomy) -> &[Term] {
        self.terms.get(taxonomy as usize).map_or(&[], Vec::as_slice)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
fn is_false(value: &bool) -> bool {
    !value
}

/// How posts stand in the list of the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HomeLayout {
    /// Each with its cover and excerpt.
    #[default]
    Cards,
    /// Titles and dates.
    List,
}

impl HomeLayout {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
    fn is_default(&self) -> bool {
        *self == Self::Cards
    }
}

/// A link that the publisher knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NavigationItem {
    pub label: String,
    /// A path from the blog's root, or a whole address.
    pub to: String,
    /// BCP 47 tag of the label and of what it leads to, where that is another language than the blog's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A term with the number of its posts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The title that its author gave it, else as posts name it.
    pub name: String,
    pub slug: String,
    pub count: usize,
}

/// A term as a post names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TermName {
    pub name: String,
    pub slug: String,
}

/// A post in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    pub slug: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The date as people write it in the blog's language.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date_text: String,
    /// Where it differs from the blog's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<TermName>,
    pub excerpt: String,
    pub minutes: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Picture>,
}

impl Summary {
    /// The post as a line.
    pub fn link(&self) -> PostLink {
        PostLink {
            slug: self.slug.clone(),
            title: self.title.clone(),
            date: self.date,
            date_text: self.date_text.clone(),
            language: self.language.clone(),
        }
    }
}

/// A picture that the publisher found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// A path from the blog's root, or a whole address.
    pub source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// In CSS pixels, where the file tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// One page of a list of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPage {
    /// The term's title, else its name as authors spell it; empty for the list of all posts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Of the term, as plain text; on the first page only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Markdown that stands before the posts; on the first page only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub intro: String,
    /// As in [`DocumentContext`], for the intro.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<(String, String)>,
    /// Number of this page, from 1.
    pub page: usize,
    /// Number of pages.
    pub pages: usize,
    /// Number of posts on all pages.
    pub total: usize,
    pub posts: Vec<Summary>,
}

/// One page of the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ArchivePage {
    pub page: usize,
    pub pages: usize,
    pub total: usize,
    /// To the beginning of each year, on whichever page, where there are many.
    #[serde(rename = "index", skip_serializing_if = "Vec::is_empty")]
    pub all_years: Vec<NavigationItem>,
    pub years: Vec<ArchiveYear>,
}

/// The posts of a year, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArchiveYear {
    /// By the blog's calendar; none for posts without a date.
    pub year: Option<u16>,
    pub posts: Vec<PostLink>,
}

/// A post as a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct PostLink {
    pub slug: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The same document in another language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Translation {
    /// BCP 47 tag.
    pub language: String,
    /// What the language calls itself.
    pub language_name: String,
    pub slug: String,
    pub title: String,
}

/// What a document's own Markdown cannot tell. Optional: without it the document still renders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<PostLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older: Option<PostLink>,
    /// Its dates as people write them in the blog's language, where that does not follow from the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_text: Option<String>,
    /// The cover, when the publisher found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Picture>,
    /// The folder of its file in the content, where that is not the folder of all documents of its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
    /// Documents this one links to whose address does not follow from their file's name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<(String, String)>,
    /// By language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// Who wrote it, where authors have pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<TermName>,
    /// Which part of a series it is, in words that lead to all parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<NavigationItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_part: Option<PostLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_part: Option<PostLink>,
    /// Posts on the same, the nearest to it first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<PostLink>,
    /// To where its file can be changed and seen, as the blog's settings tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file: Vec<NavigationItem>,
}

/// Terms with their slugs, each once; what has none cannot have an address and is left out.
pub fn term_names(names: Vec<String>) -> Vec<TermName> {
    let mut seen = HashMap::new();
    let mut terms = Vec::new();
    for name in names {
        let slug = slugify(&name);
        if !slug.is_empty() && seen.insert(slug.clone(), terms.len()).is_none() {
            terms.push(TermName { name, slug });
        }
    }
    terms
}

/// The feeds of the blog and of each category. They lie beside the list that they follow: `/feed.xml`,
/// `/categories/<slug>/feed.xml`. A blog that does not know its own address has none.
pub mod feed {
    /// Atom (RFC 4287).
    pub const ATOM: &str = "feed.xml";
    pub const ATOM_TYPE: &str = "application/atom+xml";
    /// JSON Feed 1.1.
    pub const JSON: &str = "feed.json";
    pub const JSON_TYPE: &str = "application/feed+json";
}

/// Where each file of the catalog lies, from the blog's root, as a file's path: not percent-encoded.
pub mod file {
    use crate::folder::Folder;
    use crate::percent;
    use crate::route::{Route, Taxonomy};

    pub const SITE: &str = "data/site.json";

    pub fn posts(page: usize) -> String {
        format!("data/posts/{page}.json")
    }

    pub fn term(taxonomy: Taxonomy, slug: &str, page: usize) -> String {
        format!("data/{}/{slug}/{page}.json", taxonomy.folder())
    }

    pub fn archive(page: usize) -> String {
        format!("data/archive/{page}.json")
    }

    pub fn context(folder: Folder, name: &str) -> String {
        match folder {
            Folder::Posts => format!("data/post/{name}.json"),
            Folder::Pages => format!("data/page/{name}.json"),
        }
    }

    /// Where an address that the blog had before leads now: a path from the blog's root as a JSON string.
    pub fn redirect(route: &Route) -> String {
        let path = route.path();
        let path = percent::decode(&path).unwrap_or(path);
        format!("data/redirects{}.json", path.trim_end_matches('/'))
    }

    /// The raw Markdown of a document.
    pub fn document(folder: Folder, name: &str) -> String {
        format!("content/{}/{name}.md", folder.name())
    }
}
