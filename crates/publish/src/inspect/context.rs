//! The context in which documents are rendered to be inspected.

use feuillet_content::base_path::BasePath;
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;
use feuillet_dialects::source::Source;

/// Returns the context for rendering a document of the author's.
pub(crate) fn context<'a>(
    source: &'a Source,
    base: &'a BasePath,
    words: &'a Words,
    frames: &'a [String],
) -> RenderContext<'a> {
    RenderContext {
        links: LinkContext {
            base,
            directory: source.directory(),
            renamed: &[],
        },
        words,
        frames,
        // Neither addresses nor ids depend on it.
        enrichments: "",
        cjk_emphasis: true,
    }
}
