//! Ids of headings: stable, readable, unique in the document.

use std::collections::BTreeSet;

use crate::content::slug::slugify;

/// The ids given out so far.
#[derive(Debug, Default)]
pub(super) struct HeadingIds(BTreeSet<String>);

impl HeadingIds {
    /// The author's own id, else the slug of the heading's text; a number is added to what was given out before.
    pub(super) fn unique(&mut self, own: Option<&str>, text: &str) -> String {
        let wanted = match own {
            Some(own) => own.to_owned(),
            None => slugify(text),
        };
        let wanted = if wanted.is_empty() {
            "section".to_owned()
        } else {
            wanted
        };
        let mut unique = wanted.clone();
        let mut number = 0;
        while !self.0.insert(unique.clone()) {
            number += 1;
            unique = format!("{wanted}-{number}");
        }
        unique
    }
}
