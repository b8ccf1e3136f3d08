//! Links between notes: `[[note]]`, `[[note#Heading|text]]`, `![[picture.png|300]]`.
//!
//! Only what names a file of the folder is translated: other double brackets may be meant as they are written. The name of
//! a paragraph, ` ^37066d` at its end as Obsidian makes them, goes: a link to it leads to its page.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use feuillet_content::slug::Slug;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::players;
use crate::document::Document;
use crate::text::edited::{Edit, Text};
use crate::text::fault::Fault;
use crate::text::links::escape_text;

/// Translates the links and pictures of a text.
pub(super) fn translate(text: &mut Text, math: bool, document: Document<'_>, faults: &mut Vec<Fault>) {
    let source = text.as_str();
    if !source.contains("[[") && !source.contains(" ^") {
        return;
    }
    let mut edits = Vec::new();
    let mut closed = 0_usize;
    events::each(source, Syntax::new(math), &mut |event, range| match event {
        Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. }) => closed += 1,
        Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Link | TagEnd::Image) => closed -= 1,
        Event::Text(_) if closed == 0 => {
            edits.extend(name_of_paragraph(source, range.clone()).map(|name| Edit::new(name, "")));
            for found in WikiLink::all(source, range) {
                match found.translated(document) {
                    Some(with) => edits.push(Edit::new(found.range, with)),
                    None if found.looks_meant() => faults.push(found.unresolved(text)),
                    None => {}
                }
            }
        }
        _ => {}
    });
    text.edit(edits);
}

/// Finds the name of a paragraph at the end of a part of a text: six digits and letters, or one that the text links to.
fn name_of_paragraph(source: &str, part: Range<usize>) -> Option<Range<usize>> {
    let at = part.start + source[part.clone()].rfind(" ^")?;
    let name = &source[at + 2..part.end];
    let has = |kind: fn(&u8) -> bool| name.bytes().any(|byte| kind(&byte));
    let is_made = name.len() == 6
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase);
    let is_named = || !name.is_empty() && source.contains(&format!("#^{name}"));
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && (is_made || is_named());
    let mut after = source[part.end..].lines();
    let is_last = after.next().is_none_or(|rest| rest.trim().is_empty())
        && after
            .next()
            .is_none_or(|line| line.trim().is_empty() || line.trim_start().starts_with(['-', '*', '+', '>']));
    (is_name && is_last).then_some(at..part.end)
}

/// Beginning of the message about a link that names no file; the link follows.
const UNRESOLVED: &str = "link to nothing: `";

/// Returns the name in a link that names no file, if a diagnostic is about one: a translation knows the names of other
/// files, not their titles.
pub fn unresolved_name(diagnostic: &Diagnostic) -> Option<&str> {
    let written = diagnostic.message.strip_prefix(UNRESOLVED)?.trim_start_matches('!');
    let end = written.find(['|', '#', ']'])?;
    Some(written[..end].strip_prefix("[[")?.trim())
}

/// A link or picture in double brackets.
struct WikiLink<'a> {
    range: Range<usize>,
    is_embedded: bool,
    /// Name or path of a file.
    name: &'a str,
    /// Text after `#`.
    heading: Option<&'a str>,
    /// Text after `|`.
    label: Option<&'a str>,
}

impl<'a> WikiLink<'a> {
    /// Finds all in a part of a text.
    fn all(source: &'a str, part: Range<usize>) -> Vec<Self> {
        let mut found = Vec::new();
        let mut at = part.start;
        while let Some(open) = source[at..part.end].find("[[") {
            let start = at + open;
            at = start + 2;
            let Some(length) = source[at..part.end].find(['[', ']', '\n']) else {
                break;
            };
            let inner = &source[at..at + length];
            let is_whole = source[at + length..part.end].starts_with("]]");
            if !is_whole || inner.trim().is_empty() || source[..start].ends_with('\\') {
                continue;
            }
            let is_embedded = source[part.start..start].ends_with('!');
            // In tables, a backslash keeps the sign from ending the cell.
            let (target, label) = match inner.split_once('|') {
                Some((target, label)) => (target.trim_end_matches('\\'), Some(label.trim())),
                None => (inner, None),
            };
            let (name, heading) = match target.split_once('#') {
                Some((name, heading)) => (name, Some(heading.trim())),
                None => (target, None),
            };
            found.push(Self {
                range: start - usize::from(is_embedded)..at + length + 2,
                is_embedded,
                name: name.trim(),
                heading,
                label: label.filter(|label| !label.is_empty()),
            });
            at += length + 2;
        }
        found
    }

    /// Returns the Markdown for it; `None` if it names no file.
    fn translated(&self, document: Document<'_>) -> Option<String> {
        let mut address = String::new();
        if self.name.is_empty() {
            self.heading?;
        } else {
            address = document.index.note(self.name, document.file)?;
        }
        if self.is_embedded && is_picture(&address) {
            return Some(self.picture(&address));
        }
        if self.is_embedded
            && let Some(player) = players::player(&address)
        {
            return Some(player);
        }
        // `#^block` names a paragraph, which has no address.
        if let Some(heading) = self.heading.filter(|heading| !heading.starts_with('^')) {
            let last = heading.rsplit('#').next().unwrap_or(heading);
            address.extend(["#", &Slug::of(last)]);
        }
        let text = self.label.map_or_else(|| self.own_text(), str::to_owned);
        Some(format!("[{}]({address})", escape_text(&text)))
    }

    /// The text of a link that says none: `folder/note#Heading` -> `note › Heading`.
    fn own_text(&self) -> String {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        let parts = [name].into_iter().chain(self.heading);
        let parts: Vec<&str> = parts
            .filter(|part| !part.is_empty() && !part.starts_with('^'))
            .collect();
        parts.join(" › ")
    }

    /// Writes a picture. A label of numbers is its size: `300` or `300x200`.
    fn picture(&self, address: &str) -> String {
        let size = self.label.filter(|label| {
            let numbers = label.split('x');
            numbers.clone().count() <= 2 && numbers.clone().all(|number| number.parse::<u16>().is_ok())
        });
        let Some(size) = size else {
            return format!("![{}]({address})", escape_text(self.label.unwrap_or_default()));
        };
        let (width, height) = size.split_once('x').unwrap_or((size, ""));
        let height = match height {
            "" => String::new(),
            height => format!(" height=\"{height}\""),
        };
        format!("<img src=\"{address}\" width=\"{width}\"{height} alt=\"\">")
    }

    /// Whether it is a name rather than data or a test of a shell: `[[1,2],[3]]`, `[[ -f x ]]`.
    fn looks_meant(&self) -> bool {
        self.name.chars().any(char::is_alphabetic) && !self.name.contains([',', '=', '$', '"'])
    }

    fn unresolved(&self, text: &Text) -> Fault {
        let written = &text.as_str()[self.range.clone()];
        let diagnostic = Diagnostic::warning(
            Rule::Reference,
            format!("{UNRESOLVED}{written}` is shown as it is written"),
            "name a file of this folder, or set `markdown: {wiki_links: false}` in `site.yaml`",
        );
        Fault {
            offset: text.origin(self.range.start),
            length: written.chars().count(),
            diagnostic,
        }
    }
}

fn is_picture(address: &str) -> bool {
    let extension = address.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ["apng", "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"].contains(&&*extension)
}
