//! Rules by which a text is read.

use pulldown_cmark::Options;

/// Rules by which a text is read.
#[derive(Clone, Copy, Debug)]
pub struct Syntax {
    pub options: Options,
    /// Bare addresses are links.
    pub autolinks: bool,
    /// Emphasis beside CJK characters needs no blanks.
    pub cjk: bool,
    pub tex: Tex,
}

/// Dollars that delimit TeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tex {
    None,
    /// `$$` at the start and the end of lines.
    Blocks,
    /// Formulas in lines as well.
    InLines,
}

impl Syntax {
    /// The syntax of documents: `CommonMark`, GitHub's common extensions and definition lists. Smart punctuation is off,
    /// because it makes English quotes. TeX in a line is read only with `math`: otherwise dollar signs are money.
    pub fn new(math: bool) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        Self {
            options,
            autolinks: true,
            cjk: true,
            tex: if math { Tex::InLines } else { Tex::Blocks },
        }
    }

    /// Returns the same with another rule for emphasis.
    #[must_use]
    pub fn with_cjk(self, cjk: bool) -> Self {
        Self { cjk, ..self }
    }
}
