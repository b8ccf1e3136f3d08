//! Routes: maps addresses of the blog to their meaning and back. No other code does.
//!
//! Every canonical address ends with a slash, as static hosts serve folders.

use serde::{Deserialize, Serialize};

use crate::percent;
use crate::slug::Slug;

/// A way to group posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Taxonomy {
    Categories,
    Tags,
    /// Posts to be read in order.
    Series,
    /// Only if the blog has several authors.
    Authors,
    /// Only if there are posts in several languages. A term's slug is the BCP 47 tag in lower case.
    Languages,
}

impl Taxonomy {
    pub const ALL: [Self; 5] = [
        Self::Categories,
        Self::Tags,
        Self::Series,
        Self::Authors,
        Self::Languages,
    ];

    /// Folder of the terms, in addresses and in published data.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Categories => "categories",
            Self::Tags => "tags",
            Self::Series => "series",
            Self::Authors => "authors",
            Self::Languages => "languages",
        }
    }

    /// Finds a taxonomy by its folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|taxonomy| taxonomy.folder() == folder)
    }

    /// Returns the route of the first part of a term's list.
    pub fn route(self, slug: &Slug) -> Route {
        Route::Term {
            taxonomy: self,
            slug: slug.clone(),
            part: ListPart::First,
        }
    }

    /// Whether its lists begin with the oldest post.
    pub fn is_oldest_first(self) -> bool {
        self == Self::Series
    }
}

/// A part of a list of posts.
///
/// The numbered parts of a list that shows the newest posts first count from its oldest posts, so a new post changes
/// the first part alone: full parts stay as they are. The first part has at least a whole page of posts, and fewer than
/// two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum ListPart {
    /// The part without a number in its address, which a visitor comes to first.
    First,
    /// Counts from the beginning of the list, from 2. Series, which begin with their oldest post, have such parts. In
    /// other lists it is an address of other generators, and leads to the part that has those posts now.
    Page(usize),
    /// Counts from the end of the list, from 1: the oldest posts.
    Older(usize),
}

impl ListPart {
    /// Returns the part with a number as the catalog gives it: 0 is the first part.
    pub fn numbered(number: usize, oldest_first: bool) -> Self {
        match number {
            0 => Self::First,
            _ if oldest_first => Self::Page(number),
            _ => Self::Older(number),
        }
    }

    /// Returns the end of its address, from the address of the list: `older/7/`.
    fn path(self) -> String {
        match self {
            Self::First => String::new(),
            Self::Page(number) => format!("page/{number}/"),
            Self::Older(number) => format!("older/{number}/"),
        }
    }

    /// Parses the last two segments of an address.
    fn parse(word: &str, number: &str) -> Option<Self> {
        let number = number.parse().ok().filter(|number| *number >= 1)?;
        match (word, number) {
            ("page", 1) => Some(Self::First),
            ("page", _) => Some(Self::Page(number)),
            ("older", _) => Some(Self::Older(number)),
            _ => None,
        }
    }
}

/// The meaning of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Route {
    Home {
        part: ListPart,
    },
    /// `name` is as in the address: a slug, or the name of a file put on the host by hand.
    Post {
        name: Slug,
    },
    Page {
        name: Slug,
    },
    /// All terms of a taxonomy.
    Terms {
        taxonomy: Taxonomy,
    },
    Term {
        taxonomy: Taxonomy,
        slug: Slug,
        part: ListPart,
    },
    Archive {
        part: ListPart,
    },
    /// The page where visitors save the blog for offline use.
    Offline,
}

/// First path segments with a meaning of their own. No standalone page can have such a name.
const RESERVED: [&str; 12] = [
    "posts",
    "categories",
    "tags",
    "series",
    "authors",
    "languages",
    "archive",
    "offline",
    "page",
    "content",
    "data",
    "assets",
];

impl Route {
    /// The first page of the blog.
    pub const HOME: Self = Self::Home { part: ListPart::First };

    /// The first part of the archive.
    pub const ARCHIVE: Self = Self::Archive { part: ListPart::First };

