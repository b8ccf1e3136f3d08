//! The app's view of offline storage: which part of the blog this browser keeps, and the orders that change it.
//!
//! `browser::offline` implements it; while publishing there is none.

use std::fmt;
use std::rc::Rc;

use feuillet_content::catalog::PostLink;
use feuillet_content::words::{Word, Words};
use yew::prelude::*;

/// Argument of [`Shelf::save`] for the whole blog; for a category it is `categories/<slug>`.
pub const ALL: &str = "all";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub files: u64,
    pub bytes: u64,
}

/// State of offline storage, as far as the app knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Keeping {
    /// Nothing yet, as in every prerendered page.
    #[default]
    Unknown,
    /// This browser cannot keep anything.
    Unable,
    Known(Rc<Kept>),
}

/// Contents of offline storage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Saved by the visitor: [`ALL`], or categories.
    pub saved: Vec<String>,
    /// Whether all of it is stored.
    pub complete: bool,
    /// Whether saving is in progress.
    pub running: bool,
    /// Size of everything to store for `saved`; of the whole blog while nothing is saved.
    pub total: Amount,
    /// Part of it that is stored already.
    pub done: Amount,
    /// Slugs of categories, each with its size in bytes.
    pub categories: Vec<(String, u64)>,
    /// Free space for the blog, in bytes.
    pub free: u64,
    pub trouble: Option<Trouble>,
    /// The posts that can be read without a network, newest first.
    pub posts: Rc<Vec<PostLink>>,
}

/// Why the last step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Network,
    /// The browser has no room left.
    Quota,
}

/// Offline storage of the browser.
pub trait Shelf {
    /// Calls `watcher` at once and after each change. It replaces the previous watcher.
    fn watch(&self, watcher: Callback<Keeping>);
    /// Starts or continues to save [`ALL`] or a category.
    fn save(&self, what: String);
    /// Stops saving. Files that are stored already stay.
    fn stop(&self);
    /// Removes what the visitor saved.
    fn remove(&self);
}

/// A shelf, or none: while publishing, and if the blog is not available offline.
#[derive(Clone, Default)]
pub struct SharedShelf(pub Option<Rc<dyn Shelf>>);

/// Equality by identity.
impl PartialEq for SharedShelf {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(other)) => Rc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        }
    }
}

impl fmt::Debug for SharedShelf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SharedShelf")
    }
}

/// Offline storage as a page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Storage {
    pub shelf: SharedShelf,
    pub keeping: Keeping,
}

/// Formats bytes in SI megabytes, below 10 MB with one decimal, rounded up: `1` -> `0.1 MB`, `12_340_000` -> `12 MB`.
pub fn size_text(words: &Words, bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    let number = if tenths < 100 {
        [
            &words.digits_text(tenths / 10),
            &words[Word::DecimalMark],
            &words.digits_text(tenths % 10),
        ]
        .concat()
    } else {
        words.number_text(tenths / 10)
    };
    words.fill(Word::Megabytes, &[("number", &number)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_megabytes() {
        let texts = [("decimal_mark", ","), ("megabytes", "{number} Mo")];
        let words = Words::from(Vec::from(texts.map(|(key, text)| (key.to_owned(), text.to_owned()))));
        for (bytes, expected) in [
            (0, "0,0 Mo"),
            (1, "0,1 Mo"),
            (1_230_000, "1,3 Mo"),
            (9_900_000, "9,9 Mo"),
            (12_340_000, "12 Mo"),
        ] {
            assert_eq!(size_text(&words, bytes), expected);
        }
    }
}
