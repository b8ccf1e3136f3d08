//! The Markdown parser's options, and the plain text of a piece of Markdown.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// `CommonMark`, the extensions of GitHub that authors expect, and definition lists. Smart punctuation is off: it makes
/// English quotes. TeX is `math` of those who ask for it: to others, dollars are money.
pub fn options(math: bool) -> Options {
    let math = if math { Options::ENABLE_MATH } else { Options::empty() };
    math | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// The plain text of a short piece of Markdown, such as an excerpt.
pub fn plain_text(markdown: &str, math: bool) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options(math)) {
        push_text(&mut text, &event);
    }
    text.trim().to_owned()
}

/// Adds the text of an event; line breaks and the ends of blocks become spaces. TeX is its own text.
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
