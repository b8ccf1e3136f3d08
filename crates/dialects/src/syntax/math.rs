//! TeX math in Markdown. Dialects delimit it in several ways; canonical Markdown uses dollars and `math: true`.
//!
//! A document has math if its front matter or the blog's settings say so, or if its text clearly contains TeX. Prices
//! such as `$5` stay text.

pub(crate) mod hidden;

use std::collections::BTreeSet;
use std::ops::Range;

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use pulldown_cmark::Event;

use crate::front_matter::fields::Fields;
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};

/// Math delimiters that a dialect allows besides `$…$` and `$$…$$`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Delimiters {
    /// `\\(…\\)` and `\\[…\\]`. Markdown turns the two backslashes into one, which a script then finds.
    pub(crate) escaped: bool,
    /// `\(…\)` and `\[…\]`, which the dialect reads before Markdown does.
    pub(crate) brackets: bool,
    /// `$$…$$` within a paragraph is inline math, as in kramdown.
    pub(crate) doubles_inline: bool,
}

impl Delimiters {
    fn with_brackets(self) -> Self {
        Self {
            escaped: true,
            brackets: true,
            ..self
        }
    }
}

/// A formula in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Byte range, including the delimiters.
    pub(crate) range: Range<usize>,
    inner: Range<usize>,
    display: bool,
    dollars: bool,
}

/// Translates the formulas of a text into canonical form and sets `math` if there are any.
pub(crate) fn translate(text: &mut Text, fields: &mut Fields, site_has_math: bool, delimiters: Delimiters) {
    let source = text.as_str();
    if !source.contains('$') && !source.contains("\\(") && !source.contains("\\[") {
        return;
    }
    // Who asks for TeX has a script for it, which finds brackets.
    let delimiters = if fields.meta.math || site_has_math {
        delimiters.with_brackets()
    } else {
        delimiters
    };
    let spans = spans(source, &Code::of(source, Indented::IsCode), delimiters);
    let is_on = fields.meta.math || site_has_math || spans.iter().any(|span| is_evident(source, span));
    if !is_on || (spans.is_empty() && !fields.meta.math) {
        return;
    }
    fields.meta.math = true;
    let read = read_as_math(source);
    let edits = spans
        .iter()
        .filter_map(|span| canonical(source, span, &read, delimiters))
        .collect();
    text.edit(edits);
    escape_others(text);
}

/// Makes dollars of the brackets around formulas, in a text that asks for TeX.
pub(crate) fn brackets(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("\\(") && !source.contains("\\[") {
        return;
    }
    let delimiters = Delimiters::default().with_brackets();
    let spans = spans(source, &Code::of(source, Indented::IsCode), delimiters);
    let bracketed = spans.iter().filter(|span| !span.dollars);
    let edits = bracketed
        .filter_map(|span| canonical(source, span, &BTreeSet::new(), delimiters))
        .collect();
    text.edit(edits);
}

/// Returns the ranges of dollar math that is clearly TeX, which translations of braces and the like must not touch.
pub(crate) fn evident(text: &str, code: &Code) -> Vec<Range<usize>> {
    let spans = spans(text, code, Delimiters::default());
    let mut evident = spans.iter().filter(|span| is_evident(text, span)).peekable();
    if evident.peek().is_none() {
        return Vec::new();
    }
    evident.map(|span| span.range.clone()).collect()
}

/// Finds all formulas in order. Runs in linear time: each delimiter is looked at once or twice.
fn spans(text: &str, code: &Code, delimiters: Delimiters) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut closings = Closings::default();
    let mut at = 0;
    while let Some(next) = text[at..].find(['$', '\\']).map(|next| at + next) {
        if let Some(inside) = code.at(next) {
            at = inside.end.max(next + 1);
            continue;
        }
        let span = if bytes[next] == b'\\' {
            bracketed(text, next, delimiters, &mut closings)
        } else {
            dollars(text, next)
        };
        // A formula cannot overlap code. Without a formula, skip the escaped character or the dollars.
        let span = span.filter(|span| !code.touches(&span.range));
        at = match &span {
            Some(span) => span.range.end,
            None if bytes[next] == b'\\' => next + 1 + text[next + 1..].chars().next().map_or(0, char::len_utf8),
            None => next + text[next..].bytes().take_while(|byte| *byte == b'$').count(),
        };
        found.extend(span);
    }
    found
}

