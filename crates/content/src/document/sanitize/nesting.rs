//! Stack of open elements, so that the output nests as browsers nest it.
//!
//! Raw HTML and Markdown share one stack. Raw elements are closed no later than the Markdown element around them, and
//! raw HTML never closes an element of Markdown. Where a browser would close, move or merge elements on its own (HTML
//! standard, 13.2.6.4.7 to 13.2.6.4.15), this code does the same or drops the tag.

use super::policy::{is_block, is_math, parents};

/// Maximum number of open raw elements; browsers stop nesting at 512.
const MAX_DEPTH: usize = 256;

/// Classes of elements that cannot be nested in their own class; indexes of `Nesting::counts`.
const PARAGRAPH: usize = 0;
const HEADING: usize = 1;
const LINK: usize = 2;

/// The origin of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Raw,
    Markdown,
    /// An element of Markdown whose tags are not written.
    Unwritten,
}

/// The open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<(&'static str, Origin)>,
    /// Number of raw ones.
    raw: usize,
    /// Number of paragraphs, headings and links.
    counts: [usize; 3],
    /// Position of a raw element around a Markdown paragraph that an end tag inside it closes. It has to wait for the
    /// paragraph's end.
    pending: Option<usize>,
}

impl Nesting {
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Name of the innermost open element; empty if there is none, or its tags are not written.
    pub(super) fn innermost(&self) -> &'static str {
        self.open.last().map_or("", |(name, _)| name)
    }

    pub(super) fn in_link(&self) -> bool {
        self.counts[LINK] > 0
    }

    /// Opens an element of Markdown; false if its tags must be left out. Tags that must come before it are added to
    /// `html`.
    pub(super) fn enter(&mut self, name: &'static str, wanted: bool, html: &mut String) -> bool {
        self.leave_math(html);
        let fits = self.raw == 0 || parents(name).is_some() || self.make_room(name, html);
        let written = wanted && (fits || name != "a");
        if written {
            self.push(name, Origin::Markdown);
        } else {
            self.push("", Origin::Unwritten);
        }
        written
    }

    /// Closes the innermost element of Markdown and the raw ones in it; returns whether its own tags were written.
    pub(super) fn leave(&mut self, html: &mut String) -> bool {
        self.close_raw(html);
        let origin = self.open.last().map(|(_, origin)| *origin);
        self.pop(html);
        origin == Some(Origin::Markdown)
    }

    /// Closes the `pending` element. To be called after the end tag of the element just left was written.
    pub(super) fn close_pending(&mut self, html: &mut String) {
        if let Some(length) = self.pending
            && self.level() <= length
        {
            self.pending = None;
            self.close_to(length, html);
        }
    }

    /// Closes the raw elements inside the innermost element of Markdown.
    pub(super) fn close_raw(&mut self, html: &mut String) {
        self.close_to(self.level(), html);
    }

    /// Closes a formula before an element that is none of its own.
    pub(super) fn leave_math(&mut self, html: &mut String) {
        if is_math(self.innermost()) {
            self.close("math", html);
        }
    }

    /// Prepares for text: opens a table cell if needed. Blanks need nothing.
    pub(super) fn text(&mut self, text: &str, html: &mut String) {
        if self.raw > 0 && !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.open_cell(html);
        }
    }

    /// Prepares for a raw element by closing and opening others; false if it is not allowed here.
    pub(super) fn place(&mut self, name: &'static str, html: &mut String) -> bool {
        let in_math = is_math(self.innermost());
        if self.raw >= MAX_DEPTH || (in_math && (name == "math" || !is_math(name))) {
            return false;
        }
        let Some(parents) = parents(name) else {
            return self.make_room(name, html);
        };
        let Some(at) = self.reach(self.open.len(), is_table_part(name), |at| {
            let (open, _) = self.open[at];
            // A `div` may group the entries of a description list.
            let in_group = parents.has("dl") && open == "div" && at > 0 && self.open[at - 1].0 == "dl";
            parents.has(open) || in_group
        }) else {
            return false;
        };
        self.close_to(at + 1, html);
        // Adds the parents that authors may leave out in tables.
        match name {
            "col" => self.supply("colgroup", &["table"], html),
            "tr" => self.supply("tbody", &["table"], html),
            "td" | "th" => {
                self.supply("tbody", &["table"], html);
                self.supply("tr", &["tbody", "tfoot", "thead"], html);
            }
            _ => {}
        }
        true
    }

    /// Opens a raw element after [`Self::place`] returned true.
    pub(super) fn open(&mut self, name: &'static str) {
        self.push(name, Origin::Raw);
    }

    /// Handles an end tag; ignored if no such element is open here.
    pub(super) fn close(&mut self, name: &'static str, html: &mut String) {
        let part = is_table_part(name);
        let ends = |at: usize| {
            let (open, _) = self.open[at];
            open == name || (class(name) == Some(HEADING) && class(open) == Some(HEADING))
        };
        if let Some(at) = self.reach(self.open.len(), part, ends) {
            self.close_to(at, html);
            return;
        }
        // `<div>` before a paragraph and `</div>` at its end: the paragraph ends first.
        let level = self.level();
        if level > 0 && matches!(self.open[level - 1], ("p", _) | (_, Origin::Unwritten)) {
            let found = self.reach(level - 1, part, ends);
            self.pending = found
                .map(|at| self.pending.map_or(at, |before| before.min(at)))
                .or(self.pending);
        }
    }

    /// Closes everything.
    pub(super) fn finish(&mut self, html: &mut String) {
        self.close_to(0, html);
    }

    /// Returns the position after the innermost element of Markdown, where its raw elements start.
    fn level(&self) -> usize {
        let barrier = self.open.iter().rposition(|(_, origin)| *origin != Origin::Raw);
        barrier.map_or(0, |at| at + 1)
    }

    /// Finds the innermost raw element before position `from` that is `wanted`. The search stops at an element of
    /// Markdown, at a table and, unless `part` is set (for parts of tables), at a cell or caption.
    fn reach(&self, from: usize, part: bool, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        for at in (0..from).rev() {
            let (name, origin) = self.open[at];
            if origin != Origin::Raw {
                return None;
            }
            if wanted(at) {
                return Some(at);
            }
            if name == "table" || (!part && matches!(name, "caption" | "td" | "th")) {
                return None;
            }
        }
        None
    }

    /// Prepares for an element without required parents; false if it is not allowed here.
    fn make_room(&mut self, name: &'static str, html: &mut String) -> bool {
        self.open_cell(html);
        (!is_block(name) || self.clear(PARAGRAPH, html) || self.end_paragraph(html))
            && match class(name) {
                Some(class) => self.clear(class, html),
                None => true,
            }
    }

    /// Ends the innermost element of Markdown if it is a paragraph, as a browser does when a block starts in it.
    fn end_paragraph(&mut self, html: &mut String) -> bool {
        let level = self.level();
        let is_innermost = level > 0 && self.open[level - 1] == ("p", Origin::Markdown);
        if is_innermost {
            self.close_to(level, html);
            html.push_str("</p>");
            self.open[level - 1] = ("", Origin::Unwritten);
            self.counts[PARAGRAPH] -= 1;
        }
        is_innermost
    }

    /// Closes the open element of a class; false if one stays open.
    fn clear(&mut self, wanted: usize, html: &mut String) -> bool {
        if self.counts[wanted] > 0
            && let Some(at) = self.reach(self.open.len(), false, |at| class(self.open[at].0) == Some(wanted))
        {
            self.close_to(at, html);
        }
        self.counts[wanted] == 0
    }

    /// Opens the missing row and cell inside a table: browsers would move the content in front of the table.
    fn open_cell(&mut self, html: &mut String) {
        if self.open.last() == Some(&("colgroup", Origin::Raw)) {
            self.pop(html);
        }
        self.supply("tbody", &["table"], html);
        self.supply("tr", &["tbody", "tfoot", "thead"], html);
        self.supply("td", &["tr"], html);
    }

    /// Opens an optional element if the innermost element is a raw one of `parents`.
    fn supply(&mut self, name: &'static str, parents: &[&str], html: &mut String) {
        if let Some((parent, Origin::Raw)) = self.open.last()
            && parents.contains(parent)
        {
            html.push('<');
            html.push_str(name);
            html.push('>');
            self.push(name, Origin::Raw);
        }
    }

    fn close_to(&mut self, length: usize, html: &mut String) {
        while self.open.len() > length {
            self.pop(html);
        }
    }

    fn push(&mut self, name: &'static str, origin: Origin) {
        self.open.push((name, origin));
        self.raw += usize::from(origin == Origin::Raw);
        if let Some(class) = class(name) {
            self.counts[class] += 1;
        }
    }

    fn pop(&mut self, html: &mut String) {
        let Some((name, origin)) = self.open.pop() else { return };
        if let Some(class) = class(name) {
            self.counts[class] -= 1;
        }
        if origin == Origin::Raw {
            self.raw -= 1;
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
    }
}

fn class(name: &str) -> Option<usize> {
    match name.as_bytes() {
        b"p" => Some(PARAGRAPH),
        [b'h', b'2'..=b'6'] => Some(HEADING),
        b"a" => Some(LINK),
        _ => None,
    }
}

fn is_table_part(name: &str) -> bool {
    name == "table" || parents(name).is_some_and(|parents| parents.has("table")) || matches!(name, "td" | "th")
}
