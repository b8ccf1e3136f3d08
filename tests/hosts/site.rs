//! The sample blog, published by the command itself, and its source documents.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// URL that the sample blog's settings name, whatever server it is on.
pub(crate) const ORIGIN: &str = "https://feuillet.example";

/// A published blog on the disk of a host.
pub(crate) struct Site {
    root: TempDir,
    pub(crate) base: &'static str,
}

/// A published page.
pub(crate) struct Page {
    /// The path on the host, with a trailing slash.
    pub(crate) address: String,
    pub(crate) html: String,
}

/// A post or a page of the content folder, read without any code of the project.
pub(crate) struct Document {
    /// Its path below the base path.
    pub(crate) route: String,
    pub(crate) title: String,
    /// Part of its text without syntax of Markdown or HTML.
    pub(crate) sentence: String,
}

impl Site {
    pub(crate) fn publish(base: &'static str, flags: &[&str]) -> Self {
        let root = tempfile::tempdir().expect("a folder for the host");
        let site = Self { root, base };
        site.publish_again(flags);
        site
    }

    /// Publishes into the same folder once more.
    pub(crate) fn publish_again(&self, flags: &[&str]) {
        let output = Command::new(env!("CARGO_BIN_EXE_feuillet"))
            .arg("publish")
            .arg("--content")
            .arg(content())
            .arg("--out")
            .arg(self.folder())
            .arg("--reader")
            .arg(crate::required("FEUILLET_READER"))
            .args(["--base", self.base])
            .args(flags)
            // Keep the cache with the site, so that it is removed with it.
            .env("XDG_CACHE_HOME", self.root.path().join("cache"))
            .output()
            .expect("the command `feuillet` starts");
        assert!(
            output.status.success(),
            "`feuillet publish` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Folder to serve: the published folder is at the base path below it.
    pub(crate) fn root(&self) -> PathBuf {
        self.root.path().join("www")
    }

    /// The published folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.root().join(self.base.trim_matches('/'))
    }

    pub(crate) fn not_found_page(&self) -> String {
        fs::read_to_string(self.folder().join("404.html")).expect("a blog has a page for what is not there")
    }

    /// The paths of all published files below the folder.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder()];
        while let Some(folder) = folders.pop() {
            for path in entries(&folder) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let relative = path.strip_prefix(self.folder()).expect("inside");
                    files.push(relative.to_str().expect("names are text").to_owned());
                }
            }
        }
        files.sort();
        files
    }

    /// Every page of the blog.
    pub(crate) fn pages(&self) -> Vec<Page> {
        let files = self.files();
        let routes = files
            .iter()
            .filter_map(|file| file.strip_suffix("index.html"))
            .filter(|route| route.is_empty() || route.ends_with('/'));
        routes
            .map(|route| Page {
                address: format!("{}{route}", self.base),
                html: fs::read_to_string(self.folder().join(route).join("index.html")).expect("a page"),
            })
            .collect()
    }
}

/// Every post and page that is not a draft.
pub(crate) fn documents() -> Vec<Document> {
    let folders = [("posts", "posts/"), ("pages", "")];
    let documents = folders.into_iter().flat_map(|(folder, below)| {
        let files = entries(&content().join(folder)).into_iter();
        files
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .filter_map(move |path| document(&path, below))
    });
    documents.collect()
}

fn document(path: &Path, below: &str) -> Option<Document> {
    let text = fs::read_to_string(path).expect("a document");
    let (front_matter, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    if front_matter.lines().any(|line| line == "draft: true") {
        return None;
    }
    let title = front_matter.lines().find_map(|line| line.strip_prefix("title: "))?;
    let stem = path.file_stem().and_then(|stem| stem.to_str())?;
    let sentence = body
        .split(|letter| "*_`[]()<>&\"'#|!\\\n~^{}".contains(letter))
        .max_by_key(|stretch| stretch.len())?;
    Some(Document {
        route: format!("{below}{stem}/"),
        title: unquoted(title).to_owned(),
        sentence: sentence.trim().to_owned(),
    })
}

/// Removes the quotes around a YAML scalar.
fn unquoted(text: &str) -> &str {
    ['\'', '"']
        .iter()
        .find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(text)
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}
