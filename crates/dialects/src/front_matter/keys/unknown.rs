//! Finds unknown keys, which are not published, and perhaps misspelled.

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_report::spelling;

use super::unread::UNREAD;
use super::{Reader, table};
use crate::front_matter::fields::Ignored;

impl Reader<'_> {
    /// Returns all unknown keys, and warns about those that look misspelled.
    pub(super) fn ignored(&mut self) -> Vec<Ignored> {
        let mut ignored = Vec::new();
        for found in self.values.keys() {
            if is_known(|key| found.is(key)) {
                continue;
            }
            let (line, column) = self.front.key_place(&found.path);
            let key = found.path.rsplit('.').next().unwrap_or_default();
            let meant = spelling::nearest(key, table::INTENDED);
            if let Some(meant) = meant
                && !self.values.keys().any(|other| other.is(meant))
            {
                let diagnostic = Diagnostic::warning(
                    Rule::Key,
                    format!("the key `{}` means nothing; did you mean `{meant}`?", found.path),
                    format!("write `{meant}`"),
                );
                self.diagnostics
                    .push(diagnostic.at(line, column).spanning(key.chars().count()));
            }
            ignored.push(Ignored {
                key: found.path.clone(),
                line,
                column,
            });
        }
        ignored
    }
}

/// Whether a key is in the tables. For paths into a map, only the first part is compared.
fn is_known(is: impl Fn(&str) -> bool) -> bool {
    let read = table::READ.iter().flat_map(|keys| keys.iter().copied());
    let unread = UNREAD.iter().flat_map(|keys| keys.split_whitespace());
    read.chain(unread).any(|key| is(key.split('.').next().unwrap_or(key)))
}
