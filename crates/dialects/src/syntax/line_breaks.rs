//! Line breaks within a paragraph: spaces as in Markdown, or visible breaks, as some generators render them.

use pulldown_cmark::{Event, Options, Parser};

use crate::text::edited::{Edit, Text};

/// Turns each soft line break into a hard one (two trailing spaces), except after `<br>`.
pub(crate) fn keep(text: &mut Text) {
    edit(text, |before, _| {
        let is_broken = before.ends_with("<br>") || before.ends_with("<br/>") || before.ends_with("<br />");
        (!is_broken).then_some("  \n")
    });
}

/// Removes line breaks between characters of scripts without spaces, where browsers would render a space.
pub(crate) fn join_unspaced(text: &mut Text) {
    edit(text, |before, after| {
        let joins =
            before.chars().next_back().is_some_and(is_unspaced) && after.chars().next().is_some_and(is_unspaced);
        joins.then_some("")
    });
}

/// Replaces soft line breaks with the result of `with`, which gets the text before and after the break. Nothing leaves
/// a break as it is.
fn edit(text: &mut Text, with: impl Fn(&str, &str) -> Option<&'static str>) {
    let source = text.as_str();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM;
    let mut edits = Vec::new();
    // The last break, kept until the event after it is known.
    let mut pending: Option<std::ops::Range<usize>> = None;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        if let Some(line_break) = pending.take() {
            let is_text = matches!(event, Event::Text(_));
            let after = if is_text { &source[range.start..] } else { "" };
            if let Some(with) = with(source[..line_break.start].trim_end_matches(' '), after) {
                // If the break is removed, so are `> ` and indentation at the start of the next line.
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

/// Whether a character belongs to a script written without spaces (Chinese and Japanese, by Unicode block).
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
