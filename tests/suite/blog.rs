//! A small blog in a temporary folder, published with a stand-in for the reader.

use std::fs;
use std::path::{Path, PathBuf};

use feuillet::command::publish;
use feuillet_publish::options::{Options, Published};
use tempfile::TempDir;

/// A folder with the content, a stand-in for the compiled reader, the output and the cache.
pub(crate) struct Blog {
    folder: TempDir,
    pub(crate) base: Option<String>,
}

impl Blog {
    /// Creates an empty blog in French.
    pub(crate) fn new() -> Self {
        Self::bare().file(
            "site.yaml",
            "title: Carnet\nlanguage: fr\nurl: https://example.org/\npage_size: 2\n",
        )
    }

    /// Creates a blog without any content.
    pub(crate) fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let blog = Self { folder, base: None };
        stand_in_reader(&blog.path("reader"));
        blog
    }

    pub(crate) fn based(mut self, base: &str) -> Self {
        self.base = Some(base.to_owned());
        self
    }

    /// Writes a file of the content.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(&format!("content/{name}"), content);
        self
    }

    /// Writes a post with the keys that most tests need.
    pub(crate) fn post(self, slug: &str, date: &str, more: &str) -> Self {
        let text = format!("---\ntitle: {slug}\ndate: {date}\n{more}\n---\nText of {slug}.\n");
        self.file(&format!("posts/{slug}.md"), text)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, content).expect("a file");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.path("out")
    }

    pub(crate) fn try_publish(&self) -> Result<Published, String> {
        publish(&self.options()).map_err(|error| format!("{error:#}"))
    }

    /// Options of [`Blog::publish`].
    pub(crate) fn options(&self) -> Options {
        Options {
            content: self.path("content"),
            out: self.out(),
            reader: self.path("reader"),
            base: self.base.clone(),
            cache: Some(self.path("cache")),
            ..Options::default()
        }
    }

    #[track_caller]
    pub(crate) fn publish(&self) -> Published {
        self.try_publish().expect("the blog is published")
    }

    /// Reads a published file.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.out().join(name);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.out().join(name).exists()
    }

    /// Returns every published file with its content, sorted.
    pub(crate) fn tree(&self) -> Vec<(String, Vec<u8>)> {
        tree(&self.out())
    }
}

/// Returns every file below a folder with its content, sorted.
pub(crate) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files
}

/// Writes a stand-in for Trunk's build of the reader, without the program.
pub(crate) fn stand_in_reader(folder: &Path) {
    let page = include_str!("../../index.html")
        .replace(
            "<link data-trunk rel=\"css\" href=\"styles/",
            "<link rel=\"stylesheet\" href=\"./",
        )
        .replace(".css\"", "-0123.css\"");
    fs::create_dir_all(folder).expect("a folder");
    for name in page.split('"').filter(|name| name.starts_with("./")) {
        fs::write(folder.join(name), "").expect("a file");
    }
    for (name, content) in [
        ("index.html", page.as_str()),
        ("feuillet-0123.js", "export default __wbg_init;"),
        ("feuillet-0123_bg.wasm", ""),
        ("renderer.wasm", ""),
    ] {
        fs::write(folder.join(name), content).expect("a file");
    }
}

/// Documents that a publish left out, each with the rule, sorted.
pub(crate) fn hidden(published: &Published) -> Vec<String> {
    let mut hidden: Vec<String> = published.hidden.iter().map(ToString::to_string).collect();
    hidden.sort();
    hidden
}

/// Findings of a publish, as the command prints them.
pub(crate) fn told(published: &Published) -> Vec<String> {
    let mut told = Vec::new();
    for finding in &published.findings {
        told.push(finding.draw());
    }
    told
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").display().to_string();
            files.push((name, fs::read(&path).expect("a file")));
        }
    }
}
