//! Classifies the files of an author's folder.

use super::names::Reason;
use feuillet_content::date::Date;
use feuillet_content::folder::Folder;
use feuillet_content::route::Taxonomy;

/// The kind of a file, with what is known of it from its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Document(DocumentPlace),
    /// A text on a term: its place is `categories/travel.md`, by the folder of the taxonomy and the name of the term.
    Term(DocumentPlace),
    /// Served as it is, at this path of the published folder.
    Asset(String),
    /// A document that is not published, with the rule that hides it: `it lies in _drafts`.
    Hidden(String),
    /// A file that is left out for its name, with the path that it would be published at.
    LeftOut(Reason, String),
    /// Text that stands before a list of others, which Feuillet makes itself.
    Section,
    /// The generator's own: layouts, settings, scripts.
    Machinery,
}

/// A post or a page, and what its place says of it where its front matter does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentPlace {
    /// Its path in the content, below `posts/` or `pages/`, with the extension `md`; made unique by the scan.
    pub name: String,
    pub(crate) date: Option<Date>,
    /// Only where it does not follow from the name.
    pub(crate) slug: Option<String>,
    pub(crate) language: Option<String>,
    /// The same for all translations of the document.
    pub(crate) translation_key: Option<String>,
    pub(crate) categories: Vec<String>,
    /// The rule that makes it a draft: ``draft in `_drafts` ``.
    pub(crate) draft: Option<String>,
}

impl DocumentPlace {
    /// The place of a text on a term, if `path` is one: `categories/travel.md` or `categories/travel/_index.md`.
    pub(crate) fn of_term(path: &str) -> Option<Self> {
        let (folder, file) = path.split_once('/')?;
        let name = match file.split_once('/') {
            Some((name, "_index.md")) => name,
            Some(_) => return None,
            None => stem(file),
        };
        Taxonomy::of_folder(folder).filter(|_| is_markdown(path))?;
        Some(Self {
            name: format!("{folder}/{name}.md"),
            ..Self::default()
        })
    }

