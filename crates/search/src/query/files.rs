//! Files of the index that are there, and those that a query lacks.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use crate::format::Damaged;
use crate::format::name::Name;

/// Files that were given; `None` for one that cannot be had.
pub(super) type Files = HashMap<Name, Option<Vec<u8>>>;

/// Sign that a query cannot go on without what is lacking: files, of which [`Access`] knows, and texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Lacking {
    /// Addresses of documents.
    pub(super) texts: Vec<String>,
}

/// Access to the files for one query.
pub(super) struct Access<'a> {
    files: &'a Files,
    lacking: RefCell<BTreeSet<Name>>,
    is_incomplete: Cell<bool>,
}

impl<'a> Access<'a> {
    pub(super) fn new(files: &'a Files) -> Self {
        Self {
            files,
            lacking: RefCell::default(),
            is_incomplete: Cell::new(false),
        }
    }

    /// Returns a file. Without it, the query goes on, to find out what else it lacks.
    pub(super) fn get(&self, name: Name) -> Option<&'a [u8]> {
        match self.files.get(&name) {
            Some(Some(bytes)) => Some(bytes),
            Some(None) => {
                self.is_incomplete.set(true);
                None
            }
            None => {
                self.lacking.borrow_mut().insert(name);
                None
            }
        }
    }

    /// Returns what was read; a damaged file is one that cannot be had.
    pub(super) fn usable<T>(&self, read: Result<T, Damaged>) -> Option<T> {
        if read.is_err() {
            self.is_incomplete.set(true);
        }
        read.ok()
    }

    /// Stops where files are lacking.
    pub(super) fn check(&self) -> Result<(), Lacking> {
        if self.lacking.borrow().is_empty() {
            Ok(())
        } else {
            Err(Lacking::default())
        }
    }

    /// Returns the files that are lacking so far.
    pub(super) fn lacking(&self) -> Vec<Name> {
        self.lacking.borrow().iter().copied().collect()
    }

    /// Whether a file could not be had or read.
    pub(super) fn is_incomplete(&self) -> bool {
        self.is_incomplete.get()
    }
}
