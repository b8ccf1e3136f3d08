//! Division of the documents and lists that can be stored into the parts of the manifest.
//!
//! Both are in the order in which they came to be, and cut where the hash of a name says so (content-defined chunking).
//! A new post changes the newest part alone, which also holds the lists that change with each post; a removed document,
//! however old, changes its own part, because the cuts around it stay where they are.

use std::ops::Range;

use feuillet_engine::digest::Digest;
use feuillet_engine::published_path::PublishedPath;

/// Maximum number of documents whose manifest has a single part.
const ONE_PART: usize = 128;

/// Average number of documents in a part, at least: about 20 kB.
const FEWEST: usize = 64;

/// Maximum number of lists that change with new posts beside the newest documents, and their average number in a part of
/// their own: about 40 kB.
const TOGETHER: usize = 512;

/// Name of the part with the newest documents and lists.
const NEWEST: &str = "0";

/// Content of a part of the manifest.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Name of its file, without folder and extension.
    name: String,
    /// Indices of its documents.
    pub(super) documents: Vec<usize>,
    /// Indices of its lists.
    pub(super) lists: Vec<usize>,
}

impl Part {
    pub(super) fn path(&self) -> PublishedPath {
        PublishedPath::new(format!("data/offline/{}.json", self.name))
    }
}

/// Divides documents, by their paths, newest first, and lists. `settled` are the indices of the lists that new posts do
/// not change, oldest first.
///
/// A visitor who keeps the blog fetches the manifest, which names all parts, and the parts of what changed: both grow with
/// the square root of the number of documents.
pub(super) fn divide(documents: &[&str], lists: &[PublishedPath], settled: &[usize]) -> Vec<Part> {
    let mut newest = Part {
        name: NEWEST.to_owned(),
        ..Part::default()
    };
    if documents.len() <= ONE_PART {
        newest.documents = (0..documents.len()).collect();
        newest.lists = (0..lists.len()).collect();
        return vec![newest];
    }
    let mean = (documents.len().isqrt() / 2).next_power_of_two().max(FEWEST);
    let mut parts = Vec::new();
    let oldest_first: Vec<usize> = (0..documents.len()).rev().collect();
    let mut cuts = cuts(oldest_first.iter().map(|index| documents[*index]), mean);
    newest.documents = oldest_first[cuts.pop().unwrap_or_default()].to_vec();
    for cut in cuts {
        parts.push(Part {
            name: name(documents[oldest_first[cut.start]]),
            documents: oldest_first[cut].to_vec(),
            lists: Vec::new(),
        });
    }
    let mut cuts = self::cuts(settled.iter().map(|index| lists[*index].as_str()), mean);
    newest.lists = settled[cuts.pop().unwrap_or_default()].to_vec();
    for cut in cuts {
        parts.push(Part {
            name: name(lists[settled[cut.start]].as_str()),
            documents: Vec::new(),
            lists: settled[cut].to_vec(),
        });
    }
    let mut is_settled = vec![false; lists.len()];
    for index in settled {
        is_settled[*index] = true;
    }
    let busy: Vec<usize> = (0..lists.len()).filter(|index| !is_settled[*index]).collect();
    if busy.len() <= TOGETHER {
        newest.lists.extend(busy);
    } else {
        parts.extend(spread(&busy, lists));
    }
    parts.push(newest);
    parts
}

/// Spreads lists over parts by the hashes of their paths. The number of parts is a power of two, so that each stays where
/// it is until there are twice as many.
fn spread(busy: &[usize], lists: &[PublishedPath]) -> Vec<Part> {
    let number = busy.len().div_ceil(TOGETHER).next_power_of_two();
    let name = |number| format!("lists-{number}");
    let mut parts: Vec<Part> = (0..number)
        .map(|number| Part {
            name: name(number),
            ..Part::default()
        })
        .collect();
    for index in busy {
        parts[hash(lists[*index].as_str()) % number].lists.push(*index);
    }
    parts
}

