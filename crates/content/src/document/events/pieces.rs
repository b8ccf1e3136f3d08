//! The first reading of a text: its pieces of text outside of code, and what is around each.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::syntax::Syntax;

/// A piece of text.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    /// Whether it is the first of its line.
    pub(super) starts_line: bool,
    pub(super) around: Around,
}

/// Surroundings of a piece of text.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Around {
    /// Number of the block of text, such as a paragraph.
    block: usize,
    /// Number of quotations.
    pub(super) quotes: usize,
    /// Number of list items, definitions and notes.
    pub(super) items: usize,
    /// End of the table cell.
    pub(super) cell: Option<usize>,
    /// End of the link or picture; 0 outside.
    pub(super) link: usize,
    /// Whether it is the address of a link: `<https://example.org>`.
    pub(super) is_address: bool,
}

/// Reads a text and returns its pieces of text outside of code.
pub(super) fn pieces(body: &str, syntax: Syntax) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut code, mut label_end, mut starts_line) = (false, 0, false);
    let mut around = Around {
        block: 0,
        quotes: 0,
        items: 0,
        cell: None,
        link: 0,
        is_address: false,
    };
    for (event, range) in Parser::new_ext(body, syntax.options).into_offset_iter() {
        if range.start >= around.link {
            around.link = 0;
        }
        match &event {
            Event::Text(_) if !code && range.start >= label_end => pieces.push(Piece {
                range,
                starts_line,
                around,
            }),
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                around.link = range.end.max(around.link);
                around.is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                // Its text is the name of a definition, which a mask would change.
                if matches!(link_type, LinkType::Collapsed | LinkType::Shortcut) {
                    label_end = range.end;
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => around.is_address = false,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::Start(tag) => {
                around.block += 1;
                match tag {
                    Tag::CodeBlock(_) => code = true,
                    Tag::TableCell => around.cell = Some(range.end),
                    Tag::BlockQuote(_) => around.quotes += 1,
                    Tag::Item | Tag::DefinitionListDefinition | Tag::FootnoteDefinition(_) => around.items += 1,
                    _ => {}
                }
            }
            Event::End(tag) => {
                around.block += 1;
                match tag {
                    TagEnd::CodeBlock => code = false,
                    TagEnd::TableCell => around.cell = None,
                    TagEnd::BlockQuote(_) => around.quotes -= 1,
                    TagEnd::Item | TagEnd::DefinitionListDefinition | TagEnd::FootnoteDefinition => around.items -= 1,
                    _ => {}
                }
            }
            _ => {}
        }
        // The first text of a block, too: markup before it is no part of the text.
        starts_line = match event {
            Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_) => true,
            Event::Start(tag) => !matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
            ),
            _ => false,
        };
    }
    pieces
}
