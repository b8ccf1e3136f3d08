//! Documents as the search engine takes them: what a visitor reads, by field.
//!
//! The text is taken from the rendered HTML, so that exactly what is shown is found, whatever it was written in. Where
//! sections start in the Markdown, an observer of the same rendering tells.

use std::ops::Range;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::document::observer::Observer;
use feuillet_content::document::plain_text::push_text;
use feuillet_content::document::rendering::Rendered;
use feuillet_content::document::sanitize::address::decode;
use feuillet_content::document::sanitize::tokens::{self, Tag, Token};
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::route::Taxonomy;
use feuillet_search::format::documents::{Record, Section};
use feuillet_search::format::field::{Field, TermKind};
use feuillet_search::indexing::analysis::Document;
use pulldown_cmark::{Event, HeadingLevel, Tag as Element, TagEnd};

use crate::library::located::Text;
use crate::library::{Entry, Library};

/// Everything that a document depends on besides its file.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) base: &'a BasePath,
    pub(super) library: &'a Library,
    pub(super) frames: &'a [String],
    pub(super) cjk_emphasis: bool,
}

impl Context<'_> {
    /// Describes all of it that can change a document.
    pub(super) fn describe(&self) -> String {
        let language = &self.library.language;
        format!(
            "{language} {:?} {} {:?}",
            self.frames, self.cjk_emphasis, self.library.words
        )
    }
}

/// Reads the document of an entry.
///
/// # Errors
///
/// When its file cannot be read.
pub(super) fn document(entry: &Entry, context: Context<'_>) -> Result<Document> {
    let text = Text::of(&entry.source)?;
    let (document, start) = text.document();
    let rendering = RenderContext {
        links: LinkContext {
            base: context.base,
            directory: entry.source.directory(),
            renamed: &[],
        },
        words: &context.library.words,
        frames: context.frames,
        enrichments: "",
        cjk_emphasis: context.cjk_emphasis,
    };
    let (rendered, headings) = document.render_observed(rendering, Headings::default());
    let record = Record {
        address: entry.route().path(),
        title: entry.summary.title.clone(),
        date: entry.summary.date_text.clone(),
        length: text.rendered().len(),
        sections: sections(&rendered, headings.found, start),
    };
    let mut pieces = pieces(&rendered.html);
    let cover = entry.meta.cover.as_ref().map(|cover| cover.alt.clone());
    let facts = entry.meta.description.iter().chain(&cover);
    pieces.extend(facts.map(|text| (Field::Text, text.clone())));
    // Visitors may type a date as lists have it, or as programs do.
    pieces.extend(entry.meta.date.map(|date| (Field::Facts, date.to_string())));
    let series = entry.terms(Taxonomy::Series).iter();
    pieces.extend(series.map(|term| (Field::Facts, term.name.clone())));
    let named = |kind, names: &[String]| names.iter().map(|name| (kind, name.clone())).collect::<Vec<_>>();
    let mut terms = named(TermKind::Tag, &entry.meta.tags);
    terms.extend(named(TermKind::Category, &entry.meta.categories));
    terms.extend(named(TermKind::Author, &entry.meta.authors));
    // The blog's author has no page, and is that of all posts without another one.
    let authors = entry
        .terms(Taxonomy::Authors)
        .iter()
        .filter(|_| entry.meta.authors.is_empty());
    terms.extend(authors.map(|author| (TermKind::Author, author.name.clone())));
    let language = entry.meta.language.as_ref().unwrap_or(&context.library.language);
    Ok(Document {
        record,
        language: language.clone(),
        pieces,
        terms,
    })
}

/// Places of the headings in Markdown that the outline has, too.
#[derive(Default)]
struct Headings {
    /// Start in the body, and text.
    found: Vec<(usize, String)>,
    open: Option<(usize, String)>,
}

