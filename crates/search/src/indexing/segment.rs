//! Builds a segment: the index of some documents, in the order of their age.

use std::collections::HashMap;

use super::analysis::Analysis;
use super::cuts::{DICTIONARY, POSTINGS};
use super::inflections::Inflections;
use super::postings::Postings;
use super::relatives::{self, Key};
use crate::format::Damaged;
use crate::format::dictionary::{self, Row};
use crate::format::documents::PAGE_SIZE;
use crate::format::name::Name;
use crate::format::postings::Posting;
use crate::format::root::SegmentEntry;
use crate::format::segment::{Head, Shard, length_code};

/// Collects documents.
#[derive(Default)]
pub struct Builder {
    words: HashMap<String, Postings>,
    languages: Vec<String>,
    lengths: Vec<u8>,
    /// Number of words in all documents.
    total: usize,
    pages: Vec<Vec<u8>>,
}

/// A segment as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its entry in the root.
    pub entry: SegmentEntry,
    /// Its head is the last.
    pub files: Vec<(Name, Vec<u8>)>,
}

impl Builder {
    /// Adds a document, which is newer than those before.
    ///
    /// # Errors
    ///
    /// If the analysis was not made by this version.
    pub fn add(&mut self, analysis: &Analysis) -> Result<(), Damaged> {
        let document = self.lengths.len();
        let known = self.languages.iter().position(|known| *known == analysis.language);
        let language = known.unwrap_or_else(|| {
            self.languages.push(analysis.language.clone());
            self.languages.len() - 1
        });
        let bit = u32::try_from(language).ok().and_then(|bit| 1_u64.checked_shl(bit));
        analysis.each(|key, occurrences| {
            let posting = Posting::new(document, occurrences.fields, occurrences.count);
            // Most words are known: the key is copied for new ones only.
            let postings = match self.words.get_mut(key) {
                Some(postings) => postings,
                None => self.words.entry(key.to_owned()).or_default(),
            };
            postings.add(posting, bit.unwrap_or(0));
        })?;
        self.lengths.push(length_code(analysis.length));
        self.total += analysis.length;
        if document.is_multiple_of(PAGE_SIZE) {
            self.pages.push(Vec::new());
        }
        if let Some(page) = self.pages.last_mut() {
            page.extend_from_slice(&analysis.record);
        }
        Ok(())
    }

    /// Makes the files.
    pub fn finish(self) -> Segment {
        let languages: Vec<Inflections> = self.languages.iter().map(|tag| Inflections::of(tag)).collect();
        let keys = relatives::keys(self.words, &languages);
        let mut files = Files::default();
        let mut shards = Vec::new();
        let mut rest = &keys[..];
        while !rest.is_empty() {
            let first = keys.len() - rest.len();
            let end = shard_end(rest);
            let (shard, after) = rest.split_at(end);
            rest = after;
            let postings = write_postings(shard, &mut files);
            let rows = shard.iter().map(|key| Row {
                key: &key.text,
                length: key.postings.len(),
                relatives: key.relatives.clone(),
            });
            let rows: Vec<Row<'_>> = rows.collect();
            shards.push(Shard {
                name: files.add(dictionary::write(&rows, first, &postings)),
                first_key: shard[0].text.clone(),
                first,
                keys: shard.len(),
            });
        }
        let documents = self.lengths.len();
        let head = Head {
            lengths: self.lengths,
            pages: self.pages.into_iter().map(|page| files.add(page)).collect(),
            shards,
        };
        let name = files.add(head.write());
        Segment {
            entry: SegmentEntry {
                name,
                documents,
                words: self.total,
            },
            files: files.files,
        }
    }
}

/// Returns how many of these keys are in the first shard of the dictionary.
fn shard_end(keys: &[Key]) -> usize {
    // Besides its letters, a key takes about three bytes.
    let mut size = 0;
    let end = keys.iter().position(|key| {
        size += 3 + key.text.len() / 2 + key.relatives.len();
        DICTIONARY.end_after(&key.text, size)
    });
    end.map_or(keys.len(), |last| last + 1)
}

/// Writes the postings of a shard, and returns the files with the number of keys in each.
fn write_postings(keys: &[Key], files: &mut Files) -> Vec<(Name, usize)> {
    let mut shards = Vec::new();
    let (mut bytes, mut count) = (Vec::new(), 0);
    for (number, key) in keys.iter().enumerate() {
        bytes.extend_from_slice(&key.postings);
        count += 1;
        if number + 1 == keys.len() || POSTINGS.end_after(&key.text, bytes.len()) {
            shards.push((files.add(std::mem::take(&mut bytes)), count));
            count = 0;
        }
    }
    shards
}

#[derive(Default)]
struct Files {
    files: Vec<(Name, Vec<u8>)>,
}

impl Files {
    fn add(&mut self, bytes: Vec<u8>) -> Name {
        let name = Name::of_hash(blake3::hash(&bytes).as_bytes());
        self.files.push((name, bytes));
        name
    }
}
