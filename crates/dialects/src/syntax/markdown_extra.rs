//! Syntax shared by PHP Markdown Extra and kramdown: abbreviations and attributes of fenced code. Also syntax of PHP
//! Markdown Extra only: headings without a space, attributes of links.

use std::collections::BTreeMap;
use std::ops::Range;

use feuillet_content::escape::escape_html;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::text::edited::{Edit, Text};
use crate::text::lines::fence;

/// Returns the ranges of code and HTML blocks, in which Markdown is not parsed.
pub(crate) fn opaque(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)) {
            // The parser starts the range of indented code after its indentation.
            let before = &text[..range.start];
            let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
            ranges.push(range.start - blanks..range.end);
        }
    }
    ranges
}

/// Whether `offset` lies in one of the sorted `ranges`.
pub(crate) fn lies_in(ranges: &[Range<usize>], offset: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= offset);
    after > 0 && ranges[after - 1].contains(&offset)
}

/// Iterates over the lines of a text with their byte offsets.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut position = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = position;
        position += line.len();
        (start, line)
    })
}

/// Reduces the attributes of fenced code to its language: ```` ``` {.php #x} ```` and ```` ```php{1,3} ```` ->
/// ```` ```php ````.
pub(crate) fn fences(text: &mut Text) {
    let source = text.as_str();
    if !source.contains('{') {
        return;
    }
    let mut edits = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else {
            continue;
        };
        let Some(brace) = info.find('{') else { continue };
        let line = source[range.clone()].lines().next().unwrap_or_default();
        let Some((_, length)) = fence(line.trim_start()) else {
            continue;
        };
        let before = info[..brace].split_whitespace().next().unwrap_or_default();
        let attributes = info[brace + 1..].split(|next: char| next.is_whitespace() || next == '}');
        let language = if before.is_empty() {
            let mut classes = attributes.filter_map(|attribute| attribute.strip_prefix('.'));
            let class = classes.next().unwrap_or_default();
            class.strip_prefix("language-").unwrap_or(class)
        } else {
            before
        };
        let blank = line.len() - line.trim_start().len();
        edits.push(Edit::new(
            range.start + blank + length..range.start + line.trim_end().len(),
            language,
        ));
    }
    text.edit(edits);
}

/// Removes abbreviation definitions and marks up every use of the word:
/// `*[HTML]: Hypertext Markup Language` -> `<abbr title="…">HTML</abbr>`.
pub(crate) fn abbreviations(text: &mut Text) {
    const LONGEST: usize = 100;
    if !text.as_str().contains("*[") {
        return;
    }
    let source = text.as_str();
    let opaque = opaque(source);
    // First collect and remove the definitions.
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    let mut edits = Vec::new();
    for (start, line) in lines(source) {
        let content = line.trim_start_matches(' ');
        let definition = content.strip_prefix("*[").and_then(|rest| rest.split_once(']'));
        let Some((short, rest)) = definition else { continue };
        let Some(title) = rest.trim_start().strip_prefix(':') else {
            continue;
        };
        let is_one = line.len() - content.len() < 4 && !short.trim().is_empty() && short.len() <= LONGEST;
        if is_one && !lies_in(&opaque, start) {
            titles
                .entry(short.trim().to_owned())
                .or_insert_with(|| title.trim().to_owned());
            edits.push(Edit::new(start..start + line.len(), ""));
        }
    }
    if titles.is_empty() {
        return;
    }
    text.edit(edits);
    let source = text.as_str();
    // The longest abbreviation wins where several match.
    let mut lengths: Vec<usize> = titles.keys().map(String::len).collect();
    lengths.sort_unstable_by(|one, other| other.cmp(one));
    lengths.dedup();
    let mut edits = Vec::new();
    // Then mark up the words in text, but not in code or descriptions of pictures.
    let mut hidden = 0_usize;
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_)) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock) => hidden = hidden.saturating_sub(1),
            Event::Text(_) if hidden == 0 => occurrences(source, range, &titles, &lengths, &mut edits),
            _ => {}
        }
    }
    text.edit(edits);
}

