//! Films and sounds: a picture whose file is one, or its bare address on a line of its own, becomes a player.

use std::ops::Range;

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::syntax::blocks::quote;
use crate::text::edited::{Edit, Text};

/// Extensions of files that browsers play, and the element for them (WHATWG HTML, media elements).
const MEDIA: [(&str, &str); 10] = [
    ("flac", "audio"),
    ("m4a", "audio"),
    ("m4v", "video"),
    ("mp3", "audio"),
    ("mp4", "video"),
    ("oga", "audio"),
    ("ogg", "audio"),
    ("ogv", "video"),
    ("wav", "audio"),
    ("webm", "video"),
];

/// Returns the player for an address; `None` if it is not one of a film or sound.
pub(super) fn player(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (_, extension) = path.rsplit_once('.')?;
    let (_, element) = MEDIA.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension))?;
    Some(format!("<{element} controls src=\"{}\"></{element}>", quote(address)))
}

/// Makes players in a text.
pub(super) fn translate(text: &mut Text) {
    let source = text.as_str();
    let lower = source.to_ascii_lowercase();
    if !MEDIA
        .iter()
        .any(|(extension, _)| lower.contains(&format!(".{extension}")))
    {
        return;
    }
    let mut edits = Vec::new();
    let mut paragraph: Option<Range<usize>> = None;
    let mut closed = 0_usize;
    events::each(source, Syntax::new(false), &mut |event, range| match event {
        Event::Start(Tag::Paragraph) => paragraph = Some(range),
        Event::End(TagEnd::Paragraph) => paragraph = None,
        Event::Start(Tag::Image { dest_url, .. }) if closed == 0 => {
            closed += 1;
            edits.extend(player(&dest_url).map(|player| Edit::new(range, player)));
        }
        Event::Start(Tag::Link {
            link_type, dest_url, ..
        }) => {
            closed += 1;
            let is_bare = link_type == LinkType::Autolink;
            let is_alone = paragraph
                .as_ref()
                .is_some_and(|paragraph| source[paragraph.clone()].trim() == &source[range.clone()]);
            if is_bare && is_alone {
                edits.extend(player(&dest_url).map(|player| Edit::new(range, player)));
            }
        }
        Event::Start(Tag::Image { .. }) => closed += 1,
        Event::End(TagEnd::Link | TagEnd::Image) => closed -= 1,
        _ => {}
    });
    text.edit(edits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_and_sounds_get_players() {
        let film = "<video controls src=\"https://example.org/a.mp4?x=1&amp;y\"></video>";
        for (source, expected) in [
            ("A\n\nhttps://example.org/a.mp4?x=1&y\n\nB", format!("A\n\n{film}\n\nB")),
            ("<https://example.org/a.mp4?x=1&y>", film.to_owned()),
            (
                "![A walk](walk.OGG)",
                "<audio controls src=\"walk.OGG\"></audio>".to_owned(),
            ),
            (
                "- ![](<a b.webm>)",
                "- <video controls src=\"a b.webm\"></video>".to_owned(),
            ),
        ] {
            assert_eq!(translated(source), expected);
        }
        for source in [
            "See https://example.org/a.mp4",
            "[a film](a.mp4)",
            "[![a](b.mp4)](c)",
            "![a](mp4.png)",
            "`a.mp4`\n\n    https://example.org/a.mp4\n",
        ] {
            assert_eq!(translated(source), source);
        }
    }

    fn translated(source: &str) -> String {
        let mut text = Text::new(source, 0);
        translate(&mut text);
        text.as_str().to_owned()
    }
}
