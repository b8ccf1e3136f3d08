//! Output of rendering a document.

use crate::outline::Section;

/// A rendered document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// Text of a level-one heading that opens the document. It is removed from the HTML if it serves as the title.
    pub leading_title: Option<String>,
    /// Plain text of the first paragraph.
    pub first_paragraph: String,
    pub minutes: u32,
    /// Headings of level 2 and 3.
    pub outline: Vec<Section>,
    /// Every address of a link or picture, as written.
    pub targets: Vec<String>,
    /// Inline styles kept from raw HTML, each once: the values of `data-style` attributes.
    /// [`crate::style_rules::style_sheet`] turns them into CSS rules.
    pub styles: Vec<String>,
}
