//! The author's look: what is added to the reader's style sheet, which becomes the one sheet of the blog.
//!
//! In the order of their strength: the tokens that `theme` in `site.yaml` sets, the utility classes of the posts, and the
//! author's own `theme.css`, which stands in no layer and so counts for more than everything else.

pub(crate) mod class_name;
pub(crate) mod color;
pub(crate) mod compact;
pub(crate) mod css;
pub(crate) mod fonts;
pub(crate) mod judge;
pub(crate) mod names;
pub(crate) mod settings_file;
pub(crate) mod tokens;
pub(crate) mod utilities;
pub(crate) mod woff2;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_engine::disk;
use feuillet_engine::plan::Plan;
use feuillet_report::finding::Finding;
use feuillet_settings::theme::ThemeSettings;

use self::utilities::Utilities;
use crate::library::Library;
use crate::library::scan::Scan;

/// The author's own style sheet, beside `site.yaml`.
pub(crate) const SHEET: &str = "theme.css";

/// What there is besides the theme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    /// To be added to the reader's style sheet; nothing where the author says nothing.
    pub(crate) css: String,
    /// The paths of fonts that every page needs at once.
    pub(crate) fonts: Vec<String>,
}

/// The text of the author's style sheet, where there is one.
#[derive(Clone, Debug)]
pub(crate) struct AuthorSheet {
    path: PathBuf,
    pub(crate) text: String,
}

impl AuthorSheet {
    /// Reads the sheet of a content folder.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be read.
    pub(crate) fn read(content: &Path) -> Result<Option<Self>> {
        let path = content.join(SHEET);
        if !path.is_file() {
            return Ok(None);
        }
        let bytes = disk::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(Some(Self {
            text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
            path,
        }))
    }

    /// Whether it is this file, which is not published by itself.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let is_named = path.file_name().is_some_and(|name| name == SHEET);
        is_named && (path == self.path || path.canonicalize().ok() == self.path.canonicalize().ok())
    }

    /// What browsers would leave out of it.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding> {
        css::faults(&self.text).into_iter().map(|fault| {
            let diagnostic = Diagnostic::warning(Rule::Style, fault.message, fault.help);
            Finding::new(SHEET, &self.text, diagnostic.at(fault.line, fault.column))
        })
    }
}

impl Look {
    /// What the author says of the look. Faults are added to the library's findings. Files of the author must be planned
    /// already.
    ///
    /// # Errors
    ///
    /// When a font cannot be read from the disk.
    pub(crate) fn of(
        library: &mut Library,
        scan: &Scan,
        settings: &ThemeSettings,
        sheet: Option<&AuthorSheet>,
        content: &Path,
        plan: &Plan,
    ) -> Result<Self> {
        let place = tokens::SettingsFile::read(content)?;
        tokens::check(settings, &place, &mut library.findings);
        let faces = fonts::faces(settings, scan, plan, &place, &mut library.findings)?;
        let mut css = String::new();
        push_layer("tokens", &tokens::rules(settings), &mut css);
        css.push_str(&faces.css);
        let classes: BTreeSet<&str> = library
            .entries()
            .flat_map(|entry| &entry.classes)
            .map(String::as_str)
            .collect();
        push_layer("utilities", &Utilities::of(classes).css, &mut css);
        if let Some(sheet) = sheet {
            library.findings.extend(sheet.findings());
            css.push_str(&sheet.text);
        }
        Ok(Self {
            css,
            fonts: faces.preloaded,
        })
    }
}

fn push_layer(name: &str, rules: &str, css: &mut String) {
    if !rules.is_empty() {
        css.push_str("@layer ");
        css.push_str(name);
        css.push_str(" {\n");
        css.push_str(rules);
        css.push_str("}\n");
    }
}
