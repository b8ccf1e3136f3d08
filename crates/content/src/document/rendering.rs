//! What rendering a document takes and gives.

use crate::links::LinkContext;
use crate::outline::Section;
use crate::words::Words;

/// What rendering depends on besides the Markdown.
#[derive(Clone, Copy, Debug)]
pub struct RenderContext<'a> {
    pub links: LinkContext<'a>,
    pub words: &'a Words,
    /// The hosts whose pages may be shown in frames.
    pub frames: &'a [String],
}

/// What rendering one document gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// The text of a level-one heading that opens the document. It is not in the HTML when it serves as the title.
    pub leading_title: Option<String>,
    /// Plain text of the first paragraph.
    pub first_paragraph: String,
    pub minutes: u32,
    /// Its sections and their parts.
    pub outline: Vec<Section>,
    /// Every address that a link or picture names, as written.
    pub targets: Vec<String>,
    /// The inline styles of raw HTML that were kept, each once: what `data-style` attributes hold.
    /// [`super::sanitize::style::style_sheet`] makes rules of them.
    pub styles: Vec<String>,
}
