//! From a word to the keys of the dictionary that may stand for it, and how much they are alike.

use std::collections::BTreeMap;
use std::ops::Range;

use super::files::Access;
use super::parse::{Kind, Part};
use crate::format::dictionary::{Dictionary, Record};
use crate::format::field::is_term;
use crate::format::name::Name;
use crate::format::segment::{Head, Shard};
use crate::letters::folded;

/// Kinds of likeness between a word of a document and the word that was asked for, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Exact,
    /// Another spelling: `métier` for `metier`.
    Spelling,
    /// `métiers` for `métier`.
    Inflection,
    /// A longer word: `métier` for `mét`.
    Beginning,
    /// A word that was probably meant: `métier` for `mettier`.
    TypingError,
}

/// A word to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) form: String,
    pub(super) folding: String,
    /// Whether it may be the beginning of a word.
    pub(super) is_open: bool,
    /// Whether it stands for all words that it begins, as a letter of a script without blanks does.
    pub(super) is_letter: bool,
    /// Whether inflections and typing errors count.
    pub(super) is_loose: bool,
}

impl Wanted {
    /// Returns the words to look up for a part of a query.
    pub(super) fn of(part: &Part) -> Vec<Self> {
        let count = part.forms.len();
        let wanted = part.forms.iter().enumerate().map(|(number, form)| {
            let is_open = part.is_open && number + 1 == count;
            let (form, folding) = match part.kind {
                Kind::Term(kind) => (kind.key(form), kind.key(form)),
                Kind::Word | Kind::Phrase => (form.clone(), folded(form)),
            };
            Self {
                is_letter: is_open && part.kind == Kind::Word && !form.is_ascii() && form.chars().nth(1).is_none(),
                is_loose: part.kind == Kind::Word && !part.is_excluded,
                is_open: is_open && !part.is_excluded,
                form,
                folding,
            }
        });
        wanted.collect()
    }
}

/// A key that may stand for a word, in a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) likeness: Likeness,
    pub(super) postings: (Name, Range<usize>),
    pub(super) folding: String,
}

impl Match {
    fn new(likeness: Likeness, postings: (Name, Range<usize>), key: &str) -> Self {
        Self {
            likeness,
            postings,
            folding: folded(key),
        }
    }
}

/// Maximum number of words that a beginning stands for: those with the most postings.
const MOST_BEGUN: usize = 40;

/// Returns the keys of a segment that may stand for a word, without typing errors.
pub(super) fn expand(wanted: &Wanted, head: &Head, access: &Access<'_>) -> Vec<Match> {
    let mut shards: Vec<&Shard> = Vec::new();
    for text in [&wanted.form, &wanted.folding] {
        shards.extend(head.shard_of(text));
        if wanted.is_open {
            shards.extend(head.shards_with(text));
        }
    }
    shards.sort_by_key(|shard| shard.first);
    shards.dedup_by_key(|shard| shard.first);
    let mut keys = Keys::default();
    for shard in shards {
        let Some(dictionary) = read(shard, access) else {
            continue;
        };
        let mut found: BTreeMap<usize, (Likeness, String)> = BTreeMap::new();
        let each = dictionary.each(|number, key| {
            let likeness = if key == wanted.form {
                Likeness::Exact
            } else if key == wanted.folding {
                Likeness::Spelling
            } else if wanted.is_open
                && (key.starts_with(&wanted.form) || key.starts_with(&wanted.folding))
                && is_term(key) == is_term(&wanted.form)
            {
                if wanted.is_letter {
                    Likeness::Exact
                } else {
                    Likeness::Beginning
                }
            } else {
                return;
            };
            found.insert(number, (likeness, key.to_owned()));
        });
        access.usable(each);
        let numbers: Vec<usize> = found.keys().copied().collect();
        for (number, record) in access.usable(dictionary.records(&numbers)).unwrap_or_default() {
            if let Some((likeness, key)) = found.remove(&number) {
                keys.add(number, likeness, &key, record, wanted);
            }
        }
    }
    keys.keep_largest(MOST_BEGUN);
    keys.into_matches(head, access)
}

