//! The author's theme: CSS that is added to the reader's style sheet.
//!
//! From lowest to highest precedence: the tokens from `theme` in `site.yaml`, the utility classes used in posts, and
//! the author's `theme.css`. The last is in no cascade layer, so it overrides everything else.

pub(crate) mod class_name;
pub(crate) mod color;
pub(crate) mod compact;
pub(crate) mod css;
pub(crate) mod fonts;
pub(crate) mod judge;
pub(crate) mod names;
pub(crate) mod settings_file;
pub(crate) mod tokens;
pub(crate) mod urls;
pub(crate) mod utilities;
pub(crate) mod woff2;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_engine::disk;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::theme::ThemeSettings;

use self::utilities::Utilities;
use crate::library::Library;
use crate::library::scan::Scan;

/// The author's own style sheet, beside `site.yaml`.
pub(crate) const SHEET: &str = "theme.css";

/// CSS and fonts that the author adds to the built-in theme.
#[derive(Clone, Debug, Default)]
pub(crate) struct AuthorTheme {
    /// Tokens and font faces from the settings.
    pub(crate) tokens: String,
    /// Rules of the utility classes in posts.
    pub(crate) utilities: String,
    /// The author's own style sheet.
    pub(crate) own: String,
    /// Fonts that every page preloads.
    pub(crate) fonts: Vec<PublishedPath>,
}

/// The author's style sheet, `theme.css`.
#[derive(Clone, Debug)]
pub(crate) struct AuthorSheet {
    path: PathBuf,
    pub(crate) text: String,
    base: BasePath,
}

impl AuthorSheet {
    /// Reads the sheet of a content folder, without a byte order mark and with `\n` line ends; `None` if there is none.
    /// One that cannot be read is told with the other files of the folder.
    pub(crate) fn read(content: &Path, base: &BasePath) -> Option<Self> {
        let path = content.join(SHEET);
        let bytes = path.is_file().then(|| disk::read(&path).ok()).flatten()?;
        let text = String::from_utf8_lossy(&bytes);
        Some(Self {
            text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
            path,
            base: base.clone(),
        })
    }

    /// Whether `path` is this sheet, which is not published as a file of its own.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let is_named = path.file_name().is_some_and(|name| name == SHEET);
        is_named && (path == self.path || path.canonicalize().ok() == self.path.canonicalize().ok())
    }

    /// Findings for the parts of the sheet that browsers would ignore, and for files that are not there.
    fn findings(&self, plan: &Plan) -> impl Iterator<Item = Finding> {
        let faults = css::faults(&self.text).into_iter().map(|fault| {
            let diagnostic = Diagnostic::warning(Rule::Style, fault.message, fault.help);
            diagnostic.at(fault.line, fault.column)
        });
        let missing = urls::missing(&self.text, &self.base, |path| is_planned(plan, path));
        let missing = missing.into_iter().map(|missing| {
            let urls::Missing { address, path, .. } = missing;
            let name = path.rsplit('/').next().unwrap_or(&path);
            let mut alike = plan.copies().filter(|other| other.file_name() == name);
            let help = match (alike.next(), alike.next()) {
                (Some(other), None) => format!("write `url(/{other})`"),
                _ => format!("put the file at `{path}` in the content folder"),
            };
            let message = format!("`url({address})` leads to no file");
            Diagnostic::error(Rule::Link, message, help).at(missing.line, missing.column)
        });
        let found: Vec<Diagnostic> = faults.chain(missing).collect();
        found
            .into_iter()
            .map(|diagnostic| Finding::new(&AuthorPath::new(SHEET), &self.text, diagnostic))
    }

    /// The sheet as it is published.
    fn css(&self, plan: &Plan) -> String {
        urls::based(&self.text, &self.base, |path| is_planned(plan, path))
    }
}

impl AuthorTheme {
    /// Builds the CSS of the author's theme, and finds its problems. The author's files must be planned already.
    ///
    /// # Errors
    ///
    /// If `site.yaml` or a font cannot be read from the disk.
    pub(crate) fn build(
        library: &Library,
        scan: &Scan,
        settings: &ThemeSettings,
        base: &BasePath,
        sheet: Option<&AuthorSheet>,
        content: &Path,
        plan: &Plan,
    ) -> Result<(Self, Vec<Finding>)> {
        let mut findings = Vec::new();
        let place = settings_file::SettingsFile::read(content)?;
        tokens::check(settings, &place, &mut findings);
        let faces = fonts::faces(settings, scan, plan, base, &place, &mut findings)?;
        let tokens = layer("tokens", &tokens::rules(settings)) + &faces.css;
        let classes: BTreeSet<&str> = library
            .entries()
            .flat_map(|entry| &entry.references.classes)
            .map(String::as_str)
            .collect();
        let own = match sheet {
            Some(sheet) => {
                findings.extend(sheet.findings(plan));
                sheet.css(plan)
            }
            None => String::new(),
        };
        let theme = Self {
            tokens,
            utilities: layer("utilities", &Utilities::of(classes).css),
            own,
            fonts: faces.preloaded,
        };
        Ok((theme, findings))
    }
}

/// Whether a path that the author wrote is one of a published file.
fn is_planned(plan: &Plan, path: &str) -> bool {
    PublishedPath::parse(path).is_some_and(|path| plan.contains(&path))
}

/// Returns `rules` as the cascade layer `name`; nothing if there are none.
fn layer(name: &str, rules: &str) -> String {
    if rules.is_empty() {
        return String::new();
    }
    format!("@layer {name} {{\n{rules}}}\n")
}
