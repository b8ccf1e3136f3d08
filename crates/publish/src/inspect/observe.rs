//! Observes the rendering of a document: collects its addresses, classes, pictures without alternative text, and raw
//! HTML that the sanitizer removes, each with its place.

use std::cell::OnceCell;
use std::ops::Range;

use feuillet_content::address::Purpose;
#[cfg(test)]
use feuillet_content::base_path::BasePath;
use feuillet_content::document::Document;
use feuillet_content::document::events::syntax::Syntax;
use feuillet_content::document::observer::Observer;
use feuillet_content::document::plain_text::push_text;
use feuillet_content::document::rendering::Rendered;
use feuillet_content::document::sanitize::address;
use feuillet_content::document::sanitize::policy::{self, Fate, Value};
use feuillet_content::document::sanitize::tokens::Tag;
use feuillet_content::rendering::RenderContext;
#[cfg(test)]
use feuillet_content::{links::LinkContext, words::Words};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as Element, TagEnd};

use super::markup;
use super::raw_html::RawHtml;
use crate::inspect::observations::{Address, Loss, MissingAlt, Observations};
use crate::library::located::Text;

/// Renders a document, and observes it.
pub(crate) fn observe(text: &Text<'_>, context: RenderContext<'_>) -> (Rendered, Observations) {
    let (document, start) = text.document();
    let (rendered, inspector) = document.render_observed(context, Inspector::new(&document));
    (rendered, inspector.finish(start))
}

/// A Markdown picture whose end was not seen yet.
struct Picture {
    url: String,
    range: Range<usize>,
    /// Alternative text so far.
    words: String,
    /// Number of open elements inside its alternative text.
    depth: usize,
}

/// Place of the next address.
enum Place {
    /// Not recorded: a bare address in the text, which leads out of the blog and needs no finding.
    Unknown,
    /// Range in the body of an address in Markdown, and that of the whole link or picture.
    Markdown(Range<usize>, Range<usize>),
    /// Range of an attribute's value in the raw HTML; of its name if the value is empty.
    Value(Range<usize>),
    /// Range of a value that lists addresses.
    List(Range<usize>),
}

/// Collects what a rendering meets. Ranges start at the body.
pub(crate) struct Inspector<'a> {
    body: &'a str,
    options: Options,
    /// Parsed for the first reference link: only these need the definitions, which take a second pass.
    definitions: OnceCell<Parser<'a>>,
    seen: Observations,
    is_skipping: bool,
    is_code: bool,
    place: Place,
    picture: Option<Picture>,
    html: RawHtml,
    /// Names of the attributes of the current tag so far, in lower case.
    attributes: Vec<String>,
    /// Whether the current tag has an address for its picture that is not allowed.
    is_source_refused: bool,
}

