//! Related posts: those in the same language that share categories and tags with a post. Rare terms weigh more.
//!
//! Candidates are found through shared terms. For a term with many posts, only those closest in time are considered, so
//! the cost is linear in the number of posts, not quadratic.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use feuillet_content::catalog::MAX_RELATED;
use feuillet_content::route::Taxonomy;

use super::series::Place;
use crate::library::Entry;

/// Number of posts of a term that are considered before and after a post.
const NEAR: usize = 16;

/// For each post, the indices of its related posts, best match first. `posts` must be sorted by date. The previous and
/// next part of a series (`series`, by slug) are excluded, because the post links to them already.
pub(crate) fn related(posts: &[Entry], series: &BTreeMap<&str, Place>) -> Vec<Vec<usize>> {
    let mut by_language: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (position, post) in posts.iter().enumerate() {
        by_language
            .entry(post.meta.language.as_deref())
            .or_default()
            .push(position);
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
            // Collected in place, it would keep the memory of all candidates.
            all[position].shrink_to_fit();
        }
    }
    all
}

/// Index of the posts of one language and their terms, both as consecutive numbers.
struct Shelf {
    /// For each post, its terms, sorted.
    terms: Vec<Vec<usize>>,
    /// For each term, its posts, sorted.
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

    /// Weight of sharing a term: inversely proportional to the square root of its number of posts. An integer, so that
    /// the result is the same on every machine.
    fn weight(&self, term: usize) -> u64 {
        ((1 << 40) / rounded(self.posts[term].len()) as u64).isqrt()
    }

    /// Posts that share terms with a post, sorted by the weight of the shared terms; of equal ones, the older posts come
    /// first, so that a new post seldom displaces them, then the nearest in the order of dates.
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
            (Reverse(weight), *other < own, own.abs_diff(*other))
        });
        // Two more than needed, because the parts of a series beside the post are excluded later.
        candidates.truncate(MAX_RELATED + 2);
        candidates
    }
}

/// Rounds a number of posts above 16 up to a power of two: 7 -> 7, 150 -> 256. So one more post of a large term seldom
/// changes its weight, and the related posts of others stay.
fn rounded(posts: usize) -> usize {
    if posts > 16 {
        posts.next_power_of_two()
    } else {
        posts.max(1)
    }
}
