//! Resolves links in posts to published addresses.

use std::borrow::Cow;

use crate::base_path::BasePath;
use crate::folder::Folder;
use crate::percent;
use crate::route::Route;
use crate::slug::Slug;

/// Context for resolving a document's links.
#[derive(Clone, Copy, Debug)]
pub struct LinkContext<'a> {
    pub base: &'a BasePath,
    /// Folder of the document's file in the content: `posts`, `posts/2024`, or empty if posts lie at the top.
    pub directory: &'a str,
    /// Linked documents whose address does not follow from the file name, as pairs of file and address:
    /// `posts/2020-04-11-hello.md` is at `/posts/hello/`. Also linked files that would be taken for documents otherwise,
    /// as they are: `LICENSE` is at `/LICENSE`. Only a few.
    pub renamed: &'a [(String, String)],
}

/// The target of a link, judging by its text alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// Another site, a mail address, a fragment of the same page: not changed.
    Elsewhere,
    /// A Markdown file, by its path in the content: `posts/hello.md`. `suffix` is the query and fragment.
    Document { file: String, suffix: &'a str },
    /// Anything else in the blog, by its published path. `suffix` is the query and fragment.
    Inside { path: String, suffix: &'a str },
}

impl LinkContext<'_> {
    /// Returns the link as written to the page: `other.md#part` -> `/posts/other/#part`.
    pub fn resolve<'url>(&self, url: &'url str) -> Cow<'url, str> {
        // Fast path: most links inside a blog are already canonical.
        if is_plain_folder(url) {
            return Cow::Owned(self.base.join(url));
        }
        match self.target(url) {
            Target::Elsewhere => Cow::Borrowed(url),
            Target::Document { file, suffix } => {
                let path = self.renamed_path(&file).unwrap_or_else(|| document_path(&file));
                Cow::Owned(format!("{}{suffix}", self.base.join(&path)))
            }
            Target::Inside { path, suffix } => {
                Cow::Owned(format!("{}{suffix}", self.base.join(&percent::encode_path(&path))))
            }
        }
    }

    fn renamed_path(&self, file: &str) -> Option<String> {
        let found = self.renamed.iter().find(|(renamed, _)| renamed == file);
        found.map(|(_, path)| path.clone())
    }

    /// Classifies a link. Relative links start from the document's folder, absolute paths from the blog's root.
    pub fn target<'url>(&self, url: &'url str) -> Target<'url> {
        let trimmed = url.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', '?']) || trimmed.starts_with("//") || has_scheme(trimmed) {
            return Target::Elsewhere;
        }
        let (path, suffix) = trimmed.split_at(trimmed.find(['?', '#']).unwrap_or(trimmed.len()));
        // A path that does not decode is left as written.
        let Some(decoded) = percent::decode(path) else {
            return Target::Elsewhere;
        };
        let relative = !decoded.starts_with('/');
        let path = if relative {
            normalize(&format!("{}/{decoded}", self.directory))
        } else {
            normalize(&decoded)
        };
        let in_documents = is_in_documents(&path);
        // If posts lie at the top of the content, so do the files next to them.
        let at_top = !is_in_documents(&format!("{}/", self.directory));
        // A file next to a post is published next to the post's Markdown.
        let beside = || format!("content/{path}");
        if !self.renamed.is_empty() {
            let file = if relative && in_documents {
                beside()
            } else {
                path.clone()
            };
            // Addresses of documents end with a slash.
            if self.renamed_path(&file).is_some_and(|path| !path.ends_with('/')) {
                return Target::Inside { path: file, suffix };
            }
        }
        if (in_documents || at_top) && is_markdown(&path) {
            return Target::Document { file: path, suffix };
        }
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if relative && (in_documents || at_top) {
            let path = match (last.contains('.'), path.starts_with("pages/")) {
                (true, _) if in_documents => beside(),
                (true, _) => path,
                (false, true) => format!("{last}/"),
                (false, false) if last.is_empty() => path,
                (false, false) => format!("posts/{last}/"),
            };
            return Target::Inside { path, suffix };
        }
        // A canonical route ends with a slash; hosts would redirect to it.
        let path = match Route::parse(&percent::encode_path(&format!("/{path}"))) {
            Some(_) if !path.ends_with('/') && !path.is_empty() && !has_extension(&path, "html") => format!("{path}/"),
            _ => path,
        };
        Target::Inside { path, suffix }
    }
}

