//! The Markdown parser's options, and Markdown as plain text.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// Returns the parser's options: `CommonMark`, GitHub's common extensions and definition lists. Smart punctuation is
/// off, because it makes English quotes. TeX is on only with `math`: otherwise dollar signs are money.
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

/// Converts a short piece of Markdown, such as an excerpt, to plain text.
pub fn plain_text(markdown: &str, math: bool) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options(math)) {
        push_text(&mut text, &event);
    }
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
