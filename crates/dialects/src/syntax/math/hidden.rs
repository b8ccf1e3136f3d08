//! Hides blocks of TeX from a translation, for TeX is no syntax of any generator: `{{a}}` is no tag in it, and a line that
//! starts with `:` no definition.
//!
//! Each block becomes `$$word$$` in one line, by a word that the text does not contain. When all else is translated,
//! the block returns, with the margin of the line where it is then: a quotation may have come around it.

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use pulldown_cmark::Event;

use super::{is_tex, on_one_line};
use crate::front_matter::fields::Fields;
use crate::text::edited::{Edit, Text};

/// The blocks of TeX of a text, while they are hidden.
pub(crate) struct Hidden {
    /// Start of the words that stand for blocks.
    mark: String,
    blocks: Vec<Block>,
}

struct Block {
    /// The TeX without the margin of its lines.
    tex: String,
    /// As the author wrote it, dollars included.
    written: String,
    /// Text before it in its line.
    margin: String,
}

/// Hides the blocks of a text.
pub(crate) fn hide(text: &mut Text) -> Hidden {
    let source = text.as_str();
    let mut hidden = Hidden {
        mark: "Formula".to_owned(),
        blocks: Vec::new(),
    };
    if !source.contains("$$") {
        return hidden;
    }
    while source.contains(&hidden.mark) {
        hidden.mark.push('q');
    }
    let mut edits = Vec::new();
    events::each(source, Syntax::new(false), &mut |event, range| {
        // Liquid's own tags are for Liquid.
        if let Event::DisplayMath(tex) = event
            && !tex.contains("raw %}")
            && !tex.contains("raw -%}")
        {
            edits.push(Edit::new(range.clone(), format!("$${}$$", hidden.word(edits.len()))));
            hidden.blocks.push(Block {
                tex: tex.to_string(),
                margin: margin(source, range.start).to_owned(),
                written: source[range].to_owned(),
            });
        }
    });
    text.edit(edits);
    hidden
}

impl Hidden {
    /// Whether the blocks are clearly TeX.
    pub(crate) fn is_tex(&self) -> bool {
        self.blocks.iter().any(|block| is_tex(&block.tex, true))
    }

    /// Puts the blocks back.
    pub(crate) fn show(&self, text: &mut Text, fields: &mut Fields) {
        if self.blocks.is_empty() {
            return;
        }
        let source = text.as_str();
        let edits = self.words(source).map(|(at, length, block)| {
            let one_line = || Edit::new(at..at + length, on_one_line(&block.tex));
            let (Some(before), Some(after)) = (
                source[..at].strip_suffix("$$"),
                source[at + length..].strip_prefix("$$"),
            ) else {
                return one_line();
            };
            let (start, end) = (before.len(), source.len() - after.len());
            let margin = margin(source, start);
            let ends_line = after.lines().next().is_none_or(|rest| rest.trim().is_empty());
            if !ends_line || !margin.trim_matches(is_of_margin).is_empty() {
                return one_line();
            }
            if margin == block.margin {
                return Edit::restoring(start..end, block.written.as_str());
            }
            let below: String = margin
                .chars()
                .map(|sign| if sign == '>' || sign.is_whitespace() { sign } else { ' ' })
                .collect();
            Edit::new(
                start..end,
                format!("$${}$$", block.tex.replace('\n', &format!("\n{below}"))),
            )
        });
        text.edit(edits.collect());
        let meta = &mut fields.meta;
        for text in [&mut meta.title, &mut meta.excerpt, &mut meta.description]
            .into_iter()
            .flatten()
        {
            if text.contains(&self.mark) {
                let mut whole = Text::new(text, 0);
                let edits = self.words(text);
                let edits = edits.map(|(at, length, block)| Edit::new(at..at + length, on_one_line(&block.tex)));
                whole.edit(edits.collect());
                whole.as_str().clone_into(text);
            }
        }
    }

    /// The word for a block: letters only, since digits are signs of TeX.
    fn word(&self, number: usize) -> String {
        let digits = number
            .to_string()
            .bytes()
            .map(|digit| char::from(b'a' + digit - b'0'))
            .collect::<String>();
        [&self.mark, &*digits, "z"].concat()
    }

    /// Finds the words in a text: position, length and block of each.
    fn words<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, &'a Block)> {
        text.match_indices(&self.mark).filter_map(|(at, mark)| {
            let rest = &text[at + mark.len()..];
            let letters = rest.find('z')?;
            let digits = rest[..letters]
                .bytes()
                .map(|letter| char::from(letter.wrapping_sub(b'a').wrapping_add(b'0')));
            let number: usize = digits.collect::<String>().parse().ok()?;
            Some((at, mark.len() + letters + 1, self.blocks.get(number)?))
        })
    }
}

/// Returns what is before a position in its line.
fn margin(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    &text[start..at]
}

/// Whether this may stand between the start of a line and a block: quotations, list items, definitions, notes.
fn is_of_margin(sign: char) -> bool {
    sign.is_whitespace() || sign.is_ascii_digit() || "->+*.):".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hides the blocks of a text, replaces a piece of it, and puts them back.
    fn shown(source: &str, from: &str, to: &str) -> String {
        let mut text = Text::new(source, 0);
        let hidden = hide(&mut text);
        assert!(!text.as_str().contains('\\'), "{}", text.as_str());
        let at = text.as_str().find(from).expect("a piece");
        text.edit(vec![Edit::new(at..at + from.len(), to)]);
        let mut fields = Fields::default();
        fields.meta.excerpt = Some(text.as_str().to_owned());
        hidden.show(&mut text, &mut fields);
        assert!(!fields.meta.excerpt.unwrap_or_default().contains("Formulaaz"));
        text.as_str().to_owned()
    }

    #[test]
    fn blocks_return_with_the_margin_of_where_they_are() {
        for (source, from, to, expected) in [
            ("a\n\n$$\n\\x\n$$\n", "a", "b", "b\n\n$$\n\\x\n$$\n"),
            (
                "a\n\n$$\n\\x\n- y\n$$\n",
                "$$",
                "> $$",
                "a\n\n> $$\n> \\x\n> - y\n> $$\n",
            ),
            ("> $$\n> \\x\n> $$\n", "> ", "", "$$\n\\x\n$$\n"),
            ("a\n\n$$\n\\x\n$$\n", "$$", "1. $$", "a\n\n1. $$\n   \\x\n   $$\n"),
            ("é\n\n$$\n\\x % y\n z\n$$\n", "\n\n$$", "$", "é$\\x z$$\n"),
            ("$$\n\\x\n$$\n", "$$", "$", "$\\x$$\n"),
            ("$$\n\\x\n$$\n", "$$", "see $$", "see $$\\x$$\n"),
            ("Formula $$ a\n\n$$\n\\x\n$$", " a", " b", "Formula $$ b\n\n$$\n\\x\n$$"),
        ] {
            assert_eq!(shown(source, from, to), expected, "{source}");
        }
        let many = "$$\n\\x\n$$\n\n".repeat(30);
        assert_eq!(shown(&many, "\n", "\n"), many);
    }
}
