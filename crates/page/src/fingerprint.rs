//! Fingerprint: a hash that tells whether publisher and reader show the same page.
//!
//! The publisher writes it into each page, and the reader compares it with what it fetched. Only on a match can the
//! page be hydrated: Yew trusts the text between tags and fails if the tags differ.

use std::hash::{Hash, Hasher};

use crate::blog::Blog;
use crate::shown::Content;
use crate::view::View;

/// Returns the fingerprint of a view.
pub fn fingerprint(blog: &Blog, view: &View) -> String {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    let site = &blog.site;
    // Parts around every page: header, menu, footer.
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
    // The page itself, and the site data that it shows.
    view.route.hash(&mut hash);
    view.content.hash(&mut hash);
    match &view.content {
        Content::Home(list) => {
            site.home.hash(&mut hash);
            if list.place.is_first() {
                site.description.hash(&mut hash);
                site.featured.hash(&mut hash);
                site.indexes.hash(&mut hash);
            }
        }
        Content::Archive(archive) if archive.place.is_first() => site.indexes.hash(&mut hash),
        Content::Terms(_) => site.terms.hash(&mut hash),
        Content::Archive(_)
        | Content::Post(_)
        | Content::Page(_)
        | Content::Term { .. }
        | Content::Offline
        | Content::NotFound => {}
    }
    hash.0.to_string()
}

/// 64-bit FNV-1a. Independent of the word size, since the publisher and the reader run on different machines.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    // Hashes lengths and page numbers.
    fn write_usize(&mut self, number: usize) {
        self.write(&(number as u64).to_le_bytes());
    }

    // Hashes enum discriminants.
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
