//! Routes: maps addresses of the blog to their meaning and back. No other code does.
//!
//! Every canonical address ends with a slash, as static hosts serve folders.

use serde::{Deserialize, Serialize};

use crate::percent;
use crate::slug::slugify;

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

    /// Returns the route of the first page of a term's list.
    pub fn route(self, slug: &str) -> Route {
        Route::Term {
            taxonomy: self,
            slug: slug.to_owned(),
            page: 1,
        }
    }
}

/// The meaning of an address. Pages of a list count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Route {
    Home {
        page: usize,
    },
    /// `name` is as in the address: a slug, or the name of a file put on the host by hand.
    Post {
        name: String,
    },
    Page {
        name: String,
    },
    /// All terms of a taxonomy.
    Terms {
        taxonomy: Taxonomy,
    },
    Term {
        taxonomy: Taxonomy,
        slug: String,
        page: usize,
    },
    Archive {
        page: usize,
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
    pub const HOME: Self = Self::Home { page: 1 };

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
            ["page", number] => Some(Self::Home {
                page: page_number(number)?,
            }),
            // Visitors shorten a post's address by hand.
            ["posts" | "archive"] => Some(Self::Archive { page: 1 }),
            ["offline"] => Some(Self::Offline),
            ["archive", "page", number] => Some(Self::Archive {
                page: page_number(number)?,
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
            [folder, name] => Self::term(Taxonomy::of_folder(folder)?, name, 1),
            [folder, name, "page", number] => Self::term(Taxonomy::of_folder(folder)?, name, page_number(number)?),
            [name] if path.ends_with('/') || !looks_like_a_file(name) => {
                let name = strip_extensions(name);
                let is_reserved = RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved));
                (!is_reserved).then_some(Self::Page { name })
            }
            _ => None,
        }
    }

    /// Returns the canonical path from the blog's root, percent-encoded: `/posts/hello/`.
    pub fn path(&self) -> String {
        match self {
            Self::Home { page } => paged("/", *page),
            Self::Post { name } => format!("/posts/{}/", percent::encode_segment(name)),
            Self::Page { name } => format!("/{}/", percent::encode_segment(name)),
            Self::Terms { taxonomy } => format!("/{}/", taxonomy.folder()),
            Self::Term { taxonomy, slug, page } => paged(
                &format!("/{}/{}/", taxonomy.folder(), percent::encode_segment(slug)),
                *page,
            ),
            Self::Archive { page } => paged("/archive/", *page),
            Self::Offline => "/offline/".to_owned(),
        }
    }

    /// Returns the same list at another page; a no-op for routes without pages.
    #[must_use]
    pub fn at_page(&self, number: usize) -> Self {
        let mut route = self.clone();
        match &mut route {
            Self::Home { page } | Self::Archive { page } | Self::Term { page, .. } => *page = number,
            Self::Post { .. } | Self::Page { .. } | Self::Terms { .. } | Self::Offline => {}
        }
        route
    }

    /// Returns the route of another document of the same kind; a no-op for other routes.
    #[must_use]
    pub fn sibling(&self, other: &str) -> Self {
        let mut route = self.clone();
        if let Self::Post { name } | Self::Page { name } = &mut route {
            other.clone_into(name);
        }
        route
    }

    /// Whether a standalone page may have this name.
    pub fn is_free_page_name(name: &str) -> bool {
        !RESERVED.contains(&name)
    }

    fn term(taxonomy: Taxonomy, name: &str, page: usize) -> Option<Self> {
        let slug = slugify(name);
        (!slug.is_empty()).then_some(Self::Term { taxonomy, slug, page })
    }
}

fn paged(list: &str, page: usize) -> String {
    if page > 1 {
        format!("{list}page/{page}/")
    } else {
        list.to_owned()
    }
}

fn page_number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| *number >= 1)
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
fn strip_extensions(segment: &str) -> String {
    let mut name = segment;
    while let Some(stem) = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html"))
        && !stem.is_empty()
    {
        name = stem;
    }
    name.to_owned()
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
mod tests {
    use super::*;

    fn post(name: &str) -> Route {
        Route::Post { name: name.to_owned() }
    }

    fn category(slug: &str, page: usize) -> Route {
        Route::Term {
            taxonomy: Taxonomy::Categories,
            slug: slug.to_owned(),
            page,
        }
    }

    #[test]
    fn addresses_mean_routes() {
        for (path, expected) in [
            ("/", Some(Route::HOME)),
            ("/index.html", Some(Route::HOME)),
            ("/page/2/", Some(Route::Home { page: 2 })),
            ("/page/0/", None),
            ("/page/-1/", None),
            ("/posts/hello/", Some(post("hello"))),
            ("/posts/hello", Some(post("hello"))),
            ("/Posts/hello/", Some(post("hello"))),
            ("/posts/hello/index.html", Some(post("hello"))),
            ("/posts/hello.md", Some(post("hello"))),
            ("/posts/hello.md.md", Some(post("hello"))),
            ("/archive.md", None),
            ("/posts/notes-3.10/", Some(post("notes-3.10"))),
            ("/posts/Mon%20billet/", Some(post("Mon billet"))),
            ("/posts/", Some(Route::Archive { page: 1 })),
            ("/categories/metier/", Some(category("metier", 1))),
            ("/categories/m%C3%A9tier/", Some(category("metier", 1))),
            ("/categories/me%CC%81tier/", Some(category("metier", 1))),
            ("/categories/métier", Some(category("metier", 1))),
            ("/categories/M%C3%89TIER/page/3/", Some(category("metier", 3))),
            (
                "/categories/",
                Some(Route::Terms {
                    taxonomy: Taxonomy::Categories,
                }),
            ),
            ("/categories/!!!/", None),
            ("/archive/page/2/", Some(Route::Archive { page: 2 })),
            (
                "/about/",
                Some(Route::Page {
                    name: "about".to_owned(),
                }),
            ),
            (
                "/about",
                Some(Route::Page {
                    name: "about".to_owned(),
                }),
            ),
            (
                "/v1.2/",
                Some(Route::Page {
                    name: "v1.2".to_owned(),
                }),
            ),
            ("/series.md", None),
            ("/authors/portrait.jpg", None),
            ("/feed.xml", None),
            ("/posts/a.png", None),
            ("/posts/v1.2", Some(post("v1.2"))),
            ("/assets/img/a.svg", None),
            ("/content/posts/hello.md", None),
        ] {
            assert_eq!(Route::parse(path), expected, "{path}");
        }
    }

    #[test]
    fn no_address_leads_out_of_the_blog() {
        for path in [
            "/posts/../secret/",
            "/posts/..%2f..%2fsecret/",
            "/posts/%2e%2e/",
            "/posts/a%5Cb/",
            "/posts/%00/",
            "/posts/https:%2F%2Fevil.example%2Fx/",
            "/posts/.hidden/",
            "/posts/m%E9tier/",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn canonical_paths_make_the_round_trip() {
        for path in [
            "/",
            "/page/2/",
            "/posts/hello/",
            "/posts/Mon%20billet/",
            "/categories/metier/page/2/",
            "/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/",
            "/tags/",
            "/series/a-sheet/",
            "/authors/",
            "/languages/pt-br/page/2/",
            "/archive/",
            "/offline/",
            "/about/",
        ] {
            assert_eq!(Route::parse(path).unwrap().path(), path);
        }
    }
}
