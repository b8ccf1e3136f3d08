//! `feuillet new`: starts a blog.

pub(super) mod deploy;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use feuillet_content::document::title_from_name;
use feuillet_settings::language::is_tag;

use self::deploy::Host;
use super::post::now;
use super::print;

const SETTINGS: &str = include_str!("new/settings.yaml");

/// The first texts of a blog in a language.
struct Texts {
    language: &'static str,
    /// File name and text.
    post: (&'static str, &'static str),
    page: (&'static str, &'static str),
}

const TEXTS: [Texts; 3] = [
    Texts {
        language: "en",
        post: ("a-first-leaf.md", include_str!("new/en/posts/a-first-leaf.md")),
        page: ("about.md", include_str!("new/en/pages/about.md")),
    },
    Texts {
        language: "fr",
        post: (
            "un-premier-feuillet.md",
            include_str!("new/fr/posts/un-premier-feuillet.md"),
        ),
        page: ("a-propos.md", include_str!("new/fr/pages/a-propos.md")),
    },
    Texts {
        language: "de",
        post: ("ein-erstes-blatt.md", include_str!("new/de/posts/ein-erstes-blatt.md")),
        page: ("ueber-mich.md", include_str!("new/de/pages/ueber-mich.md")),
    },
];

/// Writes a blog with a first post to a folder, which must be new or empty. `language` is a BCP 47 tag; by default that of
/// the system, if there are texts in it. The blog also gets the files that have `host` publish it.
///
/// # Errors
///
/// If the folder has files, or cannot be written.
pub(super) fn new(folder: &Path, language: Option<&str>, host: Host) -> Result<()> {
    let is_empty = |folder: &Path| fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if folder.symlink_metadata().is_ok() && !is_empty(folder) {
        bail!(
            "{} has files already\nhelp: name a folder that is new or empty, such as `feuillet new my-blog`",
            folder.display()
        );
    }
    if let Some(language) = language.filter(|language| !is_tag(language)) {
        bail!("`{language}` is no language\nhelp: write its tag, such as `en`, `fr` or `pt-BR`");
    }
    let wanted = language.map(str::to_owned).or_else(of_system);
    let texts = texts(wanted.as_deref().unwrap_or_default());
    // An author who names a language writes in it, also where the first texts are not.
    let language = language.unwrap_or(texts.language);
    let is_theirs = language.split('-').next() == Some(texts.language);
    // Otherwise each says its own.
    let told = |text: &str| match text.strip_prefix("---\n") {
        Some(rest) if !is_theirs => format!("---\nlang: {}\n{rest}", texts.language),
        _ => text.to_owned(),
    };
    let name = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = name.file_name().unwrap_or_default().to_string_lossy();
    let title = serde_json::to_string(&title_from_name(&name))?;
    let settings = SETTINGS.replace("{title}", &title).replace("{language}", language);
    let (post, page) = (texts.post, texts.page);
    let post_text = told(&post.1.replace("{date}", &now()));
    let page_text = told(page.1);
    let settings = settings.replace("pages/about.md", &format!("pages/{}", page.0));
    let files = [
        ("site.yaml".to_owned(), settings.as_str()),
        (format!("posts/{}", post.0), &post_text),
        (format!("pages/{}", page.0), &page_text),
        (".gitignore".to_owned(), "/public/\n"),
    ];
    let of_host = host.files(&name);
    let of_host = of_host.iter().map(|(name, text)| ((*name).to_owned(), text.as_str()));
    for (name, text) in files.into_iter().chain(of_host) {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    print::say(&format!(
        "A blog is in {}. Go on with:\n\n  cd {}\n  feuillet serve --open\n  feuillet post \"A title\"\n  feuillet publish\n",
        folder.display(),
        print::typed(folder),
    ));
    for step in host.steps() {
        print::say(step);
    }
    Ok(())
}

/// The texts in a language, else in English.
fn texts(language: &str) -> &'static Texts {
    let primary = language.split(['-', '_', '.']).next().unwrap_or_default();
    let found = TEXTS.iter().find(|texts| texts.language.eq_ignore_ascii_case(primary));
    found.unwrap_or(&TEXTS[0])
}

/// The language of the system's messages, as POSIX orders the variables that tell it.
fn of_system() -> Option<String> {
    let mut values = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok());
    values.find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_texts_are_in_the_language_of_the_system() {
        for (language, expected) in [
            ("fr_FR.UTF-8", "fr"),
            ("de", "de"),
            ("de-AT", "de"),
            ("C.UTF-8", "en"),
            ("ja_JP.UTF-8", "en"),
            ("", "en"),
        ] {
            assert_eq!(texts(language).language, expected, "{language}");
        }
    }

    #[test]
    fn texts_of_another_language_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let written = |language: &str| {
            let blog = folder.path().join(language);
            new(&blog, Some(language), Host::None).unwrap();
            let read = |name: &str| fs::read_to_string(blog.join(name)).unwrap();
            (
                read("site.yaml").contains(&format!("language: {language}\n")),
                read("pages/about.md").contains("lang: en\n"),
            )
        };
        assert_eq!(written("ar"), (true, true));
        assert_eq!(written("en-GB"), (true, false));
        for language in ["klingon", ""] {
            assert!(new(&folder.path().join("x"), Some(language), Host::None).is_err());
        }
    }

    #[test]
    fn nothing_is_written_where_files_are() {
        let folder = tempfile::tempdir().unwrap();
        new(folder.path(), Some("en"), Host::None).unwrap();
        let error = new(folder.path(), Some("en"), Host::None).unwrap_err();
        assert!(error.to_string().contains("has files already"), "{error}");
    }
}
