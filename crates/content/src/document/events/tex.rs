//! TeX in Markdown: which dollars delimit a formula, and which are money.
//!
//! The parser reads no TeX: its rule takes the dollars of prices, and knows a formula only after blocks were read, when
//! a line of it that starts with `+` is a list already. So formulas are found here and masked, and their TeX is what
//! the author wrote.
//! - A block stands between `$$` at the start of a line and `$$` at the end of one. Nothing in it is Markdown, whether
//!   the document asks for TeX or not. It ends in the list item or quotation that it began in.
//! - `$…$` and `$$…$$` in a line count only where the document asks for TeX, by the rule of [`super::money`].

#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::Event;

use super::money::{delimits, is_sentence};
use super::pieces::{Around, Piece};

/// A formula in the text.
pub(super) struct Formula {
    /// Byte range, delimiters included.
    pub(super) range: Range<usize>,
    is_display: bool,
    /// Number of quotations around it, each of which marks the lines of it with `>`.
    quotes: usize,
    /// Number of blanks that start its lines because of a list item.
    indent: usize,
    in_cell: bool,
}

impl Formula {
    /// The event of this formula, with the TeX as the author wrote it, but for the margin of its lines.
    pub(super) fn event(&self, body: &str) -> Event<'static> {
        let inner = &body.as_bytes()[self.inner()];
        let mut tex = Vec::new();
        let mut at = 0;
        while at < inner.len() {
            if at > 0 && inner[at - 1] == b'\n' {
                let (length, _) = quoted(&inner[at..], self.quotes);
                at += length + blanks(&inner[at + length..]).min(self.indent);
            } else if self.in_cell && inner[at..].starts_with(b"\\|") {
                // In tables, this backslash belongs to the table.
                at += 1;
            }
            tex.extend(inner.get(at));
            at += 1;
        }
        let tex = String::from_utf8(tex).unwrap_or_default().into();
        if self.is_display {
            Event::DisplayMath(tex)
        } else {
            Event::InlineMath(tex)
        }
    }

    /// The range of its TeX.
    pub(super) fn inner(&self) -> Range<usize> {
        let dollars = 1 + usize::from(self.is_display);
        self.range.start + dollars..self.range.end - dollars
    }
}

/// Returns the length of the marks of quotations that a line starts with, and whether all are there.
fn quoted(line: &[u8], quotes: usize) -> (usize, bool) {
    let mut length = 0;
    for _ in 0..quotes {
        let mark = length + blanks(&line[length..]);
        if line.get(mark) != Some(&b'>') {
            return (length, false);
        }
        length = mark + 1;
    }
    (length, true)
}

fn blanks(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Finds the blocks of TeX, in order.
pub(super) fn blocks(body: &str, pieces: &[Piece], math: bool) -> Vec<Formula> {
    let mut formulas: Vec<Formula> = Vec::new();
    let mut end = 0;
    for piece in pieces.iter().filter(|piece| piece.starts_line) {
        if piece.range.start >= end
            && let Some(block) = block(body.as_bytes(), piece.range.start, piece.around, math)
        {
            end = block.range.end;
            formulas.push(block);
        }
    }
    formulas
}

/// Reads the block of TeX that starts at `start`, the first character of its line's text.
fn block(body: &[u8], start: usize, around: Around, math: bool) -> Option<Formula> {
    let line_start = body[..start]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let margin = &body[line_start..start];
    // A line of TeX that starts with `=` or `-` makes a heading of those above it, but `#` a true one.
    if run(body, start) != 2 || margin.ends_with(b"\\") || margin.contains(&b'#') || around.cell.is_some() {
        return None;
    }
    let close = closing(body, start + 2)?;
    let inner = &body[start + 2..close];
    let mut after = body[close + 2..].iter();
    let next = after.find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    if next.is_some_and(|next| *next != b'\n') || inner.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let quotes = around.quotes;
    let indent = margin.len() - quoted(margin, quotes).0;
    let (mut opens_alone, mut is_alone, mut has_blank, mut has_sentence) = (false, false, false, false);
    let mut follows_blank = false;
    let mut at = start + 2;
    for line in inner.split(|byte| *byte == b'\n') {
        let (length, is_quoted) = quoted(line, quotes);
        let indented = blanks(&line[length..]);
        let text = &line[length + indented..];
        // Dollars in code close nothing.
        if text.starts_with(b"```") || text.starts_with(b"~~~") {
            return None;
        }
        let is_blank = matches!(text, [] | [b'\r']);
        has_sentence |= is_sentence(text);
        if at == start + 2 {
            opens_alone = is_blank;
        } else {
            let is_last = at + line.len() == close;
            is_alone = opens_alone && is_blank;
            let is_blank = is_blank && !is_last;
            has_blank |= is_blank;
            let is_inside = is_quoted && (is_blank || around.items == 0 || indented >= indent);
            // As in paragraphs, a line may lack its margin, unless it starts something of its own.
            let starts_block = text.first().is_some_and(|first| b"-+*#>`~:0123456789".contains(first));
            if !is_inside && (is_blank || follows_blank || starts_block) {
                return None;
            }
            follows_blank = is_blank;
        }
        at += line.len() + 1;
    }
    // A closing `$$` that was forgotten must not make TeX of the text up to the next formula.
    let is_sure = !has_blank && (is_alone || math);
    let is_tex = is_sure || ((is_alone || !has_blank) && !has_sentence);
    is_tex.then_some(Formula {
        range: start..close + 2,
        is_display: true,
        quotes,
        indent,
        in_cell: false,
    })
}

/// Returns the number of dollars at a position.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| **byte == b'$').count()
}

/// Finds the `$$` that closes a block. TeX may contain single dollars within braces: `\text{where $x$ is}`.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut depth) = (from, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'$' => match run(bytes, at) {
                2 => return Some(at),
                1 if depth > 0 => {}
                _ => return None,
            },
            _ => {}
        }
        at += 1;
    }
    None
}

/// Finds the formulas in lines, and returns them with the blocks, in order. A formula lies in one block of text, and
/// wholly in a link's text or outside. `masked` is the text whose dollars in addresses and in blocks are masked.
pub(super) fn inline(body: &str, blocks: Vec<Formula>, pieces: &[Piece], masked: &mut [u8]) -> Vec<Formula> {
    let mut formulas = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    let mut open: Option<(usize, usize, Around)> = None;
    for Piece { range, around, .. } in pieces.iter().filter(|piece| !piece.around.is_address) {
        let mut at = range.start;
        while at < range.end {
            let dollars = run(masked, at);
            if dollars == 0 || is_escaped(masked, at) {
                at += 1;
                continue;
            }
            let here = (at, dollars, *around);
            open = match open {
                Some((start, length, other))
                    if length == dollars && other == *around && delimits(body, start..at, dollars) =>
                {
                    let formula = Formula {
                        range: start..at + dollars,
                        is_display: dollars == 2,
                        quotes: around.quotes,
                        indent: usize::MAX,
                        in_cell: around.cell.is_some(),
                    };
                    // Its dollars stay, since marks of emphasis go by their neighbors.
                    masked[formula.inner()].fill(b'x');
                    formulas.extend(std::iter::from_fn(|| blocks.next_if(|block| block.range.start < start)));
                    formulas.push(formula);
                    None
                }
                _ => (dollars <= 2).then_some(here),
            };
            at += dollars;
        }
    }
    formulas.extend(blocks);
    formulas
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}
