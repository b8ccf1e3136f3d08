//! Ids in a document: stable, readable and unique.

use std::collections::HashMap;

use super::policy::{APP_IDS, is_footnote_id, is_free_id};
use crate::slug::slugify;

/// The ids in use, each with the last number that was appended to it.
#[derive(Debug)]
pub struct Ids(HashMap<String, usize>);

impl Default for Ids {
    /// Reserves the ids of the app.
    fn default() -> Self {
        Self(APP_IDS.map(|id| (id.to_owned(), 0)).into())
    }
}

impl Ids {
    /// Returns the id of a heading: the author's own, else the slug of the text. A number makes it unique: `a` ->
    /// `a-1`.
    pub fn of_heading(&mut self, own: Option<&str>, text: &str) -> String {
        let own = own.filter(|own| is_free_id(own) || APP_IDS.contains(own));
        let mut wanted = own.map_or_else(|| slugify(text), str::to_owned);
        if wanted.is_empty() || is_footnote_id(&wanted) {
            let gap = if wanted.is_empty() { "" } else { "-" };
            wanted = ["section", gap, &wanted].concat();
        }
        let mut unique = wanted.clone();
        // Continues from the last number, so that ten thousand equal headings are not counted again for each.
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

    /// Whether raw HTML may use this id; reserves it if so.
    pub(super) fn take(&mut self, id: &str) -> bool {
        let free = is_free_id(id) && !self.0.contains_key(id);
        if free {
            self.0.insert(id.to_owned(), 0);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_headings_share_an_id() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "a", "a-1", "a", "a-1", "!", "Main", "Fn 1", "Fn keys", "Links"]
            .iter()
            .map(|text| ids.of_heading(None, text))
            .collect();
        assert_eq!(
            given,
            [
                "a",
                "a-1",
                "a-1-1",
                "a-2",
                "a-1-2",
                "section",
                "main-1",
                "section-fn-1",
                "fn-keys",
                "links"
            ]
        );
    }

    #[test]
    fn ids_of_authors_are_free_and_given_once() {
        let mut ids = Ids::default();
        for (id, given) in [
            ("part", true),
            ("part", false),
            ("été", true),
            ("", false),
            ("a b", false),
            ("main", false),
            ("fn-1", false),
            ("fnref-1-2", false),
            ("fnord", true),
            ("cookie", false),
            ("getElementById", false),
            ("__proto__", false),
        ] {
            assert_eq!(ids.take(id), given, "{id}");
        }
        assert_eq!(ids.of_heading(None, "Part"), "part-1");
        assert_eq!(ids.of_heading(Some("own"), "Text"), "own");
        assert_eq!(ids.of_heading(Some("cookie"), "Text"), "text");
        assert_eq!(ids.of_heading(Some("feuillet"), "Text"), "feuillet-1");
    }
}
