//! MDX: Markdown with JavaScript modules, expressions and components.
//!
//! No code is run. Literals, imported pictures and common components become Markdown. Of other components the content
//! stays, and the author gets a finding.

pub(crate) mod components;
pub(crate) mod html;
pub(crate) mod javascript;
pub(crate) mod jsx;
pub(crate) mod scan;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as MarkdownTag, TagEnd};

use self::components::{Becomes, becomes};
use self::javascript::literal;
use self::jsx::{Kind, Tag};
use self::scan::{Scan, Token, scan};
use super::blocks::{self, Block, Lines};
use super::directives;
use crate::text::edited::{Edit, Text};
use crate::text::fault::{self, Fault};
use crate::text::links::escape_text;

/// Options for reading a text.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// Real MDX: braces are expressions, and indentation does not make code. Otherwise only unambiguous JSX is read.
    pub(crate) strict: bool,
    /// Whether `::name[…]{…}` and `:name[…]` are directives.
    pub(crate) leaf_directives: bool,
    /// Returns the value of an expression such as `frontmatter.title`.
    pub(crate) meaning: &'a dyn Fn(&str) -> Option<String>,
}

/// Translates a text, including its directives, because directives and components can be nested in each other.
pub(crate) fn translate(text: &mut Text, reading: Reading<'_>, faults: &mut Vec<Fault>) {
    let source = text.as_str();
    let scan = scan(source, reading.strict);
    let (blocks, edits) = directives::find(text, &scan.code, reading.leaf_directives, faults);
    let mut translation = Translation {
        text,
        source,
        scan: &scan,
        reading,
        lines: Lines::of(source),
        blocks,
        edits,
        faults,
    };
    translation.all();
    let Translation { blocks, mut edits, .. } = translation;
    edits.extend(blocks::edits(source, &blocks::nested(blocks)));
    text.edit(edits);
    if reading.strict {
        undo_indentation(text);
    }
}

/// A component or element, from its opening to its closing tag.
#[derive(Clone, Debug)]
struct Element<'scan> {
    tag: &'scan Tag,
    close: Range<usize>,
    outer: Option<&'scan Tag>,
}