/// Parses the formula that starts with one or two dollars at `start`.
fn dollars(text: &str, start: usize) -> Option<Span> {
    let display = text[start..].starts_with("$$");
    if text[start..].starts_with("$$$") {
        return None;
    }
    let fence = if display { "$$" } else { "$" };
    let from = start + fence.len();
    let end = from + next_unescaped(&text[from..], fence)?;
    let inner = &text[from..end];
    // The line breaks right after the opening and before the closing delimiter do not count.
    let lines = inner.lines().count();
    let crosses_blank_line = inner
        .lines()
        .enumerate()
        .any(|(number, line)| number > 0 && number + 1 < lines && line.trim().is_empty());
    let after = &text[end + fence.len()..];
    let holds = if display {
        !inner.trim().is_empty() && !crosses_blank_line
    } else {
        let touches = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
        touches && !inner.is_empty() && !crosses_blank_line && !after.starts_with(|next: char| next.is_ascii_digit())
    };
    holds.then(|| Span {
        range: start..end + fence.len(),
        inner: from..end,
        display,
        dollars: true,
    })
}

/// Finds the next unescaped `fence` (`$` or `$$`). Returns nothing if the next dollars are not exactly that many.
fn next_unescaped(text: &str, fence: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let next = at + text[at..].find(['$', '\\'])?;
        if text[next..].starts_with('\\') {
            at = next + 1 + text[next + 1..].chars().next().map_or(0, char::len_utf8);
        } else if text[next..].starts_with(fence) {
            let is_double = text[next..].starts_with("$$");
            return (is_double == (fence.len() == 2)).then_some(next);
        } else {
            return None;
        }
    }
}

/// Bracket delimiters: opening, closing, whether it is display math, whether it has two backslashes.
const BRACKETS: [(&str, &str, bool, bool); 4] = [
    ("\\\\(", "\\\\)", false, true),
    ("\\\\[", "\\\\]", true, true),
    ("\\(", "\\)", false, false),
    ("\\[", "\\]", true, false),
];

/// Next closing offset for each kind of [`BRACKETS`], so that the text is searched only once per kind.
#[derive(Debug, Default)]
struct Closings([Option<usize>; 4]);

impl Closings {
    /// Returns the offset of the next closing bracket of a kind, searching only if the known one is passed.
    fn next(&mut self, kind: usize, text: &str, from: usize) -> Option<usize> {
        let known = self.0[kind].filter(|known| *known >= from);
        let next = known.unwrap_or_else(|| {
            text[from..]
                .find(BRACKETS[kind].1)
                .map_or(text.len(), |next| from + next)
        });
        self.0[kind] = Some(next);
        (next < text.len()).then_some(next)
    }
}

/// Parses the formula that starts with backslashes and a bracket at `start`.
fn bracketed(text: &str, start: usize, delimiters: Delimiters, closings: &mut Closings) -> Option<Span> {
    /// Longest formula, in bytes.
    const LONGEST: usize = 8000;
    let kind = BRACKETS.iter().position(|(open, _, _, escaped)| {
        let is_read = if *escaped {
            delimiters.escaped
        } else {
            delimiters.brackets
        };
        is_read && text[start..].starts_with(open)
    })?;
    let (open, close, display, _) = BRACKETS[kind];
    let from = start + open.len();
    let end = closings.next(kind, text, from).filter(|end| end - from < LONGEST)?;
    let inner = &text[from..end];
    let is_one = !inner.trim().is_empty() && !inner.contains(open) && !inner.contains("\n\n") && !inner.contains('$');
    // `see \[1\]` is a bracket.
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let before = text[line..start].trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    let is_bracket = open == "\\[" && !before.is_empty() && !is_tex(inner, false) && !inner.contains('=');
    (is_one && !is_bracket).then(|| Span {
        range: start..end + close.len(),
        inner: from..end,
        display,
        dollars: false,
    })
}

/// Whether a formula is clearly TeX.
fn is_evident(text: &str, span: &Span) -> bool {
    !span.dollars || is_tex(&text[span.inner.clone()], span.display)
}