/// Returns what these keys and their relatives stand for, as typing errors.
pub(super) fn expand_errors(numbers: &[usize], wanted: &Wanted, head: &Head, access: &Access<'_>) -> Vec<Match> {
    let mut keys = Keys::default();
    for (number, key, record) in look_up(numbers, head, access) {
        keys.add(number, Likeness::TypingError, &key, record, wanted);
    }
    keys.into_matches(head, access)
}

/// Reads a shard of the dictionary.
pub(super) fn read<'a>(shard: &Shard, access: &Access<'a>) -> Option<Dictionary<'a>> {
    let bytes = access.get(shard.name)?;
    access.usable(Dictionary::read(bytes, shard.first))
}

/// Keys that were found in a segment, by their numbers.
#[derive(Default)]
struct Keys {
    found: BTreeMap<usize, Match>,
    /// Relatives of these, to look up.
    relatives: BTreeMap<usize, Likeness>,
}

impl Keys {
    fn add(&mut self, number: usize, likeness: Likeness, key: &str, record: Record, wanted: &Wanted) {
        let has_postings = record.postings.is_some();
        if let Some(postings) = record.postings {
            self.found.insert(number, Match::new(likeness, postings, key));
        }
        for relative in record.relatives {
            let likeness = match (likeness, relative.is_spelling) {
                (Likeness::Exact | Likeness::Spelling, true) => Likeness::Spelling,
                (Likeness::Exact | Likeness::Spelling, false) if wanted.is_loose => Likeness::Inflection,
                // Another spelling begins likewise.
                (Likeness::Beginning, true) if !has_postings => Likeness::Beginning,
                (Likeness::TypingError, _) => Likeness::TypingError,
                _ => continue,
            };
            let known = self.relatives.entry(relative.key).or_insert(likeness);
            *known = likeness.min(*known);
        }
    }

    /// Drops beginnings but those with the most postings.
    fn keep_largest(&mut self, most: usize) {
        let begun = self
            .found
            .iter()
            .filter(|(_, found)| found.likeness == Likeness::Beginning);
        let mut begun: Vec<(usize, usize)> = begun.map(|(number, found)| (found.postings.1.len(), *number)).collect();
        begun.sort_unstable_by(|one, other| other.cmp(one));
        for (_, number) in begun.into_iter().skip(most) {
            self.found.remove(&number);
        }
        let mut left = most;
        self.relatives.retain(|_, likeness| {
            let is_begun = *likeness == Likeness::Beginning;
            left -= usize::from(is_begun && left > 0);
            !is_begun || left > 0
        });
    }

    fn into_matches(mut self, head: &Head, access: &Access<'_>) -> Vec<Match> {
        let mut unread = Vec::new();
        for (number, likeness) in &self.relatives {
            match self.found.get_mut(number) {
                Some(found) => found.likeness = found.likeness.min(*likeness),
                None => unread.push(*number),
            }
        }
        for (number, key, record) in look_up(&unread, head, access) {
            if let Some(postings) = record.postings {
                let likeness = self.relatives[&number];
                self.found.insert(number, Match::new(likeness, postings, &key));
            }
        }
        self.found.into_values().collect()
    }
}

/// Returns keys and records by ascending numbers.
fn look_up(numbers: &[usize], head: &Head, access: &Access<'_>) -> Vec<(usize, String, Record)> {
    let mut found = Vec::new();
    let mut rest = numbers;
    while let Some(first) = rest.first() {
        let Some(shard) = head.shard_at(*first) else {
            rest = &rest[1..];
            continue;
        };
        let end = rest.partition_point(|number| *number < shard.first + shard.keys);
        let (here, after) = rest.split_at(end);
        rest = after;
        let Some(dictionary) = read(shard, access) else {
            continue;
        };
        let mut texts = Vec::with_capacity(here.len());
        let each = dictionary.each(|number, key| {
            if here.binary_search(&number).is_ok() {
                texts.push(key.to_owned());
            }
        });
        access.usable(each);
        let records = access.usable(dictionary.records(here)).unwrap_or_default();
        found.extend(
            records
                .into_iter()
                .zip(texts)
                .map(|((number, record), key)| (number, key, record)),
        );
    }
    found
}