/// State of translating one text.
struct Translation<'a> {
    text: &'a Text,
    source: &'a str,
    scan: &'a Scan,
    reading: Reading<'a>,
    lines: Lines,
    blocks: Vec<Block>,
    edits: Vec<Edit>,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Translation<'a> {
    /// Translates all tokens, then all elements.
    fn all(&mut self) {
        for token in &self.scan.tokens {
            match token {
                Token::Module(range) => self.edits.push(Edit::new(range.clone(), "")),
                Token::Comment(range) => self.comment(range),
                Token::Expression(range) => self.expression(range),
                Token::Tag(_) => {}
            }
        }
        for element in self.elements() {
            if element.tag.is_html() {
                self.html(&element);
            } else {
                self.component(&element);
            }
        }
    }

    /// Removes a comment, but keeps excerpt marks and Docusaurus' heading ids: `{/* #id */}` -> `{#id}`.
    fn comment(&mut self, range: &Range<usize>) {
        let said = self.source[range.start + 3..range.end - 1]
            .trim_end()
            .trim_end_matches("*/")
            .trim();
        let is_mark = ["truncate", "more", "excerpt"]
            .iter()
            .any(|mark| said.eq_ignore_ascii_case(mark));
        let with = if is_mark {
            format!("<!-- {said} -->")
        } else if said.starts_with('#') && !said.contains(char::is_whitespace) {
            // Docusaurus: a heading id.
            format!("{{{said}}}")
        } else {
            String::new()
        };
        self.edits.push(Edit::new(range.clone(), with));
    }

    /// Replaces an expression with its value. An unknown one is removed with a finding.
    fn expression(&mut self, range: &Range<usize>) {
        let code = self.source[range.start + 1..range.end - 1].trim();
        let meaning = literal(code)
            .or_else(|| self.scan.constants.get(code).cloned())
            .or_else(|| (self.reading.meaning)(code));
        let with = meaning.map_or_else(
            || {
                if !code.is_empty() {
                    self.drop(range, &format!("{{{}}}", shortened(code)), "removed");
                }
                String::new()
            },
            |meaning| escape_text(&meaning),
        );
        self.edits.push(Edit::new(range.clone(), with));
    }

    fn drop(&mut self, range: &Range<usize>, what: &str, outcome: &str) {
        self.faults.push(fault::dropped(self.text, range, what, outcome));
    }

    /// Pairs opening with closing tags, in text order. Unpaired tags stay as they are.
    fn elements(&self) -> Vec<Element<'a>> {
        const FARTHEST: usize = 32;
        let mut elements: Vec<Option<Element<'a>>> = Vec::new();
        let mut open: Vec<(usize, &'a Tag)> = Vec::new();
        for token in &self.scan.tokens {
            let Token::Tag(tag) = token else { continue };
            let outer = open.last().map(|(_, outer)| *outer);
            match tag.kind {
                Kind::Whole => {
                    let close = tag.range.end..tag.range.end;
                    elements.push(Some(Element { tag, close, outer }));
                }
                // A void element such as `<br>` has no closing tag. It only matters if it must be rewritten.
                Kind::Open if tag.is_html() && html::tag(tag, self.scan).is_some() && is_void(tag) => {
                    let close = tag.range.end..tag.range.end;
                    elements.push(Some(Element { tag, close, outer }));
                }
                Kind::Open => {
                    if !(tag.is_html() && is_void(tag)) {
                        open.push((elements.len(), tag));
                        // Placeholder, set when the closing tag is found.
                        elements.push(None);
                    }
                }
                Kind::Close => {
                    // Look for the opening tag only a limited number of levels up, to stay linear.
                    let place = open
                        .iter()
                        .rev()
                        .take(FARTHEST)
                        .position(|(_, opened)| opened.name == tag.name);
                    let Some(place) = place.map(|back| open.len() - 1 - back) else {
                        continue;
                    };
                    let (index, opened) = open[place];
                    open.truncate(place);
                    elements[index] = Some(Element {
                        tag: opened,
                        close: tag.range.clone(),
                        outer: open.last().map(|(_, outer)| *outer),
                    });
                }
            }
        }
        elements.into_iter().flatten().collect()
    }

    /// Whether a tag is first on its line, apart from a list marker, so that it can be a block.
    fn starts_block(&self, tag: &Tag) -> bool {
        let before = self.lines.before(self.source, tag.range.start).trim();
        before.is_empty() || (before.len() <= 3 && before.ends_with(['-', '*', '+', '.']))
    }

    /// Replaces a component with its Markdown form. Blocks are collected, the rest becomes edits.
    fn component(&mut self, element: &Element<'_>) {
        let Element { tag, close, outer } = element;
        let is_whole = tag.kind == Kind::Whole;
        let whole = tag.range.start..close.end;
        let content = &self.source[tag.range.end..close.start];
        // The single expression that is the whole content, as in `<Code>{source}</Code>`.
        let child = content
            .trim()
            .strip_prefix('{')
            .and_then(|child| child.strip_suffix('}'));
        let in_html = outer.is_some_and(|outer| outer.is_html() && !html::listed(html::CONTAINERS, &outer.name));
        let outer_name = outer.map(|outer| outer.name.as_str());
        let is_block = !is_whole && self.starts_block(tag);
        let (open, close) = (tag.range.clone(), close.clone());
        // Block forms need the tag to be first on its line. Within a line, only the content is kept.
        match becomes(tag, outer_name, child, self.scan, in_html) {
            Becomes::Text(with) => self.edits.push(Edit::new(whole, with)),
            Becomes::Code(info, code) => {
                let with = self.fenced(tag.range.start, &info, &code);
                self.edits.push(Edit::new(whole, with));
            }
            Becomes::Between(before, after) => self.between(open, close, &before, &after),
            _ if is_whole => {
                if !tag.name.is_empty() {
                    self.drop(&whole, &format!("<{}>", tag.name), "removed");
                }
                self.edits.push(Edit::new(whole, ""));
            }
            Becomes::Alert(kind, title) if is_block => {
                self.blocks.push(Block::alert(open, close, kind, title.as_deref()));
            }
            Becomes::Details(summary) if is_block => {
                let is_open = tag.has("open") || tag.has("defaultOpen");
                self.blocks.push(Block::details(open, close, &summary, is_open));
            }
            Becomes::Quotation if is_block => self.blocks.push(Block::quotation(open, close)),
            Becomes::Content(title) if is_block => self.blocks.push(Block::content(open, close, title.as_deref())),
            Becomes::Unknown => {
                self.drop(&open, &format!("<{}>", tag.name), "only its content is kept");
                if is_block {
                    self.blocks.push(Block::content(open, close, None));
                } else {
                    self.between(open, close, "", "");
                }
            }
            Becomes::Content(Some(title)) => self.between(open, close, &format!("{} ", blocks::bold(&title)), ""),
            _ => self.between(open, close, "", ""),
        }
    }

    /// Replaces both tags and keeps the content between them.
    fn between(&mut self, open: Range<usize>, close: Range<usize>, before: &str, after: &str) {
        self.edits.push(Edit::new(open, before));
        self.edits.push(Edit::new(close, after));
    }

    /// Returns a code block to put in place of the tag at `at`, indented like the tag.
    fn fenced(&self, at: usize, info: &str, code: &str) -> String {
        let before = self.lines.before(self.source, at);
        let indentation: String = before.chars().map(|_| ' ').collect();
        let longest = code.split(|next| next != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let mut lines = vec![format!("{fence}{info}")];
        lines.extend(code.trim_matches('\n').lines().map(str::to_owned));
        lines.push(fence);
        lines.join(&format!("\n{indentation}"))
    }

    /// Rewrites an HTML element in HTML syntax. Containers whose content is Markdown get blank lines around it.
    fn html(&mut self, element: &Element<'_>) {
        let Element { tag, close, .. } = element;
        if html::listed(html::SILENT, &tag.name) {
            self.edits.push(Edit::new(tag.range.start..close.end, ""));
            return;
        }
        let written = html::tag(tag, self.scan);
        let content = &self.source[tag.range.end..close.start];
        let is_container = tag.kind == Kind::Open && html::listed(html::CONTAINERS, &tag.name);
        let is_on_lines = content.contains('\n');
        let holds_markdown = content.contains(['*', '`', '[', '_', '{', ':', '<']);
        if is_container && self.reading.strict && self.starts_block(tag) && (is_on_lines || holds_markdown) {
            let start = written.unwrap_or_else(|| self.source[tag.range.clone()].to_owned());
            // `<p>` must not contain blocks.
            let (start, end) = match tag.name.as_str() {
                "p" => (format!("<div{}", &start[2..]), "</div>".to_owned()),
                name => (start, format!("</{name}>")),
            };
            let head = vec![start, String::new()];
            self.blocks
                .push(Block::between(tag.range.clone(), close.clone(), head, &end));
            return;
        }
        if let Some(written) = written {
            self.edits.push(Edit::new(tag.range.clone(), written));
        }
        if tag.name == "summary" && self.reading.strict && self.source[close.end..].starts_with('\n') {
            // A blank line is needed, so that Markdown is parsed again after it.
            self.edits.push(Edit::new(close.end..close.end, "\n"));
        }
    }
}

