//! Fingerprint: a hash that tells whether publisher and reader show the same page.
//!
//! The publisher writes it into each page, and the reader compares it with what it fetched. Only on a match can the
//! page be hydrated: Yew trusts the text between tags and fails if the tags differ. The prose is not compared: the
//! reader takes it from the page.

use std::hash::{Hash, Hasher};

use crate::blog::Blog;
use crate::shown::Content;
use crate::view::View;

/// Returns the fingerprint of a view.
pub fn fingerprint(blog: &Blog, view: &View) -> String {
    let mut hash = Fnv(OFFSET);
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

/// Returns a hash of a document's Markdown: a change of it does not pass unseen, but for a chance of 1 in 2^64.
pub fn of_markdown(text: &str) -> String {
    let mut hash = Fnv(OFFSET);
    hash.write(text.as_bytes());
    hash.0.to_string()
}

/// Returns a hash of the elements and comments of HTML, in their order, whatever their attributes and texts. Something
/// on the way to the visitor or in the browser may have changed them: a proxy that removes comments, an extension, a
/// translation, which puts every text into an element.
pub fn of_structure(html: &str) -> String {
    let mut hash = Fnv(OFFSET);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            hash.write(b"!");
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            let (name, attributes) = rest.split_at(end.unwrap_or(rest.len()));
            for byte in name.bytes() {
                hash.write(&[byte.to_ascii_lowercase()]);
            }
            hash.write(b">");
            rest = after_tag(attributes);
        }
    }
    hash.0.to_string()
}

/// Returns what follows the `>` that ends a tag: `>` and `<` may stand in its quoted values.
fn after_tag(attributes: &str) -> &str {
    let mut quote = None;
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &attributes[at + 1..],
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    ""
}

/// Start value of 64-bit FNV-1a.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

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
    fn a_structure_is_its_elements_and_comments_in_order() {
        let same = |first: &str, second: &str| of_structure(first) == of_structure(second);
        let page = "<p class=\"a\">one<!--x--><br>two</p>";
        for other in [
            "<p>one<!--y--><br>two</p>",
            "<P class='a' title='<i>'>three<!----><BR/>a < b</p>",
            "<p title=\"a>b<i\">eins<!--<i>--><br>zwei</p>",
        ] {
            assert!(same(page, other), "{other}");
        }
        for other in [
            "<p>one<br>two</p>",
            "<p>one<!--x--></p>",
            "<p><font>one</font><!--x--><br>two</p>",
            "<p>one<br><!--x-->two</p>",
            "<pre>one<!--x--><br>two</pre>",
            "",
        ] {
            assert!(!same(page, other), "{other}");
        }
    }

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
