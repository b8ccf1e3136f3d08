//! Markdown as plain text, block by block, to cut passages from.
//!
//! It is no parser: what matters is that words stand as they are read, and that it is small. What it takes for markup
//! wrongly is a blemish in a passage.

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Start of its first line in the Markdown, in bytes.
    pub(crate) start: usize,
    pub(crate) kind: Kind,
    /// Without markup, in one line.
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading,
    Text,
    Code,
}

/// Returns the blocks of a document, without its front matter.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(usize, Kind, String)> = None;
    let mut fence: Option<&str> = None;
    let mut at = body_start(markdown);
    for line in markdown.get(at..).unwrap_or_default().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let mark = ["```", "~~~"].into_iter().find(|mark| content.starts_with(mark));
        if let Some(mark) = mark.filter(|mark| fence.is_none_or(|open| open == *mark)) {
            close(&mut open, &mut blocks);
            fence = match fence {
                Some(_) => None,
                None => Some(mark),
            };
            continue;
        }
        if fence.is_some() {
            let (_, _, text) = open.get_or_insert_with(|| (start, Kind::Code, String::new()));
            push_line(text, content);
            continue;
        }
        let is_heading = content.starts_with('#') && content.trim_start_matches('#').starts_with([' ', '\t']);
        let is_underline =
            content.len() > 1 && (content.bytes().all(|byte| byte == b'=') || content.bytes().all(|byte| byte == b'-'));
        if is_heading {
            close(&mut open, &mut blocks);
            let text = content.trim_start_matches('#').trim_end_matches('#');
            let text = text.rsplit_once(" {#").map_or(text, |(text, _)| text);
            open = Some((start, Kind::Heading, text.trim().to_owned()));
            close(&mut open, &mut blocks);
        } else if is_underline {
            if let Some((_, kind, _)) = &mut open {
                *kind = Kind::Heading;
            }
            close(&mut open, &mut blocks);
        } else if content.is_empty() {
            close(&mut open, &mut blocks);
        } else {
            let item = without_list_marker(content);
            if item.len() < content.len() {
                close(&mut open, &mut blocks);
            }
            let (_, _, text) = open.get_or_insert_with(|| (start, Kind::Text, String::new()));
            push_line(text, item);
        }
    }
    close(&mut open, &mut blocks);
    blocks
}

/// Returns where the body starts: after the line that closes the front matter, if there is one.
fn body_start(markdown: &str) -> usize {
    let rest = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let mut at = markdown.len() - rest.len();
    let mut lines = rest.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default();
    if !matches!(fence.trim_end(), "---" | "+++") {
        return at;
    }
    at += fence.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == fence.trim_end() {
            return at;
        }
    }
    markdown.len() - rest.len()
}

fn close(open: &mut Option<(usize, Kind, String)>, blocks: &mut Vec<Block>) {
    let Some((start, kind, text)) = open.take() else { return };
    let text = if kind == Kind::Code { text } else { plain(&text) };
    if !text.trim().is_empty() {
        blocks.push(Block {
            start,
            kind,
            text: text.trim().to_owned(),
        });
    }
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

/// Removes `- `, `1. `, `[x] ` and the like.
fn without_list_marker(line: &str) -> &str {
    let after_digits = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let rest = if after_digits.len() < line.len() {
        after_digits.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(['-', '*', '+'])
    };
    let Some(rest) = rest.and_then(|rest| rest.strip_prefix(' ')) else {
        return line;
    };
    let boxes = ["[ ] ", "[x] ", "[X] "];
    boxes.iter().find_map(|task| rest.strip_prefix(task)).unwrap_or(rest)
}

/// Removes inline markup: emphasis, links, pictures (their alternative text stays), code marks, tags.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let (kept, next): (&str, &str) = match letter {
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => after.split_at(1),
            '!' if after.starts_with('[') => ("", after),
            '[' => ("", after.strip_prefix('^').map_or(after, after_bracket)),
            ']' => ("", after_address(after)),
            '<' => match tag_length(rest) {
                Some(length) => (" ", &rest[length..]),
                None => ("<", after),
            },
            '`' | '*' => ("", after),
            '_' if !before.is_alphanumeric() || !after.starts_with(char::is_alphanumeric) => ("", after),
            '~' | '=' if after.starts_with(letter) => ("", &after[1..]),
            '|' => (" ", after),
            '&' => entity(rest).unwrap_or(("&", after)),
            _ => rest.split_at(letter.len_utf8()),
        };
        if !(kept.starts_with(char::is_whitespace) && plain.ends_with(char::is_whitespace)) {
            plain.push_str(kept);
        }
        before = letter;
        rest = next;
    }
    plain
}

