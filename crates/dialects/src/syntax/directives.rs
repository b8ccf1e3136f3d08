//! Directives: `:::note[Title]` … `:::` around blocks, and in some dialects also leaves (`::name[…]{…}`, on a line of
//! their own) and words (`:name[…]`, within a line).
//!
//! Three spellings are supported: `remark-directive` (Starlight, Astro), Docusaurus, and `markdown-it-container`
//! (`VuePress`, `VitePress`, Hexo), which writes `::: tip A title`.

use std::ops::Range;

use super::blocks::{self, Block, alert_kind, quote};
use super::embeds;
use crate::text::code::Code;
use crate::text::edited::{Edit, Text};
use crate::text::fault::{self, Fault};

/// Containers that only lay out their content.
const ARRANGEMENTS: &str = "steps tabs tab code-group code-tabs raw v-pre center left right align columns column grid card \
    cards figure";

/// Words that become the HTML element of the same name: `:kbd[Enter]`.
const WORDS: &str = "abbr kbd mark sub sup ins del small u";

/// Translates the directives of a text. With `has_leaves`, also leaves (`::name[…]{…}`) and words (`:name[…]`).
pub(crate) fn translate(text: &mut Text, code: &Code, has_leaves: bool, faults: &mut Vec<Fault>) {
    let (blocks, mut edits) = find(text, code, has_leaves, faults);
    edits.extend(blocks::edits(text.as_str(), &blocks::nested(blocks)));
    text.edit(edits);
}

/// Finds the directives of a text. Returns the blocks of container directives, and the edits for leaves and words.
pub(crate) fn find(text: &Text, code: &Code, has_leaves: bool, faults: &mut Vec<Fault>) -> (Vec<Block>, Vec<Edit>) {
    let source = text.as_str();
    if !source.contains(if has_leaves { ":" } else { ":::" }) {
        return Default::default();
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut edits: Vec<Edit> = Vec::new();
    // Open blocks as index into `blocks`, each with the number of colons that opened it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let content = line.trim();
        let colons = content.bytes().take_while(|byte| *byte == b':').count();
        if colons < 2 || code.contains(start) {
            if has_leaves && line.contains(':') {
                words(source, start..at, code, &mut edits);
            }
            continue;
        }
        let range = start..start + content.len();
        if let Some(directive) = Directive::of(&content[colons..]) {
            if colons >= 3 && open.len() < blocks::DEEPEST {
                if !directive.is_known() {
                    let name = format!(":::{}", directive.name);
                    faults.push(fault::dropped(text, &range, &name, "only its content is kept"));
                }
                open.push((blocks.len(), colons));
                blocks.push(directive.block(range, source.len()));
            } else if has_leaves && colons == 2 {
                edits.push(Edit::new(range.clone(), directive.leaf(text, &range, faults)));
            }
        // Only colons: they close the innermost block that was opened with at most as many, and all blocks within it.
        } else if colons >= 3
            && content.len() == colons
            && let Some(place) = open.iter().rposition(|(_, opened)| *opened <= colons)
        {
            for (depth, (block, _)) in open.drain(place..).enumerate() {
                // An inner block that was never closed ends here too, without a closing line.
                blocks[block].close = if depth == 0 {
                    range.clone()
                } else {
                    range.start..range.start
                };
            }
        }
    }
    (blocks, edits)
}

/// Translates words in a line: `:kbd[Enter]` -> `<kbd>Enter</kbd>`.
fn words(source: &str, line: Range<usize>, code: &Code, edits: &mut Vec<Edit>) {
    let text = &source[line.clone()];
    for (at, _) in text.match_indices(':') {
        let starts_word =
            !text[..at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, ':' | '\\'));
        let rest = &text[at + 1..];
        let name_end = rest
            .find(|next: char| !next.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let is_one = starts_word && after.starts_with('[') && WORDS.split_ascii_whitespace().any(|word| word == name);
        if !is_one || code.contains(line.start + at) {
            continue;
        }
        let Some(directive) = Directive::of(rest) else { continue };
        let length = 1 + rest.len() - directive.title.len();
        let title = attribute(directive.attributes, "title").map(|title| format!(" title=\"{}\"", quote(title)));
        let title = title.unwrap_or_default();
        let label = directive.label.unwrap_or_default();
        let start = line.start + at;
        edits.push(Edit::new(
            start..start + length,
            format!("<{name}{title}>{label}</{name}>"),
        ));
    }
}

