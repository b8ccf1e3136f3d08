//! Analysis of one document: its words with fields and frequencies. It follows from the document alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::format::Damaged;
use crate::format::codec::push_number;
use crate::format::dictionary::{KeyReader, KeyWriter};
use crate::format::documents::Record;
use crate::format::field::{Field, Fields, TermKind};
use crate::letters::folded;
use crate::words::words;

/// A document to analyze.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub record: Record,
    /// BCP 47 tag.
    pub language: String,
    /// Its text besides the title, in pieces that end where a word cannot go on.
    pub pieces: Vec<(Field, String)>,
    pub terms: Vec<(TermKind, String)>,
}

/// Result of analyzing a document. It is compact: callers keep one for each document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    pub(super) record: Vec<u8>,
    pub(super) language: String,
    /// Number of words.
    pub(super) length: usize,
    /// Keys in ascending order, each followed by its fields and its frequency.
    keys: Vec<u8>,
}

/// A key of the dictionary that leads to a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Occurrences {
    pub(super) fields: Fields,
    pub(super) count: u32,
}

impl Analysis {
    pub fn of(document: &Document) -> Self {
        let mut keys: BTreeMap<String, Occurrences> = BTreeMap::new();
        let mut add = |key: String, field: Field| {
            let occurrences = keys.entry(key).or_default();
            occurrences.fields = occurrences.fields.with(Fields::of(field));
            occurrences.count = occurrences.count.saturating_add(1);
        };
        let title = (Field::Title, &document.record.title);
        let date = (Field::Facts, &document.record.date);
        let terms = document.terms.iter().map(|(_, name)| (Field::Facts, name));
        let pieces = document.pieces.iter().map(|(field, text)| (*field, text));
        let mut length = 0;
        for (field, text) in [title, date].into_iter().chain(terms).chain(pieces) {
            for word in words(text) {
                length += 1;
                for form in word.forms(text) {
                    add(form.text, field);
                }
            }
        }
        for (kind, name) in &document.terms {
            for form in words(name).iter().flat_map(|word| word.forms(name)) {
                add(kind.key(&folded(&form.text)), Field::Facts);
            }
        }
        let mut writer = KeyWriter::default();
        for (key, occurrences) in keys {
            writer.push(&key);
            writer.bytes.push(occurrences.fields.bits());
            push_number(&mut writer.bytes, occurrences.count as usize);
        }
        let mut record = Vec::new();
        document.record.write(&mut record);
        Self {
            record,
            language: document.language.clone(),
            length,
            keys: writer.bytes,
        }
    }

    /// Calls `handle` with each key.
    pub(super) fn each(&self, mut handle: impl FnMut(&str, Occurrences)) -> Result<(), Damaged> {
        let mut reader = KeyReader::new(&self.keys);
        let mut key = String::new();
        while let Some(next) = reader.next()? {
            next.clone_into(&mut key);
            let fields = Fields::from_bits(reader.bytes.byte()?);
            let count = u32::try_from(reader.bytes.number()?).unwrap_or(u32::MAX);
            handle(&key, Occurrences { fields, count });
        }
        Ok(())
    }
}
