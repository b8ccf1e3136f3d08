//! Files that are left out for their names, or because they hold keys: which ones, and what is told of them.

use std::collections::BTreeMap;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_dialects::folder::names::{self, Reason};
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::Finding;
use feuillet_report::tally::count;

/// Maximum number of files of a kind that are named.
const NAMED: usize = 5;

/// Files that are left out, by their paths in the author's folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut {
    files: BTreeMap<Reason, Vec<String>>,
    /// Reasons by the paths that the files would be published at, for links to them.
    published: BTreeMap<String, Reason>,
}

impl LeftOut {
    pub(super) fn add(&mut self, file: &str, published: String, reason: Reason) {
        self.published.insert(published, reason);
        self.files.entry(reason).or_default().push(file.to_owned());
    }

    /// A folder with a dot that was not looked into.
    pub(super) fn add_folder(&mut self, folder: &str) {
        let folders = self.files.entry(Reason::Dot).or_default();
        folders.push(format!("{folder}/"));
    }

    /// Why the file is left out that would be published at a path.
    pub(crate) fn reason(&self, published: &str) -> Option<Reason> {
        self.published.get(published).copied()
    }

    /// Findings about keys: they should not even lie beside what is published.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let keys = self.files.get(&Reason::Key).into_iter().flatten();
        keys.map(|file| {
            let diagnostic = Diagnostic::warning(
                Rule::File,
                "the file holds a private key or passwords: not published",
                "move it out of the content folder, or list it below `publish: include:` in site.yaml",
            );
            Finding::new(&AuthorPath::new(file), "", diagnostic)
        })
        .collect()
    }

    /// Notes to the author: a line for each reason but keys, with the first names.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut is_by_name = false;
        for (reason, files) in &self.files {
            let what = match reason {
                Reason::Key => continue,
                Reason::Copy => "copies and leftovers of editors and systems",
                Reason::Draft => "files in folders for drafts",
                Reason::Underscore => "names that begin with `_`",
                Reason::Dot => "names that begin with a dot",
                Reason::Excluded => "excluded in site.yaml",
            };
            let is_told = |file: &&String| {
                let name = file.rsplit('/').next().unwrap_or_default();
                !names::is_litter(name) && !names::is_for_a_tool(name)
            };
            let told: Vec<&str> = files.iter().filter(is_told).map(String::as_str).collect();
            if told.is_empty() {
                continue;
            }
            is_by_name |= *reason != Reason::Excluded;
            let more = if told.len() > NAMED { ", …" } else { "" };
            let named = &told[..told.len().min(NAMED)];
            notes.push(format!(
                "Not published, {what}: {} ({}{more})",
                count(told.len(), "file"),
                named.join(", ")
            ));
        }
        if is_by_name {
            notes.push("To publish such files, list them below `publish: include:` in site.yaml".to_owned());
        }
        notes
    }
}
