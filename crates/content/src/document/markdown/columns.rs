//! Table columns: cells get an `align` attribute, as in the GFM specification (section 4.10). A `style` attribute, as
//! other renderers write it, may be forbidden by a security policy.

use pulldown_cmark::Alignment;

/// The current table, and the position in it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    alignments: Vec<Alignment>,
    column: usize,
    in_body: bool,
}

impl Columns {
    /// Starts a table with its head.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        *self = Self {
            alignments,
            column: 0,
            in_body: false,
        };
    }

    /// Starts a row of the body; returns whether it is the first.
    pub(super) fn start_row(&mut self) -> bool {
        self.column = 0;
        !std::mem::replace(&mut self.in_body, true)
    }

    pub(super) fn has_body(&self) -> bool {
        self.in_body
    }

    /// Writes the start tag of the next cell.
    pub(super) fn start_cell(&mut self, html: &mut String) {
        html.push('<');
        html.push_str(self.cell());
        let alignment = self.alignments.get(self.column);
        self.column += 1;
        html.push_str(match alignment {
            Some(Alignment::Left) => " align=\"left\">",
            Some(Alignment::Center) => " align=\"center\">",
            Some(Alignment::Right) => " align=\"right\">",
            Some(Alignment::None) | None => ">",
        });
    }

    /// Returns the element name of a cell: `th` in the head, `td` in the body.
    pub(super) fn cell(&self) -> &'static str {
        if self.in_body { "td" } else { "th" }
    }
}
