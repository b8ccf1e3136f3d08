//! The text of `site.yaml`, for findings.

use std::path::Path;

use anyhow::Result;
use feuillet_content::diagnostic::Diagnostic;
use feuillet_engine::disk;
use feuillet_report::finding::Finding;
use feuillet_settings::FILE;

/// The text of the settings, for the places of what is wrong with them.
pub(crate) struct SettingsFile(pub(super) String);

impl SettingsFile {
    /// # Errors
    ///
    /// When it is there and cannot be read.
    pub(super) fn read(content: &Path) -> Result<Self> {
        let path = content.join(FILE);
        if !path.is_file() {
            return Ok(Self(String::new()));
        }
        Ok(Self(String::from_utf8_lossy(&disk::read(&path)?).into_owned()))
    }

    /// A finding where a value stands behind keys, each behind the one before as far as it is there; else where the theme
    /// is.
    pub(super) fn finding(&self, keys: &[&str], value: &str, diagnostic: Diagnostic) -> Finding {
        // YAML is as written, and colors may be in capitals there.
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
        Finding::new(FILE, &self.0, diagnostic)
    }
}
