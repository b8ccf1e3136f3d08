//! Ages of posts and of numbered parts of lists: the order in which they came to be.

use std::collections::HashMap;

use feuillet_content::catalog::file;
use feuillet_content::route::{ListPart, Taxonomy};

use super::groups::group;
use super::paging::Paging;
use crate::library::{Entry, Library, order};

/// Ages, counted in posts of the blog: 0 is that of the oldest post.
pub(crate) struct Ages<'library> {
    posts: HashMap<&'library str, usize>,
    parts: HashMap<String, PartAge>,
}

/// Age of a numbered part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartAge {
    /// Age of the post with which the part was made.
    pub(crate) made: usize,
    /// Age of the post with which the next part was made, to which this one links; none if it is the newest part, which
    /// will change.
    pub(crate) settled: Option<usize>,
}

impl<'library> Ages<'library> {
    pub(crate) fn of(library: &'library Library, page_size: usize) -> Self {
        let oldest_first = library.posts.iter().rev().zip(0..);
        let mut ages = Self {
            posts: oldest_first.map(|(post, age)| (post.slug.as_str(), age)).collect(),
            parts: HashMap::new(),
        };
        let posts: Vec<&Entry> = library.posts.iter().collect();
        let paging = Paging::new(posts.len(), page_size, false);
        ages.add(&posts, paging, |number| file::posts(ListPart::Older(number)));
        let archive = order::archive(library);
        let paging = Paging::of_archive(archive.len());
        ages.add(&archive, paging, |number| file::archive(ListPart::Older(number)));
        for taxonomy in Taxonomy::ALL {
            let oldest_first = taxonomy.is_oldest_first();
            for (slug, (_, posts)) in group(library, taxonomy) {
                let paging = Paging::new(posts.len(), page_size, oldest_first);
                ages.add(&posts, paging, |number| {
                    file::term(taxonomy, &slug, ListPart::numbered(number, oldest_first))
                });
            }
        }
        ages
    }

    fn add(&mut self, posts: &[&Entry], paging: Paging, path: impl Fn(usize) -> String) {
        let made = |number: usize| self.posts[posts[paging.made_with(number)].slug.as_str()];
        let numbers = paging.numbers();
        let age = |number: usize| PartAge {
            made: made(number),
            settled: numbers.contains(&(number + 1)).then(|| made(number + 1)),
        };
        let parts: Vec<(String, PartAge)> = numbers.clone().map(|number| (path(number), age(number))).collect();
        self.parts.extend(parts);
    }

    /// Age of a post, by its slug.
    pub(crate) fn post(&self, slug: &str) -> Option<usize> {
        self.posts.get(slug).copied()
    }

    /// Age of a numbered part of a list, by the published path of its data.
    pub(crate) fn part(&self, path: &str) -> Option<PartAge> {
        self.parts.get(path).copied()
    }
}
