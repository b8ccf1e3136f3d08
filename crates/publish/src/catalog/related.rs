//! Related posts: those in the same language that share the rarest categories and tags with a post.
//!
//! Posts are found by the terms that they share, and of a term that many posts have only those around the post in time
//! are looked at: so the work grows with the number of posts, and not with its square.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use feuillet_content::catalog::MAX_RELATED;
use feuillet_content::route::Taxonomy;

use super::series::Place;
use crate::library::Entry;

/// How many posts of a term are looked at before and after a post.
const NEAR: usize = 16;

/// For each post, the positions of its related posts, the nearest to it first. `posts` are sorted by date; the parts of
/// a series beside a post (`series`, by slug) are linked from it already and never among them.
pub(crate) fn related(posts: &[Entry], series: &BTreeMap<&str, Place>) -> Vec<Vec<usize>> {
    let mut by_language: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (position, post) in posts.iter().enumerate() {
        by_language.entry(post.language.as_deref()).or_default().push(position);
    }
    let mut all = vec![Vec::new(); posts.len()];
    for positions in by_language.into_values() {
        let shelf = Shelf::new(posts, &positions);
        for (own, &position) in positions.iter().enumerate() {
            let place = series.get(posts[position].slug.as_str());
            let is_beside = |other: usize| {
                let beside = place.into_iter().flat_map(|place| [&place.previous, &place.next]);
                beside.flatten().any(|part| part.slug == posts[positions[other]].slug)
            };
            let nearest = shelf.nearest(own).into_iter().filter(|other| !is_beside(*other));
            all[position] = nearest.take(MAX_RELATED).map(|other| positions[other]).collect();
        }
    }
    all
}

/// The posts of one language by their place among them, and their terms by numbers.
struct Shelf {
    /// Of each post, sorted.
    terms: Vec<Vec<usize>>,
    /// Of each term, sorted.
    posts: Vec<Vec<usize>>,
}

impl Shelf {
    fn new(posts: &[Entry], positions: &[usize]) -> Self {
        let mut numbers = HashMap::new();
        let mut shelf = Self {
            terms: Vec::with_capacity(positions.len()),
            posts: Vec::new(),
        };
        for (own, &position) in positions.iter().enumerate() {
            let mut terms = Vec::new();
            for taxonomy in [Taxonomy::Categories, Taxonomy::Tags] {
                for term in posts[position].terms(taxonomy) {
                    let next = shelf.posts.len();
                    let number = *numbers.entry((taxonomy, term.slug.as_str())).or_insert(next);
                    if number == next {
                        shelf.posts.push(Vec::new());
                    }
                    shelf.posts[number].push(own);
                    terms.push(number);
                }
            }
            terms.sort_unstable();
            shelf.terms.push(terms);
        }
        shelf
    }

    /// What sharing a term counts: less, the more posts have it. In whole numbers, which are the same on every machine.
    fn weight(&self, term: usize) -> u64 {
        ((1 << 40) / self.posts[term].len().max(1) as u64).isqrt()
    }

    /// Posts that share terms with a post, the ones that share the most first, then the nearest in time.
    fn nearest(&self, own: usize) -> Vec<usize> {
        let mut candidates: Vec<usize> = Vec::new();
        for &term in &self.terms[own] {
            let posts = &self.posts[term];
            let at = posts.partition_point(|post| *post < own);
            let around = at.saturating_sub(NEAR)..posts.len().min(at + NEAR + 1);
            candidates.extend(posts[around].iter().filter(|other| **other != own));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.sort_by_cached_key(|other| {
            let terms: &Vec<usize> = &self.terms[*other];
            let shared = terms.iter().filter(|term| self.terms[own].binary_search(term).is_ok());
            let weight: u64 = shared.map(|term| self.weight(*term)).sum();
            (Reverse(weight), own.abs_diff(*other), *other)
        });
        candidates.truncate(MAX_RELATED + 2);
        candidates
    }
}
