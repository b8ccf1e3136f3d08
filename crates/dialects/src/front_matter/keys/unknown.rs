//! Finds unknown keys, which are not published, and perhaps misspelled.

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
            let unknown = Ignored {
                key: found.path.clone(),
                line,
                column,
            };
            let meant = spelling::nearest(unknown.last_part(), table::INTENDED);
            if let Some(meant) = meant
                && !self.values.keys().any(|other| other.is(meant))
            {
                self.diagnostics
                    .push(unknown.diagnostic(format!("did you mean `{meant}`?")));
            }
            ignored.push(unknown);
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
