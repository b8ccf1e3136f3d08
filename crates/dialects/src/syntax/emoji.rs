//! Emoji by GitHub's names: `:smile:`.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::edited::{Edit, Text};

/// Replaces emoji names in a text with the emoji, but not in code, addresses and raw HTML: `:x:` -> `❌`.
pub(crate) fn draw(text: &mut Text) {
    let source = text.as_str();
    if source.matches(':').nth(1).is_none() {
        return;
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut in_code = false;
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if !in_code => match ranges.last_mut() {
                // The parser splits text at every character that may be markup: join the parts.
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range),
            },
            _ => {}
        }
    }
    let mut edits = Vec::new();
    for range in ranges {
        // Try each colon with the next one. After a match, the closing colon cannot open another name.
        let mut colons = source[range.clone()].match_indices(':').map(|(at, _)| range.start + at);
        let mut open = colons.next();
        for close in colons {
            let found = open.and_then(|open| Some((open, named(source, open, close)?)));
            open = Some(close);
            if let Some((start, emoji)) = found {
                edits.push(Edit::new(start..close + 1, emoji));
                open = None;
            }
        }
    }
    text.edit(edits);
}

/// Returns the emoji named between two colons, given as offsets. A colon after a letter or digit opens no name.
fn named(source: &str, open: usize, close: usize) -> Option<&'static str> {
    const LONGEST: usize = 60;
    let is_within_word = source[..open].ends_with(|before: char| before.is_alphanumeric());
    let name = source
        .get(open + 1..close)
        .filter(|name| name.len() <= LONGEST && !is_within_word)?;
    emojis::get_by_shortcode(name).map(emojis::Emoji::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_drawn_where_they_are_text() {
        for (source, expected) in [
            ("a :smile: b", "a 😄 b"),
            ("|a|\n|-|\n|:heavy_check_mark:|", "|a|\n|-|\n|✔️|"),
            (":x::x: ::x::", "❌❌ :❌:"),
            ("10:30:45 a:on:b :nothing_such: :", "10:30:45 a:on:b :nothing_such: :"),
            (
                "`:x:` [a](b:x:c) <i title=\":x:\">\n\n```\n:x:\n```",
                "`:x:` [a](b:x:c) <i title=\":x:\">\n\n```\n:x:\n```",
            ),
        ] {
            let mut text = Text::new(source, 0);
            draw(&mut text);
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