    /// Parses a percent-encoded path from the blog's root; `None` for what the reader does not show, such as
    /// `/assets/picture.svg`.
    ///
    /// Accepts other spellings too: no trailing slash, `index.html`, terms with accents or in upper case. The decoded
    /// path must be in NFC (see [`slugify`]).
    pub fn parse(path: &str) -> Option<Self> {
        let mut segments = Vec::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            segments.push(safe_segment(segment)?);
        }
        if segments.last().is_some_and(|last| last == "index.html") {
            segments.pop();
        }
        // Reserved segments are accepted in any case.
        if let Some(first) = segments.first_mut()
            && RESERVED.iter().any(|reserved| first.eq_ignore_ascii_case(reserved))
        {
            first.make_ascii_lowercase();
        }
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [] => Some(Self::HOME),
            [word @ ("page" | "older"), number] => Some(Self::Home {
                part: ListPart::parse(word, number)?,
            }),
            // Visitors shorten a post's address by hand.
            ["posts" | "archive"] => Some(Self::ARCHIVE),
            ["offline"] => Some(Self::Offline),
            ["archive", word, number] => Some(Self::Archive {
                part: ListPart::parse(word, number)?,
            }),
            [folder, _] if (*folder == "posts" || Taxonomy::of_folder(folder).is_some()) && is_beside_posts(path) => {
                None
            }
            ["posts", name] => Some(Self::Post {
                name: strip_extensions(name),
            }),
            [folder] if Taxonomy::of_folder(folder).is_some() => Some(Self::Terms {
                taxonomy: Taxonomy::of_folder(folder)?,
            }),
            [folder, name] => Self::term(Taxonomy::of_folder(folder)?, name, ListPart::First),
            [folder, name, word, number] => {
                Self::term(Taxonomy::of_folder(folder)?, name, ListPart::parse(word, number)?)
            }
            [name] if path.ends_with('/') || !looks_like_a_file(name) => {
                let name = strip_extensions(name);
                let is_reserved = RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved));
                (!is_reserved).then_some(Self::Page { name })
            }
            _ => None,
        }
    }

    /// Parses the path of a link. Only a path with a slash at its end may be a document or list: any other is the name of
    /// a file, which the host alone knows, even if a visitor could shorten an address to it.
    ///
    /// `/resume/` -> the page `resume`, if there is one; `/resume.html`, `/LICENSE` -> `None`.
    pub fn parse_link(path: &str) -> Option<Self> {
        path.ends_with('/').then(|| Self::parse(path)).flatten()
    }

    /// Returns the canonical path from the blog's root, percent-encoded: `/posts/hello/`.
    pub fn path(&self) -> String {
        match self {
            Self::Home { part } => ["/", &part.path()].concat(),
            Self::Post { name } => format!("/posts/{}/", percent::encode_segment(name)),
            Self::Page { name } => format!("/{}/", percent::encode_segment(name)),
            Self::Terms { taxonomy } => format!("/{}/", taxonomy.folder()),
            Self::Term { taxonomy, slug, part } => {
                format!(
                    "/{}/{}/{}",
                    taxonomy.folder(),
                    percent::encode_segment(slug),
                    part.path()
                )
            }
            Self::Archive { part } => ["/archive/", &part.path()].concat(),
            Self::Offline => "/offline/".to_owned(),
        }
    }

    /// Returns another part of the same list, with its number as in the catalog; a no-op for routes that are no lists.
    #[must_use]
    pub fn at_part(&self, number: usize) -> Self {
        let mut route = self.clone();
        match &mut route {
            Self::Home { part } | Self::Archive { part } => *part = ListPart::numbered(number, false),
            Self::Term { taxonomy, part, .. } => *part = ListPart::numbered(number, taxonomy.is_oldest_first()),
            Self::Post { .. } | Self::Page { .. } | Self::Terms { .. } | Self::Offline => {}
        }
        route
    }

    /// Returns the route of another document of the same kind; a no-op for other routes.
    #[must_use]
    pub fn sibling(&self, other: &Slug) -> Self {
        let mut route = self.clone();
        if let Self::Post { name } | Self::Page { name } = &mut route {
            name.clone_from(other);
        }
        route
    }

    /// Whether a standalone page may have this name.
    pub fn is_free_page_name(name: &str) -> bool {
        !RESERVED.contains(&name)
    }

    /// A term by its slug or another spelling of it. Names with signs that the publisher spells out are none: the host
    /// redirects from `tags/C++/`, and `c` is another term.
    fn term(taxonomy: Taxonomy, name: &str, part: ListPart) -> Option<Self> {
        if name.contains(['+', '#', '%', '*']) {
            return None;
        }
        let slug = Slug::of(name);
        (!slug.is_empty()).then_some(Self::Term { taxonomy, slug, part })
    }
}

/// Decodes a segment and rejects what is not a plain file name. Anything that could leave its folder or start another
/// address (`..`, `a%2Fb`, `\`) makes the whole path invalid.
fn safe_segment(segment: &str) -> Option<String> {
    let decoded = percent::decode(segment)?;
    let harmless = !decoded.starts_with('.')
        && !decoded.contains(|character: char| matches!(character, '/' | '\\') || character.is_control());
    harmless.then_some(decoded)
}

/// Strips `.md` and `.html`, also repeated: `hello.md` -> `hello`.
fn strip_extensions(segment: &str) -> Slug {
    let mut name = segment;
    while let Some(stem) = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html"))
        && !stem.is_empty()
    {
        name = stem;
    }
    Slug::new(name)
}

/// Whether a path ends with a file that is published next to posts, judging by a short extension: `a.png`, but not
/// `v1.2` or `node.js-and-us`.
fn is_beside_posts(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| {
        matches!(extension.len(), 2..=5)
            && extension.starts_with(|first: char| first.is_ascii_alphabetic())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !matches!(extension, "md" | "html")
    })
}

/// Whether the last segment of a path without trailing slash is a static file, such as `feed.xml`.
fn looks_like_a_file(segment: &str) -> bool {
    segment
        .rsplit_once('.')
        .is_some_and(|(_, extension)| !matches!(extension, "md" | "html"))
}

#[cfg(test)]
mod tests;
