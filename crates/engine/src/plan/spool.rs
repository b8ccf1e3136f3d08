//! Texts that are known when they are planned. A large blog has tens of megabytes of them, so they wait in a file until
//! they are made into outputs.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};

/// Shorter texts, in bytes, stay in memory.
const SHORT: usize = 256;

/// A text of a plan. Clones share it.
#[derive(Clone, Debug)]
pub struct PlannedText(Kept);

#[derive(Clone, Debug)]
enum Kept {
    InMemory(Arc<str>),
    InFile { spool: Arc<Spool>, at: u64, length: usize },
}

impl PlannedText {
    /// Keeps a text in the spool, if there is one, else in memory.
    pub(super) fn new(text: String, spool: Option<&Arc<Spool>>) -> Self {
        let spool = spool.filter(|_| text.len() >= SHORT);
        // A text that cannot be written, such as to a full disk, stays in memory.
        let kept = spool.and_then(|spool| Some((spool, spool.add(&text).ok()?)));
        Self(match kept {
            Some((spool, at)) => Kept::InFile {
                spool: spool.clone(),
                at,
                length: text.len(),
            },
            None => Kept::InMemory(text.into()),
        })
    }

    /// Returns the text's bytes.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>> {
        Ok(match &self.0 {
            Kept::InMemory(text) => Cow::Borrowed(text.as_bytes()),
            Kept::InFile { spool, at, length } => Cow::Owned(
                spool
                    .read(*at, *length)
                    .context("cannot read the file of planned texts")?,
            ),
        })
    }

    /// Returns the text.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn read(&self) -> Result<Arc<str>> {
        match &self.0 {
            Kept::InMemory(text) => Ok(text.clone()),
            Kept::InFile { .. } => Ok(String::from_utf8(self.bytes()?.into_owned())?.into()),
        }
    }
}

/// File of texts, one behind the other.
#[derive(Debug)]
pub(super) struct Spool(Mutex<Texts>);

#[derive(Debug)]
struct Texts {
    file: File,
    /// Length in bytes.
    end: u64,
}

impl Spool {
    /// Takes an empty file, open for reading and writing.
    pub(super) fn new(file: File) -> Self {
        Self(Mutex::new(Texts { file, end: 0 }))
    }

    /// Appends a text. Returns its place.
    fn add(&self, text: &str) -> io::Result<u64> {
        // Every user moves to a place of its own first.
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = texts.end;
        texts.file.seek(SeekFrom::Start(at))?;
        texts.file.write_all(text.as_bytes())?;
        texts.end += text.len() as u64;
        Ok(at)
    }

    fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        texts.file.seek(SeekFrom::Start(at))?;
        texts.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_were_planned() {
        let spool = Arc::new(Spool::new(tempfile::tempfile().unwrap()));
        let texts: Vec<String> = (0..5).map(|number| format!("{number}é").repeat(100 * number)).collect();
        let planned: Vec<PlannedText> = texts
            .iter()
            .map(|text| PlannedText::new(text.clone(), Some(&spool)))
            .collect();
        for (planned, text) in planned.iter().zip(&texts).rev() {
            assert_eq!(&*planned.read().unwrap(), text);
            assert_eq!(planned.bytes().unwrap(), text.as_bytes());
            assert_eq!(matches!(planned.0, Kept::InFile { .. }), text.len() >= SHORT);
        }
    }

    #[test]
    fn a_text_that_cannot_be_written_stays_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("read-only");
        std::fs::write(&path, "").unwrap();
        let spool = Arc::new(Spool::new(File::open(&path).unwrap()));
        let text = "long enough ".repeat(100);
        assert_eq!(&*PlannedText::new(text.clone(), Some(&spool)).read().unwrap(), text);
    }
}