fn is_void(tag: &Tag) -> bool {
    html::listed(
        "area base br col embed hr img input link meta param source track wbr",
        &tag.name,
    )
}

/// Shortens code for a message: the first line, at most 40 characters.
fn shortened(code: &str) -> String {
    const LONGEST: usize = 40;
    let line = code.lines().next().unwrap_or_default();
    if line.len() == code.len() && code.chars().count() <= LONGEST {
        return format!("{{{code}}}");
    }
    let start: String = line.chars().take(LONGEST).collect();
    format!("{{{start}…")
}

/// Removes indentation that Markdown would read as code. In MDX, indentation has no meaning.
fn undo_indentation(text: &mut Text) {
    // Each pass removes one level: four spaces or a tab.
    const STEPS: usize = 6;
    for _ in 0..STEPS {
        let source = text.as_str();
        let mut edits = Vec::new();
        let mut is_indented = false;
        for (event, range) in
            Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter()
        {
            match event {
                Event::Start(MarkdownTag::CodeBlock(kind)) => is_indented = kind == CodeBlockKind::Indented,
                Event::End(TagEnd::CodeBlock) => is_indented = false,
                Event::Text(_) if is_indented => {
                    let before = &source[..range.start];
                    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
                    let blanks = if before.ends_with('\t') { 1 } else { blanks.min(4) };
                    edits.push(Edit::new(range.start - blanks..range.start, ""));
                }
                _ => {}
            }
        }
        if edits.is_empty() {
            return;
        }
        text.edit(edits);
    }
}

#[cfg(test)]
mod tests;
