//! Reasons why a document is not published, whatever the day.

use serde::{Deserialize, Serialize};

/// Reason why a document is not published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hiding {
    /// The rule, such as `` `draft: true` `` or ``draft in `_drafts` ``.
    pub rule: String,
    /// Whether the author has not finished it or keeps it back, so that it may be shown to its author. Otherwise the
    /// generator makes no page of it.
    pub is_draft: bool,
}

impl Hiding {
    pub(crate) fn draft(rule: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            is_draft: true,
        }
    }

    pub(crate) fn no_page(rule: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            is_draft: false,
        }
    }
}
