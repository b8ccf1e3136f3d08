//! HTML in Markdown Extra and kramdown: an element that stands for itself runs to its closing tag, with all blank lines
//! in it, and `markdown="1"` makes its content Markdown. `CommonMark` ends such HTML at the first blank line (0.31.2,
//! section 4.6) and takes no notice of the attribute, so the text is written in a way that shows the same there.

pub(crate) mod tags;

use std::ops::Range;

use self::tags::{is_block, markdown_attribute};
use crate::text::edited::{Edit, Text};
use crate::text::lines::{closes, columns, fence, is_list_item};

/// Longer tags are none, in characters.
const LONGEST_TAG: usize = 4000;

/// Deeper elements are left as they are.
const DEEPEST: usize = 20;

/// Writes the HTML of a text as `CommonMark` wants it. `inside` tells that the content of all elements is Markdown
/// (kramdown's `parse_block_html`).
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

struct Scanner<'a> {
    source: &'a str,
    inside: bool,
    edits: Vec<Edit>,
    /// What does not follow between two places: it is not looked for again.
    unclosed: Vec<(String, usize, usize)>,
}

/// An opening tag.
struct Opening<'a> {
    name: &'a str,
    /// With its brackets.
    range: Range<usize>,
    /// The value of its attribute `markdown`, and where that stands with the blank before it.
    markdown: Option<(&'a str, Range<usize>)>,
}

impl<'a> Scanner<'a> {
    /// Looks for elements at the beginnings of lines. `margin` is how far all of the lines are indented.
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

    /// Ends an element with a blank line. Returns where the text goes on.
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

    fn is_missing(&self, what: &str, from: usize, limit: usize) -> bool {
        let mut unclosed = self.unclosed.iter();
        unclosed.any(|(missing, since, until)| missing == what && from >= *since && limit <= *until)
    }

    /// Where a comment ends.
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

    /// Where the line after this place begins.
    fn line_end(&self, from: usize) -> usize {
        self.source[from..]
            .find('\n')
            .map_or(self.source.len(), |length| from + length + 1)
    }

    /// The opening tag that begins at a place.
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

    /// Writes an element. Returns where it ends; none where it is never closed.
    fn element(&mut self, opening: &Opening<'a>, limit: usize, depth: usize) -> Option<usize> {
        let name = opening.name.to_ascii_lowercase();
        let is_void = name == "hr" || self.source[..opening.range.end].ends_with("/>");
        if is_void {
            return Some(opening.range.end);
        }
        let closing = self.closing(&name, opening.range.end, limit)?;
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

    /// The content is Markdown: blank lines around it, and no indentation of its own.
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
            // A paragraph in a paragraph is none.
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

    /// The content is HTML: nothing in it may look like its end, but for elements in it whose content is Markdown.
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
                    // Within `<pre>`, the line shows.
                    let with = if pre > 0 { "&#10;" } else { "" };
                    self.edits.push(Edit::new(line_start..line_end, with));
                    position = line_end - 1;
                    continue;
                }
                position += 1;
                continue;
            }
            let tag = &source[position..content.end];
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

    /// The closing tag of an element whose content begins at a place.
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