/// Adds the base path to a percent-encoded path from the blog's root; other sites and fragments are not changed.
pub fn from_root<'to>(to: &'to str, base: &BasePath) -> Cow<'to, str> {
    if to.starts_with("//") || to.starts_with('#') || has_scheme(to) {
        Cow::Borrowed(to)
    } else {
        Cow::Owned(base.join(to))
    }
}

/// Returns the default address of a document's file: `posts/hello.md` -> `/posts/hello/`.
fn document_path(file: &str) -> String {
    let folder = if file.starts_with("pages/") {
        Folder::Pages
    } else {
        Folder::Posts
    };
    folder.route(&Slug::new(document_name(file))).path()
}

/// Returns a document's file name without extension, or the folder's name for `posts/hello/index.md` -> `hello`.
pub fn document_name(file: &str) -> &str {
    let path = file.rsplit_once('.').map_or(file, |(path, _)| path);
    let path = match path.strip_suffix("/index") {
        Some(folder) if folder.contains('/') => folder,
        _ => path,
    };
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// Whether a file name ends with `.md` or `.markdown`.
pub fn is_markdown(file: &str) -> bool {
    has_extension(file, "md") || has_extension(file, "markdown")
}

/// Whether an address is an absolute path with a trailing slash and nothing to escape or resolve: `/posts/hello/`.
fn is_plain_folder(url: &str) -> bool {
    let mut before = 0;
    url.starts_with('/')
        && url.ends_with('/')
        && url.bytes().all(|byte| {
            let is_plain = match byte {
                b'/' | b'.' => before != b'/',
                _ => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~'),
            };
            before = byte;
            is_plain
        })
}

fn is_in_documents(path: &str) -> bool {
    path.starts_with("posts/") || path.starts_with("pages/")
}

/// Whether a path has this extension, ignoring case.
pub fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

fn has_scheme(url: &str) -> bool {
    scheme(url).is_some()
}

/// Splits an address into its scheme and what follows the colon. RFC 3986, section 3.1: a letter, then letters, digits,
/// `+`, `-`, `.`, up to a colon.
pub fn scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some((scheme, rest))
}

