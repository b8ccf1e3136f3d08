//! Parses a document's Markdown with source positions, and collects its addresses, classes, pictures without
//! alternative text, and raw HTML that the sanitizer removes.

use std::cell::LazyCell;
use std::ops::Range;

use feuillet_content::address::{Purpose, allowed, clean};
use feuillet_content::document::plain_text::{options, push_text};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::markup;
use super::raw::{Piece, RawHtml};
use crate::inspect::seen::{Address, Seen, Wordless};
use crate::library::located::Text;

/// A Markdown picture whose end has not been parsed yet.
struct Picture {
    url: String,
    range: Range<usize>,
    /// Alternative text so far.
    words: String,
    /// Number of open elements inside its alternative text.
    depth: usize,
}

/// Walks through a document. `frames` are the hosts that posts may embed.
pub(crate) fn walk(text: &Text<'_>, frames: &[String]) -> Seen {
    let (document, start) = text.document();
    let mut seen = walk_body(document.body, document.meta.math, frames);
    let shift = |range: &mut Range<usize>| {
        range.start += start;
        range.end += start;
    };
    for address in &mut seen.addresses {
        shift(&mut address.range);
    }
    for picture in &mut seen.without_words {
        shift(&mut picture.range);
    }
    for (range, _) in &mut seen.losses {
        shift(range);
    }
    for (_, range) in &mut seen.classes {
        shift(range);
    }
    seen
}

/// Walks through the body of a document; ranges start at the body.
fn walk_body(body: &str, math: bool, frames: &[String]) -> Seen {
    let mut seen = Seen::default();
    let mut raw = RawHtml::new(frames);
    let mut block: Option<Vec<Piece<'_>>> = None;
    let mut picture: Option<Picture> = None;
    // Parsed lazily: only reference links need the definitions, which take a second pass.
    let definitions = LazyCell::new(|| Parser::new_ext(body, options(math)));
    let definition = |link_type, label: &str| {
        let found = by_label(link_type).then(|| definitions.reference_definitions().get(label));
        found.flatten().map(|definition| definition.span.clone())
    };
    for (event, range) in Parser::new_ext(body, options(math)).into_offset_iter() {
        // Inside a picture, collect its alternative text up to its end.
        if let Some(open) = &mut picture {
            match &event {
                Event::Start(_) => open.depth += 1,
                Event::End(_) if open.depth > 0 => open.depth -= 1,
                Event::End(_) => {
                    if open.words.trim().is_empty() {
                        seen.without_words.push(Wordless {
                            url: std::mem::take(&mut open.url),
                            range: open.range.clone(),
                            is_html: false,
                        });
                    }
                    picture = None;
                }
                _ => push_text(&mut open.words, &event),
            }
            continue;
        }
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(Vec::new()),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(pieces) = block.take() {
                    raw.read(&pieces, &mut seen);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let piece = Piece {
                    html,
                    start: range.start,
                };
                match &mut block {
                    Some(block) => block.push(piece),
                    None => raw.read(&[piece], &mut seen),
                }
            }
            Event::Start(Tag::Link {
                link_type: LinkType::Email,
                ..
            }) => raw.enter("a"),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                let at = place_of(body, &range, link_type, &dest_url, definition(link_type, &id));
                see(&mut seen, &raw, &dest_url, at, Purpose::Link);
                raw.enter("a");
            }
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                let at = place_of(body, &range, link_type, &dest_url, definition(link_type, &id));
                let is_kept = see(&mut seen, &raw, &dest_url, at, Purpose::Picture);
                if is_kept && !raw.is_skipping() {
                    picture = Some(Picture {
                        url: dest_url.into_string(),
                        range,
                        words: String::new(),
                        depth: 0,
                    });
                } else {
                    raw.enter("");
                }
            }
            Event::Start(tag) => {
                if let Tag::Heading { classes, .. } = &tag
                    && !raw.is_skipping()
                {
                    let text = body.get(range.clone()).unwrap_or_default();
                    seen.classes.extend(classes.iter().map(|class| {
                        let at = text.rfind(&format!(".{class}")).map(|at| range.start + at + 1);
                        (class.to_string(), at.map_or(range.clone(), |at| at..at + class.len()))
                    }));
                }
                raw.enter(element(&tag));
            }
            Event::End(_) => raw.leave(),
            Event::Rule => {
                raw.enter("hr");
                raw.leave();
            }
            _ => {}
        }
    }
    seen
}

/// Records an address in Markdown, and its loss if it is not allowed. Returns whether it is.
fn see(seen: &mut Seen, raw: &RawHtml<'_>, url: &str, range: Range<usize>, purpose: Purpose) -> bool {
    let is_kept = allowed(url, purpose).is_some();
    if !is_kept && !raw.is_skipping() {
        seen.losses.push((range.clone(), markup::refused(url, purpose)));
    }
    seen.addresses.push(Address {
        url: clean(url).into_owned(),
        range,
        purpose,
    });
    is_kept
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

/// HTML element for a Markdown tag. Only whether it is a block matters to raw HTML around it.
fn element(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "p",
        Tag::Heading { .. } => "h2",
        Tag::BlockQuote(_) => "blockquote",
        Tag::CodeBlock(_) => "pre",
        Tag::List(_) => "ul",
        Tag::Item => "li",
        Tag::Table(_) => "table",
        _ => "em",
    }
}

#[cfg(test)]
mod tests;
