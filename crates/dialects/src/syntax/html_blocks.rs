//! HTML blocks of Markdown Extra and kramdown, rewritten to render the same in `CommonMark`. In these dialects a
//! block-level element runs to its closing tag, across blank lines, and `markdown="1"` makes its content Markdown.
//! `CommonMark` ends an HTML block at the first blank line (0.31.2, section 4.6) and ignores the attribute.

pub(crate) mod tags;

use std::ops::Range;

use self::tags::{is_block, markdown_attribute};
use crate::text::edited::{Edit, Text};
use crate::text::lines::{closes, columns, fence, is_list_item};

/// Longest opening tag that is recognized, in characters.
const LONGEST_TAG: usize = 4000;

/// Maximum nesting depth. Deeper elements are left as they are.
const DEEPEST: usize = 20;

/// Rewrites the HTML blocks of a text for `CommonMark`. With `inside`, the content of all elements is Markdown
/// (kramdown's `parse_block_html`).
/// `<div markdown="1">*a*</div>` -> `<div>`, blank line, `*a*`, blank line, `</div>`.
pub(crate) fn translate(text: &mut Text, inside: bool) {
    if !text.as_str().contains('<') {
        return;
    }
    let source = text.as_str();
    let mut scanner = Scanner {
        source,
        inside,
        edits: Vec::new(),
        unclosed: Vec::new(),
    };
    scanner.lines(0..source.len(), 0, 0);
    let edits = scanner.edits;
    text.edit(edits);
}

/// State of one pass over a text.
struct Scanner<'a> {
    source: &'a str,
    inside: bool,
    edits: Vec<Edit>,
    /// Closing tags and `-->` known to be missing between two offsets. They are not searched for again, which keeps
    /// the pass linear.
    unclosed: Vec<(String, usize, usize)>,
}

/// An opening tag.
struct Opening<'a> {
    name: &'a str,
    /// Byte range, including the angle brackets.
    range: Range<usize>,
    /// Value of the `markdown` attribute, and its byte range including the space before it.
    markdown: Option<(&'a str, Range<usize>)>,
}

impl<'a> Scanner<'a> {
    /// Finds and rewrites elements at the start of lines. `margin` is the common indentation of the lines, in columns.
    fn lines(&mut self, range: Range<usize>, margin: usize, depth: usize) {
        let mut position = range.start;
        let mut open: Option<(char, usize)> = None;
        let (mut after_blank, mut in_list, mut in_code) = (true, false, false);
        while position < range.end {
            let end = self.line_end(position).min(range.end);
            let line = &self.source[position..end];
            let content = line.trim_start();
            let blank = line.len() - content.len();
            let indent = columns(&line[..blank]).saturating_sub(margin);
            let at = position + blank;
            position = end;
            if content.is_empty() {
                after_blank = true;
                continue;
            }
            let after_blank = std::mem::replace(&mut after_blank, false);
            // Skip fenced and indented code.
            if let Some(fence) = open {
                if closes(content.trim_end(), fence) {
                    open = None;
                }
                continue;
            }
            open = fence(content);
            if open.is_some() {
                continue;
            }
            if indent >= 4 && !in_list && (after_blank || in_code) {
                in_code = true;
                continue;
            }
            in_code = false;
            // Inside a list, four spaces are not code. An unindented line after a blank line ends the list.
            if is_list_item(content) {
                in_list = true;
            } else if indent == 0 && after_blank {
                in_list = false;
            }
            if content.starts_with("<!--") {
                let end = self.comment_end(at, range.end);
                position = end.map_or(position, |end| self.line_end(end).min(range.end));
                continue;
            }
            if content.starts_with('<')
                && let Some(opening) = self.opening(at, range.end)
                && is_block(opening.name)
                && let Some(end) = self.element(&opening, range.end, depth)
            {
                position = self.separate(end, range.end);
            }
        }
    }

    /// Makes sure that a blank line follows an element. Returns the offset at which scanning continues.
    fn separate(&mut self, end: usize, limit: usize) -> usize {
        let line_end = self.line_end(end).min(limit);
        let rest = &self.source[end..line_end];
        if !rest.trim().is_empty() {
            self.edits.push(Edit::new(end..end, "\n\n"));
            return end;
        }
        let next = self.line_end(line_end).min(limit);
        if !self.source[line_end..next].trim().is_empty() {
            self.edits.push(Edit::new(line_end..line_end, "\n"));
        }
        line_end
    }

