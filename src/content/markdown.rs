//! Markdown to HTML: the one owner of the parser's options and of what Feuillet adds to its output.
//!
//! Everything added is an adapter on the parser's events, so each document is walked once:
//! links are resolved ([`super::links`]), headings get ids and a link, footnotes are gathered at the end,
//! alerts get a title in the blog's language, tables can scroll, and what lists need (first paragraph, reading time,
//! the links themselves) is noted on the way.

mod footnotes;
mod headings;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use self::footnotes::Footnotes;
use self::headings::HeadingIds;
use super::escape::escape_html;
use super::links::LinkContext;
use super::raw_html;
use super::reading_time::ReadingTime;
use super::words::{Word, Words};

/// What rendering depends on besides the Markdown.
#[derive(Clone, Copy, Debug)]
pub struct RenderContext<'a> {
    pub links: LinkContext<'a>,
    pub words: &'a Words,
}

/// What rendering one document gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// The text of a level-one heading that opens the document. It is not in the HTML when it serves as the title.
    pub leading_title: Option<String>,
    /// Plain text of the first paragraph.
    pub first_paragraph: String,
    pub minutes: u32,
    /// Every address that a link or picture names, as written.
    pub targets: Vec<String>,
}

/// `CommonMark` and the extensions of GitHub that authors expect. Smart punctuation is off: it makes English quotes.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Renders the body of a document. `title` is what its front matter names: the page shows it above the text, so a first
/// heading that repeats it is dropped, as is one that has to serve as the title.
pub fn render(body: &str, title: Option<&str>, context: RenderContext<'_>) -> Rendered {
    let mut walk = Walk::new(title, context);
    for event in Parser::new_ext(body, options()) {
        walk.event(event);
    }
    walk.finish()
}

/// The plain text of a short piece of Markdown, such as an excerpt.
pub fn plain_text(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options()) {
        push_text(&mut text, &event);
    }
    text.trim().to_owned()
}

/// Adds the text of an event; line breaks and the ends of blocks become spaces.
fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => text.push(' '),
        _ => {}
    }
}

/// A heading whose end is still to come.
struct OpenHeading {
    /// Where its start stands among the events put out.
    start: usize,
    text: String,
    /// It opens the document at level one.
    leading: bool,
}

/// The state of one walk over a document's events.
struct Walk<'a, 'body> {
    title: Option<&'a str>,
    context: RenderContext<'a>,
    /// What goes to the HTML writer.
    output: Vec<Event<'body>>,
    rendered: Rendered,
    time: ReadingTime,
    ids: HeadingIds,
    footnotes: Footnotes<'body>,
    heading: Option<OpenHeading>,
    /// Raw HTML of the block being read.
    html_block: Option<String>,
    /// How many elements are open.
    depth: usize,
    /// How many pictures' texts are open.
    pictures: usize,
    /// Inside the first paragraph.
    in_first_paragraph: bool,
    /// Nothing but blanks was read so far.
    at_start: bool,
}

impl<'a, 'body> Walk<'a, 'body> {
    fn new(title: Option<&'a str>, context: RenderContext<'a>) -> Self {
        Self {
            title,
            context,
            output: Vec::new(),
            rendered: Rendered::default(),
            time: ReadingTime::default(),
            ids: HeadingIds::default(),
            footnotes: Footnotes::default(),
            heading: None,
            html_block: None,
            depth: 0,
            pictures: 0,
            in_first_paragraph: false,
            at_start: true,
        }
    }