/// Adds edits for the abbreviations in a piece of text. `lengths` are their lengths in bytes, longest first.
fn occurrences(
    source: &str,
    range: Range<usize>,
    titles: &BTreeMap<String, String>,
    lengths: &[usize],
    edits: &mut Vec<Edit>,
) {
    let mut position = range.start;
    while position < range.end {
        let before = source[..position].chars().next_back();
        let starts = before.is_none_or(|before| !before.is_alphanumeric());
        let found = lengths.iter().filter(|_| starts).find_map(|length| {
            let word = source
                .get(position..position + length)
                .filter(|_| position + length <= range.end)?;
            let after = source[position + length..].chars().next();
            let ends = after.is_none_or(|after| !after.is_alphanumeric());
            titles.get(word).filter(|_| ends).map(|title| (word, title))
        });
        if let Some((word, title)) = found {
            let with = format!("<abbr title=\"{}\">{}</abbr>", escape_html(title), escape_html(word));
            edits.push(Edit::new(position..position + word.len(), with));
            position += word.len();
        } else {
            position += source[position..].chars().next().map_or(1, char::len_utf8);
        }
    }
}

/// Translates syntax of PHP Markdown Extra: `#Title` -> `# Title`, and `[a](b){.class}` -> `[a](b)`.
pub(crate) fn php(text: &mut Text) {
    let source = text.as_str();
    let opaque = opaque(source);
    let code = crate::text::code::Code::of(source, crate::text::code::Indented::IsCode);
    let mut edits = Vec::new();
    for (start, line) in lines(source) {
        let content = line.trim_start_matches('#');
        let hashes = line.len() - content.len();
        let is_heading = (1..=6).contains(&hashes) && content.starts_with(|next: char| !next.is_whitespace());
        if is_heading && !lies_in(&opaque, start) {
            edits.push(Edit::new(start + hashes..start + hashes, " "));
        }
        for (at, mark) in line.match_indices("){") {
            let rest = &line[at + 2..];
            let is_attributes =
                rest.starts_with(['.', '#']) || rest.split_once('=').is_some_and(|(name, _)| is_word(name));
            let offset = start + at + mark.len() - 1;
            if let Some(end) = rest.find('}').filter(|_| is_attributes)
                && !lies_in(&opaque, offset)
                && !code.contains(offset)
            {
                edits.push(Edit::new(offset..offset + 1 + end + 1, ""));
            }
        }
    }
    text.edit(edits);
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(source: &str, translate: fn(&mut Text)) -> String {
        let mut text = Text::new(source, 0);
        translate(&mut text);
        text.as_str().to_owned()
    }

    #[test]
    fn abbreviations_are_marked_up() {
        for (source, expected) in [
            (
                "HTML, `HTML` and XHTML [HTML](/HTML) ![HTML](a).\n\n*[HTML]: Hyper \"Text\"\n",
                "<abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr>, `HTML` and XHTML \
                 [<abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr>](/HTML) ![HTML](a).\n\n",
            ),
            (
                "*[A B]: x\n*[A]: y\nA B A",
                "<abbr title=\"x\">A B</abbr> <abbr title=\"y\">A</abbr>",
            ),
            ("    *[A]: x\n\nA", "    *[A]: x\n\nA"),
            ("*[a](b) c*", "*[a](b) c*"),
        ] {
            assert_eq!(through(source, abbreviations), expected, "{source}");
        }
    }

    #[test]
    fn fences_name_a_language() {
        for (source, expected) in [
            ("``` {.php #x}\na\n```", "```php\na\n```"),
            ("```php{1,3}\na\n```", "```php\na\n```"),
            ("~~~ {.language-ruby}\n{a}\n~~~", "~~~ruby\n{a}\n~~~"),
            ("```js {title=\"x\"}\na\n```", "```js\na\n```"),
            ("``` {1}\na\n```", "```\na\n```"),
        ] {
            assert_eq!(through(source, fences), expected, "{source}");
        }
    }

    #[test]
    fn php_s_own_is_translated() {
        for (source, expected) in [
            ("#Title\n##Two\n####### seven\n#", "# Title\n## Two\n####### seven\n#"),
            (
                "[a](b){.c #d} ![a](b){width=3} `[a](b){.c}`",
                "[a](b) ![a](b) `[a](b){.c}`",
            ),
            ("```\n#no\n```", "```\n#no\n```"),
        ] {
            assert_eq!(through(source, php), expected, "{source}");
        }
    }
}
