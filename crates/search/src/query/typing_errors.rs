//! Typing errors: which words were probably meant by one that no document has.
//!
//! Keys are compared one by one. A shard has about 2,500, so this takes no automaton.

use super::expand::read;
use super::files::Access;
use crate::format::field::is_term;
use crate::format::segment::{Head, Shard};

/// Maximum number of keys per segment.
const MOST: usize = 8;

/// Distance of a word that has another ending: farther than any error.
const OTHER_ENDING: usize = 10;

/// Maximum length of an ending.
const ENDING: usize = 4;

/// A key that is nearly what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub(super) distance: usize,
    /// Its number in the segment.
    pub(super) key: usize,
}

/// Returns the keys of a segment nearest to a folding, in ascending order. By default, only shards with the first or
/// second letter are read: few people mistype the first.
pub(super) fn near(folding: &str, is_everywhere: bool, head: &Head, access: &Access<'_>) -> Vec<Near> {
    let letters: Vec<char> = folding.chars().collect();
    let most = allowed(&letters);
    if most == 0 {
        return Vec::new();
    }
    let mut shards: Vec<&Shard> = Vec::new();
    if is_everywhere {
        shards.extend(&head.shards);
    } else {
        for letter in &letters[..2] {
            shards.extend(head.shards_with(letter.encode_utf8(&mut [0; 4])));
        }
        shards.sort_by_key(|shard| shard.first);
        shards.dedup_by_key(|shard| shard.first);
    }
    let mut found: Vec<Near> = Vec::new();
    let mut other = Vec::new();
    for shard in shards {
        let Some(dictionary) = read(shard, access) else {
            continue;
        };
        let each = dictionary.each(|key, text| {
            // A letter has four bytes at most.
            if is_term(text) || text.len() > 4 * (letters.len() + ENDING) {
                return;
            }
            other.clear();
            other.extend(text.chars());
            found.extend(distance(&letters, &other, most).map(|distance| Near { distance, key }));
        });
        access.usable(each);
    }
    found.sort_unstable();
    let best = found.first().map_or(0, |near| near.distance);
    found.retain(|near| near.distance == best);
    found.truncate(MOST);
    found
}

/// Returns how many errors a word may have: one from four letters, two from eight. Numbers have none, and pairs of
/// letters are too short.
fn allowed(letters: &[char]) -> usize {
    match letters.len() {
        _ if letters.iter().any(|letter| !letter.is_alphabetic()) => 0,
        4..8 => 1,
        8..40 => 2,
        _ => 0,
    }
}

/// Returns the number of errors between two words: letters that are wrong, missing, too much or swapped. Another ending
/// counts as far; anything else is `None`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    let errors = if one.len().abs_diff(other.len()) <= most {
        errors(one, other)
    } else {
        most + 1
    };
    if errors <= most {
        return Some(errors);
    }
    let pairs = one.iter().zip(other);
    let shared = pairs.take_while(|(one, other)| one == other).count();
    let (own, others) = (one.len() - shared, other.len() - shared);
    let is_inflected = shared >= 4 && shared > own && own <= ENDING && others <= ENDING;
    is_inflected.then_some(OTHER_ENDING + own + others)
}

/// Optimal string alignment distance.
fn errors(one: &[char], other: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, found) in other.iter().enumerate() {
            let wrong = last[column] + usize::from(letter != found);
            let mut least = wrong.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && one[row - 1] == *found && other[column - 1] == *letter {
                least = least.min(before_last[column - 1] + 1);
            }
            next.push(least);
        }
        before_last = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted() {
        for (one, other, expected) in [
            ("metier", "metier", Some(0)),
            ("mettier", "metier", Some(1)),
            ("meiter", "metier", Some(1)),
            ("netier", "metier", Some(1)),
            ("libary", "library", Some(1)),
            ("bookbniding", "bookbinding", Some(1)),
            ("bokbindng", "bookbinding", Some(2)),
            ("form", "farmed", None),
            ("horloges", "horloger", Some(1)),
            ("marchions", "marchez", Some(OTHER_ENDING + 6)),
            ("cats", "cars", Some(1)),
            ("cat", "car", None),
            ("2024", "2023", None),
        ] {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            let (one_letters, other_letters) = (letters(one), letters(other));
            let most = allowed(&one_letters);
            let found = if most == 0 {
                None
            } else {
                distance(&one_letters, &other_letters, most)
            };
            assert_eq!(found, expected, "{one} {other}");
        }
    }
}
