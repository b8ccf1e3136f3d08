//! Excerpts that end at a mark in the text: `<!--more-->`, or a separator from the settings.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::front_matter::fields::Fields;
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};

/// Maximum length of an excerpt, in characters. Longer ones are cut.
const LONGEST: usize = 1000;

/// Makes the text before the mark the excerpt, unless the front matter has one, and removes the mark if it is a
/// comment. The front matter's separator takes precedence over `separator`, the one from the settings.
pub(crate) fn take(text: &mut Text, fields: &mut Fields, separator: Option<&str>) {
    let source = text.as_str();
    let separator = fields.excerpt_separator.as_deref().or(separator);
    let Some((mark, goes)) = find(source, separator) else {
        return;
    };
    if fields.meta.excerpt.is_none() {
        let excerpt = plain(&source[..mark.start]);
        fields.meta.excerpt = Some(excerpt).filter(|excerpt| !excerpt.is_empty());
    }
    if goes {
        text.edit(vec![Edit::new(mark, "")]);
    }
}

/// Finds the mark. Returns its range, and whether it is a comment, which must not be visible.
fn find(source: &str, separator: Option<&str>) -> Option<(Range<usize>, bool)> {
    let mut code: Option<Code> = None;
    let mut is_text = |at: usize| {
        !code
            .get_or_insert_with(|| Code::of(source, Indented::IsCode))
            .contains(at)
    };
    // A blank separator, such as Jekyll's default of an empty line, means the first paragraph. Lists show that anyway.
    if let Some(separator) = separator.filter(|separator| !separator.trim().is_empty()) {
        let found = source.match_indices(separator).find(|(at, _)| is_text(*at));
        if let Some((at, mark)) = found {
            let is_comment = mark.trim().starts_with("<!--") || mark.trim().starts_with("{/*");
            return Some((at..at + mark.len(), is_comment));
        }
    }
    for (opening, closing) in [("<!--", "-->"), ("{/*", "*/}")] {
        for (at, _) in source.match_indices(opening) {
            let inner = &source[at + opening.len()..];
            // Marks are short: look at the next 40 characters only.
            let end = inner.char_indices().nth(40).map_or(inner.len(), |(end, _)| end);
            let Some(length) = inner[..end].find(closing) else {
                continue;
            };
            if is_mark(&inner[..length]) && is_text(at) {
                return Some((at..at + opening.len() + length + closing.len(), true));
            }
        }
    }
    None
}

/// Whether the text of a comment is one of the usual marks.
fn is_mark(comment: &str) -> bool {
    const WORDS: [&str; 6] = ["more", "excerpt", "truncate", "readmore", "read more", "end excerpt"];
    WORDS.iter().any(|word| comment.trim().eq_ignore_ascii_case(word))
}

/// Returns the plain text of Markdown without headings, code blocks, pictures and footnotes.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Image { .. } | Tag::FootnoteDefinition(_)) => {
                hidden += 1;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Image | TagEnd::FootnoteDefinition) => {
                hidden = hidden.saturating_sub(1);
            }
            Event::Text(piece) | Event::Code(piece) if hidden == 0 => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    // Collapse whitespace, and cut a long excerpt after a whole word.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..end])
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_before_the_mark_is_the_excerpt() {
        for (source, separator, excerpt, left) in [
            ("a *b*\n<!--more-->\nc", None, Some("a b"), "a *b*\n\nc"),
            ("a<!-- MORE -->\n\nc", None, Some("a"), "a\n\nc"),
            (
                "# T\n\na [b](c)\n\n- d\n\n<!-- excerpt -->\n\ne",
                None,
                Some("a b d"),
                "# T\n\na [b](c)\n\n- d\n\n\n\ne",
            ),
            ("a\n\n{/* truncate */}\n\nb", None, Some("a"), "a\n\n\n\nb"),
            (
                "`<!--more-->` a\n\n<!--more-->\nb",
                None,
                Some("<!--more--> a"),
                "`<!--more-->` a\n\n\nb",
            ),
            ("```\n<!--more-->\n```\n", None, None, "```\n<!--more-->\n```\n"),
            ("<!-- not more -->\na", None, None, "<!-- not more -->\na"),
            ("a\n\n---\n\nb", Some("\n---\n"), Some("a"), "a\n\n---\n\nb"),
            ("a\n\n<!-- cut -->\n\nb", Some("<!-- cut -->"), Some("a"), "a\n\n\n\nb"),
            ("a\n\nb", Some("\n\n"), None, "a\n\nb"),
            ("<!--more-->\na", None, None, "\na"),
        ] {
            let mut text = Text::new(source, 0);
            let mut fields = Fields::default();
            take(&mut text, &mut fields, separator);
            assert_eq!(fields.meta.excerpt.as_deref(), excerpt, "{source}");
            assert_eq!(text.as_str(), left, "{source}");
        }
    }

    #[test]
    fn a_key_comes_first() {
        let mut text = Text::new("a<!--more-->b", 0);
        let mut fields = Fields::default();
        fields.meta.excerpt = Some("own".to_owned());
        take(&mut text, &mut fields, None);
        assert_eq!(fields.meta.excerpt.as_deref(), Some("own"));
        assert_eq!(text.as_str(), "ab");
    }
}
