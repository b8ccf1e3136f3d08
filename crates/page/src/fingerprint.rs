//! A number that tells whether two loads of a page show the same, whoever made them.
//!
//! The publisher writes it into each page, and the reader compares it with what it fetched: only a page that shows just
//! that can be hydrated, since Yew takes the text between the tags for granted and gives up where the tags differ.

use std::hash::{Hash, Hasher};

use crate::blog::Blog;
use crate::shown::Content;
use crate::view::View;

/// Fingerprint of what a view shows on its blog.
pub fn fingerprint(blog: &Blog, view: &View) -> String {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    let site = &blog.site;
    // What stands around each page.
    site.title.hash(&mut hash);
    site.language.hash(&mut hash);
    site.author.hash(&mut hash);
    [site.url.is_some(), site.offline].hash(&mut hash);
    site.without.hash(&mut hash);
    for item in &site.navigation {
        item.label.hash(&mut hash);
        item.to.hash(&mut hash);
    }
    site.words.hash(&mut hash);
    // The page itself, with what it takes from the site's data.
    view.route.hash(&mut hash);
    view.content.hash(&mut hash);
    match &view.content {
        Content::Home(list) => {
            site.description.hash(&mut hash);
            site.home.hash(&mut hash);
            if list.page == 1 {
                site.featured.hash(&mut hash);
                site.indexes.hash(&mut hash);
            }
        }
        Content::Archive(_) => site.indexes.hash(&mut hash),
        Content::Terms(_) => site.terms.hash(&mut hash),
        Content::Post(_) | Content::Page(_) | Content::Term { .. } | Content::Offline | Content::NotFound => {}
    }
    hash.0.to_string()
}

/// FNV-1a with 64 bits, the same on machines of every word size: the publisher runs on another one than the reader.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    // Lengths and numbers of pages.
    fn write_usize(&mut self, number: usize) {
        self.write(&(number as u64).to_le_bytes());
    }

    // Which variant of an enum it is.
    fn write_isize(&mut self, number: isize) {
        self.write(&(number as i64).to_le_bytes());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_weigh_the_same_on_every_machine() {
        let hash = |write: fn(&mut Fnv)| {
            let mut hash = Fnv(0);
            write(&mut hash);
            hash.finish()
        };
        assert_eq!(hash(|it| it.write_usize(7)), hash(|it| it.write(&7_u64.to_le_bytes())));
        assert_eq!(hash(|it| it.write_isize(7)), hash(|it| it.write(&7_i64.to_le_bytes())));
    }
}
