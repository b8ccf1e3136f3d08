//! The walk over a document's events: what Feuillet adds to each, and takes from it, on its way to the HTML writer.

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use super::columns::Columns;
use super::element::element;
use super::footnotes::Footnotes;
use super::{RenderContext, Rendered, push_text};
use crate::content::escape::escape_html;
use crate::content::reading_time::ReadingTime;
use crate::content::sanitize::{Purpose, Sanitizer};
use crate::content::words::Word;

/// A heading whose end is still to come.
struct OpenHeading {
    /// Where its start stands among the events put out.
    start: usize,
    text: String,
    /// It opens the document at level one.
    leading: bool,
}

/// The state of one walk over a document's events.
pub(super) struct Walk<'a, 'body> {
    title: Option<&'a str>,
    context: RenderContext<'a>,
    /// What goes to the HTML writer.
    output: Vec<Event<'body>>,
    rendered: Rendered,
    time: ReadingTime,
    sanitizer: Sanitizer<'a>,
    footnotes: Footnotes<'body>,
    heading: Option<OpenHeading>,
    /// Raw HTML of the block being read.
    html_block: Option<String>,
    columns: Columns,
    /// How many elements are open.
    depth: usize,
    /// How many elements are open in a picture's text, the picture included.
    picture: usize,
    /// Inside the first paragraph.
    in_first_paragraph: bool,
    /// Nothing but blanks was read so far.
    at_start: bool,
}

impl<'a, 'body> Walk<'a, 'body> {
    pub(super) fn new(title: Option<&'a str>, context: RenderContext<'a>) -> Self {
        Self {
            title,
            context,
            output: Vec::new(),
            rendered: Rendered::default(),
            time: ReadingTime::default(),
            sanitizer: Sanitizer::new(context.links, context.frames),
            footnotes: Footnotes::default(),
            heading: None,
            html_block: None,
            columns: Columns::default(),
            depth: 0,
            picture: 0,
            in_first_paragraph: false,
            at_start: true,
        }
    }