    /// The place of a document in `posts/` or `pages/` that keeps its path there: `blog/a.mdx` -> `posts/blog/a.md`.
    /// What the name of its file says besides (`2016-10-08_hello.md`, `index.fr.md`) is taken from it.
    pub(crate) fn new(folder: Folder, path: &str, languages: &[String]) -> Self {
        let (directory, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = stem(file);
        let (plain, language) = match stem.rsplit_once('.') {
            Some((plain, tag)) if is_language(tag, languages) && !plain.is_empty() => (plain, Some(tag.to_owned())),
            _ => (stem, None),
        };
        let is_index = plain.eq_ignore_ascii_case("index") && !directory.is_empty();
        // The folder of a bundle is what has the document's name.
        let named = if is_index {
            directory.rsplit('/').next().unwrap_or_default()
        } else {
            plain
        };
        let (date, rest) = dated(named);
        let translation_key = language.as_ref().map(|_| format!("{directory}/{plain}"));
        let slug = (date.is_some() || language.is_some()).then(|| rest.to_owned());
        let separator = if directory.is_empty() { "" } else { "/" };
        Self {
            name: format!("{}/{directory}{separator}{stem}.md", folder.name()),
            date,
            slug,
            language,
            translation_key,
            categories: Vec::new(),
            draft: None,
        }
    }

    /// The place of a draft, which `folder` makes it: it has a name of its own beside posts.
    pub(crate) fn draft(path: &str, folder: &str, languages: &[String]) -> Self {
        Self {
            draft: Some(format!("draft in `{folder}`")),
            ..Self::new(Folder::Posts, path, languages)
        }
    }
}

/// The name of a file without the extensions that make it Markdown: `a.blade.md` -> `a`.
pub(crate) fn stem(file: &str) -> &str {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = stem.strip_suffix(".blade").unwrap_or(stem);
    if stem.is_empty() { file } else { stem }
}

/// Whether a file is a text that some generator takes for Markdown, by its extension.
pub(crate) fn is_markdown(file: &str) -> bool {
    const EXTENSIONS: [&str; 8] = ["md", "markdown", "mdx", "mkd", "mkdn", "mkdown", "mdown", "rmd"];
    file.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Takes the day off a name that begins with one: `2016-10-08_hello` -> that day and `hello`. A name that is nothing
/// else keeps it.
pub(crate) fn dated(name: &str) -> (Option<Date>, &str) {
    let is_part = |character: char| character.is_ascii_digit() || character == '-';
    let end = name.find(|character| !is_part(character)).unwrap_or(name.len());
    // Three numbers and what separates the third from the rest.
    let mut hyphens = name[..end].match_indices('-').map(|(at, _)| at);
    let (Some(_), Some(_)) = (hyphens.next(), hyphens.next()) else {
        return (None, name);
    };
    let end = hyphens.next().unwrap_or(end);
    let (Ok(date), rest) = (Date::parse(&name[..end]), &name[end..]) else {
        return (None, name);
    };
    match rest.strip_prefix(['-', '_', ' ']).map(str::trim_start) {
        Some(rest) if !rest.is_empty() => (Some(date), rest),
        _ if rest.is_empty() => (Some(date), name),
        _ => (None, name),
    }
}

/// Whether a part of a file's name tells a language: one of the blog's, or what looks like a BCP 47 tag of a language
/// that exists.
pub(crate) fn is_language(tag: &str, languages: &[String]) -> bool {
    if languages.iter().any(|language| language.eq_ignore_ascii_case(tag)) {
        return true;
    }
    let (language, region) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
    let known = language.len() == 2
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && isolang::Language::from_639_1(language).is_some();
    let plausible = match region.len() {
        0 => !tag.contains(['-', '_']),
        2 | 4 => region.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => region.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    known && plausible
}

pub(crate) fn without_extension(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_days_and_languages() {
        for (path, name, date, slug, language) in [
            ("a.md", "posts/a.md", None, None, None),
            ("b/a.mdx", "posts/b/a.md", None, None, None),
            ("a.blade.md", "posts/a.md", None, None, None),
            (
                "2016-10-08_a-post.md",
                "posts/2016-10-08_a-post.md",
                Some("2016-10-08"),
                Some("a-post"),
                None,
            ),
            (
                "2017-2-5-zeroes.md",
                "posts/2017-2-5-zeroes.md",
                Some("2017-02-05"),
                Some("zeroes"),
                None,
            ),
            (
                "2017-2-5-3-things.md",
                "posts/2017-2-5-3-things.md",
                Some("2017-02-05"),
                Some("3-things"),
                None,
            ),
            ("2024-13-01-no-day.md", "posts/2024-13-01-no-day.md", None, None, None),
            (
                "2024-01-01.md",
                "posts/2024-01-01.md",
                Some("2024-01-01"),
                Some("2024-01-01"),
                None,
            ),
            (
                "3940394-21-9393050-x.md",
                "posts/3940394-21-9393050-x.md",
                None,
                None,
                None,
            ),
            ("b/index.fr.md", "posts/b/index.fr.md", None, Some("b"), Some("fr")),
            (
                "b/2020-01-01-c/index.md",
                "posts/b/2020-01-01-c/index.md",
                Some("2020-01-01"),
                Some("c"),
                None,
            ),
            ("a.pt-BR.md", "posts/a.pt-BR.md", None, Some("a"), Some("pt-BR")),
            ("file.with.dots.md", "posts/file.with.dots.md", None, None, None),
            ("release.2.md", "posts/release.2.md", None, None, None),
        ] {
            let place = DocumentPlace::new(Folder::Posts, path, &[]);
            assert_eq!(place.name, name);
            assert_eq!(place.date.map(|date| date.to_string()).as_deref(), date, "{path}");
            assert_eq!(place.slug.as_deref(), slug, "{path}");
            assert_eq!(place.language.as_deref(), language, "{path}");
        }
    }
}
