//! The files of an author's folder, for telling what they are.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use feuillet_report::finding::Finding;

use super::names::Patterns;
use super::place::is_markdown;
use super::walk::{Files, OutsideLink, files_below};

/// The files of a folder, by their names from there, with `/` and in NFC.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, PathBuf>,
    /// Findings about what is left out.
    left_out: Vec<Finding>,
    outside: Vec<OutsideLink>,
    set_aside: BTreeMap<String, PathBuf>,
    closed: Vec<String>,
}

/// Number of bytes of a file that are looked at to tell its kind.
const PEEK: u64 = 4096;

impl Tree {
    /// The files of a folder, but those of the folder that is published to, which may lie in it.
    pub fn of(folder: &Path, published: &Path, patterns: &Patterns) -> Result<Self> {
        if folder.is_file() {
            bail!("{} is a file: name the folder of the blog", folder.display());
        }
        if !folder.is_dir() {
            bail!("the content folder {} does not exist", folder.display());
        }
        let Files {
            files,
            left_out,
            set_aside,
            closed,
            outside,
        } = files_below(folder, published, patterns)?;
        Ok(Self {
            files: files.into_iter().map(|(path, name)| (name, path)).collect(),
            left_out,
            outside,
            set_aside: set_aside.into_iter().map(|(path, name)| (name, path)).collect(),
            closed,
        })
    }

    /// Findings about what is left out of the folder.
    pub fn left_out(&self) -> &[Finding] {
        &self.left_out
    }

    /// Hidden files, copies of editors and the like, with their places on this machine, sorted by name.
    pub fn set_aside(&self) -> impl Iterator<Item = (&str, &Path)> {
        let files = self.set_aside.iter();
        files.map(|(name, path)| (name.as_str(), path.as_path()))
    }

    /// Names of hidden folders that were not looked into.
    pub fn closed(&self) -> &[String] {
        &self.closed
    }

    /// Links to folders and files outside.
    pub fn outside(&self) -> &[OutsideLink] {
        &self.outside
    }

    /// Names with the places of their files on this machine, sorted by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files.iter().map(|(name, path)| (name.as_str(), path.as_path()))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The names of the files in a folder (`a/`) and the folders below it.
    pub(crate) fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.files.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
        from.map(|(name, _)| name.as_str())
            .take_while(move |name| name.starts_with(folder))
    }

    /// Whether all documents lie in folders whose names begin with an underscore (`_content/`), which then hide nothing.
    pub fn is_all_below_underscores(&self) -> bool {
        let mut documents = self.names().filter(|name| is_markdown(name)).peekable();
        let is_below = |name: &str| {
            let (folders, _) = name.rsplit_once('/').unwrap_or_default();
            folders.split('/').any(|folder| folder.starts_with('_'))
        };
        documents.peek().is_some() && documents.all(is_below)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.below(folder).next().is_some()
    }

    /// The text of a file, if it can be read.
    pub(crate) fn read(&self, name: &str) -> Option<String> {
        let bytes = std::fs::read(self.files.get(name)?).ok()?;
        Some(crate::text::edited::decode(&bytes).0)
    }

    /// Beginning of a file, as far as it can be read.
    pub(crate) fn peek(&self, name: &str) -> String {
        use std::io::Read as _;
        let mut bytes = Vec::new();
        let file = self.files.get(name).and_then(|path| std::fs::File::open(path).ok());
        if let Some(file) = file {
            // What cannot be read is told when the document is.
            let _ = file.take(PEEK).read_to_end(&mut bytes);
        }
        crate::text::edited::decode(&bytes).0
    }
}
