//! An index that queries are put to.

use std::collections::HashMap;
use std::ops::Range;

use super::expanded::{expanded, targets};
use super::files::{Access, Files, Lacking};
use super::order::{Candidate, found};
use super::parse::{Kind, Part, Query};
use crate::format::Damaged;
use crate::format::documents::{self, PAGE_SIZE, Record};
use crate::format::name::Name;
use crate::format::root::{self, SegmentEntry};
use crate::format::segment::Head;
use crate::letters::folded;
use crate::passage::{self, Passage, Target};

/// Maximum number of documents whose text is read to find those with a phrase.
const MOST_READ: usize = 60;

/// An index, as far as its files are there.
#[derive(Debug)]
pub struct Index {
    segments: Vec<SegmentEntry>,
    files: Files,
    /// Markdown of documents by address; `None` where it cannot be had.
    texts: HashMap<String, Option<String>>,
}

/// Outcome of a search.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Give these files ([`Index::put`]) and the Markdown of these documents ([`Index::put_text`]), then search again.
    Wait {
        files: Vec<Name>,
        texts: Vec<String>,
    },
    Done(Results),
}

/// Results of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The best documents, best first.
    pub hits: Vec<Hit>,
    /// Number of all documents with the words, whether or not they have its phrases.
    pub total: usize,
    /// Whether files or texts could not be had, so that something may be missing.
    pub is_incomplete: bool,
}

/// A document that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    pub record: Record,
    /// Places of the words in its title, in bytes.
    pub title_marks: Vec<Range<usize>>,
    /// Passage of its text with the words; none if the text could not be had, or is empty.
    pub passage: Option<Passage>,
    /// Id of the heading of the section with the passage; none before the first heading.
    pub section: Option<String>,
    /// Words of the query that it does not have, as typed: no document has them all.
    pub missing: Vec<String>,
}

impl Index {
    /// Opens an index by its root.
    ///
    /// # Errors
    ///
    /// If the root is damaged or of another version.
    pub fn open(root: &[u8]) -> Result<Self, Damaged> {
        Ok(Self {
            segments: root::read(root)?,
            files: Files::default(),
            texts: HashMap::new(),
        })
    }

    /// Takes a file; `None` for one that cannot be had.
    pub fn put(&mut self, name: Name, bytes: Option<Vec<u8>>) {
        self.files.insert(name, bytes);
    }

    /// Takes the Markdown of a document; `None` for one that cannot be had.
    pub fn put_text(&mut self, address: String, markdown: Option<String>) {
        self.texts.insert(address, markdown);
    }

    /// Forgets what could not be had, so that the next search asks for it again.
    pub fn retry(&mut self) {
        self.files.retain(|_, bytes| bytes.is_some());
        self.texts.retain(|_, text| text.is_some());
    }

    /// Looks for the best documents.
    pub fn search(&self, query: &Query, limit: usize) -> Step {
        let access = Access::new(&self.files);
        let step = if query.is_empty() {
            Ok(Results::default())
        } else {
            self.results(query, limit, &access)
        };
        match step {
            Ok(results) => Step::Done(Results {
                is_incomplete: results.is_incomplete || access.is_incomplete(),
                ..results
            }),
            Err(Lacking { texts }) => Step::Wait {
                files: access.lacking(),
                texts,
            },
        }
    }

    /// Returns the results, unless something is lacking.
    fn results(&self, query: &Query, limit: usize, access: &Access<'_>) -> Result<Results, Lacking> {
        let heads: Vec<Option<Head>> = self.segments.iter().map(|segment| head(segment, access)).collect();
        access.check()?;
        let parts = expanded(query, &heads, access)?;
        let found = found(&self.segments, &parts, query, &heads, access)?;
        let targets = targets(&parts, &found.rarities);
        let phrases: Vec<&Part> = parts
            .iter()
            .map(|part| part.part)
            .filter(|part| part.kind == Kind::Phrase)
            .collect();
        let mut results = Results {
            total: found.documents.len(),
            ..Results::default()
        };
        let mut without_phrase = Vec::new();
        let mut lacking = Vec::new();
        // Documents whose page or text is still to come; as many more need not be looked at.
        let mut pending = 0;
        for candidate in found.documents.iter().take(MOST_READ.max(limit)) {
            if results.hits.len() + pending >= limit {
                break;
            }
            let Some(record) = record(&heads, candidate, access) else {
                pending += usize::from(!access.lacking().is_empty());
                continue;
            };
            let Some(text) = self.texts.get(&record.address) else {
                lacking.push(record.address);
                pending += 1;
                continue;
            };
            let text = text.as_deref();
            results.is_incomplete |= text.is_none();
            let mut missing: Vec<String> = Vec::new();
            let mut is_excluded = false;
            for part in &phrases {
                let has_phrase = has_phrase(&record.title, text.unwrap_or_default(), part);
                is_excluded |= part.is_excluded && has_phrase;
                if !part.is_excluded && !has_phrase {
                    missing.push(format!("\"{}\"", part.typed));
                }
            }
            if is_excluded {
                continue;
            }
            let is_without = !missing.is_empty();
            let lacks = parts.iter().enumerate().filter(|(bit, part)| {
                let is_known = part.part.kind == Kind::Phrase && is_without;
                !part.part.is_excluded && !is_known && candidate.matched & 1 << bit == 0
            });
            missing.extend(lacks.map(|(_, part)| part.part.typed.clone()));
            let hit = hit(record, text, &targets, missing);
            if is_without {
                without_phrase.push(hit);
            } else {
                results.hits.push(hit);
            }
        }
        if !lacking.is_empty() || !access.lacking().is_empty() {
            return Err(Lacking { texts: lacking });
        }
        if results.hits.is_empty() {
            without_phrase.truncate(limit);
            results.hits = without_phrase;
        }
        Ok(results)
    }
}

fn head(segment: &SegmentEntry, access: &Access<'_>) -> Option<Head> {
    let head = access.usable(Head::read(access.get(segment.name)?))?;
    let is_whole = head.lengths.len() == segment.documents;
    access.usable(if is_whole { Ok(head) } else { Err(Damaged) })
}

fn record(heads: &[Option<Head>], candidate: &Candidate, access: &Access<'_>) -> Option<Record> {
    let head = heads.get(candidate.segment)?.as_ref()?;
    let page = head.pages.get(candidate.document / PAGE_SIZE)?;
    let bytes = access.get(*page)?;
    access.usable(documents::read(bytes, candidate.document % PAGE_SIZE))
}

fn has_phrase(title: &str, text: &str, part: &Part) -> bool {
    let foldings: Vec<String> = part.forms.iter().map(|form| folded(form)).collect();
    passage::has_phrase(title, &foldings, part.is_open) || passage::document_has_phrase(text, &foldings, part.is_open)
}

fn hit(record: Record, text: Option<&str>, targets: &[Target], missing: Vec<String>) -> Hit {
    let passage = text.and_then(|text| passage::find(text, targets));
    // Of a text that is not the one that was indexed, the sections are elsewhere.
    let is_same = text.is_some_and(|text| text.len() == record.length);
    let start = passage.as_ref().filter(|_| is_same).map(|passage| passage.start);
    let section = start.and_then(|start| record.sections.iter().rev().find(|section| section.start <= start));
    Hit {
        title_marks: passage::marks(&record.title, targets),
        section: section.map(|section| section.id.clone()),
        passage,
        missing,
        record,
    }
}