    /// Whether an earlier search already failed to find `what` in this range or a larger one.
    fn is_missing(&self, what: &str, from: usize, limit: usize) -> bool {
        let mut unclosed = self.unclosed.iter();
        unclosed.any(|(missing, since, until)| missing == what && from >= *since && limit <= *until)
    }

    /// Returns the offset after the `-->` of the comment that starts at `from`.
    fn comment_end(&mut self, from: usize, limit: usize) -> Option<usize> {
        if self.is_missing("-->", from, limit) {
            return None;
        }
        let found = self.source[from..limit].find("-->").map(|length| from + length + 3);
        if found.is_none() {
            self.unclosed.push(("-->".to_owned(), from, limit));
        }
        found
    }

    /// Returns the offset of the next line, or of the end of the text.
    fn line_end(&self, from: usize) -> usize {
        self.source[from..]
            .find('\n')
            .map_or(self.source.len(), |length| from + length + 1)
    }

    /// Parses the opening tag at an offset. A `>` in a quoted attribute does not end it.
    fn opening(&self, at: usize, limit: usize) -> Option<Opening<'a>> {
        let source = self.source;
        let rest = source.get(at + 1..limit)?;
        let is_name = |character: char| character.is_ascii_alphanumeric();
        let length = rest.find(|character| !is_name(character))?;
        let name = rest
            .get(..length)
            .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))?;
        let mut quote = None;
        for (offset, character) in rest.char_indices().take(LONGEST_TAG).skip(length) {
            match (quote, character) {
                (None, '"' | '\'') => quote = Some(character),
                (Some(open), character) if open == character => quote = None,
                (None, '>') => {
                    let range = at..at + 1 + offset + 1;
                    let markdown = markdown_attribute(source, &range);
                    return Some(Opening { name, range, markdown });
                }
                (None, '<') => return None,
                _ => {}
            }
        }
        None
    }

    /// Rewrites an element. Returns its end, or nothing if it is never closed.
    fn element(&mut self, opening: &Opening<'a>, limit: usize, depth: usize) -> Option<usize> {
        let name = opening.name.to_ascii_lowercase();
        let is_void = name == "hr" || self.source[..opening.range.end].ends_with("/>");
        if is_void {
            return Some(opening.range.end);
        }
        let closing = self.closing(&name, opening.range.end, limit)?;
        // The attribute decides. Without it `parse_block_html` does, except in elements that cannot hold blocks.
        let asked = opening.markdown.as_ref().map(|(value, _)| *value);
        let is_markdown = match asked {
            Some("0") => false,
            Some(_) => true,
            None => {
                self.inside
                    && !matches!(
                        name.as_str(),
                        "pre" | "p" | "math" | "svg" | "iframe" | "table" | "ul" | "ol"
                    )
            }
        };
        let content = opening.range.end..closing.start;
        if is_markdown && depth < DEEPEST && name != "pre" {
            self.markdown(opening, &name, content, &closing, depth);
        } else {
            if let Some((_, attribute)) = &opening.markdown {
                self.edits.push(Edit::new(attribute.clone(), ""));
            }
            if name != "pre" {
                self.raw(content, depth);
            }
        }
        Some(closing.end)
    }

    /// Rewrites an element with Markdown content: adds blank lines around the content and removes its common
    /// indentation, which would make code of it.
    fn markdown(
        &mut self,
        opening: &Opening<'a>,
        name: &str,
        content: Range<usize>,
        closing: &Range<usize>,
        depth: usize,
    ) {
        let source = self.source;
        if let Some((_, attribute)) = &opening.markdown {
            self.edits.push(Edit::new(attribute.clone(), ""));
        }
        if name == "p" {
            // The Markdown content makes its own paragraphs, and `<p>` must not contain another. A `<p>` without other
            // attributes is dropped, one with attributes becomes `<div>`.
            let after_name = opening.range.start + 2;
            let bare = source[after_name..opening.range.end - 1].trim().is_empty()
                || opening.markdown.as_ref().is_some_and(|(_, attribute)| {
                    (source[after_name..attribute.start].to_owned() + &source[attribute.end..opening.range.end - 1])
                        .trim()
                        .is_empty()
                });
            if bare {
                self.edits.retain(|edit| !opening.range.contains(&edit.range.start));
                self.edits.push(Edit::new(opening.range.clone(), "\n"));
                self.edits.push(Edit::new(closing.clone(), "\n"));
                self.lines(content, 0, depth + 1);
                return;
            }
            self.edits.push(Edit::new(opening.range.start + 1..after_name, "div"));
            self.edits.push(Edit::new(closing.clone(), "</div>"));
        }
        self.edits.push(Edit::new(content.start..content.start, "\n\n"));
        self.edits.push(Edit::new(content.end..content.end, "\n\n"));
        // The least indented line sets the margin. The rest of the opening tag's line does not count.
        let text = &source[content.clone()];
        let margins = text.lines().skip(1).filter(|line| !line.trim().is_empty());
        let margin = margins
            .map(|line| columns(&line[..line.len() - line.trim_start().len()]))
            .min()
            .unwrap_or(0);
        if margin > 0 {
            let mut position = content.start;
            while position < content.end {
                position = self.line_end(position);
                let Some(rest) = source.get(position..content.end).filter(|rest| !rest.is_empty()) else {
                    break;
                };
                let line = rest.lines().next().unwrap_or_default();
                // Count the bytes that make up `margin` columns. A tab goes to the next multiple of four.
                let (mut width, mut length) = (0, 0);
                for blank in line.chars().take_while(|character| matches!(character, ' ' | '\t')) {
                    if width >= margin {
                        break;
                    }
                    width = if blank == '\t' { width / 4 * 4 + 4 } else { width + 1 };
                    length += 1;
                }
                if !line.trim().is_empty() && length > 0 {
                    self.edits.push(Edit::new(position..position + length, ""));
                }
            }
        }
        self.lines(content, margin, depth + 1);
    }

    /// Rewrites an element with HTML content: removes blank lines, which would end the block. Nested elements with a
    /// `markdown` attribute are rewritten on their own.
    fn raw(&mut self, content: Range<usize>, depth: usize) {
        let source = self.source;
        let mut position = content.start;
        let mut pre = 0_usize;
        while position < content.end {
            let rest = &source[position..content.end];
            let Some(at) = rest.find(['<', '\n']) else { return };
            position += at;
            if source[position..].starts_with('\n') {
                let line_start = position + 1;
                let line_end = self.line_end(line_start).min(content.end);
                let is_blank = line_start < line_end
                    && source[line_start..line_end].trim().is_empty()
                    && source[line_start..line_end].ends_with('\n');
                if is_blank {
                    // In `<pre>` a blank line is visible: an entity keeps it.
                    let with = if pre > 0 { "&#10;" } else { "" };
                    self.edits.push(Edit::new(line_start..line_end, with));
                    position = line_end - 1;
                    continue;
                }
                position += 1;
                continue;
            }
            let tag = &source[position..content.end];
            // Blank lines matter only in `<pre>`: track whether one is open.
            let starts = |name: &str| {
                tag.get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
            };
            if starts("<pre") {
                pre += 1;
            } else if starts("</pre") {
                pre = pre.saturating_sub(1);
            }
            if depth < DEEPEST
                && pre == 0
                && let Some(opening) = self.opening(position, content.end)
                && opening.markdown.is_some()
                && let Some(end) = self.element(&opening, content.end, depth + 1)
            {
                position = end;
                continue;
            }
            position += 1;
        }
    }

    /// Finds the closing tag for content that starts at `from`, counting nested elements of the same name.
    fn closing(&mut self, name: &str, from: usize, limit: usize) -> Option<Range<usize>> {
        if self.is_missing(name, from, limit) {
            return None;
        }
        let source = self.source;
        let mut depth = 0_usize;
        let mut position = from;
        while let Some(at) = source[position..limit].find('<') {
            let start = position + at;
            let rest = &source[start + 1..limit];
            position = start + 1;
            if rest.starts_with("!--") {
                position = self.comment_end(start, limit).unwrap_or(position);
                continue;
            }
            let is_closing = rest.starts_with('/');
            let tag = &rest[usize::from(is_closing)..];
            let is_it = tag
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
                && tag[name.len()..].starts_with(['>', ' ', '\t', '\n', '\r', '/']);
            if !is_it {
                continue;
            }
            if !is_closing {
                depth += 1;
            } else if depth > 0 {
                depth -= 1;
            } else {
                let length = tag
                    .char_indices()
                    .take(LONGEST_TAG)
                    .find(|(_, letter)| *letter == '>')?
                    .0;
                return Some(start..start + 2 + length + 1);
            }
        }
        self.unclosed.push((name.to_owned(), from, limit));
        None
    }
}

#[cfg(test)]
mod tests;
