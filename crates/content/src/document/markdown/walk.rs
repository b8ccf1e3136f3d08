//! Walks over the parser's events and writes HTML for each.

mod headings;
mod links;
mod pieces;

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::columns::Columns;
use super::element::{element, tags};
use super::footnotes::Footnotes;
use crate::document::enrichments::Enrichments;
use crate::document::observer::Observer;
use crate::document::plain_text::push_text;
use crate::document::rendering::Rendered;
use crate::document::sanitize::Sanitizer;
use crate::escape::{self, push_attribute};
use crate::reading_time::ReadingTime;
use crate::rendering::RenderContext;
use crate::words::Word;

/// The walk that renders pages.
pub(super) type PageWalk<'a, O> = Walk<'a, O, false>;

/// State of a walk over a document's events. With `BARE`, the HTML is that of the specifications, without Feuillet's
/// changes.
pub(super) struct Walk<'a, O, const BARE: bool> {
    title: Option<&'a str>,
    context: RenderContext<'a>,
    html: String,
    rendered: Rendered,
    time: ReadingTime,
    sanitizer: Sanitizer<'a, O>,
    footnotes: Footnotes,
    heading: Option<OpenHeading>,
    /// Raw HTML of the current HTML block.
    html_block: Option<String>,
    /// The current code block, if the document has enrichments.
    code: Option<OpenCode>,
    columns: Columns,
    /// Number of open elements.
    depth: usize,
    /// Number of open elements inside a picture's alternative text, the picture included; 0 outside.
    picture: usize,
    /// Whether the current text belongs to the first paragraph.
    in_first_paragraph: bool,
    /// Whether no event was read yet.
    at_start: bool,
}

impl<'a, O: Observer, const BARE: bool> Walk<'a, O, BARE> {
    pub(super) fn new(title: Option<&'a str>, context: RenderContext<'a>, length: usize, observer: O) -> Self {
        Self {
            title,
            context,
            // Tags add about a quarter to the text.
            html: String::with_capacity(length + length / 4),
            rendered: Rendered::default(),
            time: ReadingTime::default(),
            sanitizer: Sanitizer::new(
                context.links,
                context.frames,
                Enrichments::new(context.enrichments),
                observer,
            ),
            footnotes: Footnotes::default(),
            heading: None,
            html_block: None,
            code: None,
            columns: Columns::default(),
            depth: 0,
            picture: 0,
            in_first_paragraph: false,
            at_start: true,
        }
    }

