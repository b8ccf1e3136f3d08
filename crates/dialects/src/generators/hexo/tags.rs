//! Translates the tags of Hexo and of its well-known themes.

pub(crate) mod blocks;
pub(crate) mod inline;
mod tag;

use self::tag::{Becomes, Tag};
use crate::document::Document;
use crate::syntax::blocks::{Block, Lines, edits, nested};
use crate::syntax::mdx::javascript::literal;
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};
use crate::text::fault::{self, Fault};
use crate::text::links::escape_text;

/// Translates the tags of a text.
pub(super) fn translate(text: &mut Text, document: Document<'_>, faults: &mut Vec<Fault>) {
    let source = text.as_str();
    if !source.contains("{%") && !source.contains("{{") && !source.contains("{#") {
        return;
    }
    let code = Code::of(source, Indented::IsText);
    let (tags, mut changes) = scan(text, &code, faults);
    let lines = Lines::of(source);
    let ends = ends(&tags);
    let mut is_end = vec![false; tags.len()];
    for end in ends.iter().flatten() {
        is_end[*end] = true;
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        if let Some(end) = ends[index] {
            // A tag with an end tag, such as `{% note %}`.
            let close = &tags[end];
            let content = &source[tag.range.end..close.range.start];
            let starts_line = lines.before(source, tag.range.start).trim().is_empty();
            let becomes = blocks::becomes(tag, close.range.clone(), content, starts_line, &lines, source);
            let becomes = becomes.unwrap_or_else(|| {
                faults.push(fault::dropped(
                    text,
                    &tag.range,
                    &format!("{{% {} %}}", tag.name),
                    "only its content is kept",
                ));
                Becomes::Between(String::new(), String::new())
            });
            match becomes {
                Becomes::Block(block) => blocks.push(block),
                Becomes::Text(with) => changes.push(Edit::new(tag.range.start..close.range.end, with)),
                Becomes::Between(before, after) => {
                    changes.push(Edit::new(tag.range.clone(), before));
                    changes.push(Edit::new(close.range.clone(), after));
                }
            }
        } else if !is_end[index] {
            // A tag that stands alone, such as `{% asset_img a.png %}`.
            let with = match inline::becomes(tag, document) {
                Ok(with) => with,
                Err(inline::Lost::Reference(shown)) => {
                    faults.push(fault::unresolved(text, &tag.range, &tag.arguments));
                    shown
                }
                Err(inline::Lost::Tag(shown)) => {
                    faults.push(fault::dropped(
                        text,
                        &tag.range,
                        &format!("{{% {} %}}", tag.name),
                        "removed",
                    ));
                    shown
                }
            };
            changes.push(Edit::new(tag.range.clone(), with));
        }
    }
    changes.extend(edits(source, &nested(blocks)));
    text.edit(changes);
}

/// Finds the tags outside of code and `{% raw %}`. Also returns the edits that replace expressions (`{{ 'a' }}` -> `a`)
/// and remove comments (`{# … #}`).
fn scan(text: &Text, code: &Code, faults: &mut Vec<Fault>) -> (Vec<Tag>, Vec<Edit>) {
    /// Maximum length of a tag, in bytes.
    const LONGEST: usize = 2000;
    let source = text.as_str();
    let mut tags: Vec<Tag> = Vec::new();
    let mut changes = Vec::new();
    let mut at = 0;
    // Position of the last end tag. No tag after it has an end.
    let last_end = source.rfind("{% end");
    // Name of the open tag whose content is not Markdown, and has no tags.
    let mut verbatim: Option<String> = None;
    while let Some(start) = source[at..].find('{').map(|next| at + next) {
        let rest = &source[start..];
        let (end_mark, is_tag) = match rest.as_bytes().get(1) {
            Some(b'%') => ("%}", true),
            Some(b'{') => ("}}", false),
            Some(b'#') if rest[2..].starts_with([' ', '\n']) => ("#}", false),
            _ => {
                at = start + 1;
                continue;
            }
        };
        at = start + 2;
        let window = &rest[..rest.floor_char_boundary(LONGEST)];
        let Some(length) = window
            .get(2..)
            .and_then(|inner| inner.find(end_mark))
            .map(|inner| inner + 4)
        else {
            continue;
        };
        let range = start..start + length;
        let inner = source[start + 2..range.end - 2].trim().trim_matches('-').trim();
        let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        if let Some(open) = &verbatim {
            if is_tag && name.strip_prefix("end") == Some(open) {
                verbatim = None;
                tags.push(Tag {
                    range: range.clone(),
                    name: name.to_owned(),
                    arguments: String::new(),
                });
                at = range.end;
            }
            continue;
        }
        // Tags in Markdown code are examples, not tags.
        if let Some(inside) = code.at(start) {
            at = inside.end.max(start + 2);
            continue;
        }
        at = range.end;
        if is_tag {
            if matches!(
                name,
                "raw" | "codeblock" | "code" | "mermaid" | "plantuml" | "puml" | "graphviz" | "mathjax" | "math"
            ) && last_end.is_some_and(|last| last >= range.end)
            {
                verbatim = Some(name.to_owned());
            }
            tags.push(Tag {
                range,
                name: name.to_owned(),
                arguments: arguments.trim().to_owned(),
            });
        } else {
            let meaning = literal(inner).filter(|_| end_mark == "}}");
            if meaning.is_none() && end_mark == "}}" && !inner.is_empty() {
                let what = format!("{{{{ {} }}}}", inner.chars().take(40).collect::<String>());
                faults.push(fault::dropped(text, &range, &what, "removed"));
            }
            changes.push(Edit::new(
                range,
                meaning.map(|meaning| escape_text(&meaning)).unwrap_or_default(),
            ));
        }
    }
    (tags, changes)
}

/// Returns the index of each tag's end tag, if there is one: `{% note %}` … `{% endnote %}`.
fn ends(tags: &[Tag]) -> Vec<Option<usize>> {
    /// Maximum number of open tags to look back over, so that hostile texts take no time.
    const FARTHEST: usize = 32;
    let mut ends = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let Some(name) = tag.name.strip_prefix("end").filter(|name| !name.is_empty()) else {
            open.push(index);
            continue;
        };
        let is_opener = |opener: &usize| tags[*opener].name.eq_ignore_ascii_case(name);
        if let Some(back) = open.iter().rev().take(FARTHEST).position(is_opener) {
            let place = open.len() - 1 - back;
            ends[open[place]] = Some(index);
            open.truncate(place);
        }
    }
    ends
}

#[cfg(test)]
mod tests;
