//! Finds unknown keys, which are not published, and perhaps misspelled.

use std::collections::HashSet;
use std::sync::LazyLock;

use feuillet_report::spelling;

use super::find::Found;
use super::names::plain;
use super::unread::UNREAD;
use super::{Reader, table};
use crate::front_matter::fields::Ignored;

impl Reader<'_> {
    /// Returns all unknown keys, and warns about those that look misspelled.
    pub(super) fn ignored(&mut self) -> Vec<Ignored> {
        let mut ignored = Vec::new();
        let names: HashSet<&str> = self.values.keys().map(Found::plain).collect();
        for found in self.values.keys() {
            if KNOWN.contains(found.plain()) {
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
                && !names.contains(plain(meant).as_str())
            {
                self.diagnostics
                    .push(unknown.diagnostic(format!("did you mean `{meant}`?")));
            }
            ignored.push(unknown);
        }
        ignored
    }
}

/// The normalized keys of the tables; of paths into a map, the first part.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let read = table::READ.iter().flat_map(|keys| keys.iter().copied());
    let unread = UNREAD.iter().flat_map(|keys| keys.split_whitespace());
    let all = read.chain(unread);
    all.map(|key| plain(key.split('.').next().unwrap_or(key))).collect()
});
