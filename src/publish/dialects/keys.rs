//! One union of the keys of all generators: the first that is present and well-typed wins.

use super::fields::Fields;
use super::front_matter::Front;
use crate::content::diagnostic::{Diagnostic, Unreported};
use crate::content::front_matter::FrontMatter;
use crate::content::post_meta::PostMeta;

/// How a dialect reads what others read otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// A scalar of terms is split at spaces, too.
    pub(super) terms_at_spaces: bool,
}

/// Reads all keys that are known, and finds fault with those that are not what they should be.
pub(super) fn read(front: &Front<'_>, habits: Habits, diagnostics: &mut Vec<Diagnostic>) -> Fields {
    let _ = habits;
    let mut canonical = FrontMatter::read(front.text, &mut Unreported);
    canonical.entries.clone_from(&front.entries);
    let meta = PostMeta::read(&canonical, diagnostics);
    Fields {
        hidden: meta.draft.then(|| "it says `draft: true`".to_owned()),
        meta,
        ..Fields::default()
    }
}