/// Returns what follows the next closing bracket.
fn after_bracket(text: &str) -> &str {
    text.split_once(']').map_or(text, |(_, after)| after)
}

/// Returns what follows the address of a link: `(https://…)`, `[reference]`.
fn after_address(text: &str) -> &str {
    let close = match text.as_bytes().first() {
        Some(b'(') => ')',
        Some(b'[') => ']',
        _ => return text,
    };
    let open = char::from(text.as_bytes()[0]);
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth -= 1;
            if depth == 0 {
                return &text[at + 1..];
            }
        }
    }
    text
}

/// Returns the length of a tag or comment at the start of a text. An address in angle brackets is none.
fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |at| at + 3));
    }
    let name = text[1..].trim_start_matches('/');
    let is_tag = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let end = text.find('>')?;
    let is_address = text[1..end].contains([':', '@']) && !text[1..end].contains([' ', '=']);
    (is_tag && !is_address).then_some(end + 1)
}

/// Returns the character that a reference stands for, and what follows.
fn entity(text: &str) -> Option<(&'static str, &str)> {
    const KNOWN: [(&str, &str); 7] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&shy;", ""),
    ];
    KNOWN
        .iter()
        .find_map(|(written, meant)| Some((*meant, text.strip_prefix(written)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_no_text() {
        for (markdown, expected) in [
            (
                "A *word* and **two** of __them__, snake_case.",
                "A word and two of them, snake_case.",
            ),
            (
                "See [the *guide*](https://a.example/b_(c)) or [this][1].",
                "See the guide or this.",
            ),
            ("![A folded sheet](fold.jpg \"x\") here", "A folded sheet here"),
            ("Use `cargo xtask`, ~~not~~ ==this==.", "Use cargo xtask, not this."),
            ("a<br>b <span class=\"x\">c</span><!-- d -->", "a b c"),
            ("2 < 3 &amp; 4\\* <https://a.example>", "2 < 3 & 4* <https://a.example>"),
            ("Note[^1] that", "Note that"),
            ("> quoted\n> text", "quoted text"),
            ("- [x] done", "done"),
            ("1. first", "first"),
            ("| a | b |", "a b"),
            ("5 * 3 and [open", "5 3 and open"),
        ] {
            let texts: Vec<String> = blocks(markdown).into_iter().map(|block| block.text).collect();
            assert_eq!(texts, [expected], "{markdown}");
        }
    }

    #[test]
    fn blocks_have_kinds_and_places() {
        let markdown = "---\ntitle: x\n---\n\n# One {#first}\ntext\n\nTwo\n===\n```rust\nlet x;\n\ny\n```\n* a\n* b\n";
        let found: Vec<(&str, Kind, String)> = blocks(markdown)
            .into_iter()
            .map(|block| (&markdown[block.start..block.start + 3], block.kind, block.text))
            .collect();
        let expected = [
            ("# O", Kind::Heading, "One"),
            ("tex", Kind::Text, "text"),
            ("Two", Kind::Heading, "Two"),
            ("let", Kind::Code, "let x;  y"),
            ("* a", Kind::Text, "a"),
            ("* b", Kind::Text, "b"),
        ];
        assert_eq!(
            found,
            expected.map(|(start, kind, text)| (start, kind, text.to_owned()))
        );
    }

    #[test]
    fn any_text_has_blocks() {
        for text in [
            "---",
            "---\n",
            "```",
            "[](",
            "](((",
            "<",
            "<!--",
            "&",
            "\\",
            "#",
            "- ",
            "\u{feff}---\nx",
        ] {
            blocks(text);
        }
    }
}
