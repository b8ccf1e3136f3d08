//! The published Markdown of documents.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use feuillet_content::catalog::file;
use feuillet_dialects::source::Source;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::plan::{Original, Plan};
use feuillet_engine::published_path::PublishedPath;

use crate::library::Entry;

/// The published Markdown of a document: the author's file, translated if it is not canonical.
struct PublishedMarkdown {
    source: Source,
    digest: Digest,
}

impl Original for PublishedMarkdown {
    fn path(&self) -> &Path {
        &self.source.path
    }

    /// Reads and translates the file.
    ///
    /// # Errors
    ///
    /// If the file changed since the library was loaded: outputs of the publish would mix the old and the new text.
    fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = disk::read(&self.source.path)?;
        let translated = self.source.translate(&bytes);
        if !translated.is_as_written() {
            bytes = translated.text().as_bytes().to_vec();
        }
        if self.digest != Digest::of(&bytes) {
            bail!(
                "{} changed during the publish; publish again",
                self.source.path.display()
            );
        }
        Ok(bytes)
    }
}

/// Plans the published Markdown of an entry, and returns its path.
pub(crate) fn plan_document(entry: &Entry, plan: &mut Plan) -> PublishedPath {
    let path = PublishedPath::new(file::document(entry.source.folder, &entry.slug));
    let original = Arc::new(PublishedMarkdown {
        source: entry.source.clone(),
        digest: entry.digest,
    });
    if entry.source.dropped {
        plan.dropped(path.clone(), entry.digest, original);
    } else {
        plan.original(path.clone(), entry.digest, original);
    }
    path
}

/// Decodes published text as browsers do: removes a byte order mark, and replaces invalid UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}