    /// Writes an event. `range` is its source, in bytes of the body.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
                if self.sanitizer.is_skipping() =>
            {
                return;
            }
            _ => {}
        }
        // Collects plain text for the outline and for the excerpt.
        if let Some(heading) = &mut self.heading {
            push_text(&mut heading.text, &event);
        }
        if self.in_first_paragraph {
            push_text(&mut self.rendered.first_paragraph, &event);
        }
        let at_start = std::mem::replace(&mut self.at_start, false);
        let is_skipping = self.sanitizer.is_skipping();
        self.sanitizer.observer.event(&event, range, is_skipping);
        if let Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) = &event {
            self.time.add(text);
        }
        if self.picture > 0 {
            self.in_picture(&event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, at_start),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => match &mut self.html_block {
                Some(block) => block.push_str(&html),
                None => self.raw_html(&html),
            },
            Event::InlineHtml(html) => self.raw_html(&html),
            Event::FootnoteReference(label) => {
                self.sanitizer.element(&mut self.html);
                let in_link = self.sanitizer.in_link();
                self.footnotes.reference(&label, in_link, &mut self.html);
            }
            Event::Code(text) => self.inline("<code>", &text, "</code>"),
            Event::InlineMath(tex) => self.formula(&tex, false),
            Event::DisplayMath(tex) => self.formula(&tex, true),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => {
                self.sanitizer.element(&mut self.html);
                self.html.push_str("<br />\n");
            }
            Event::Rule => {
                // A rule is a block and may have to close a raw paragraph around it.
                self.enter("hr");
                self.sanitizer.leave(&mut self.html);
                self.open("\n<hr />\n");
            }
            Event::TaskListMarker(done) => {
                let (checked, label) = if done {
                    (" checked=\"\"", Word::TaskDone)
                } else {
                    ("", Word::TaskOpen)
                };
                self.html.extend(["<input disabled=\"\" type=\"checkbox\"", checked]);
                if !BARE {
                    self.attribute("aria-label", &self.context.words[label]);
                }
                self.html.push_str("/>\n");
            }
            Event::Text(text) => {
                self.before_text(&text);
                escape::push_text(&mut self.html, &text);
                if let Some(code) = &mut self.code {
                    code.text.push_str(&text);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, at_start: bool) {
        match tag {
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let leading = at_start && level == HeadingLevel::H1;
                self.start_heading(level, id, leading);
                if !classes.is_empty() {
                    self.attribute("class", &classes.join(" "));
                }
                self.heading_attributes(&attrs);
                self.start_heading_text();
            }
            Tag::HtmlBlock => self.html_block = Some(String::new()),
            Tag::FootnoteDefinition(label) => {
                self.sanitizer.enter_note();
                self.footnotes.open(&label, &mut self.html);
            }
            Tag::BlockQuote(Some(kind)) => {
                self.enter("blockquote");
                let (class, title) = self.alert(kind);
                self.html.extend([
                    "<div class=\"alert alert-",
                    class,
                    "\" role=\"note\">\n<p class=\"alert-title\">",
                ]);
                escape::push_text(&mut self.html, title);
                self.html.push_str("</p>\n");
            }
            Tag::Table(alignments) => {
                self.enter("table");
                self.columns.start_table(alignments);
                if !BARE {
                    self.html.push_str("<div class=\"table-scroll\" role=\"group\"");
                    self.attribute("aria-label", &self.context.words[Word::Table]);
                    self.html.push_str(" tabindex=\"0\">");
                }
                self.html.push_str("<table>");
            }
            Tag::TableRow => {
                self.enter("tr");
                let is_first = self.columns.start_row();
                self.html.push_str(if is_first { "<tbody>\n<tr>" } else { "<tr>" });
            }
            Tag::TableCell => {
                self.enter("td");
                self.columns.start_cell(&mut self.html);
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                if link_type == LinkType::Email {
                    self.start_link(link_type, &["mailto:", &dest_url].concat(), &title);
                } else {
                    self.start_link(link_type, &dest_url, &title);
                }
            }
            Tag::Image { dest_url, title, .. } => self.start_picture(&dest_url, &title),
            Tag::Paragraph => {
                self.enter("p");
                self.in_first_paragraph = self.depth == 1 && self.rendered.first_paragraph.trim().is_empty();
                if self.in_first_paragraph {
                    // Drops the blanks of empty paragraphs before this one, which would otherwise be trimmed for each.
                    self.rendered.first_paragraph.clear();
                }
                self.open("\n<p>");
            }
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::List(Some(first)) if first != 1 => {
                self.enter("ul");
                self.open("\n<ol");
                self.attribute("start", &first.to_string());
                self.html.push_str(">\n");
            }
            other => {
                if self.enter(element(&other)) {
                    self.open(tags(other.to_end()).0);
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html_block.take() {
                    self.raw_html(&block);
                }
                return;
            }
            TagEnd::FootnoteDefinition => {
                self.sanitizer.leave_note(&mut self.html);
                self.footnotes.close(&mut self.html);
                return;
            }
            TagEnd::Heading(_) => self.sanitizer.close_raw(&mut self.html),
            TagEnd::Paragraph => self.in_first_paragraph = false,
            _ => {}
        }
        // Asked before `leave`, which removes the element from the stack.
        let in_link = self.sanitizer.in_link();
        let written = self.sanitizer.leave(&mut self.html);
        match tag {
            TagEnd::Heading(level) => self.end_heading(level, in_link),
            TagEnd::BlockQuote(Some(_)) => self.html.push_str("</div>\n"),
            TagEnd::Table => {
                let body = if self.columns.has_body() { "</tbody>" } else { "" };
                let scroll = if BARE { "" } else { "</div>\n" };
                self.html.extend([body, "</table>\n", scroll]);
            }
            TagEnd::TableCell => self.html.extend(["</", self.columns.cell(), ">"]),
            other if written => self.html.push_str(tags(other).1),
            _ => {}
        }
        if let Some(code) = self.code.take_if(|_| tag == TagEnd::CodeBlock) {
            self.enrich_code(&code);
        }
        self.sanitizer.left(&mut self.html);
    }

    fn raw_html(&mut self, html: &str) {
        if BARE {
            self.html.push_str(html);
        } else {
            self.sanitizer.raw(html, &mut self.time, &mut self.html);
        }
    }

    /// Opens an element; false if its tags must be left out.
    fn enter(&mut self, name: &'static str) -> bool {
        self.enter_if(name, true)
    }

    fn enter_if(&mut self, name: &'static str, wanted: bool) -> bool {
        self.sanitizer.enter(name, wanted, &mut self.html)
    }

    fn before_text(&mut self, text: &str) {
        self.sanitizer.text(text, &mut self.html);
    }

    /// Writes a start tag. A line feed before it is skipped at the start of a line.
    fn open(&mut self, start: &str) {
        let at_line_start = self.html.is_empty() || self.html.ends_with('\n');
        let start = match start.strip_prefix('\n') {
            Some(start) if at_line_start => start,
            _ => start,
        };
        self.html.push_str(start);
    }

    /// Writes escaped text between tags.
    fn inline(&mut self, start: &str, text: &str, end: &str) {
        self.sanitizer.element(&mut self.html);
        self.html.push_str(start);
        escape::push_text(&mut self.html, text);
        self.html.push_str(end);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.extend([" ", name, "=\""]);
        push_attribute(&mut self.html, value);
        self.html.push('"');
    }

    fn alert(&self, kind: BlockQuoteKind) -> (&'static str, &'a str) {
        let words = self.context.words;
        match kind {
            BlockQuoteKind::Note => ("note", &words[Word::AlertNote]),
            BlockQuoteKind::Tip => ("tip", &words[Word::AlertTip]),
            BlockQuoteKind::Important => ("important", &words[Word::AlertImportant]),
            BlockQuoteKind::Warning => ("warning", &words[Word::AlertWarning]),
            BlockQuoteKind::Caution => ("caution", &words[Word::AlertCaution]),
        }
    }

    pub(super) fn finish(mut self) -> (Rendered, O) {
        self.sanitizer.finish(&mut self.html);
        self.footnotes.write(&mut self.html, self.context.words);
        self.rendered.html = self.html;
        self.rendered.minutes = self.time.minutes();
        self.rendered.first_paragraph = self.rendered.first_paragraph.trim().to_owned();
        self.rendered.targets = self.sanitizer.targets;
        self.rendered.styles = self.sanitizer.styles;
        (self.rendered, self.sanitizer.observer)
    }
}

/// A code block whose end was not read yet.
struct OpenCode {
    /// Its start in the HTML, in bytes.
    start: usize,
    /// The info string of its fence.
    info: String,
    text: String,
}

/// A heading whose end was not read yet. Positions are byte offsets in the HTML.
struct OpenHeading {
    /// Start of the heading.
    start: usize,
    /// Position for the `id` attribute.
    id_at: usize,
    /// Start of the text.
    text_at: usize,
    /// The id set by the author.
    id: Option<String>,
    text: String,
    /// Whether it is a level-one heading that opens the document.
    leading: bool,
}
