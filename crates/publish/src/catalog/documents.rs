//! The raw Markdown of posts and pages, as it is published.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use feuillet_dialects::source::Source;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::plan::{Original, Plan};

use crate::library::Entry;

/// The published text of a document: the author's file, translated where it is not canonical.
struct PublishedMarkdown {
    source: Source,
    digest: Digest,
}

impl Original for PublishedMarkdown {
    fn path(&self) -> &Path {
        &self.source.path
    }

    /// # Errors
    ///
    /// When the file changed since the library was loaded: half of the publish would be of the one text, half of the
    /// other.
    fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = disk::read(&self.source.path)?;
        let translated = self.source.translate(&bytes);
        if !translated.is_as_written() {
            bytes = translated.text().as_bytes().to_vec();
        }
        if self.digest != Digest::of(&bytes) {
            bail!(
                "{} was changed while the blog was being published: publish again",
                self.source.path.display()
            );
        }
        Ok(bytes)
    }
}

/// Plans the raw Markdown of an entry.
pub(crate) fn plan_document(path: String, entry: &Entry, plan: &mut Plan) {
    let original = Arc::new(PublishedMarkdown {
        source: entry.source.clone(),
        digest: entry.digest,
    });
    if entry.source.dropped {
        plan.dropped(path, entry.digest, original);
    } else {
        plan.original(path, entry.digest, original);
    }
}

/// Published text as browsers decode it: without a byte order mark, with what is not UTF-8 replaced.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}
