//! The picture that a text begins with.

use feuillet_content::document::events::syntax::Syntax;
use feuillet_content::document::sanitize::address::decode;
use feuillet_content::document::sanitize::tokens::{self, Token};
use feuillet_content::post_meta::PostMeta;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// A picture that opens a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// Its address, without escapes.
    pub(super) source: String,
    /// If it has no alternative text, the place for one.
    pub(super) undescribed: Option<Alt>,
}

/// Place of a missing alternative text, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alt {
    pub(super) at: usize,
    pub(super) raw: bool,
}

/// Elements that may stand around a picture, and are nothing to see themselves.
const FRAMES: &str = "a article b br center div em figure header i link main meta p picture section source span strong table tbody td tr";

/// Finds the picture that a text begins with, if nothing is shown before it. Links, figures and a heading that repeats
/// the title may stand around or before it.
pub(super) fn opening(body: &str, meta: &PostMeta) -> Option<Opening> {
    let mut heading: Option<String> = None;
    let mut events = Parser::new_ext(body, Syntax::new(meta.math).options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let inside = events.take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Image)));
                let is_described = inside.into_iter().any(|(event, _)| match event {
                    Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
                    _ => false,
                });
                let at = range.start + "![".len();
                return Some(Opening {
                    source: dest_url.into_string(),
                    undescribed: (!is_described).then_some(Alt { at, raw: false }),
                });
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                let text = heading.take()?;
                let repeats = match &meta.title {
                    Some(title) => text.trim() == title.trim(),
                    // It is the title.
                    None => level == HeadingLevel::H1,
                };
                if !repeats {
                    return None;
                }
            }
            Event::Text(text) | Event::Code(text) => match &mut heading {
                Some(heading) => heading.push_str(&text),
                None if text.trim().is_empty() => {}
                None => return None,
            },
            Event::Html(_) | Event::InlineHtml(_) => match in_html(&body[range.clone()], range.start) {
                Ok(None) => {}
                Ok(found) => return found,
                Err(Visible) => return None,
            },
            // A tag may span several lines, each of which is an event.
            Event::Start(Tag::HtmlBlock) => {
                match in_html(&body[range.clone()], range.start) {
                    Ok(None) => {}
                    Ok(found) => return found,
                    Err(Visible) => return None,
                }
                for (event, _) in events.by_ref() {
                    if matches!(event, Event::End(TagEnd::HtmlBlock)) {
                        break;
                    }
                }
            }
            // Notes are shown at the end.
            Event::Start(Tag::FootnoteDefinition(_)) => {
                for (event, _) in events.by_ref() {
                    if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
                        break;
                    }
                }
            }
            Event::Start(Tag::Paragraph | Tag::Link { .. } | Tag::Emphasis | Tag::Strong)
            | Event::End(_)
            | Event::SoftBreak
            | Event::HardBreak => {}
            _ if heading.is_some() => {}
            _ => return None,
        }
    }
    None
}

/// Something other than a picture is shown.
struct Visible;

/// Finds the picture that raw HTML begins with; none if nothing is shown. `start` is its place in the text.
fn in_html(html: &str, start: usize) -> Result<Option<Opening>, Visible> {
    let mut rest = html;
    while let Some(token) = tokens::next(&mut rest) {
        match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("img") => {
                let value = |name: &str| {
                    let mut named = tag.attributes.iter();
                    let found = named.find(|(found, _)| found.eq_ignore_ascii_case(name));
                    found.map(|(_, value)| decode(value))
                };
                let Some(source) = value("src") else {
                    return Err(Visible);
                };
                let is_described = value("alt").is_some_and(|alt| !alt.trim().is_empty());
                let tag_end = tag.name.as_ptr().addr() - html.as_ptr().addr() + tag.name.len();
                return Ok(Some(Opening {
                    source: source.trim().to_owned(),
                    undescribed: (!is_described).then_some(Alt {
                        at: start + tag_end,
                        raw: true,
                    }),
                }));
            }
            Token::Start(tag)
                if ["script", "style"]
                    .iter()
                    .any(|name| tag.name.eq_ignore_ascii_case(name)) =>
            {
                tokens::skip_to_end_of(tag.name, &mut rest);
            }
            Token::Start(tag) => {
                let is_frame = FRAMES.split(' ').any(|frame| tag.name.eq_ignore_ascii_case(frame));
                if !is_frame {
                    return Err(Visible);
                }
            }
            Token::Text(text) if !text.trim().is_empty() => return Err(Visible),
            Token::Text(_) | Token::End(_) | Token::Nothing => {}
        }
    }
    Ok(None)
}