/// A parsed directive, without its colons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Directive<'text> {
    name: &'text str,
    label: Option<&'text str>,
    attributes: &'text str,
    /// The rest of the line, which is the title in some dialects.
    title: &'text str,
}

impl<'text> Directive<'text> {
    /// Parses `name[label]{attributes} title`. Only the name is required.
    fn of(text: &'text str) -> Option<Self> {
        let text = text.trim_start();
        let end = text
            .find(|next: char| !next.is_ascii_alphanumeric() && !matches!(next, '-' | '_'))
            .unwrap_or(text.len());
        let (name, mut rest) = text.split_at(end);
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let label = bracketed(rest, '[', ']');
        rest = label.map_or(rest, |label| &rest[label.len() + 2..]);
        let attributes = bracketed(rest, '{', '}');
        rest = attributes.map_or(rest, |attributes| &rest[attributes.len() + 2..]);
        Some(Self {
            name,
            label,
            attributes: attributes.unwrap_or_default(),
            title: rest,
        })
    }

    /// Whether the container is one that has a translation.
    fn is_known(&self) -> bool {
        let arranges = ARRANGEMENTS
            .split_ascii_whitespace()
            .any(|known| known.eq_ignore_ascii_case(self.name));
        arranges || self.is_details() || self.is_gallery() || alert_kind(self.name).is_some()
    }

    fn is_details(&self) -> bool {
        ["details", "collapse", "fold", "spoiler"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(self.name))
    }

    fn is_gallery(&self) -> bool {
        self.name.eq_ignore_ascii_case("gallery")
    }

    /// Returns the title: the label in brackets, the `title` attribute, or the rest of the line.
    fn own_title(&self) -> Option<&'text str> {
        let written = self.label.or_else(|| attribute(self.attributes, "title"));
        let title = written.unwrap_or(self.title).trim();
        (!title.is_empty()).then_some(title)
    }

    /// Makes the block of a container directive. It ends at `end` (end of the text) until its closing line is found.
    fn block(&self, open: Range<usize>, end: usize) -> Block {
        let close = end..end;
        if self.is_details() {
            Block::details(open, close, self.own_title().unwrap_or("…"), false)
        } else if self.is_gallery() {
            Block::gallery(open, close)
        } else if let Some(kind) = alert_kind(self.name) {
            Block::alert(open, close, kind, self.own_title())
        } else {
            Block::content(open, close, self.own_title())
        }
    }

    /// Returns a link for a leaf directive. Without a known service or URL it becomes its label, with a finding.
    fn leaf(&self, text: &Text, range: &Range<usize>, faults: &mut Vec<Fault>) -> String {
        let id = ["id", "repo", "bvid", "video", "url", "href", "src", "user"]
            .iter()
            .find_map(|name| attribute(self.attributes, name));
        let id = id.or_else(|| {
            let first = self.attributes.split_ascii_whitespace().next()?;
            first.strip_prefix('#')
        });
        let label = self.label.filter(|label| !label.trim().is_empty());
        let link = id.and_then(|id| embeds::link(self.name, id, label));
        let link = link.or_else(|| Some(embeds::to(id.filter(|id| id.contains("://"))?, label.or(id)?)));
        link.unwrap_or_else(|| {
            let name = format!("::{}", self.name);
            faults.push(fault::dropped(text, range, &name, "only its text is kept"));
            label.unwrap_or_default().to_owned()
        })
    }
}

/// Returns the text between a bracket at the start and its counterpart on the same line: `[a [b]] c` -> `a [b]`.
fn bracketed(text: &str, open: char, close: char) -> Option<&str> {
    if !text.starts_with(open) {
        return None;
    }
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        if character == '\n' {
            return None;
        } else if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some(&text[1..at]);
            }
        }
    }
    None
}

