//! The text of `site.yaml`, to locate findings in it.

use std::path::Path;

use anyhow::Result;
use feuillet_content::diagnostic::Diagnostic;
use feuillet_engine::disk;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_settings::FILE;

/// The text of `site.yaml`.
pub(crate) struct SettingsFile(pub(super) String);

impl SettingsFile {
    /// Reads `site.yaml` of a content folder; empty if there is none.
    ///
    /// # Errors
    ///
    /// If the file exists and cannot be read.
    pub(super) fn read(content: &Path) -> Result<Self> {
        let path = content.join(FILE);
        if !path.is_file() {
            return Ok(Self(String::new()));
        }
        Ok(Self(String::from_utf8_lossy(&disk::read(&path)?).into_owned()))
    }

    /// Locates a diagnostic at the first `value` after the given keys below `theme`, each searched after the one before
    /// (missing keys are skipped); else at the line of `theme`, if there is one.
    pub(super) fn finding(&self, keys: &[&str], value: &str, diagnostic: Diagnostic) -> Finding {
        // Case-insensitive: the file may spell colors in upper case.
        let text = self.0.to_ascii_lowercase();
        let theme = if text.starts_with("theme") {
            Some(0)
        } else {
            text.find("\ntheme").map(|at| at + 1)
        };
        let mut start = theme.unwrap_or(text.len());
        for key in keys {
            start = text[start..].find(key).map_or(start, |at| start + at + key.len());
        }
        let found = text[start..].find(&value.to_ascii_lowercase()).map(|at| start + at);
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let diagnostic = match (found, theme) {
            (Some(at), _) => {
                let column = text[..at]
                    .chars()
                    .rev()
                    .take_while(|character| *character != '\n')
                    .count()
                    + 1;
                diagnostic.at(line(at), column).spanning(value.chars().count())
            }
            (None, Some(theme)) => diagnostic.at(line(theme), 0),
            (None, None) => diagnostic,
        };
        Finding::new(&AuthorPath::new(FILE), &self.0, diagnostic)
    }
}
