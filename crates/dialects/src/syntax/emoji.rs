//! Emoji by GitHub's names: `:smile:`.

use std::ops::Range;

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::text::edited::{Edit, Text};

/// Replaces emoji names in a text with the emoji, but not in code, formulas, addresses and raw HTML: `:x:` -> `❌`. With
/// `math`, dollars in lines delimit formulas.
pub(crate) fn draw(text: &mut Text, math: bool) {
    let source = text.as_str();
    if source.matches(':').nth(1).is_none() {
        return;
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut closed = 0_usize;
    events::each(source, Syntax::new(math), &mut |event, range| match event {
        Event::Start(Tag::CodeBlock(_)) => closed += 1,
        Event::End(TagEnd::CodeBlock) => closed -= 1,
        Event::Text(_) if closed == 0 => ranges.push(range),
        _ => {}
    });
    let mut edits = Vec::new();
    for range in ranges {
        // Try each colon with the next one. After a match, the closing colon cannot open another name.
        let mut colons = source[range.clone()].match_indices(':').map(|(at, _)| range.start + at);
        let mut open = colons.next();
        let mut end = 0;
        for close in colons {
            // In `a::b::c`, colons separate.
            let is_second = |open: usize| open > end && source[..open].ends_with(':');
            let found = open.filter(|open| !is_second(*open));
            let found = found.and_then(|open| Some((open, named(source, open, close)?)));
            open = Some(close);
            if let Some((start, emoji)) = found {
                edits.push(Edit::new(start..close + 1, emoji));
                open = None;
                end = close + 1;
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
            (":x::x:", "❌❌"),
            ("std::vec::x::y and a::b::c", "std::vec::x::y and a::b::c"),
            ("$f :on: g$ and $$:on:$$", "$f :on: g$ and $$:on:$$"),
            ("10:30:45 a:on:b :nothing_such: :", "10:30:45 a:on:b :nothing_such: :"),
            (
                "`:x:` [a](b:x:c) <i title=\":x:\">\n\n```\n:x:\n```",
                "`:x:` [a](b:x:c) <i title=\":x:\">\n\n```\n:x:\n```",
            ),
        ] {
            let mut text = Text::new(source, 0);
            draw(&mut text, true);
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
