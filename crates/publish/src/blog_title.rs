//! Title of a blog whose settings give none.

use std::path::Path;

use feuillet_content::document::title_from_name;
use feuillet_settings::{Settings, split_url};
use unicode_normalization::UnicodeNormalization;

/// Names of folders, in lower case, that say nothing about the blog inside: the folder around them is asked.
const COMMON: &str = "_posts build checkout content contents data doc docs documents html htdocs input main markdown \
    master md pages post posts project public public_html repo repository root site sites source sources src trunk web \
    website work workspace www";

/// Title for lack of any name.
const BLOG: &str = "Blog";

/// Title of a blog, and where it was taken from, in words.
pub(crate) struct Fallback {
    pub(crate) title: String,
    pub(crate) origin: &'static str,
}

impl Fallback {
    /// Note to the author.
    pub(crate) fn note(&self) -> String {
        let Self { title, origin } = self;
        format!("The blog has no title and is called `{title}`, {origin}: to name it, write `title: …` in site.yaml")
    }
}

/// Returns the blog's author, else the name of its folder, else the name of its host.
pub(crate) fn fallback(settings: &Settings, folder: &Path) -> Fallback {
    let by_author = || settings.author.clone().map(|author| (author, "after its author"));
    let by_folder = || of_folder(folder).map(|name| (name, "after its folder"));
    let by_host = || {
        let (origin, _) = split_url(settings.url.as_deref()?)?;
        let (_, host) = origin.split_once("://")?;
        Some((host.to_owned(), "after its host"))
    };
    let found = by_author().filter(|(author, _)| !author.trim().is_empty());
    let (title, origin) = found
        .or_else(by_folder)
        .or_else(by_host)
        .unwrap_or_else(|| (BLOG.to_owned(), "for lack of a name"));
    Fallback { title, origin }
}

/// Title from the name of a folder: `/home/ana/notes-on_paper/content` -> `Notes on paper`. `None` for hidden and
/// temporary folders, and if only common names are around it.
fn of_folder(folder: &Path) -> Option<String> {
    let folder = std::path::absolute(folder).ok()?;
    let mut names = folder.ancestors().filter_map(|folder| folder.file_name()?.to_str());
    let says_something = |name: &&str| {
        let name = name.to_lowercase();
        COMMON.split_ascii_whitespace().all(|common| common != name)
    };
    let name: String = names.find(says_something)?.nfc().collect();
    if name.starts_with(['.', '_']) || ["tmp", "temp", "home"].contains(&name.as_str()) {
        return None;
    }
    // The name of a repository that GitHub Pages serve is that of a host.
    Some(if name.contains('.') {
        name
    } else {
        title_from_name(&name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blog_without_a_title_is_called_after_its_author_its_folder_or_its_host() {
        let settings = |author: &str, url: &str| Settings {
            author: Some(author.to_owned()).filter(|author| !author.is_empty()),
            url: Some(url.to_owned()).filter(|url| !url.is_empty()),
            ..Settings::default()
        };
        for (author, url, folder, expected) in [
            (
                "Léonie Valcourt",
                "https://example.org/",
                "/home/ana/notes",
                "Léonie Valcourt",
            ),
            ("", "https://example.org/", "/home/ana/notes-on_paper", "Notes on paper"),
            ("  ", "", "/home/ana/notes", "Notes"),
            ("", "", "/home/ana/notes/content", "Notes"),
            ("", "", "/home/ana/my-blog/src/Content/posts", "My blog"),
            ("", "", "/home/ana/ana.github.io", "ana.github.io"),
            ("", "", "/home/ana/cafe\u{301}", "Caf\u{e9}"),
            (
                "",
                "",
                "/srv/\u{645}\u{62f}\u{648}\u{646}\u{629}",
                "\u{645}\u{62f}\u{648}\u{646}\u{629}",
            ),
            ("", "", "/work/./notes", "Notes"),
            ("", "https://notes.example/a/", "/tmp/.tmpAb12", "notes.example"),
            ("", "https://notes.example/a/", "/tmp/content", "notes.example"),
            ("", "", "/content", "Blog"),
            ("", "", "/", "Blog"),
        ] {
            let title = fallback(&settings(author, url), Path::new(folder)).title;
            assert_eq!(title, expected, "{author:?} {url:?} {folder:?}");
        }
    }
}