    fn event(&mut self, event: Event<'body>) {
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        if let Event::Text(text) | Event::Code(text) = &event {
            self.time.add(text);
        }
        if let Some(heading) = &mut self.heading {
            push_text(&mut heading.text, &event);
        }
        if self.in_first_paragraph {
            push_text(&mut self.rendered.first_paragraph, &event);
        }
        let at_start = std::mem::replace(&mut self.at_start, false);
        match event {
            Event::Start(tag) => self.start(tag, at_start),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => match &mut self.html_block {
                Some(block) => block.push_str(&html),
                None => self.raw_html(&html),
            },
            // The text of a picture is an attribute, which holds no elements.
            Event::InlineHtml(_) | Event::FootnoteReference(_) if self.pictures > 0 => {}
            Event::InlineHtml(html) => self.raw_html(&html),
            Event::FootnoteReference(label) => {
                let reference = self.footnotes.reference(&label);
                self.html(reference);
            }
            other => self.output.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'body>, at_start: bool) {
        match tag {
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                self.heading = Some(OpenHeading {
                    start: self.output.len(),
                    text: String::new(),
                    leading: at_start && level == HeadingLevel::H1,
                });
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
            Tag::FootnoteDefinition(label) => self.footnotes.open(label, &mut self.output),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = self.alert(kind);
                let title = escape_html(title);
                self.html(format!(
                    "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Tag::Table(alignments) => {
                let label = escape_html(&self.context.words[Word::Table]);
                self.html(format!(
                    "<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">"
                ));
                self.output.push(Event::Start(Tag::Table(alignments)));
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let dest_url = if link_type == LinkType::Email {
                    dest_url
                } else {
                    self.resolve(&dest_url).into()
                };
                self.output.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.pictures += 1;
                let dest_url = self.resolve(&dest_url).into();
                self.output.push(Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Paragraph => {
                self.in_first_paragraph = self.depth == 1 && self.rendered.first_paragraph.trim().is_empty();
                self.output.push(Event::Start(Tag::Paragraph));
            }
            other => self.output.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level.max(HeadingLevel::H2)),
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html_block.take() {
                    self.raw_html(&block);
                }
            }
            TagEnd::FootnoteDefinition => self.footnotes.close(&mut self.output),
            TagEnd::BlockQuote(Some(_)) => self.html("</div>\n".to_owned()),
            TagEnd::Table => {
                self.output.push(Event::End(TagEnd::Table));
                self.html("</div>\n".to_owned());
            }
            other => {
                match other {
                    TagEnd::Paragraph => self.in_first_paragraph = false,
                    TagEnd::Image => self.pictures -= 1,
                    _ => {}
                }
                self.output.push(Event::End(other));
            }
        }
    }

    fn end_heading(&mut self, level: HeadingLevel) {
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
            let unique = self.ids.unique(id.as_deref(), text);
            let label = escape_html(&self.context.words[Word::HeadingLink]);
            let fragment = escape_html(&unique);
            *id = Some(unique.into());
            self.html(format!(
                "<a class=\"heading-link\" href=\"#{fragment}\" aria-label=\"{label}\"></a>"
            ));
        }
        self.output.push(Event::End(TagEnd::Heading(level)));
    }

    fn raw_html(&mut self, html: &str) {
        let links = self.context.links;
        let Self { rendered, time, .. } = self;
        let rewritten = raw_html::rewrite(
            html,
            |url| {
                // In HTML an ampersand is written as a character reference.
                let plain = url.replace("&amp;", "&");
                let resolved = links.resolve(&plain);
                let html = if resolved == plain {
                    url.to_owned()
                } else {
                    resolved.replace('&', "&amp;")
                };
                rendered.targets.push(plain);
                html
            },
            |text| time.add(text),
        );
        self.html(rewritten);
    }

    fn resolve(&mut self, url: &CowStr<'_>) -> String {
        self.rendered.targets.push(url.to_string());
        self.context.links.resolve(url).into_owned()
    }

    fn html(&mut self, html: String) {
        self.output.push(Event::InlineHtml(html.into()));
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

    fn finish(mut self) -> Rendered {
        self.footnotes.write(&mut self.output, self.context.words);
        html::push_html(&mut self.rendered.html, self.output.into_iter());
        self.rendered.minutes = self.time.minutes();
        self.rendered.first_paragraph = self.rendered.first_paragraph.trim().to_owned();
        self.rendered
    }
}
