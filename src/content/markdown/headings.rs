//! Ids of headings: stable, readable, unique in the document.

use std::collections::HashMap;

use crate::content::slug::slugify;

/// The ids given out so far, each with the last number that was added to it.
#[derive(Debug)]
pub(super) struct HeadingIds(HashMap<String, usize>);

impl Default for HeadingIds {
    /// The ids of the page itself are taken.
    fn default() -> Self {
        Self(["main", "feuillet"].map(|id| (id.to_owned(), 0)).into())
    }
}

impl HeadingIds {
    /// The author's own id, else the slug of the heading's text; a number is added to what was given out before.
    pub(super) fn unique(&mut self, own: Option<&str>, text: &str) -> String {
        let mut wanted = own.map_or_else(|| slugify(text), str::to_owned);
        if wanted.is_empty() {
            wanted.push_str("section");
        }
        let mut unique = wanted.clone();
        // Going on from the last number keeps ten thousand equal headings from being counted anew for each.
        while let Some(last) = self.0.get_mut(&unique) {
            *last += 1;
            let number = *last;
            unique = format!("{wanted}-{number}");
            if !self.0.contains_key(&unique) {
                break;
            }
            unique.clone_from(&wanted);
        }
        self.0.insert(unique.clone(), 0);
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_headings_share_an_id() {
        let mut ids = HeadingIds::default();
        let given: Vec<String> = ["a", "a", "a-1", "a", "a-1", "!", "Main"]
            .iter()
            .map(|text| ids.unique(None, text))
            .collect();
        assert_eq!(given, ["a", "a-1", "a-1-1", "a-2", "a-1-2", "section", "main-1"]);
    }
}
