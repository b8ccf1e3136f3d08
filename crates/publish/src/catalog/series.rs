//! Which part of a series each post is, and which parts stand beside it.

use std::collections::BTreeMap;

use feuillet_content::catalog::{NavigationItem, PostLink};
use feuillet_content::route::Taxonomy;
use feuillet_content::words::Word;

use super::groups::Groups;
use super::summaries::link;
use crate::library::{Entry, Library};

/// A post as one of several parts.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Which part it is, in words that lead to all parts.
    pub(crate) label: NavigationItem,
    pub(crate) previous: Option<PostLink>,
    pub(crate) next: Option<PostLink>,
}

/// The place of each post that is one of several parts, by the slug of the post. Parts are counted by language: the
/// translation of a part is no further part. A post of several series has the place in the first of them.
pub(crate) fn places<'a>(groups: &Groups<'a>, library: &Library) -> BTreeMap<&'a str, Place> {
    let mut places = BTreeMap::new();
    for (slug, (name, posts)) in groups {
        let list = Taxonomy::Series.route(slug);
        let mut by_language: BTreeMap<Option<&str>, Vec<&'a Entry>> = BTreeMap::new();
        for post in posts {
            by_language.entry(post.language.as_deref()).or_default().push(post);
        }
        for parts in by_language.into_values().filter(|parts| parts.len() > 1) {
            for (index, post) in parts.iter().enumerate() {
                let beside = |index: Option<usize>| Some(link(parts.get(index?)?));
                let [part, all] = [index + 1, parts.len()].map(|number| library.words.number_text(number as u64));
                let numbers = [("part", part.as_str()), ("parts", &all), ("series", name)];
                places.entry(post.slug.as_str()).or_insert_with(|| Place {
                    label: NavigationItem {
                        label: library.words.fill(Word::PartOf, &numbers),
                        to: list.path(),
                        language: None,
                    },
                    previous: beside(index.checked_sub(1)),
                    next: beside(Some(index + 1)),
                });
            }
        }
    }
    places
}
