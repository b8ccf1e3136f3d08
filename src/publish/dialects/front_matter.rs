//! The front matter of a document, whatever it is written in.

use crate::content::diagnostic::Diagnostic;
use crate::content::front_matter::{FrontMatter, Node};

/// A document cut into its two parts.
#[derive(Clone, Debug)]
pub(in crate::publish) struct Front<'text> {
    /// Keys and values in the order of the file.
    pub(super) entries: Vec<(String, Node)>,
    /// Where the body begins, in bytes.
    pub(super) body: usize,
    /// The whole document.
    pub(super) text: &'text str,
    yaml: FrontMatter<'text>,
}

impl<'text> Front<'text> {
    /// Cuts and reads a document, and finds fault with what had to be guessed.
    pub(super) fn read(text: &'text str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let yaml = FrontMatter::read(text, diagnostics);
        Self {
            entries: yaml.entries.clone(),
            body: text.len() - yaml.body.len(),
            text,
            yaml,
        }
    }

    /// The value of a key, in any case.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let found = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, node)| node)
    }

    /// Line and column, from 1, of a top-level key's value.
    pub(super) fn place_of(&self, key: &str) -> (usize, usize) {
        self.yaml.place_of(key)
    }

    pub(super) fn yaml(&self) -> &FrontMatter<'text> {
        &self.yaml
    }
}
