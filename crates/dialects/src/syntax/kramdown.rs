//! kramdown syntax: attribute lists, extensions, tables without a header row, math.
//!
//! Ids and classes of headings and the language of code are kept. The rest of an attribute list is styling and is
//! removed.

pub(crate) mod attributes;
pub(crate) mod math;
pub(crate) mod tables;

use std::ops::Range;

use self::attributes::Attributes;
use super::html_blocks;
use super::markdown_extra::{self, lies_in, lines, opaque};
use crate::front_matter::fields::Fields;
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};
use crate::text::lines::is_list_item;

/// Longest attribute list within a line, in bytes.
const LONGEST: usize = 500;

/// Translates kramdown into canonical Markdown. `inside` is kramdown's option `parse_block_html`.
pub(crate) fn translate(text: &mut Text, fields: &mut Fields, inside: bool) {
    extensions(text);
    html_blocks::translate(text, inside);
    markdown_extra::fences(text);
    blocks(text);
    spans(text);
    tables::translate(text);
    markdown_extra::abbreviations(text);
    fields.meta.math |= math::translate(text);
}

/// Removes extension tags: `{::nomarkdown}…{:/}` keeps its content, `{::comment}…{:/comment}` loses it,
/// `{::options x="y" /}` has none.
fn extensions(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("{::") {
        return;
    }
    let code = Code::of(source, Indented::IsCode);
    let mut edits = Vec::new();
    let mut position = 0;
    let mut comment: Option<usize> = None;
    while let Some(at) = source[position..].find("{:") {
        let start = position + at;
        position = start + 2;
        let rest = &source[position..];
        if code.contains(start) || !rest.starts_with([':', '/']) {
            continue;
        }
        let Some(length) = rest.find('}') else { break };
        let end = position + length + 1;
        // Within a comment, only a closing tag counts.
        if let Some(begun) = comment {
            if rest.starts_with('/') {
                edits.push(Edit::new(begun..end, ""));
                comment = None;
                position = end;
            }
            continue;
        }
        position = end;
        if rest.starts_with(":comment") && !rest[..length].ends_with('/') {
            comment = Some(start);
        } else {
            edits.push(Edit::new(start..end, ""));
        }
    }
    text.edit(edits);
}

/// Translates lines that hold only an attribute list (`{: .class}`), a definition of one (`{:name: .class}`) or the
/// end-of-block mark `^`. Also turns `\\` at the end of a line into a hard break of `CommonMark` (one backslash).
fn blocks(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("{:") && !source.contains("\n^") && !source.contains("\\\\\n") {
        return;
    }
    let opaque = opaque(source);
    let all: Vec<(usize, &str)> = lines(source).collect();
    let mut edits = Vec::new();
    for (index, &(start, line)) in all.iter().enumerate() {
        let content = line.trim();
        if lies_in(&opaque, start) {
            continue;
        }
        let before = index.checked_sub(1).map(|before| all[before]);
        let after = all.get(index + 1).copied();
        if content == "^" {
            edits.push(Edit::new(start..start + line.trim_end().len(), "\n<!-- -->\n"));
            continue;
        }
        if line.ends_with("\\\\\n") && !line.ends_with("\\\\\\\n") {
            edits.push(Edit::new(start + line.len() - 2..start + line.len() - 1, ""));
        }
        let Some(attributes) = Attributes::of_line(content) else {
            continue;
        };
        let is_blank = |line: Option<(usize, &str)>| line.is_none_or(|(_, line)| line.trim().is_empty());
        if attributes.table_of_contents
            && let Some((at, item)) = before.filter(|(_, line)| is_list_item(line.trim_start()))
        {
            // The item is a placeholder for the table of contents, which the reader makes itself.
            edits.push(Edit::new(at..at + item.len(), ""));
        } else if let Some(target) = heading(&all, index, &opaque) {
            edits.extend(attributes.at_heading(target));
        } else if let Some((at, _)) = before.filter(|(at, _)| lies_in(&opaque, *at))
            // The list follows a code block: its language goes to the opening fence.
            && let Some(language) = &attributes.language
        {
            edits.extend(fence_without_language(source, &opaque, at).map(|at| Edit::new(at..at, language.as_str())));
        }
        // The list separated two blocks: a blank line takes its place, so that they do not merge.
        let joins =
            is_blank(before) || is_blank(after) || after.is_some_and(|(_, line)| is_list_item(line.trim_start()));
        let with = if joins { "" } else { "\n" };
        edits.push(Edit::new(start..start + line.len(), with));
    }
    text.edit(edits);
}