impl Observer for Inspector<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, is_skipping: bool) {
        self.is_skipping = is_skipping;
        self.place = Place::Unknown;
        if let Some(open) = &mut self.picture {
            match event {
                Event::Start(_) => open.depth += 1,
                Event::End(_) if open.depth > 0 => open.depth -= 1,
                Event::End(_) => self.close_picture(),
                _ => push_text(&mut open.words, event),
            }
            return;
        }
        match event {
            Event::Start(Element::CodeBlock(_)) => self.is_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Text(_) if !self.is_code => self.dollars(range),
            Event::Start(Element::HtmlBlock) => self.html.start_block(),
            Event::End(TagEnd::HtmlBlock) => self.html.end_block(),
            Event::Html(html) | Event::InlineHtml(html) => self.html.piece(html.len(), range.start),
            Event::Start(
                Element::Link {
                    link_type,
                    dest_url,
                    id,
                    ..
                }
                | Element::Image {
                    link_type,
                    dest_url,
                    id,
                    ..
                },
            ) => {
                let definition = self.definition(*link_type, id);
                let place = place_of(self.body, &range, *link_type, dest_url, definition);
                self.place = Place::Markdown(place, range);
            }
            Event::Start(Element::Heading { classes, .. }) if !is_skipping => {
                let text = self.body.get(range.clone()).unwrap_or_default();
                self.seen.classes.extend(classes.iter().map(|class| {
                    let at = text.rfind(&format!(".{class}")).map(|at| range.start + at + 1);
                    (class.to_string(), at.map_or(range.clone(), |at| at..at + class.len()))
                }));
            }
            _ => {}
        }
    }

    fn raw(&mut self, html: &str) {
        self.html.start(html);
    }

    fn tag(&mut self, tag: &Tag<'_>, html: &str, fate: Fate) {
        self.is_skipping = false;
        self.attributes.clear();
        self.is_source_refused = false;
        match fate {
            Fate::Kept(_) | Fate::DroppedText("iframe") => {}
            Fate::Unwrapped => self.lose(self.html.range(html), markup::unwrapped(tag.name)),
            Fate::Dropped(name) | Fate::DroppedText(name) => self.lose(self.html.range(html), markup::left_out(name)),
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, written: &str, raw: &str, kind: Option<Value>) {
        let name = written.to_ascii_lowercase();
        if self.attributes.contains(&name) {
            return;
        }
        let value = self.html.range(raw);
        let whole = self.html.attribute(written, raw);
        let place = if raw.is_empty() { whole.clone() } else { value.clone() };
        self.place = Place::Unknown;
        match kind {
            None if markup::is_unnoticed(&name) => {}
            None => self.lose(whole, markup::attribute_lost(&name, tag.name)),
            Some(Value::Style) => self.style(raw, &whole),
            Some(Value::Id) => {
                let id = address::decode(raw);
                if !id.is_empty() && !policy::is_free_id(&id) {
                    self.lose(whole, markup::id_lost(&id));
                }
            }
            Some(Value::Link | Value::Picture | Value::Media) => self.place = Place::Value(place),
            Some(Value::Pictures) => self.place = Place::List(value),
            Some(Value::Plain) if name == "class" => {
                for class in raw.split_ascii_whitespace() {
                    let place = self.html.place(&self.html.range(class));
                    let class = address::decode(class).into_owned();
                    self.seen.classes.push((class, place));
                }
            }
            Some(Value::Plain | Value::Tabindex | Value::Rel | Value::Target) => {}
        }
        self.attributes.push(name);
    }

    fn address(&mut self, url: &str, purpose: Purpose, is_allowed: bool) {
        let range = match &self.place {
            Place::Unknown => return,
            Place::Markdown(range, whole) => {
                if is_allowed && !self.is_skipping && purpose == Purpose::Picture {
                    self.picture = Some(Picture {
                        url: url.to_owned(),
                        range: whole.clone(),
                        words: String::new(),
                        depth: 0,
                    });
                }
                range.clone()
            }
            Place::Value(value) => self.html.place(value),
            Place::List(list) => {
                let at = list.start + self.html.text()[list.clone()].find(url).unwrap_or(0);
                self.html.place(&(at..at + url.len()))
            }
        };
        if !is_allowed {
            self.is_source_refused |= purpose == Purpose::Picture;
            if !self.is_skipping {
                self.seen.losses.push((range.clone(), markup::refused(url, purpose)));
            }
        }
        self.seen.addresses.push(Address {
            url: url.to_owned(),
            range,
            purpose,
        });
    }

    fn picture(&mut self, tag: &Tag<'_>, html: &str, has_source: bool) {
        let range = self.html.range(html);
        if has_source {
            if markup::lacks_alternative(tag) {
                let mut attributes = tag.attributes.iter();
                let url = attributes.find(|(name, _)| name.eq_ignore_ascii_case("src"));
                self.seen.missing_alt.push(MissingAlt {
                    url: url.map(|(_, url)| (*url).to_owned()).unwrap_or_default(),
                    range: self.html.place(&range),
                    is_html: true,
                });
            }
        } else if !self.is_source_refused {
            self.lose(range, markup::without_source());
        }
    }

    fn frame(&mut self, html: &str, url: Option<&str>) {
        match (url, &self.place) {
            (Some(url), Place::Value(value)) => self.lose(value.clone(), markup::frame_as_link(url)),
            _ => self.lose(self.html.range(html), markup::empty_frame()),
        }
    }

    fn nothing(&mut self, html: &str) {
        if let Some(loss) = markup::unfinished(html) {
            self.lose(self.html.range(html), loss);
        }
    }
}

impl<'a> Inspector<'a> {
    pub(crate) fn new(document: &Document<'a>) -> Self {
        Self {
            body: document.body,
            options: Syntax::new(document.meta.math).options,
            definitions: OnceCell::new(),
            seen: Observations::default(),
            is_skipping: false,
            is_code: false,
            place: Place::Unknown,
            picture: None,
            html: RawHtml::default(),
            attributes: Vec::new(),
            is_source_refused: false,
        }
    }

