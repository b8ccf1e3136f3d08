//! The catalog: types of the small JSON files behind all lists. The publisher writes them, the reader fetches them.
//!
//! | file | shape |
//! |---|---|
//! | `data/site.json` | [`Site`] |
//! | `data/posts/older/<n>.json` | [`ListPage`] |
//! | `data/categories/<slug>/1.json` and `…/older/<n>.json`, the same of each [`Taxonomy`] | [`ListPage`] |
//! | `data/archive/1.json`, `data/archive/older/<n>.json` | [`ArchivePage`] |
//! | `data/post/<slug>.json`, `data/page/<slug>.json` | [`DocumentContext`] |
//! | `data/redirects/<old path>.json` | a path, as a string |
//!
//! The files of the service worker (`data/offline.json` and its parts) are not part of the catalog.
//!
//! Each file has a bounded size: opening a post costs the same in a blog of ten posts and of ten thousand. The numbered
//! parts of lists (see [`ListPart`](crate::route::ListPart)) do not change when a post is added.

pub mod place;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use self::place::Place;
use crate::date::Date;
use crate::route::Taxonomy;
use crate::slug::Slug;
use crate::words::Words;

/// Maximum number of terms per taxonomy in `site.json`. The terms with the most posts are kept.
pub const MAX_TERMS: usize = 200;

/// Maximum number of featured posts on the first page.
pub const MAX_FEATURED: usize = 4;

/// Maximum number of related posts per post.
pub const MAX_RELATED: usize = 3;

/// Number of posts per numbered part of the archive.
pub const ARCHIVE_PAGE_SIZE: usize = 200;

/// The site's data: needed by every page, and enough to render the first one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    pub title: String,
    pub description: String,
    /// BCP 47 tag of the interface, and of posts without a language of their own.
    pub language: String,
    pub author: Option<String>,
    /// Absolute URL of the blog with base path and trailing slash, if set in `site.yaml`.
    pub url: Option<String>,
    pub navigation: Vec<NavigationItem>,
    /// Hosts that posts may embed in an `iframe`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<String>,
    /// Whether visitors may save the blog for offline use.
    #[serde(skip_serializing_if = "is_false")]
    pub offline: bool,
    /// Optional features (`extras` in `site.yaml`) that are off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Layout of the newest posts on the first pages.
    #[serde(skip_serializing_if = "HomeLayout::is_default")]
    pub home: HomeLayout,
    pub words: Words,
    pub featured: Vec<Summary>,
    /// The first page of the posts that are not featured, newest first.
    pub newest: ListPage,
    /// Links to the main lists: all posts, the terms of each taxonomy, the posts in each language.
    pub indexes: Vec<NavigationItem>,
    /// Terms per taxonomy, in the order of [`Taxonomy::ALL`].
    pub terms: Vec<Vec<Term>>,
}

impl Site {
    /// Returns the terms of a taxonomy that `site.json` holds, at most [`MAX_TERMS`].
    pub fn terms(&self, taxonomy: Taxonomy) -> &[Term] {
        self.terms.get(taxonomy as usize).map_or(&[], Vec::as_slice)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
pub(crate) fn is_false(value: &bool) -> bool {
    !value
}

/// Layout of the list of newest posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HomeLayout {
    /// Cards with cover and excerpt.
    #[default]
    Cards,
    /// Lines with title and date.
    List,
}

impl HomeLayout {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
    fn is_default(&self) -> bool {
        *self == Self::Cards
    }
}

/// A link with its text, made by the publisher.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NavigationItem {
    pub label: String,
    /// A path from the blog's root, or an absolute URL.
    pub to: String,
    /// BCP 47 tag of the label and its target, if it differs from the blog's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A term with its number of posts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The term's own title if it has one, else its name as posts spell it.
    pub name: String,
    pub slug: Slug,
    pub count: usize,
}

/// A term as named by a post.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TermName {
    pub name: String,
    pub slug: Slug,
}

/// A post in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    pub slug: Slug,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The date formatted in the blog's language.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date_text: String,
    /// BCP 47 tag, if it differs from the blog's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// In the list of a category without that category.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<TermName>,
    /// "Part 2", in the list of a series.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub part: String,
    pub excerpt: String,
    pub minutes: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Picture>,
}

impl Summary {
    /// Returns the short form, without excerpt and cover.
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

/// A picture that the publisher resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// A path from the blog's root, or an absolute URL.
    pub source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// In CSS pixels, if the file says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Smaller files of it, as in the attribute `srcset`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub srcset: String,
    /// Whether the post does not show it above its text, where it is the first picture or the author wants none.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
}

/// One page of a list of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPage {
    /// The term's title, else its name as authors spell it; empty in the list of all posts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Plain-text description of the term; on the first page only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Markdown shown before the posts; on the first page only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub intro: String,
    /// Same as [`DocumentContext::renamed`], for the links of the intro.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<(String, String)>,
    /// Same as [`DocumentContext::enrichments`], of the intro.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub enrichments: String,
    pub place: Place,
    pub posts: Vec<Summary>,
}