    pub(super) fn event(&mut self, event: Event<'body>) {
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            // A line across the page has a place like that of a paragraph.
            Event::Rule => {
                self.enter("hr");
                self.sanitizer.leave(&mut String::new());
            }
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
        if let Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) = &event {
            self.time.add(text);
        }
        if let Some(heading) = &mut self.heading {
            push_text(&mut heading.text, &event);
        }
        if self.in_first_paragraph {
            push_text(&mut self.rendered.first_paragraph, &event);
        }
        if self.picture > 0 {
            self.in_picture(event);
            return;
        }
        let at_start = std::mem::replace(&mut self.at_start, false);
        match event {
            Event::Start(tag) => self.start(tag, at_start),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => match &mut self.html_block {
                Some(block) => block.push_str(&html),
                None => self.raw_html(&html),
            },
            Event::InlineHtml(html) => self.raw_html(&html),
            Event::FootnoteReference(label) => {
                self.before_text("1");
                let reference = self.footnotes.reference(&label, self.sanitizer.in_link());
                self.html(reference);
            }
            Event::Text(text) => {
                self.before_text(&text);
                self.output.push(Event::Text(text));
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.before_text("1");
                self.output.push(event);
            }
            other => self.output.push(other),
        }
    }

    /// The text of a picture is an attribute, which holds no elements.
    fn in_picture(&mut self, event: Event<'body>) {
        match &event {
            Event::Start(_) => self.picture += 1,
            Event::End(_) => self.picture -= 1,
            Event::InlineHtml(_) | Event::FootnoteReference(_) => return,
            _ => {}
        }
        self.output.push(event);
    }

    fn start(&mut self, tag: Tag<'body>, at_start: bool) {
        match tag {
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                self.enter("h2");
                self.heading = Some(OpenHeading {
                    start: self.output.len(),
                    text: String::new(),
                    leading: at_start && level == HeadingLevel::H1,
                });
                let attrs = self.heading_attributes(attrs);
                // The page's own title is the one heading of level one.
                let level = level.max(HeadingLevel::H2);
                self.output.push(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes,
                    attrs,
                }));
            }
            Tag::HtmlBlock => self.html_block = Some(String::new()),
            Tag::FootnoteDefinition(label) => {
                self.sanitizer.enter_note();
                self.footnotes.open(label, &mut self.output);
            }
            Tag::BlockQuote(Some(kind)) => {
                self.enter("blockquote");
                let (class, title) = self.alert(kind);
                let title = escape_html(title);
                self.html(format!(
                    "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Tag::Table(alignments) => {
                self.enter("table");
                self.columns.start_table(alignments);
                let label = escape_html(&self.context.words[Word::Table]);
                self.html(format!(
                    "<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">"
                ));
                // The writer would say how cells are aligned in `style` attributes.
                self.output.push(Event::Start(Tag::Table(Vec::new())));
            }
            Tag::TableCell => {
                self.enter("td");
                let start = self.columns.start_cell();
                self.output.push(start);
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let dest_url = match link_type {
                    LinkType::Email => Some(dest_url),
                    _ => self.sanitizer.address(&dest_url, Purpose::Link).map(CowStr::from),
                };
                // A link without an address is its text.
                let fits = self.enter_if("a", dest_url.is_some());
                if let Some(dest_url) = dest_url.filter(|_| fits) {
                    self.output.push(Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }));
                }
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let dest_url = self.sanitizer.address(&dest_url, Purpose::Picture);
                let Some(dest_url) = dest_url.filter(|_| !self.sanitizer.is_skipping()) else {
                    self.enter_if("", false);
                    return;
                };
                self.before_text("1");
                self.picture = 1;
                let dest_url = dest_url.into();
                self.output.push(Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Paragraph => {
                self.enter("p");
                self.in_first_paragraph = self.depth == 1 && self.rendered.first_paragraph.trim().is_empty();
                self.output.push(Event::Start(Tag::Paragraph));
            }
            other => {
                if self.enter(element(&other)) {
                    if matches!(other, Tag::TableRow) {
                        self.columns.start_row();
                    }
                    self.output.push(Event::Start(other));
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
                let mut html = String::new();
                self.sanitizer.leave_note(&mut html);
                self.html(html);
                self.footnotes.close(&mut self.output);
                return;
            }
            TagEnd::Heading(_) => {
                let mut html = String::new();
                self.sanitizer.close_raw(&mut html);
                self.html(html);
            }
            TagEnd::Paragraph => self.in_first_paragraph = false,
            _ => {}
        }
        let mut html = String::new();
        let in_link = self.sanitizer.in_link();
        let written = self.sanitizer.leave(&mut html);
        self.html(html);
        match tag {
            TagEnd::Heading(level) => self.end_heading(level.max(HeadingLevel::H2), in_link),
            TagEnd::BlockQuote(Some(_)) => self.html("</div>\n".to_owned()),
            TagEnd::Table => {
                self.output.push(Event::End(TagEnd::Table));
                self.html("</div>\n".to_owned());
            }
            other if written => {
                self.output.push(Event::End(other));
            }
            _ => {}
        }
        let mut html = String::new();
        self.sanitizer.left(&mut html);
        self.html(html);
    }

    fn end_heading(&mut self, level: HeadingLevel, in_link: bool) {
        let Some(heading) = self.heading.take() else { return };
        let text = heading.text.trim();
        if heading.leading {
            self.rendered.leading_title = Some(text.to_owned());
            if self.title.is_none_or(|title| title == text) {
                self.output.truncate(heading.start);
                return;
            }
        }
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.output.get_mut(heading.start) {
            let unique = self.sanitizer.ids.of_heading(id.as_deref(), text);
            let label = escape_html(&self.context.words[Word::HeadingLink]);
            let fragment = escape_html(&unique);
            *id = Some(unique.into());
            if !in_link {
                self.html(format!(
                    "<a class=\"heading-link\" href=\"#{fragment}\" aria-label=\"{label}\"></a>"
                ));
            }
        }
        self.output.push(Event::End(TagEnd::Heading(level)));
    }

    /// What authors write in braces behind a heading, by the same policy as in raw HTML.
    fn heading_attributes(
        &mut self,
        attributes: Vec<(CowStr<'body>, Option<CowStr<'body>>)>,
    ) -> Vec<(CowStr<'body>, Option<CowStr<'body>>)> {
        let mut kept: Vec<(CowStr<'body>, Option<CowStr<'body>>)> = Vec::new();
        for (name, value) in attributes {
            let attribute = self
                .sanitizer
                .attribute("h2", &name, value.as_deref().unwrap_or_default());
            if let Some((name, value)) = attribute
                && name != "class"
                && kept.iter().all(|(before, _)| **before != *name)
            {
                kept.push((name.into_owned().into(), Some(value.into())));
            }
        }
        kept
    }

    fn raw_html(&mut self, html: &str) {
        let sanitized = self.sanitizer.raw(html, &mut self.time);
        self.html(sanitized);
    }

    /// An element begins; false if its tags must be left out.
    fn enter(&mut self, name: &'static str) -> bool {
        self.enter_if(name, true)
    }

    fn enter_if(&mut self, name: &'static str, wanted: bool) -> bool {
        let mut html = String::new();
        let written = self.sanitizer.enter(name, wanted, &mut html);
        self.html(html);
        written
    }

    fn before_text(&mut self, text: &str) {
        let mut html = String::new();
        self.sanitizer.text(text, &mut html);
        self.html(html);
    }

    fn html(&mut self, html: String) {
        if !html.is_empty() {
            self.output.push(Event::InlineHtml(html.into()));
        }
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

    pub(super) fn finish(mut self) -> Rendered {
        let mut closing = String::new();
        self.sanitizer.finish(&mut closing);
        self.html(closing);
        self.footnotes.write(&mut self.output, self.context.words);
        html::push_html(&mut self.rendered.html, self.output.into_iter());
        self.rendered.minutes = self.time.minutes();
        self.rendered.first_paragraph = self.rendered.first_paragraph.trim().to_owned();
        self.rendered.targets = self.sanitizer.targets;
        self.rendered.styles = self.sanitizer.styles;
        self.rendered
    }
}
