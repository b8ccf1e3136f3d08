//! Finds the addresses of links and pictures in a Markdown text, and rewrites them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::edited::{Edit, Text};

/// The address of a link or picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destination {
    /// Its place in the text, without brackets or quotes.
    pub(crate) range: Range<usize>,
    /// The address itself, without the text's escapes.
    pub(crate) target: String,
    /// Whether it is in raw HTML.
    pub(crate) raw: bool,
}

/// Escapes a text for Markdown, as the text of a link or elsewhere in a line: `a_b` -> `a\_b`.
pub(crate) fn escape_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '{' | '}' | '#' | '$' | '|' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Replaces the addresses for which `replace` returns another one.
pub(crate) fn rewrite(text: &mut Text, replace: impl Fn(&Destination) -> Option<String>) {
    let edits = destinations(text.as_str())
        .into_iter()
        .filter_map(|destination| {
            let mut address = replace(&destination)?;
            let is_bare = !destination.raw && !text.as_str()[..destination.range.start].ends_with('<');
            if is_bare {
                // Outside of `<…>`, parentheses would have to be balanced.
                address = address.replace('(', "%28").replace(')', "%29").replace(' ', "%20");
            }
            Some(Edit::new(destination.range, address))
        })
        .collect();
    text.edit(edits);
}

/// Returns the addresses of a text in order: of links, pictures and reference definitions, and in raw HTML.
pub(crate) fn destinations(text: &str) -> Vec<Destination> {
    let mut found = Vec::new();
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    for (_, definition) in parser.reference_definitions().iter() {
        let range = definition.span.clone();
        let after_label = text[range.clone()]
            .find("]:")
            .map_or(range.start, |colon| range.start + colon + 2);
        found.extend(locate(text, after_label..range.end, &definition.dest));
    }
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(
                Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url,
                    ..
                }
                | Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url,
                    ..
                },
            ) => {
                // The text of a link may hold pictures, so its own address is the last one that fits.
                let whole = &text[range.clone()];
                let mut starts: Vec<usize> = whole.match_indices("](").map(|(at, _)| at + 2).collect();
                starts.reverse();
                let place = starts
                    .into_iter()
                    .find_map(|at| locate(text, range.start + at..range.end, &dest_url));
                found.extend(place);
            }
            Event::Html(_) | Event::InlineHtml(_) => raw(text, range, &mut found),
            _ => {}
        }
    }
    found.sort_by_key(|destination| destination.range.start);
    found.dedup_by_key(|destination| destination.range.start);
    found
}

/// Finds an address at the beginning of a range, after blanks and `<`.
fn locate(text: &str, range: Range<usize>, target: &str) -> Option<Destination> {
    let part = &text[range.clone()];
    let blank = part.len() - part.trim_start().len();
    let start = range.start + blank + usize::from(part[blank..].starts_with('<'));
    // An address with escapes is found by its end.
    let rest = &text[start..range.end];
    let length = if rest.starts_with(target) {
        target.len()
    } else if text[..start].ends_with('<') {
        rest.find('>')?
    } else {
        let end = rest.find(|next: char| next.is_whitespace()).unwrap_or(rest.len());
        let written = rest[..end].trim_end_matches(')');
        let plain = written.replace('\\', "").replace("&amp;", "&");
        if plain != target {
            return None;
        }
        written.len()
    };
    (!target.is_empty()).then(|| Destination {
        range: start..start + length,
        target: target.to_owned(),
        raw: false,
    })
}

/// Adds the addresses in the attributes of raw HTML.
fn raw(text: &str, range: Range<usize>, found: &mut Vec<Destination>) {
    const NAMES: [&str; 3] = ["href", "src", "poster"];
    let html = &text[range.clone()];
    for name in NAMES {
        for (at, _) in html.match_indices(name) {
            let before = html[..at].chars().next_back();
            let after = html[at + name.len()..].trim_start();
            let Some(value) = after
                .strip_prefix('=')
                .filter(|_| before.is_some_and(char::is_whitespace))
            else {
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            let value = quote.map_or(value, |_| &value[1..]);
            let end = value.find(|next| match quote {
                Some(quote) => next == quote,
                None => next == '>' || char::is_whitespace(next),
            });
            let Some(end) = end else { continue };
            let start = range.end - value.len();
            found.push(Destination {
                range: start..start + end,
                target: value[..end].replace("&amp;", "&"),
                raw: true,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_where_they_stand() {
        for (text, expected) in [
            ("[a](b.md) ![c](<d e.png> \"t\")", vec!["b.md", "d e.png"]),
            ("[![a](b.png)](c.md)", vec!["b.png", "c.md"]),
            ("[a][r]\n\n[r]: /x/y \"t\"\n", vec!["/x/y"]),
            ("[a](b\\_c.md)", vec!["b\\_c.md"]),
            ("`[a](b.md)` <https://example.org/>", vec![]),
            (
                "<a href=\"b.md\"><img data-src='z' src='c d.png'></a>",
                vec!["b.md", "c d.png"],
            ),
            ("<p>\n<img src=a.png>\n</p>", vec!["a.png"]),
        ] {
            let found: Vec<&str> = destinations(text).into_iter().map(|found| &text[found.range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_replaced() {
        let mut text = Text::new("[a](b.md#c) ![d](<e f.png>) <img src=\"g.png\">", 0);
        rewrite(&mut text, |destination| Some(format!("/x (y)/{}", destination.target)));
        assert_eq!(
            text.as_str(),
            "[a](/x%20%28y%29/b.md#c) ![d](</x (y)/e f.png>) <img src=\"/x (y)/g.png\">"
        );
    }
}
