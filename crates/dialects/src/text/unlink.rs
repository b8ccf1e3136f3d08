//! Replaces links to nothing by their text.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::edited::{Edit, Text};

/// Placeholder for the address of a missing file, until [`unlink`] removes it.
pub(crate) const NOWHERE: &str = "feuillet-nowhere:";

/// Removes links and pictures with the address [`NOWHERE`]. The text of a link stays: `[a](feuillet-nowhere:)` -> `a`.
pub(crate) fn unlink(text: &mut Text) {
    let source = text.as_str();
    if !source.contains(NOWHERE) {
        return;
    }
    let is_nowhere = |address: &str| address.starts_with(NOWHERE);
    let mut edits = Vec::new();
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    for (_, definition) in parser.reference_definitions().iter() {
        if is_nowhere(&definition.dest) {
            edits.push(Edit::new(definition.span.clone(), ""));
        }
    }
    // Open links to nowhere: start of the link, start of its text (if it has any) and end of its text.
    let mut open: Vec<(usize, Option<usize>, usize)> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        if let Some((_, first, last)) = open.last_mut()
            && !matches!(event, Event::End(TagEnd::Link))
        {
            first.get_or_insert(range.start);
            *last = range.end.max(*last);
        }
        match event {
            Event::Start(Tag::Link {
                dest_url, link_type, ..
            }) if is_nowhere(&dest_url) => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    edits.push(Edit::new(range, ""));
                } else {
                    open.push((range.start, None, range.start));
                }
            }
            Event::End(TagEnd::Link) => {
                let Some((start, first, last)) = open.last().copied().filter(|(start, ..)| *start == range.start)
                else {
                    continue;
                };
                open.pop();
                // The parser does not count the empty brackets of `[a][]`.
                let empty = if source[range.end..].starts_with("[]") { 2 } else { 0 };
                edits.push(Edit::new(start..first.unwrap_or(range.end), ""));
                edits.push(Edit::new(last.max(start)..range.end + empty, ""));
            }
            Event::Start(Tag::Image { dest_url, .. }) if is_nowhere(&dest_url) => edits.push(Edit::new(range, "")),
            Event::Html(_) | Event::InlineHtml(_) => {
                for (at, _) in source[range.clone()].match_indices(NOWHERE) {
                    let start = range.start + at;
                    edits.push(Edit::new(start..start + NOWHERE.len(), ""));
                }
            }
            _ => {}
        }
    }
    text.edit(edits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_nowhere_become_their_text() {
        for (source, expected) in [
            ("a [b *c*](feuillet-nowhere:#d \"e\") f", "a b *c* f"),
            (
                "a [b][c] [c] [d]\n\n[c]: <feuillet-nowhere:>\n[d]: /x\n",
                "a b c [d]\n\n\n[d]: /x\n",
            ),
            ("![a](feuillet-nowhere:)b", "b"),
            ("[![a](b.png)](feuillet-nowhere:)", "![a](b.png)"),
            ("<feuillet-nowhere:>x", "x"),
            ("<a href=\"feuillet-nowhere:\">x</a>", "<a href=\"\">x</a>"),
            ("[](feuillet-nowhere:)", ""),
            ("`[a](feuillet-nowhere:)`", "`[a](feuillet-nowhere:)`"),
        ] {
            let mut text = Text::new(source, 0);
            unlink(&mut text);
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
