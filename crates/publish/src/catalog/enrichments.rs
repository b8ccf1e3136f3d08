//! Enrichments of documents: in their contexts for the reader, and in their pages.
//!
//! They follow from a document's text, and are made together with the two files that need them, so that they are never
//! kept. The engine makes both of these one after the other on one thread, so the second one takes those of the first.

use std::cell::RefCell;

use anyhow::Result;
use feuillet_content::catalog::DocumentContext;
use feuillet_engine::digest::Digest;
use feuillet_engine::plan::{Origin, Plan};
use feuillet_engine::published_path::PublishedPath;

use super::documents::decode;
use crate::library::Entry;

/// Plans the context of an entry, which `context` is as JSON but for enrichments of its text. `document` is the path of
/// its published Markdown.
///
/// # Errors
///
/// If a document that was put into the published folder cannot be read any more.
pub(crate) fn plan_context(
    entry: &Entry,
    context: String,
    cjk_emphasis: bool,
    path: PublishedPath,
    document: &PublishedPath,
    plan: &mut Plan,
) -> Result<()> {
    if !entry.has_pieces {
        plan.text(path, context);
    } else if let Some(Origin::Dropped(original)) = plan.get(document).map(|planned| &planned.origin) {
        // Nothing is made of what the publisher does not write.
        let completed = completed(&context, &original.bytes()?, cjk_emphasis)?;
        plan.text(path, completed);
    } else if cjk_emphasis {
        plan.complete(path, document, "context", context, |context, document| {
            Ok(completed(context, document, true)?.into_bytes())
        });
    } else {
        plan.complete(
            path,
            document,
            "context, plain emphasis",
            context,
            |context, document| Ok(completed(context, document, false)?.into_bytes()),
        );
    }
    Ok(())
}

fn completed(context: &str, document: &[u8], cjk_emphasis: bool) -> Result<String> {
    let mut context: DocumentContext = serde_json::from_str(context)?;
    context.enrichments = complete(&context.enrichments, &decode(document), cjk_emphasis);
    Ok(serde_json::to_string(&context)?)
}

thread_local! {
    /// Enrichments of the text that was asked for last, with what they follow from.
    static LAST: RefCell<Option<((Digest, bool), String)>> = const { RefCell::new(None) };
}

/// Adds the enrichments of a text to those that are known already.
pub(crate) fn complete(known: &str, text: &str, cjk_emphasis: bool) -> String {
    let asked = (Digest::of(text.as_bytes()), cjk_emphasis);
    LAST.with_borrow_mut(|last| {
        let known_rows = last.take_if(|(last, _)| *last == asked).map(|(_, rows)| rows);
        let rows = known_rows.unwrap_or_else(|| feuillet_enrich::of_document(text, cjk_emphasis));
        let merged = feuillet_enrich::merge(known, &rows);
        *last = Some((asked, rows));
        merged
    })
}