impl Observer for Headings {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, is_skipping: bool) {
        match event {
            Event::Start(Element::Heading { level, .. }) if *level <= HeadingLevel::H3 && !is_skipping => {
                self.open = Some((range.start, String::new()));
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading = self.open.take().map(|(start, text)| (start, text.trim().to_owned()));
                self.found.extend(heading.filter(|(_, text)| !text.is_empty()));
            }
            _ => {
                if let Some((_, text)) = &mut self.open {
                    push_text(text, event);
                }
            }
        }
    }
}

/// Returns the sections of a document whose body is at `start` of its Markdown.
fn sections(rendered: &Rendered, headings: Vec<(usize, String)>, start: usize) -> Vec<Section> {
    // The opening heading that serves as the title has no section.
    let mut headings = headings.into_iter().peekable();
    let sections = rendered.outline.iter().filter_map(|section| {
        let (place, _) = headings.find(|(_, text)| *text == section.text)?;
        Some(Section {
            start: start + place,
            id: section.id.clone(),
        })
    });
    sections.collect()
}

/// Elements inside of which a word goes on.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "u", "var", "wbr",
];

/// Returns the text of rendered HTML by field.
fn pieces(html: &str) -> Vec<(Field, String)> {
    let mut pieces: Vec<(Field, String)> = Vec::new();
    let mut heading = false;
    let mut code = 0_usize;
    let mut is_title_of_alert = false;
    let mut rest = html;
    while let Some(token) = tokens::next(&mut rest) {
        let field = match (heading, code) {
            (true, _) => Field::Heading,
            (false, 0) => Field::Text,
            (false, _) => Field::Code,
        };
        match token {
            Token::Text(text) if !is_title_of_alert => push(&mut pieces, field, &decode(text)),
            Token::Text(_) | Token::Nothing => {}
            Token::Start(tag) => {
                match tag.name {
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => heading = true,
                    "pre" => code += 1,
                    _ => {}
                }
                is_title_of_alert = attribute(&tag, "class") == Some("alert-title");
                if !INLINE.contains(&tag.name) {
                    pieces.push((field, String::new()));
                }
                if let Some(alt) = attribute(&tag, "alt").filter(|_| tag.name == "img") {
                    pieces.push((field, decode(alt).into_owned()));
                    pieces.push((field, String::new()));
                }
            }
            Token::End(name) => {
                match name {
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => heading = false,
                    "pre" => code = code.saturating_sub(1),
                    _ => {}
                }
                is_title_of_alert = false;
                if !INLINE.contains(&name) {
                    pieces.push((field, String::new()));
                }
            }
        }
    }
    pieces.retain(|(_, text)| !text.trim().is_empty());
    pieces
}

/// Appends a text to the last piece, if that is of the same field.
fn push(pieces: &mut Vec<(Field, String)>, field: Field, text: &str) {
    match pieces.last_mut() {
        Some((last, piece)) if *last == field => piece.push_str(text),
        _ => pieces.push((field, text.to_owned())),
    }
}

fn attribute<'html>(tag: &Tag<'html>, name: &str) -> Option<&'html str> {
    let mut attributes = tag.attributes.iter();
    attributes.find(|(known, _)| *known == name).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart_by_field() {
        let html = "<h2 id=\"a\"><a href=\"#a\">On <em>pa</em>per</a></h2>\n<p>It&amp;s <b>th</b>in<br />\nhere\
                    <sup><a>1</a></sup></p>\n<pre><code>let x;</code></pre>\n<img src=\"x\" alt=\"A &quot;fold&quot;\" />\
                    <p class=\"alert-title\">Note</p><p>that</p>";
        let expected = [
            (Field::Heading, "On paper"),
            (Field::Text, "It&s thin"),
            (Field::Text, "\nhere"),
            (Field::Text, "1"),
            (Field::Code, "let x;"),
            (Field::Text, "A \"fold\""),
            (Field::Text, "that"),
        ];
        assert_eq!(pieces(html), expected.map(|(field, text)| (field, text.to_owned())));
    }
}
