//! French typography: no-break spaces before high punctuation and inside guillemets.
//!
//! Spaces that the author typed become no-break spaces. Spaces are only inserted inside guillemets: elsewhere, a mark
//! without a space may belong to a name, or follow the convention of Quebec.

use std::ops::Range;

use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::front_matter::fields::Fields;
use crate::text::edited::{Edit, Text};

/// Narrow no-break space: before `;`, `!` and `?`, and inside guillemets.
const NARROW: &str = "\u{202f}";
/// No-break space: before a colon.
const FULL: &str = "\u{a0}";

/// HTML elements whose text is not prose.
const NO_PROSE: [&str; 10] = [
    "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var",
];

/// Whether a language tag means French: `fr`, `fr-CH`, `fr_FR`.
pub(crate) fn is_of(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    primary.eq_ignore_ascii_case("fr")
}

/// Corrects the spaces in a document's text, title, excerpt and description. Code, addresses and attributes stay
/// unchanged.
pub(crate) fn print(text: &mut Text, fields: &mut Fields, language: &str) {
    let meta = &mut fields.meta;
    for text in [&mut meta.title, &mut meta.excerpt, &mut meta.description]
        .into_iter()
        .flatten()
    {
        *text = printed(text, language);
    }
    let source = text.as_str();
    let pieces = prose(source, meta.math);
    let edits = pieces
        .into_iter()
        .flat_map(|piece| edits(source, piece, fills(language)));
    text.edit(edits.collect());
}

/// Returns a line of text with French spaces if `language` is French, else unchanged.
/// `Quoi ?` -> `Quoi\u{202f}?`.
pub fn printed(text: &str, language: &str) -> String {
    let mut printed = Text::new(text, 0);
    if is_of(language) {
        printed.edit(edits(text, 0..text.len(), fills(language)));
    }
    printed.as_str().to_owned()
}

/// Whether spaces are inserted inside guillemets. Swiss French omits them.
fn fills(language: &str) -> bool {
    !language.to_ascii_lowercase().ends_with("-ch")
}

/// Returns the ranges of a text that are prose, including the text of raw HTML.
fn prose(source: &str, math: bool) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut pictures = 0;
    let mut in_code = false;
    let mut skipped = None;
    events::each(source, Syntax::new(math), &mut |event, range| match event {
        Event::Start(Tag::CodeBlock(_)) => in_code = true,
        Event::End(TagEnd::CodeBlock) => in_code = false,
        Event::Start(Tag::Image { .. }) => pictures += 1,
        Event::End(TagEnd::Image) => pictures -= 1,
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
            between_tags(source, range, &mut skipped, &mut pieces);
        }
        Event::Text(_) if !in_code && pictures == 0 && skipped.is_none() => pieces.push(range),
        _ => {}
    });
    pieces
}

/// Adds the text between the tags of raw HTML to `pieces`. `skipped` is the open element whose text is not prose.
fn between_tags(source: &str, range: Range<usize>, skipped: &mut Option<&'static str>, pieces: &mut Vec<Range<usize>>) {
    let mut position = range.start;
    while position < range.end {
        let rest = &source[position..range.end];
        let tag = rest.find('<').map_or(range.end, |at| position + at);
        if skipped.is_none() && tag > position {
            pieces.push(position..tag);
        }
        let rest = &source[tag..range.end];
        let (name, closes) = match rest.strip_prefix("</") {
            Some(name) => (name, true),
            None => (rest.get(1..).unwrap_or_default(), false),
        };
        let is_named = |known: &&'static str| {
            let found = name.get(..known.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(known))
                && !name[known.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
        };
        match *skipped {
            Some(open) if closes && is_named(&open) => *skipped = None,
            None if !closes => *skipped = NO_PROSE.into_iter().find(|known| is_named(known)),
            _ => {}
        }
        position = tag + end_of_tag(rest);
    }
}

