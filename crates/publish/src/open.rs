//! Opens an author's folder: its files and settings, before any document is read.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use feuillet_content::base_path::BasePath;
use feuillet_dialects::folder::names::Patterns;
use feuillet_dialects::folder::site::Site;
use feuillet_dialects::folder::tree::Tree;
use feuillet_dialects::recognize::{Recognized, recognize};
use feuillet_engine::disk;
use feuillet_report::finding::Finding;
use feuillet_settings::read::parse;
use feuillet_settings::{FILE, Settings};

use crate::blog_title::{self, Fallback};
use crate::languages;
use crate::theme::AuthorSheet;

/// Folders of a blog, with the options that say how to read them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folders<'a> {
    /// The folder that the author named, in which `site.yaml` may lie.
    pub(crate) content: &'a Path,
    /// The project that it belongs to, or the same.
    pub(crate) project: &'a Path,
    /// The folder that is published to, which is not read.
    pub(crate) published: &'a Path,
    pub(crate) dialect: Option<&'a str>,
    pub(crate) base: Option<&'a str>,
}

/// An author's folder whose files and settings are known, and whose documents are still to be read.
pub(crate) struct Opened {
    pub(crate) content: PathBuf,
    pub(crate) tree: Tree,
    pub(crate) recognized: Recognized,
    pub(crate) site: Site,
    /// Always with a title.
    pub(crate) settings: Settings,
    /// The title, if nobody has set one.
    pub(crate) fallback_title: Option<Fallback>,
    pub(crate) base: BasePath,
    /// Findings in the settings, these or another generator's.
    pub(crate) findings: Vec<Finding>,
}

impl Opened {
    /// Looks at a folder: which generator it is for, and what the settings say.
    ///
    /// # Errors
    ///
    /// When a folder cannot be looked through, or what the author said of it is not understood.
    pub(crate) fn open(address: &Folders<'_>) -> Result<Self> {
        let settings = read(address.content)?;
        let own_findings = findings(address.content, &settings)?;
        let patterns = Patterns::new(&settings.publish);
        let tree = Tree::of(address.project, address.published, &patterns)?;
        let recognized = recognize(&tree, address.dialect.or(settings.dialect.as_deref()))?;
        let mut findings = own_findings;
        findings.extend_from_slice(tree.left_out());
        let mut site = recognized.site(&tree, &mut findings);
        let mut settings = settings.or(&site.settings);
        let is_untitled = settings.title.as_deref().is_none_or(|title| title.trim().is_empty());
        let fallback_title = is_untitled.then(|| blog_title::fallback(&settings, address.project));
        if let Some(fallback) = &fallback_title {
            settings.title = Some(fallback.title.clone());
        }
        site.french_print = settings.french_print();
        site.markdown.clone_from(&settings.markdown);
        site.patterns = patterns;
        site.is_below_underscores = tree.is_all_below_underscores();
        site.url.clone_from(&settings.url);
        Ok(Self {
            content: address.content.to_owned(),
            base: settings.base_path(address.base)?,
            tree,
            recognized,
            site,
            settings,
            fallback_title,
            findings,
        })
    }
}

impl Opened {
    /// The author's own style sheet. In the folder of another generator it is one only beside settings for this one.
    pub(crate) fn sheet(&self) -> Option<AuthorSheet> {
        let is_meant = self.recognized.evidence.is_empty() || self.content.join(feuillet_settings::FILE).is_file();
        is_meant.then(|| AuthorSheet::read(&self.content, &self.base)).flatten()
    }
}

/// Reads the settings of a content folder; without the file, the defaults.
///
/// # Errors
///
/// When the file cannot be read or is not understood: guessing here would publish a wrong blog.
pub(crate) fn read(content: &Path) -> Result<Settings> {
    let path = content.join(FILE);
    if path.symlink_metadata().is_err() {
        return Ok(Settings::default());
    }
    // Reading a pipe would wait for whoever writes to it.
    if !path.is_file() {
        let what = if path.is_dir() {
            "is a folder"
        } else if path.exists() {
            "is not a regular file"
        } else {
            "is a symbolic link that leads to no file"
        };
        bail!(
            "{} {what}: write the settings to a file of this name, or rename it",
            path.display()
        );
    }
    let bytes = disk::read(&path)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Ok(Settings::default());
    }
    Ok(parse(text)?)
}

/// Findings in settings that could be read.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn findings(content: &Path, settings: &Settings) -> Result<Vec<Finding>> {
    if settings.words.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = disk::read(&content.join(FILE))?;
    languages::own_findings(settings, &String::from_utf8_lossy(&bytes))
}
