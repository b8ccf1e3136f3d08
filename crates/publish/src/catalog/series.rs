//! Position of posts in series: part number, previous and next part.

use std::collections::BTreeMap;

use feuillet_content::catalog::{NavigationItem, PostLink};
use feuillet_content::route::Taxonomy;
use feuillet_content::words::{Word, Words};

use super::groups::Groups;
use super::summaries::link;
use crate::library::{Entry, Library};

/// Position of a post in a series.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// "Part 2 of 5", linking to the list of all parts.
    pub(crate) label: NavigationItem,
    pub(crate) previous: Option<PostLink>,
    pub(crate) next: Option<PostLink>,
}

/// "Part 2" of each post of a series, in its order. Parts are counted per language, as in [`places`]; a series of one part
/// has no label.
pub(crate) fn labels(posts: &[&Entry], words: &Words) -> Vec<String> {
    let mut counts: BTreeMap<Option<&str>, u64> = BTreeMap::new();
    let mut parts = Vec::new();
    for post in posts {
        let count = counts.entry(post.meta.language.as_deref()).or_default();
        *count += 1;
        parts.push((post, *count));
    }
    let label = |(post, part): (&&Entry, u64)| match counts.get(&post.meta.language.as_deref()) {
        Some(parts) if *parts > 1 => words.fill(Word::Part, &[("part", &words.number_text(part))]),
        _ => String::new(),
    };
    parts.into_iter().map(label).collect()
}

/// Positions of all posts in series with several parts, by slug of the post. Parts are counted per language, so that
/// the translation of a part is not another part. A post in several series gets its position in the first of them.
pub(crate) fn places<'a>(groups: &Groups<'a>, library: &Library) -> BTreeMap<&'a str, Place> {
    let mut places = BTreeMap::new();
    for (slug, (name, posts)) in groups {
        let list = Taxonomy::Series.route(slug);
        let mut by_language: BTreeMap<Option<&str>, Vec<&'a Entry>> = BTreeMap::new();
        for post in posts {
            by_language.entry(post.meta.language.as_deref()).or_default().push(post);
        }
        for parts in by_language.into_values().filter(|parts| parts.len() > 1) {
            // Parts are sorted in reading order.
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