/// Resolves `.` and `..`, never above the root. Removes a leading slash, keeps a trailing one: `/a/../b/` -> `b/`.
fn normalize(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let mut normal = parts.join("/");
    if path.ends_with('/') && !normal.is_empty() {
        normal.push('/');
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, directory: &str, cases: &[(&str, &str)]) {
        let base = BasePath::parse(base).unwrap();
        let renamed = [("posts/2020-04-11-hello.md".to_owned(), "/posts/hello/".to_owned())];
        let context = LinkContext {
            base: &base,
            directory,
            renamed: &renamed,
        };
        for (url, expected) in cases {
            assert_eq!(context.resolve(url), *expected, "{url}");
        }
    }

    #[test]
    fn links_of_a_post() {
        check(
            "/sub/",
            "posts",
            &[
                ("other.md", "/sub/posts/other/"),
                ("./other.md#part", "/sub/posts/other/#part"),
                ("2020-04-11-hello.md", "/sub/posts/hello/"),
                ("Autre billet.md", "/sub/posts/Autre%20billet/"),
                ("Autre%20billet.md", "/sub/posts/Autre%20billet/"),
                ("../pages/about.md", "/sub/about/"),
                ("/pages/about.md", "/sub/about/"),
                ("/posts/other.md", "/sub/posts/other/"),
                ("/posts/other/", "/sub/posts/other/"),
                ("/posts/a.b_c~d-/", "/sub/posts/a.b_c~d-/"),
                ("/posts//other/", "/sub/posts/other/"),
                ("/posts/../other/", "/sub/other/"),
                ("/posts/a b/", "/sub/posts/a%20b/"),
                ("//example.org/", "//example.org/"),
                ("/posts/other", "/sub/posts/other/"),
                ("/posts/other?x=1#y", "/sub/posts/other/?x=1#y"),
                ("/posts/a b.png", "/sub/posts/a%20b.png"),
                ("/tags/plan.pdf#page=2", "/sub/tags/plan.pdf#page=2"),
                ("/posts/v1.2", "/sub/posts/v1.2/"),
                ("/posts/node.js-and-us", "/sub/posts/node.js-and-us/"),
                ("other", "/sub/posts/other/"),
                ("/", "/sub/"),
                ("/categories/métier/", "/sub/categories/m%C3%A9tier/"),
                ("picture.svg", "/sub/content/posts/picture.svg"),
                ("../assets/a b.svg", "/sub/assets/a%20b.svg"),
                ("/assets/img/a.svg", "/sub/assets/img/a.svg"),
                ("../../../../etc/passwd", "/sub/etc/passwd"),
                ("/feed.xml", "/sub/feed.xml"),
            ],
        );
    }

    #[test]
    fn links_to_files_that_look_like_documents() {
        let base = BasePath::parse("/sub/").unwrap();
        let renamed = ["LICENSE", "posts/CHANGES", "content/posts/notes", "notes.md"];
        let renamed = renamed.map(|file| (file.to_owned(), format!("/{file}")));
        for (directory, url, expected) in [
            ("posts", "/LICENSE", "/sub/LICENSE"),
            ("posts", "../LICENSE", "/sub/LICENSE"),
            ("", "LICENSE?x#y", "/sub/LICENSE?x#y"),
            ("posts", "/posts/CHANGES", "/sub/posts/CHANGES"),
            ("posts", "notes", "/sub/content/posts/notes"),
            ("posts", "../posts/notes", "/sub/content/posts/notes"),
            ("posts", "/notes.md", "/sub/notes.md"),
            // A document may have the same name but for the slash.
            ("posts", "/LICENSE/", "/sub/LICENSE/"),
            ("posts", "/license", "/sub/license/"),
            ("posts", "/posts/other", "/sub/posts/other/"),
            ("posts", "other", "/sub/posts/other/"),
        ] {
            let context = LinkContext {
                base: &base,
                directory,
                renamed: &renamed,
            };
            assert_eq!(context.resolve(url), expected, "{url} in {directory}");
        }
    }

    #[test]
    fn links_of_a_post_in_a_folder_of_its_own() {
        check(
            "/",
            "posts/trip",
            &[
                ("photo.jpg", "/content/posts/trip/photo.jpg"),
                ("../other.md", "/posts/other/"),
                ("../hello/index.md", "/posts/hello/"),
                ("../other/", "/posts/other/"),
            ],
        );
    }

    #[test]
    fn links_of_a_post_at_the_top_of_the_content() {
        check(
            "/",
            "",
            &[
                ("photo.jpg", "/photo.jpg"),
                ("other.markdown", "/posts/other/"),
                ("other", "/posts/other/"),
                ("pages/about.md", "/about/"),
                ("/assets/a.svg", "/assets/a.svg"),
            ],
        );
    }

    #[test]
    fn links_of_a_page() {
        check(
            "/",
            "pages",
            &[
                ("legal.md", "/legal/"),
                ("legal", "/legal/"),
                ("../posts/other.md", "/posts/other/"),
                ("photo.jpg", "/content/pages/photo.jpg"),
            ],
        );
    }

    #[test]
    fn what_leads_elsewhere_stays_as_written() {
        let same = [
            "#part",
            "?q=1",
            "https://example.org/a.md",
            "//example.org/x",
            "mailto:a@example.org",
            "tel:+33",
            "",
        ];
        check("/sub/", "posts", &same.map(|url| (url, url)));
    }
}