/// Whether what stands between dollars is clearly TeX: `$x^2$` and `$\alpha$` are, `$5 and 10$` is not.
fn is_tex(inner: &str, display: bool) -> bool {
    let has_command = inner
        .match_indices('\\')
        .any(|(at, _)| inner[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic()));
    let is_formula = has_command || inner.contains('^') || inner.contains("_{");
    let has_signs =
        inner.contains(['=', '+', '-', '*', '/', '<', '>', '(', '_']) || inner.contains(|c: char| c.is_ascii_digit());
    let is_short = inner.trim().chars().count() <= 2;
    is_formula || (display && (has_signs || is_short))
}

/// Returns the offsets at which the reader's Markdown parser finds math.
fn read_as_math(text: &str) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    events::each(text, Syntax::new(true), &mut |event, range| {
        if matches!(event, Event::InlineMath(_) | Event::DisplayMath(_)) {
            starts.insert(range.start);
        }
    });
    starts
}

/// Returns the edit that makes `$…$` in a line of a formula, so that the reader takes it for one whatever is beside it.
/// `range` reaches over the formula as written, delimiters included.
pub(crate) fn in_line(text: &str, range: Range<usize>, tex: &str) -> Edit {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let before = before.chars().next_back().map_or(String::new(), String::from);
    let next: String = after.chars().take(2).collect();
    if events::is_formula(&before, tex, &next) {
        return Edit::new(range, format!("${tex}$"));
    }
    // Braces show that it is TeX, and a character reference that a digit is none of a price.
    let braced = format!("{{{tex}}}");
    match next
        .chars()
        .next()
        .filter(|_| !events::is_formula(&before, &braced, &next))
    {
        Some(first) => {
            let end = range.end + first.len_utf8();
            let reference = u32::from(first);
            let is_formula = events::is_formula(&before, tex, "&");
            let tex = if is_formula { tex } else { &braced };
            Edit::new(range.start..end, format!("${tex}$&#{reference};"))
        }
        None => Edit::new(range, format!("${braced}$")),
    }
}

/// Returns the edit that makes a formula canonical, or nothing if it already is.
fn canonical(text: &str, span: &Span, read: &BTreeSet<usize>, delimiters: Delimiters) -> Option<Edit> {
    let inner = &text[span.inner.clone()];
    let is_alone = || {
        let line_start = text[..span.range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let before = text[line_start..span.range.start].trim();
        let after = text[span.range.end..].lines().next().unwrap_or_default();
        before.is_empty() && after.trim().is_empty()
    };
    // Dollar math that the reader's parser finds stays as it is, unless `$$` must become `$`.
    let in_line = delimiters.doubles_inline && span.dollars && !is_alone();
    if span.dollars && !in_line && read.contains(&span.range.start) {
        return None;
    }
    if span.dollars && !span.display {
        return None;
    }
    let tex = on_one_line(inner);
    Some(if span.display && !in_line {
        Edit::new(span.range.clone(), format!("$${tex}$$"))
    } else {
        self::in_line(text, span.range.clone(), &tex)
    })
}

/// Joins TeX into one line and removes comments, so that no line of it can start a Markdown block (`- b`).
fn on_one_line(tex: &str) -> String {
    let mut line = String::with_capacity(tex.len());
    for part in tex.lines() {
        let part = part.trim().trim_start_matches("> ");
        let comment = part
            .match_indices('%')
            .find(|(at, _)| part[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0);
        let part = comment.map_or(part, |(at, _)| &part[..at]).trim();
        if !part.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(part);
        }
    }
    line
}

/// Escapes dollars that the reader's parser would take for math but that are not: `$5/US$10` -> `\$5/US$10`.
fn escape_others(text: &mut Text) {
    // After escaping one dollar, the parser may pair up others.
    const PASSES: usize = 3;
    for _ in 0..PASSES {
        let source = text.as_str();
        let spans = spans(source, &Code::of(source, Indented::IsCode), Delimiters::default());
        let known: BTreeSet<usize> = spans.iter().map(|span| span.range.start).collect();
        let edits: Vec<Edit> = read_as_math(source)
            .difference(&known)
            .map(|start| Edit::new(*start..*start, "\\"))
            .collect();
        if edits.is_empty() {
            return;
        }
        text.edit(edits);
    }
}

#[cfg(test)]
mod tests;
