//! Folders: the one that a command is about, where the command line does not say it, and that for caches.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use feuillet_content::links::is_markdown;
use feuillet_dialects::folder::project::is_project;
use feuillet_dialects::folder::walk::PUBLISHED;

/// Folder of the content in one that is no blog itself.
const CONTENT: &str = "content";

/// Texts about a project, in capital letters by custom: a folder with no other Markdown is no blog.
const ABOUT_PROJECTS: [&str; 6] = [
    "changelog",
    "code_of_conduct",
    "contributing",
    "license",
    "readme",
    "security",
];

/// Returns the content folder: `given` on the command line, else the current folder if it is a blog, else `content` in
/// it, else the current folder if it has Markdown.
///
/// # Errors
///
/// If there is none.
pub(super) fn content(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(given) = given {
        if given.is_file() {
            let folder = given.parent().filter(|folder| *folder != Path::new(""));
            bail!(
                "{} is a file, and a blog is a folder: its settings and the files beside a post belong to it\n\
                 help: name the folder with `--content {}`",
                given.display(),
                folder.unwrap_or(Path::new(".")).display()
            );
        }
        return Ok(given.to_owned());
    }
    let here = env::current_dir().context("cannot tell the current folder")?;
    if here.join(PUBLISHED).is_file() {
        bail!(
            "{} was published by Feuillet: it is no blog, but what was made of one\n\
             help: go to the folder of the blog, or name it with `--content DIR`",
            here.display()
        );
    }
    if is_blog(&here) {
        return Ok(PathBuf::from("."));
    }
    if here.join(CONTENT).is_dir() {
        return Ok(PathBuf::from(CONTENT));
    }
    if has_texts(&here) {
        return Ok(PathBuf::from("."));
    }
    bail!(
        "no blog in {}: it has neither `site.yaml` nor Markdown, nor a folder `posts`, `pages` or `content` with some\n\
         help: start one with `feuillet new my-blog`, or name the folder of one with `--content DIR`",
        here.display()
    );
}

/// Returns the folder to remember in what the next command need not find out again, if the system has one for caches.
pub(super) fn cache() -> Option<PathBuf> {
    // Beside the tools that `cargo xtask` keeps in the same folder.
    dirs::cache_dir().map(|caches| caches.join("feuillet").join("publishes"))
}

/// Whether a folder has Markdown of its own, not only about a project.
fn has_texts(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let stem = name.split('.').next().unwrap_or_default();
        is_markdown(&name) && !ABOUT_PROJECTS.contains(&stem)
    })
}

/// Whether a folder is a blog: Feuillet's own, or the project of another generator.
fn is_blog(folder: &Path) -> bool {
    let has_documents = |name: &str| {
        let entries = fs::read_dir(folder.join(name)).into_iter().flatten().flatten();
        entries.into_iter().any(|entry| {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            is_folder || is_markdown(&entry.file_name().to_string_lossy())
        })
    };
    folder.join(feuillet_settings::FILE).is_file()
        || has_documents("posts")
        || has_documents("pages")
        || is_project(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_no_blog() {
        let folder = tempfile::tempdir().unwrap();
        let post = folder.path().join("post.md");
        fs::write(&post, "Text.").unwrap();
        let error = content(Some(&post)).unwrap_err().to_string();
        let help = format!("`--content {}`", folder.path().display());
        assert!(error.contains("is a file") && error.contains(&help), "{error}");
        assert!(content(Some(folder.path())).is_ok());
    }

    #[test]
    fn folders_of_nothing_but_markdown_are_blogs() {
        for (file, expected) in [
            ("a note.md", true),
            ("README.md", false),
            ("CHANGELOG.md", false),
            ("a.txt", false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(file), "").unwrap();
            assert_eq!(has_texts(folder.path()), expected, "{file}");
        }
    }

    #[test]
    fn blogs_are_known_by_their_files() {
        for (files, expected) in [
            (&["site.yaml"][..], true),
            (&["posts/a.md"], true),
            (&["pages/a.md"], true),
            (&["hugo.toml", "content/a.md"], true),
            (&["_config.yml", "_posts/2024-01-01-a.md"], true),
            (&["README.md", "Cargo.toml"], false),
            (&["posts/a.rs"], false),
            (&["content/posts/a.md"], false),
            (&[], false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            for file in files {
                let path = folder.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "").unwrap();
            }
            assert_eq!(is_blog(folder.path()), expected, "{files:?}");
        }
    }
}