/// Finds the heading that the attribute list in line `index` belongs to, and returns the offset where its text ends.
/// It is the heading directly above, or directly below if the list follows a blank line.
fn heading(all: &[(usize, &str)], index: usize, opaque: &[Range<usize>]) -> Option<usize> {
    let end = |&(start, line): &(usize, &str)| start + line.trim_end().len();
    let is_heading = |&&(start, line): &&(usize, &str)| line.starts_with('#') && !lies_in(opaque, start);
    let above = index.checked_sub(1).and_then(|above| all.get(above));
    if let Some(found) = above.filter(is_heading) {
        return Some(end(found));
    }
    let is_underline = |line: &str| {
        let line = line.trim_end();
        line.len() > 1 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
    };
    if above.is_some_and(|(_, line)| is_underline(line)) {
        let text = index.checked_sub(2).and_then(|text| all.get(text))?;
        return (!text.1.trim().is_empty()).then(|| end(text));
    }
    let stands_alone = above.is_none_or(|(_, line)| line.trim().is_empty());
    let below = all.get(index + 1).filter(|_| stands_alone);
    below.filter(is_heading).map(end)
}

/// Returns the offset for the language of the fenced code around `at`, if the fence has no language yet.
fn fence_without_language(source: &str, opaque: &[Range<usize>], at: usize) -> Option<usize> {
    let after = opaque.partition_point(|block| block.start <= at);
    let block = opaque.get(after.checked_sub(1)?)?;
    let line = source[block.clone()].lines().next()?;
    let is_bare = line.len() >= 3 && line.trim().chars().all(|character| matches!(character, '`' | '~'));
    is_bare.then(|| block.start + line.trim_end().len())
}

/// Removes attribute lists within a line: after a link, picture, emphasis, code or HTML, at the start of a list item,
/// or at the end of a heading, which keeps its id and classes.
/// `[a](b){:target="_blank"}` -> `[a](b)`.
fn spans(text: &mut Text) {
    let source = text.as_str();
    if !source.contains("{:") {
        return;
    }
    let code = Code::of(source, Indented::IsCode);
    let mut edits = Vec::new();
    for (start, line) in lines(source) {
        let mut from = 0;
        while let Some(at) = line[from..].find("{:") {
            let at = from + at;
            from = at + 2;
            let offset = start + at;
            let near = &line[at..line.floor_char_boundary(at + LONGEST)];
            let Some(length) = near.find('}') else { continue };
            if code.contains(offset) {
                continue;
            }
            let Some(attributes) = Attributes::of(&line[at + 2..at + length]) else {
                continue;
            };
            let before = &line[..at];
            let end = offset + length + 1;
            from = at + length + 1;
            if line.starts_with('#') && line[from..].trim().is_empty() {
                edits.push(Edit::new(offset..end, ""));
                edits.extend(attributes.at_heading(start + before.trim_end().len()));
            } else if before.ends_with([')', ']', '*', '_', '`', '>', '~', '"', '}']) {
                edits.push(Edit::new(offset..end, ""));
            } else if is_list_item(before.trim_start()) && before.trim_start().trim_end().len() <= 3 {
                let blank = line[from..].len() - line[from..].trim_start_matches(' ').len();
                edits.push(Edit::new(offset..end + blank, ""));
            }
        }
    }
    text.edit(edits);
}

#[cfg(test)]
mod tests;
