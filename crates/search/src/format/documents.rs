//! Pages of documents: what results tell of each.

use super::Damaged;
use super::codec::{Bytes, push_number, push_text};

/// Number of documents on a page. Results are scattered over the pages, so these are small.
pub const PAGE_SIZE: usize = 16;

/// Facts about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its place, in the form that the caller gave.
    pub address: String,
    pub title: String,
    /// Date as people write it; empty without one.
    pub date: String,
    /// Length of its Markdown in bytes. Another length is another text, in which sections are elsewhere.
    pub length: usize,
    /// Sections, in the order of the text.
    pub sections: Vec<Section>,
}

/// A heading in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Start in the Markdown, in bytes.
    pub start: usize,
    pub id: String,
}

impl Record {
    pub fn write(&self, bytes: &mut Vec<u8>) {
        for text in [&self.address, &self.title, &self.date] {
            push_text(bytes, text);
        }
        push_number(bytes, self.length);
        push_number(bytes, self.sections.len());
        let mut before = 0;
        for section in &self.sections {
            push_number(bytes, section.start.saturating_sub(before));
            push_text(bytes, &section.id);
            before = section.start;
        }
    }

    fn read(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
        let mut text = || bytes.text().map(str::to_owned);
        let (address, title, date) = (text()?, text()?, text()?);
        let length = bytes.number()?;
        let count = bytes.number()?;
        let mut sections = Vec::new();
        let mut start = 0_usize;
        for _ in 0..count {
            start = start.checked_add(bytes.number()?).ok_or(Damaged)?;
            let id = bytes.text()?.to_owned();
            sections.push(Section { start, id });
        }
        Ok(Self {
            address,
            title,
            date,
            length,
            sections,
        })
    }
}

/// Reads the document at a place of a page, from 0.
pub fn read(page: &[u8], place: usize) -> Result<Record, Damaged> {
    let mut bytes = Bytes::new(page);
    for _ in 0..place {
        Record::read(&mut bytes)?;
    }
    Record::read(&mut bytes)
}