/// Cuts a sequence of keys into ranges of `mean` keys on average, a power of two: at least half and at most twice as
/// many, but for the last range, which may have fewer. Whether a range begins with a key follows from this key and the
/// length of the range before it.
fn cuts<'keys>(keys: impl Iterator<Item = &'keys str>, mean: usize) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, key) in keys.enumerate() {
        match ranges.last_mut() {
            Some(last) if last.len() < mean / 2 || (last.len() < 2 * mean && !hash(key).is_multiple_of(mean / 2)) => {
                last.end = index + 1;
            }
            _ => ranges.push(index..index + 1),
        }
    }
    ranges
}

/// Name of the part that begins with a key.
fn name(key: &str) -> String {
    format!("{:016x}", hash(key))
}

fn hash(key: &str) -> usize {
    let digest = Digest::of(key.as_bytes());
    let bytes = digest.bytes().iter().take(8);
    bytes.fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(number: usize) -> Vec<String> {
        (0..number).map(|number| format!("posts/{number}")).collect()
    }

    /// The ranges of keys that the cuts make.
    fn ranges(keys: &[String]) -> Vec<&[String]> {
        let cuts = cuts(keys.iter().map(String::as_str), 16);
        cuts.into_iter().map(|range| &keys[range]).collect()
    }

    #[test]
    fn ranges_are_of_bounded_length() {
        let keys = keys(5_000);
        let ranges = ranges(&keys);
        assert_eq!(ranges.concat(), keys);
        let (_, full) = ranges.split_last().unwrap();
        assert!(full.iter().all(|range| (8..=32).contains(&range.len())));
        assert!((250..420).contains(&ranges.len()), "{}", ranges.len());
        assert_eq!(super::cuts([].into_iter(), 16).len(), 0);
    }

    #[test]
    fn a_key_more_at_the_end_changes_the_last_range() {
        let keys = keys(500);
        for number in 1..keys.len() {
            let (before, after) = (ranges(&keys[..number]), ranges(&keys[..=number]));
            let full = before.len() - 1;
            assert_eq!(before[..full], after[..full], "{number}");
            assert!(after.len() - full <= 2, "{number}");
        }
    }

    #[test]
    fn a_key_less_changes_the_ranges_around_it() {
        let keys = keys(500);
        let before: BTreeSet<&[String]> = ranges(&keys).into_iter().collect();
        let mut most = 0;
        let mut all = 0;
        for removed in 0..keys.len() {
            let mut others = keys.clone();
            others.remove(removed);
            let after = ranges(&others);
            let new = after.iter().filter(|range| !before.contains(*range)).count();
            most = most.max(new);
            all += new;
        }
        assert!(most <= 8, "{most}");
        assert!(all < 2 * keys.len(), "{all}");
    }

    #[test]
    fn everything_is_in_one_part_and_what_changes_with_new_posts_in_the_newest() {
        for (documents, terms, count) in [(128, 300, 1), (1000, 100, 17), (1000, 600, 27)] {
            let documents = keys(documents);
            let documents: Vec<&str> = documents.iter().rev().map(String::as_str).collect();
            let paths = |folder: &str| -> Vec<PublishedPath> {
                let path = |number: usize| PublishedPath::new(format!("data/tags/{number}/{folder}1.json"));
                (0..terms).map(path).collect()
            };
            let lists = [paths(""), paths("older/")].concat();
            let settled: Vec<usize> = (terms..2 * terms).collect();
            let parts = divide(&documents, &lists, &settled);
            assert!(parts.len().abs_diff(count) < 6, "{}", parts.len());
            let sorted = |indices: fn(&Part) -> &Vec<usize>| {
                let mut all: Vec<usize> = parts.iter().flat_map(indices).copied().collect();
                all.sort_unstable();
                all
            };
            assert_eq!(sorted(|part| &part.documents), (0..documents.len()).collect::<Vec<_>>());
            assert_eq!(sorted(|part| &part.lists), (0..lists.len()).collect::<Vec<_>>());
            let names: BTreeSet<&str> = parts.iter().map(|part| part.name.as_str()).collect();
            assert_eq!(names.len(), parts.len());
            let newest = parts.last().unwrap();
            assert_eq!(newest.name, "0");
            assert!(newest.documents.contains(&0));
            if terms <= TOGETHER {
                assert!((0..terms).all(|list| newest.lists.contains(&list)));
            }
        }
    }
}
