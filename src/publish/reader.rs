//! The compiled reader: what Trunk made of `index.html`, to be published beside the posts.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{disk, scan};
use crate::content::base_path::BasePath;
use crate::content::escape::escape_html;

/// Where the publisher writes what differs from page to page.
const HEAD_MARK: &str = "<!-- feuillet:head -->";
const BODY_MARK: &str = "<!-- feuillet:body -->";

/// A folder that Trunk filled.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    template: String,
    /// Its other files with their names.
    files: Vec<(PathBuf, String)>,
}

impl Reader {
    /// Looks at a compiled reader.
    ///
    /// # Errors
    ///
    /// When there is none, or it was made from another `index.html`.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let index = folder.join("index.html");
        if !index.is_file() {
            bail!(
                "there is no compiled reader at {}: `cargo xtask publish` builds one",
                folder.display()
            );
        }
        let template = String::from_utf8_lossy(&disk::read(&index)?).into_owned();
        for mark in [HEAD_MARK, BODY_MARK, "<html"] {
            if !template.contains(mark) {
                bail!(
                    "{} has no `{mark}`: build the reader again from Feuillet's index.html",
                    index.display()
                );
            }
        }
        let mut files = scan::files_below(folder)?;
        files.retain(|(_, name)| name != "index.html");
        Ok(Self { template, files })
    }

    pub(super) fn files(&self) -> Vec<(PathBuf, String)> {
        self.files.clone()
    }

    /// The reader's page for a blog that lives under a base path.
    ///
    /// Trunk is told to write addresses as `./name`; each becomes an address below the base path. The files' names
    /// carry a hash, so nothing else in the page can be meant.
    pub(super) fn page_template(&self, base: &BasePath) -> PageTemplate {
        let mut page = self.template.clone();
        for (_, name) in &self.files {
            page = page.replace(&format!("./{name}"), &base.join(name));
        }
        PageTemplate {
            page,
            base: base.clone(),
        }
    }
}

/// A page of the reader that still lacks its head and body.
#[derive(Clone, Debug)]
pub(super) struct PageTemplate {
    page: String,
    base: BasePath,
}

impl PageTemplate {
    /// The whole page. `head` and `body` are HTML.
    pub(super) fn fill(&self, language: &str, head: &str, body: &str) -> String {
        let start = self.page.find("<html").unwrap_or_default();
        let end = self.page[start..].find('>').map_or(start, |end| start + end + 1);
        let html = format!(
            "<html lang=\"{}\" data-base=\"{}\">",
            escape_html(language),
            escape_html(self.base.as_str())
        );
        let page = format!("{}{html}{}", &self.page[..start], &self.page[end..]);
        // The head first: what an author wrote may look like a mark, and it is only in what is filled in last.
        match page.split_once(HEAD_MARK) {
            Some((before, after)) => match after.split_once(BODY_MARK) {
                Some((between, after)) => [before, head, between, body, after].concat(),
                None => page,
            },
            None => page,
        }
    }
}
