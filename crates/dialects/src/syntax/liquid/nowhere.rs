//! Broken links: a link to a document that does not exist becomes its text.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::edited::{Edit, Text};

/// Placeholder address of a broken link during translation.
pub(super) const NOWHERE: &str = "feuillet-nowhere:";

/// Replaces links to [`NOWHERE`] with their text, and removes the placeholder everywhere else.
pub(crate) fn unlink(text: &mut Text) {
    if !text.as_str().contains(NOWHERE) {
        return;
    }
    let source = text.as_str();
    let mut edits = Vec::new();
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }) => {
                let is_it = dest_url.starts_with(NOWHERE) && link_type == LinkType::Inline;
                open.push(is_it.then_some((range.start, range.end)));
            }
            Event::End(TagEnd::Link) => {
                if let Some(Some((start, end))) = open.pop()
                    && let Some(address) = source[start..end].rfind("](")
                {
                    edits.push(Edit::new(start..start + 1, ""));
                    edits.push(Edit::new(start + address..end, ""));
                }
            }
            _ => {}
        }
    }
    text.edit(edits);
    let rest = text.as_str().match_indices(NOWHERE);
    let edits = rest.map(|(at, mark)| Edit::new(at..at + mark.len(), "")).collect();
    text.edit(edits);
}
