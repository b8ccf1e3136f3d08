//! Markdown as plain text.

use pulldown_cmark::{Event, TagEnd};

use super::events;
use super::events::syntax::Syntax;

/// Converts a short piece of Markdown, such as an excerpt, to plain text.
pub fn plain_text(markdown: &str, math: bool) -> String {
    let mut text = String::new();
    events::each(markdown, Syntax::new(math), &mut |event, _| {
        push_text(&mut text, &event);
    });
    text.trim().to_owned()
}

/// Appends the text of an event; line breaks and block ends become spaces. TeX is copied as it is.
pub fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(piece) | Event::Code(piece) | Event::InlineMath(piece) | Event::DisplayMath(piece) => {
            text.push_str(piece);
        }
        Event::SoftBreak
        | Event::HardBreak
        | Event::End(
            TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition,
        ) => text.push(' '),
        _ => {}
    }
}
