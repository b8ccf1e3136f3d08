//! What a break of a line within a paragraph means: a space as in Markdown, or a break, as where generators say so.

use pulldown_cmark::{Event, Options, Parser};

use crate::text::edited::{Edit, Text};

/// Makes each break of a line one that visitors see.
pub(crate) fn keep(text: &mut Text) {
    edit(text, |before, _| {
        let is_broken = before.ends_with("<br>") || before.ends_with("<br/>") || before.ends_with("<br />");
        (!is_broken).then_some("  \n")
    });
}

/// Takes breaks away that stand between letters of scripts without spaces, where browsers would show a space.
pub(crate) fn join_unspaced(text: &mut Text) {
    edit(text, |before, after| {
        let joins =
            before.chars().next_back().is_some_and(is_unspaced) && after.chars().next().is_some_and(is_unspaced);
        joins.then_some("")
    });
}

/// Replaces the breaks for which `with` has something, by the text before and after them.
fn edit(text: &mut Text, with: impl Fn(&str, &str) -> Option<&'static str>) {
    let source = text.as_str();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM;
    let mut edits = Vec::new();
    // The break before, until the text after it is known.
    let mut pending: Option<std::ops::Range<usize>> = None;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        if let Some(line_break) = pending.take() {
            let is_text = matches!(event, Event::Text(_));
            let after = if is_text { &source[range.start..] } else { "" };
            if let Some(with) = with(source[..line_break.start].trim_end_matches(' '), after) {
                // Marks of quotations and items before the text go with a break that goes.
                let end = if with.is_empty() { range.start } else { line_break.end };
                edits.push(Edit::new(line_break.start..end.max(line_break.end), with));
            }
        }
        if matches!(event, Event::SoftBreak) {
            pending = Some(range);
        }
    }
    text.edit(edits);
}

/// Whether a letter or sign belongs to a script that is written without spaces (Chinese, Japanese; Unicode's blocks).
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_kept_or_joined() {
        for (text, kept, joined) in [
            ("a\nb\n\nc\n", "a  \nb\n\nc\n", "a\nb\n\nc\n"),
            (
                "今日は。\n明日も\nabc\n",
                "今日は。  \n明日も  \nabc\n",
                "今日は。明日も\nabc\n",
            ),
            ("> 今日\n> 明日\n", "> 今日  \n> 明日\n", "> 今日明日\n"),
            ("- 今日\n  明日\n", "- 今日  \n  明日\n", "- 今日明日\n"),
            (
                "今日<br>\n明日  \n日\n",
                "今日<br>\n明日  \n日\n",
                "今日<br>\n明日  \n日\n",
            ),
            (
                "```\n今日\n明日\n```\n",
                "```\n今日\n明日\n```\n",
                "```\n今日\n明日\n```\n",
            ),
            ("今日\n**明日**\n", "今日  \n**明日**\n", "今日\n**明日**\n"),
        ] {
            let mut body = Text::new(text, 0);
            keep(&mut body);
            assert_eq!(body.as_str(), kept, "{text}");
            let mut body = Text::new(text, 0);
            join_unspaced(&mut body);
            assert_eq!(body.as_str(), joined, "{text}");
        }
    }
}
