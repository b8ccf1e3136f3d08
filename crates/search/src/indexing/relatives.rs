//! Relations between the words of a segment: other spellings, and inflections. With these, queries need no stemmer.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::inflections::Inflections;
use super::postings::Postings;
use crate::format::dictionary::Relative;
use crate::format::field::is_term;
use crate::letters::folded;

/// Maximum number of relatives of a key. The rarest are left out.
const MOST: usize = 40;

/// A key of the dictionary.
pub(super) struct Key {
    pub(super) text: String,
    /// Empty for a spelling that no document has: it only leads to others.
    pub(super) postings: Vec<u8>,
    pub(super) relatives: Vec<Relative>,
}

/// Makes the keys of a segment, in ascending order: its words, and their foldings.
pub(super) fn keys(words: HashMap<String, Postings>, languages: &[Inflections]) -> Vec<Key> {
    let mut words: Vec<(String, Postings)> = words.into_iter().collect();
    words.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    let mut texts: BTreeSet<String> = words.iter().map(|(text, _)| text.clone()).collect();
    // By folding and by stem, the numbers of words.
    let mut spellings: HashMap<String, Vec<usize>> = HashMap::new();
    let mut inflections: HashMap<String, Vec<usize>> = HashMap::new();
    let mut stems: Vec<Vec<String>> = Vec::with_capacity(words.len());
    for (number, (text, postings)) in words.iter().enumerate() {
        let mut own_stems = Vec::new();
        if !is_term(text) {
            let mut foldings = vec![folded(text)];
            let own = languages.iter().enumerate().filter(|(bit, _)| postings.is_in(*bit));
            for (_, language) in own {
                foldings.extend(language.other_folding(text));
                own_stems.extend(language.stem(text));
            }
            foldings.dedup();
            own_stems.sort_unstable();
            own_stems.dedup();
            for folding in foldings {
                texts.insert(folding.clone());
                spellings.entry(folding).or_default().push(number);
            }
            for stem in &own_stems {
                inflections.entry(stem.clone()).or_default().push(number);
            }
        }
        stems.push(own_stems);
    }
    let number_of: HashMap<&str, usize> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| (&**text, number))
        .collect();
    let numbers: Vec<usize> = words.iter().map(|(text, _)| number_of[&**text]).collect();
    let sizes: Vec<usize> = words.iter().map(|(_, postings)| postings.bytes.len()).collect();
    let relatives = texts.iter().map(|text| {
        let same: &[usize] = if is_term(text) {
            &[]
        } else {
            spellings.get(&folded(text)).map_or(&[], Vec::as_slice)
        };
        let own = words.binary_search_by(|(word, _)| word.cmp(text)).ok();
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for word in same.iter().chain(&own) {
            for stem in &stems[*word] {
                found.extend(&inflections[stem]);
            }
        }
        found.extend(same);
        let mut found: Vec<usize> = found.into_iter().filter(|word| Some(*word) != own).collect();
        found.sort_by_key(|word| Reverse((same.contains(word), sizes[*word])));
        found.truncate(MOST);
        found.sort_unstable();
        let relative = |word: usize| Relative {
            key: numbers[word],
            is_spelling: same.contains(&word),
        };
        found.into_iter().map(relative).collect::<Vec<_>>()
    });
    let relatives: Vec<Vec<Relative>> = relatives.collect();
    drop(number_of);
    let mut words = words.into_iter().peekable();
    let keys = texts.into_iter().zip(relatives).map(|(text, relatives)| {
        let word = words.next_if(|(word, _)| *word == text);
        Key {
            text,
            postings: word.map(|(_, postings)| postings.bytes).unwrap_or_default(),
            relatives,
        }
    });
    keys.collect()
}