/// One page of the archive. Dates are without the year, below which they stand. The publisher's lines tell more than
/// the reader's, for the service worker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ArchivePage<Line = PostLink> {
    pub place: Place,
    /// Links to the first post of each year, on whichever part; on the first part only, and empty if there are only a
    /// few years.
    #[serde(rename = "index", skip_serializing_if = "Vec::is_empty")]
    pub all_years: Vec<NavigationItem>,
    pub years: Vec<ArchiveYear<Line>>,
}

/// The posts of a year, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArchiveYear<Line = PostLink> {
    /// Year in the blog's calendar; `None` for posts without a date.
    pub year: Option<u16>,
    pub posts: Vec<Line>,
}

/// A post as a single line: title and date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct PostLink {
    pub slug: Slug,
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
    /// The language's name for itself, such as `Deutsch`.
    pub language_name: String,
    pub slug: Slug,
    pub title: String,
}

/// Facts about a document that its own Markdown does not hold. Optional: the document renders without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<PostLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older: Option<PostLink>,
    /// Dates in the blog's language, if the reader alone would format them otherwise (it knows the Gregorian calendar
    /// only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_text: Option<String>,
    /// When the post was published and last changed, for its metadata, if the author wrote more than the day (RFC
    /// 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The cover, if the publisher resolved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Picture>,
    /// The source file's folder below the content folder, if it is not the default for its kind (`posts` or `pages`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
    /// Linked documents whose address does not follow from the file name, as pairs of file and address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<(String, String)>,
    /// Enrichments of pieces of the text, as in [`RenderContext`](crate::rendering::RenderContext).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub enrichments: String,
    /// Sorted by language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// The post's categories, if their slugs do not follow from their names by [`term_names`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<TermName>,
    /// The same of its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TermName>,
    /// The post's authors, if authors have pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<TermName>,
    /// "Part 2 of 5" of each series, linking to the list of all parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<NavigationItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_part: Option<PostLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_part: Option<PostLink>,
    /// Related posts: those that share the most and rarest terms first, ties by distance in date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<PostLink>,
    /// Links to edit and to view the source file, if `site.yaml` sets them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file: Vec<NavigationItem>,
}

/// Adds the slugs that usual names have and drops duplicates (same slug). A name with an empty slug is dropped.
///
/// The publisher knows better for names such as `C++`, and says so in the [`DocumentContext`].
pub fn term_names(names: Vec<String>) -> Vec<TermName> {
    let mut seen = HashMap::new();
    let mut terms = Vec::new();
    for name in names {
        let slug = Slug::of(&name);
        if !slug.is_empty() && seen.insert(slug.clone(), terms.len()).is_none() {
            terms.push(TermName { name, slug });
        }
    }
    terms
}

/// Feeds of the blog and of each category. Each has its file next to the list that it follows: `/feed.xml`,
/// `/categories/<slug>/feed.xml`. A blog without a `url` has none.
pub mod feed {
    /// Atom (RFC 4287).
    pub const ATOM: &str = "feed.xml";
    pub const ATOM_TYPE: &str = "application/atom+xml";
    /// JSON Feed 1.1.
    pub const JSON: &str = "feed.json";
    pub const JSON_TYPE: &str = "application/feed+json";
}

/// File paths of the catalog, relative to the blog's root and not percent-encoded.
pub mod file {
    use crate::folder::Folder;
    use crate::percent;
    use crate::route::{ListPart, Route, Taxonomy};
    use crate::slug::Slug;

    pub const SITE: &str = "data/site.json";

    /// A part of the list of all posts. The first one is in the site's data.
    pub fn posts(part: ListPart) -> String {
        format!("data/posts/{}.json", part_name(part))
    }

    pub fn term(taxonomy: Taxonomy, slug: &Slug, part: ListPart) -> String {
        format!("data/{}/{slug}/{}.json", taxonomy.folder(), part_name(part))
    }

    pub fn archive(part: ListPart) -> String {
        format!("data/archive/{}.json", part_name(part))
    }

    fn part_name(part: ListPart) -> String {
        match part {
            ListPart::First => "1".to_owned(),
            ListPart::Page(number) => number.to_string(),
            ListPart::Older(number) => format!("older/{number}"),
        }
    }

    pub fn context(folder: Folder, name: &Slug) -> String {
        match folder {
            Folder::Posts => format!("data/post/{name}.json"),
            Folder::Pages => format!("data/page/{name}.json"),
        }
    }

    /// The file that says where an old address leads now: a path from the blog's root as a JSON string.
    pub fn redirect(route: &Route) -> String {
        let path = route.path();
        let path = percent::decode(&path).unwrap_or(path);
        format!("data/redirects{}.json", path.trim_end_matches('/'))
    }

    /// The raw Markdown of a document.
    pub fn document(folder: Folder, name: &Slug) -> String {
        format!("content/{}/{name}.md", folder.name())
    }
}
