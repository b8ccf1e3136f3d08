//! Pieces of a document that the publisher can enrich ([`super::enrichments`]): code blocks and formulas.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::enrichments::{code_key, formula_key};
use super::events;
use super::events::syntax::Syntax;
use super::observer::Observer;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub content: Content,
    /// Its source, in bytes of the body.
    pub range: Range<usize>,
}

/// Content of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A fenced code block, with the whole info string of its fence.
    Code { info: String, code: String },
    /// A formula, as TeX.
    Formula { tex: String, is_display: bool },
}

impl Content {
    /// Returns the key of its enrichment.
    pub fn key(&self) -> String {
        match self {
            Self::Code { info, code } => code_key(info, code),
            Self::Formula { tex, is_display } => formula_key(tex, *is_display),
        }
    }
}

/// Collects the pieces of a document while it is rendered.
#[derive(Debug, Default)]
pub struct Pieces {
    pub found: Vec<Piece>,
    /// Info string, text and start of the code block that was not closed yet.
    open: Option<(String, String, usize)>,
}

impl Pieces {
    /// Returns the pieces of a body, in order. `math` and `cjk` as for rendering.
    pub fn of(body: &str, math: bool, cjk: bool) -> Vec<Piece> {
        let mut pieces = Self::default();
        events::each(body, Syntax::new(math).with_cjk(cjk), &mut |event, range| {
            pieces.add(&event, range);
        });
        pieces.found
    }

    fn add(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.open = Some((info.to_string(), String::new(), range.start));
            }
            Event::Text(text) => {
                if let Some((_, code, _)) = &mut self.open {
                    code.push_str(text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, code, start)) = self.open.take() {
                    self.found.push(Piece {
                        content: Content::Code { info, code },
                        range: start..range.end,
                    });
                }
            }
            Event::InlineMath(tex) | Event::DisplayMath(tex) => self.found.push(Piece {
                content: Content::Formula {
                    tex: tex.to_string(),
                    is_display: matches!(event, Event::DisplayMath(_)),
                },
                range,
            }),
            _ => {}
        }
    }
}

impl Observer for Pieces {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, is_skipping: bool) {
        if !is_skipping {
            self.add(event, range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_blocks_and_formulas_are_pieces() {
        let body =
            "`no`\n\n- ```rust title=a\n  let x;\n\n  x\n  ```\n\nThen $x$.\n\n$$\ny\n$$\n\n    indented\n\n```\n```\n";
        let found = Pieces::of(body, true, true);
        let code = |info: &str, code: &str| Content::Code {
            info: info.to_owned(),
            code: code.to_owned(),
        };
        let formula = |tex: &str, is_display| Content::Formula {
            tex: tex.to_owned(),
            is_display,
        };
        let contents: Vec<&Content> = found.iter().map(|piece| &piece.content).collect();
        assert_eq!(
            contents,
            [
                &code("rust title=a", "let x;\n\nx\n"),
                &formula("x", false),
                &formula("\ny\n", true),
                &code("", ""),
            ]
        );
        let sources: Vec<&str> = found.iter().map(|piece| &body[piece.range.clone()]).collect();
        assert_eq!(sources[1..], ["$x$", "$$\ny\n$$", "```\n```"]);
        assert!(sources[0].starts_with("```rust title=a"), "{sources:?}");
    }
}
