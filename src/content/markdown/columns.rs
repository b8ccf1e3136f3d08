//! The columns of a table: cells say how they are aligned in an attribute, as the GFM specification has it (section 4.10).
//! The HTML writer would say it in `style` attributes, which a security policy may forbid.

use pulldown_cmark::{Alignment, Event, Tag};

/// The table being read, and the place in it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    alignments: Vec<Alignment>,
    column: usize,
    in_body: bool,
}

impl Columns {
    /// A table begins, and with it its head.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        *self = Self {
            alignments,
            column: 0,
            in_body: false,
        };
    }

    /// A row of the body begins.
    pub(super) fn start_row(&mut self) {
        self.column = 0;
        self.in_body = true;
    }

    /// The start of the next cell.
    pub(super) fn start_cell<'body>(&mut self) -> Event<'body> {
        let alignment = self.alignments.get(self.column);
        self.column += 1;
        let side = match alignment {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            Some(Alignment::None) | None => return Event::Start(Tag::TableCell),
        };
        let name = if self.in_body { "td" } else { "th" };
        Event::InlineHtml(format!("<{name} align=\"{side}\">").into())
    }
}
