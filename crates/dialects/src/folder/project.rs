//! The project that a folder of content belongs to: `--content site/content` means the site whose settings lie above.

use std::fs;
use std::path::{Path, PathBuf};

/// Where generators keep content in a project, and how the file begins whose presence makes it one.
const PLACES: [(&str, &[&str]); 9] = [
    (
        "content",
        &[
            "hugo.",
            "config.toml",
            "config.yaml",
            "config.yml",
            "config.json",
            "config",
        ],
    ),
    ("content", &["eleventy.config.", ".eleventy.js"]),
    ("source/_posts", &["_config.yml", "config.php", "bootstrap.php"]),
    ("source", &["_config.yml", "config.php", "bootstrap.php"]),
    ("_posts", &["_config.yml", "_config.yaml", "_config.toml"]),
    ("src/content/blog", &["astro.config."]),
    ("src/content/posts", &["astro.config."]),
    ("src/content", &["astro.config."]),
    ("blog", &["docusaurus.config."]),
];

/// The project that a folder is the content of; the folder where it is Feuillet's own, or a whole project itself.
pub fn project_of(content: &Path) -> PathBuf {
    above(content).unwrap_or_else(|| content.to_owned())
}

/// Whether a folder is a project of another generator: its settings are there, and a place for content.
pub fn is_project(folder: &Path) -> bool {
    let places = PLACES.iter().filter(|(place, _)| folder.join(place).is_dir());
    places.into_iter().any(|(_, marks)| is_marked(folder, marks))
}

fn above(content: &Path) -> Option<PathBuf> {
    if content.join(feuillet_settings::FILE).is_file() {
        return None;
    }
    let content = content.canonicalize().ok()?;
    PLACES.iter().find_map(|(place, marks)| {
        if !content.ends_with(place) {
            return None;
        }
        let project = content.ancestors().nth(Path::new(place).components().count())?;
        is_marked(project, marks).then(|| project.to_owned())
    })
}

/// Whether a folder has a file that is called like a mark.
fn is_marked(folder: &Path, marks: &[&str]) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        marks.iter().any(|mark| {
            if mark.ends_with('.') {
                name.starts_with(mark)
            } else {
                name == *mark
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_lie_above_the_content() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().canonicalize().unwrap();
        for place in [
            "hugo/content",
            "hexo/source/_posts",
            "own/content",
            "bare/content",
            "hugo/content/posts",
        ] {
            fs::create_dir_all(site.join(place)).unwrap();
        }
        for file in [
            "hugo/hugo.yaml",
            "hexo/_config.yml",
            "own/hugo.yaml",
            "own/content/site.yaml",
        ] {
            fs::write(site.join(file), "").unwrap();
        }
        for (content, expected) in [
            ("hugo/content", Some("hugo")),
            ("hexo/source/_posts", Some("hexo")),
            ("hexo/source", Some("hexo")),
            ("hugo", None),
            ("hugo/content/posts", None),
            ("own/content", None),
            ("bare/content", None),
        ] {
            let project = above(&site.join(content));
            assert_eq!(project, expected.map(|expected| site.join(expected)), "{content}");
        }
    }
}
