//! What a visitor's browser keeps of the blog, to be read without a network, and what may be asked of it.
//!
//! The browser's side of it is `browser::offline`; while publishing there is none.

use std::fmt;
use std::rc::Rc;

use feuillet_content::catalog::PostLink;
use feuillet_content::words::{Word, Words};
use yew::prelude::*;

/// What saves the whole blog; a category is `categories/<slug>`.
pub const ALL: &str = "all";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub files: u64,
    pub bytes: u64,
}

/// What is known of what is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Keeping {
    /// Nothing yet; what is published says this.
    #[default]
    Unknown,
    /// This browser cannot keep anything.
    Unable,
    Known(Rc<Kept>),
}

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What the visitor saved: [`ALL`], or categories.
    pub saved: Vec<String>,
    /// All of that is stored.
    pub complete: bool,
    /// More is being stored.
    pub running: bool,
    /// All that there is to store of what was saved; of the whole blog while nothing is.
    pub total: Amount,
    /// What is stored of it.
    pub done: Amount,
    /// Slugs of categories, with the bytes of each.
    pub categories: Vec<(String, u64)>,
    /// Bytes that the browser has left for the blog.
    pub free: u64,
    pub trouble: Option<Trouble>,
    /// The posts that can be read without a network, newest first.
    pub posts: Rc<Vec<PostLink>>,
}

/// What kept the last step from being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Network,
    /// The browser has no room left.
    Quota,
}

/// Where the browser keeps it.
pub trait Shelf {
    /// Tells at once, and whenever something changes. Whoever watched before is told nothing more.
    fn watch(&self, watcher: Callback<Keeping>);
    /// Saves [`ALL`] or a category, or goes on with it.
    fn save(&self, what: String);
    /// What is stored already stays.
    fn stop(&self);
    /// Forgets what was saved.
    fn remove(&self);
}

/// A shelf, or none: while publishing, and where the blog is not to be kept.
#[derive(Clone, Default)]
pub struct SharedShelf(pub Option<Rc<dyn Shelf>>);

/// Equal to itself only.
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

/// A number of bytes as people say it, in megabytes with one decimal (SI), and never nothing for something.
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