    /// The observations. `start` is where the body begins in what is rendered, which ranges then count from.
    pub(crate) fn finish(self, start: usize) -> Observations {
        let mut seen = self.seen;
        let shift = |range: &mut Range<usize>| {
            range.start += start;
            range.end += start;
        };
        for address in &mut seen.addresses {
            shift(&mut address.range);
        }
        for picture in &mut seen.missing_alt {
            shift(&mut picture.range);
        }
        for (range, _) in &mut seen.losses {
            shift(range);
        }
        for (_, range) in &mut seen.classes {
            shift(range);
        }
        seen.open_math.iter_mut().for_each(shift);
        seen
    }
}

impl Inspector<'_> {
    /// Records a loss at a range of the raw HTML.
    fn lose(&mut self, range: Range<usize>, loss: Loss) {
        self.seen.losses.push((self.html.place(&range), loss));
    }

    /// Records the declarations of an inline style that are removed. `whole` is the range of the attribute.
    fn style(&mut self, raw: &str, whole: &Range<usize>) {
        let start = self.html.range(raw).start;
        let decoded = address::decode(raw);
        let mut at = 0;
        for declaration in decoded.split(';') {
            if let Some(loss) = markup::declaration_lost(declaration.trim()) {
                let begin = start + at + (declaration.len() - declaration.trim_start().len());
                // Character references shift positions, so fall back to the whole attribute.
                let range = if *decoded == *raw {
                    begin..begin + declaration.trim().len()
                } else {
                    whole.clone()
                };
                self.lose(range, loss);
            }
            at += declaration.len() + 1;
        }
    }

    /// Records double dollars in a text, which would delimit a formula if there were two of them.
    fn dollars(&mut self, text: Range<usize>) {
        let Some(written) = self.body.get(text.clone()) else {
            return;
        };
        for (at, mark) in written.match_indices("$$") {
            let start = text.start + at;
            let end = start + mark.len();
            let line = self.body[..start].rsplit('\n').next().unwrap_or_default();
            let is_first = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).is_empty();
            if is_first && !self.body[end..].starts_with('$') {
                self.seen.open_math.push(start..end);
            }
        }
    }

    fn close_picture(&mut self) {
        let Some(picture) = self.picture.take() else { return };
        if picture.words.trim().is_empty() {
            self.seen.missing_alt.push(MissingAlt {
                url: picture.url,
                range: picture.range,
                is_html: false,
            });
        }
    }

    /// Range of the definition with the label of a reference link.
    fn definition(&self, link_type: LinkType, label: &str) -> Option<Range<usize>> {
        if !by_label(link_type) {
            return None;
        }
        let definitions = self
            .definitions
            .get_or_init(|| Parser::new_ext(self.body, self.options))
            .reference_definitions();
        Some(definitions.get(label)?.span.clone())
    }
}

/// Whether a link takes its address from a definition (`[x][label]`).
fn by_label(link_type: LinkType) -> bool {
    matches!(
        link_type,
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
    )
}

/// Finds the range of an address in the body, inside the link or the definition of its label; the whole link if the
/// address is written with escapes.
fn place_of(
    body: &str,
    link: &Range<usize>,
    link_type: LinkType,
    url: &str,
    definition: Option<Range<usize>>,
) -> Range<usize> {
    let within = definition.unwrap_or_else(|| link.clone());
    let text = body.get(within.clone()).unwrap_or_default();
    if url.is_empty() {
        return link.clone();
    }
    let mark = if by_label(link_type) { "]:" } else { "](" };
    let is_address = |at: usize| {
        let before = text[..at].trim_end();
        before.ends_with(mark) || before.ends_with('<')
    };
    let last = || text.rmatch_indices(url).map(|(at, _)| at);
    match last().find(|at| is_address(*at)).or_else(|| last().next()) {
        Some(at) => within.start + at..within.start + at + url.len(),
        None => link.clone(),
    }
}

/// Observes the rendering of a text that stands in no file, for tests.
#[cfg(test)]
pub(crate) fn observe_alone(text: &Text<'_>, frames: &[String]) -> (Rendered, Observations) {
    let context = RenderContext {
        links: LinkContext {
            base: &BasePath::root(),
            directory: "posts",
            renamed: &[],
        },
        words: &Words::default(),
        frames,
        enrichments: "",
        cjk_emphasis: true,
    };
    observe(text, context)
}

#[cfg(test)]
mod tests;