/// Returns the length of the tag or comment at the start of `tag`, or of the whole text if it is never closed.
fn end_of_tag(tag: &str) -> usize {
    if tag.starts_with("<!--") {
        return tag.find("-->").map_or(tag.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match quote {
            Some(open) if open == letter => quote = None,
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter == '>' => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// Returns the edits for a piece of prose. With `fills`, spaces are inserted inside guillemets.
fn edits(source: &str, piece: Range<usize>, fills: bool) -> Vec<Edit> {
    let is_blank = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let mut edits = Vec::new();
    for (at, mark) in source[piece.clone()].char_indices() {
        let at = piece.start + at;
        let end = at + mark.len_utf8();
        // The gap is the space next to the mark: after `«`, before all others.
        let (gap, wanted) = match mark {
            '«' => (
                end..piece.end - source[end..piece.end].trim_start_matches(is_blank).len(),
                NARROW,
            ),
            ';' | '!' | '?' | '»' | ':' => (
                piece.start + source[piece.start..at].trim_end_matches(is_blank).len()..at,
                if mark == ':' { FULL } else { NARROW },
            ),
            _ => continue,
        };
        let before = source[..gap.start].chars().next_back();
        let after = source[gap.end..].chars().nth(usize::from(mark != '«'));
        let is_edge = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let is_mark = match mark {
            '«' => !is_edge(after) && after != Some('»'),
            '»' => !is_edge(before) && before != Some('«'),
            // Not emoticons such as `:)`, emoji names such as `:smile:`, or marks within a word such as `12:30`.
            ':' | ';' => {
                !is_edge(before) && !after.is_some_and(|after| after.is_alphanumeric() || "()/-|:".contains(after))
            }
            _ => !is_edge(before) && !after.is_some_and(|after| after.is_alphanumeric() || "/=[".contains(after)),
        };
        let typed = &source[gap.clone()];
        let inserts = typed.is_empty() && fills && matches!(mark, '«' | '»');
        // A narrow space before a colon is also correct usage.
        let is_right = typed == wanted || (mark == ':' && typed == NARROW);
        if is_mark && (inserts || !typed.is_empty()) && !is_right {
            edits.push(Edit::new(gap, wanted));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks one text. `~` stands for the narrow space and `_` for the full one.
    #[track_caller]
    fn check(language: &str, source: &str, expected: &str) {
        let spaces = |text: &str| text.replace('~', NARROW).replace('_', FULL);
        let mut text = Text::new(&spaces(source), 0);
        print(&mut text, &mut Fields::default(), language);
        assert_eq!(text.as_str(), spaces(expected), "{source}");
        // The function is idempotent.
        print(&mut text, &mut Fields::default(), language);
        assert_eq!(text.as_str(), spaces(expected), "{source}");
    }

    #[test]
    fn typed_spaces_become_those_of_print() {
        for (source, expected) in [
            ("Quoi ? Oui ! Donc : rien ; fin.", "Quoi~? Oui~! Donc_: rien~; fin."),
            ("Quoi_? Quoi~? Donc~: a_: b", "Quoi~? Quoi~? Donc~: a_: b"),
            ("Quoi  ?!", "Quoi~?!"),
            ("« Oui », dit-il.", "«~Oui~», dit-il."),
            ("«Oui» «*Non*» **Fin** !", "«~Oui~» «~*Non*~» **Fin**~!"),
            ("(Enfin !) *Oui !*", "(Enfin~!) *Oui~!*"),
            ("# Un titre : « deux »", "# Un titre_: «~deux~»"),
            ("- un ;\n- deux !\n\n> trois ?", "- un~;\n- deux~!\n\n> trois~?"),
            ("|a ?|b|\n|-|-|\n|c : d|e|", "|a~?|b|\n|-|-|\n|c_: d|e|"),
            ("[un lien ?](a%20?b \"c ?\") !", "[un lien~?](a%20?b \"c ?\")~!"),
        ] {
            check("fr", source, expected);
        }
    }

    #[test]
    fn what_is_no_prose_stays() {
        for source in [
            "Quoi? Yahoo! 12:30",
            "`a ? b : c` et\n\n```js\na ? b : c;\n```\n\n    d ? e : f",
            "<https://example.org/?a=b;c> https://example.org/a?b",
            "![une image ?](a.png \"b !\")",
            "un <kbd>Ctrl : C</kbd> <code>« a »</code>",
            "un <i title=\"a ? « b »\">mot</i>",
            "<pre>\na ? b\n</pre>\n\n<!-- a ? b -->\n\n<style>\na : b ;\n</style>",
            "content :) ;) :smile: !important ?a=b :: ::",
            ": a\n\n; b\n\n«\n\n»\n\n«»",
        ] {
            check("fr", source, source);
        }
    }

    #[test]
    fn the_text_of_raw_html_is_prose() {
        check(
            "fr-FR",
            "<div class=\"a : b\">\n<p>Quoi ?</p>\n</div>\n\nun <b>mot</b> : ici",
            "<div class=\"a : b\">\n<p>Quoi~?</p>\n</div>\n\nun <b>mot</b>_: ici",
        );
    }

    #[test]
    fn swiss_guillemets_stand_close() {
        check("fr-CH", "«Oui» « Non » !", "«Oui» «~Non~»~!");
    }

    #[test]
    fn titles_and_excerpts_are_set_as_well() {
        let mut fields = Fields::default();
        fields.meta.title = Some("Qui ? « Moi »".to_owned());
        print(&mut Text::new("", 0), &mut fields, "fr");
        assert_eq!(fields.meta.title.as_deref(), Some("Qui\u{202f}? «\u{202f}Moi\u{202f}»"));
    }
}