/// Returns the value of an attribute: `a="b"`, `a='b'` or `a=b`.
fn attribute<'text>(attributes: &'text str, name: &str) -> Option<&'text str> {
    attributes.match_indices(name).find_map(|(at, _)| {
        let starts = attributes[..at].chars().next_back().is_none_or(char::is_whitespace);
        let value = attributes[at + name.len()..].strip_prefix('=').filter(|_| starts)?;
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        match quote {
            Some(quote) => value[1..].split(quote).next(),
            None => value.split_ascii_whitespace().next(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::code::Indented;

    fn translated(text: &str) -> (String, usize) {
        let mut body = Text::new(text, 0);
        let mut faults = Vec::new();
        translate(&mut body, &Code::of(text, Indented::IsCode), true, &mut faults);
        (body.as_str().to_owned(), faults.len())
    }

    #[test]
    fn containers_become_alerts() {
        for (text, expected, faults) in [
            (":::note\nA\n:::\nB\n", "> [!NOTE]\n> A\n\nB\n", 0),
            (
                "Text\n:::tip[A *title*]\nA\n\nB\n:::\n",
                "Text\n\n> [!TIP]\n> **A *title***\n>\n> A\n>\n> B\n\n",
                0,
            ),
            (":::tip[My **tip**]\nA\n:::\n", "> [!TIP]\n> **My tip**\n>\n> A\n\n", 0),
            (
                "::: gallery\n![a](a.jpg)\n![b](b.jpg)\n:::\nB\n",
                "<div class=\"gallery\">\n\n![a](a.jpg)\n![b](b.jpg)\n\n</div>\n\nB\n",
                0,
            ),
            ("::: danger STOP\nA\n:::\n", "> [!CAUTION]\n> **STOP**\n>\n> A\n\n", 0),
            (":::info{title=\"T\"}\nA\n:::\n", "> [!NOTE]\n> **T**\n>\n> A\n\n", 0),
            (
                "::::note\nA\n:::warning\nB\n:::\nC\n::::\n",
                "> [!NOTE]\n> A\n> \n> > [!WARNING]\n> > B\n> \n> C\n\n",
                0,
            ),
            (
                "1. One\n\n   :::tip\n   A\n\n   B\n   :::\n",
                "1. One\n\n   > [!TIP]\n   > A\n   >\n   > B\n   \n",
                0,
            ),
            (
                ":::note\n```md\n:::tip\n```\n:::\n",
                "> [!NOTE]\n> ```md\n> :::tip\n> ```\n\n",
                0,
            ),
            (
                ":::details More <b>\nA\n:::\n",
                "<details><summary>More &lt;b&gt;</summary>\n\nA\n\n</details>\n\n",
                0,
            ),
            (":::whatever[T]\nA\n:::\n", "**T**\n\nA\n\n", 1),
            (":::note\nunclosed\n", "> [!NOTE]\n> unclosed\n", 0),
            ("`:::note`\n:::\n", "`:::note`\n:::\n", 0),
            ("```\n:::note\n```\n", "```\n:::note\n```\n", 0),
        ] {
            assert_eq!(translated(text), (expected.to_owned(), faults), "{text}");
        }
    }

    #[test]
    fn leaves_become_links_and_words_elements() {
        for (text, expected, faults) in [
            (
                "::youtube{#abc}\n",
                "[YouTube: abc](https://www.youtube.com/watch?v=abc)\n",
                0,
            ),
            ("::github{repo=\"a/b\"}\n", "[a/b](https://github.com/a/b)\n", 0),
            ("::what[x]{#y}\n", "x\n", 1),
            (
                "An :abbr[HTML]{title=\"Hyper\"} and :kbd[Enter].",
                "An <abbr title=\"Hyper\">HTML</abbr> and <kbd>Enter</kbd>.",
                0,
            ),
            (
                "At 10:30 see a:b[c] and `:kbd[x]` :smile:",
                "At 10:30 see a:b[c] and `:kbd[x]` :smile:",
                0,
            ),
        ] {
            assert_eq!(translated(text), (expected.to_owned(), faults), "{text}");
        }
    }

    #[test]
    fn many_colons_take_no_time() {
        for piece in [":::note\n", ":::\n", ":kbd[", "::::::", ":::a[", "- :::tip\n"] {
            translated(&piece.repeat(10_000));
        }
    }
}
