//! Inspection: Markdown that stays text, or takes more for itself than was meant, because a part of it is missing:
//! footnotes and links without a definition, code blocks and formulas without an end; and links and pictures whose address
//! has a blank.

use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::document::events::syntax::Syntax;
use feuillet_report::finding::Finding;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::markup::shortened;
use super::observations::Observations;
use crate::library::located::Text;

/// Something unfinished, with its place in the body.
type Unfinished = (Range<usize>, Diagnostic);

/// Whether a text has anything that may be unfinished, which most have not.
pub(super) fn may_be(body: &str) -> bool {
    ["[^", "][", "```", "~~~"].iter().any(|mark| body.contains(mark)) || blank_addresses(body).next().is_some()
}

/// Links and pictures with a blank in the name of a file: `![](IMG 2031.JPG)`, which `CommonMark` reads as text (6.3).
/// Their ranges in the text, from the bracket on, each with the address.
fn blank_addresses(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("](").filter_map(|(at, _)| {
        let start = at + 2;
        let length = text[start..].find([')', '\n', '<', '"', '\'', '('])?;
        let address = &text[start..start + length];
        let (name, extension) = address.rsplit_once('.')?;
        let is_file = (2..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_meant = text[start + length..].starts_with(')') && name.trim_start().contains(' ') && is_file;
        is_meant.then(|| (at..start + length + 1, address.trim()))
    })
}

/// Findings about the unfinished Markdown of a document.
pub(super) fn inspect(text: &Text<'_>, seen: &Observations) -> Vec<Finding> {
    let (document, start) = text.document();
    let found = if may_be(document.body) {
        find(document.body, document.meta.math)
    } else {
        Vec::new()
    };
    let found = found.into_iter();
    let shifted = found.map(|(range, diagnostic)| (range.start + start..range.end + start, diagnostic));
    let formulas = seen.open_math.iter().map(|range| {
        let diagnostic = Diagnostic::warning(
            Rule::Markdown,
            "unclosed formula: shown as it is written",
            "write `$$` where the formula ends, or `\\$\\$` for the signs themselves",
        );
        (range.clone(), diagnostic)
    });
    let all = shifted.chain(formulas);
    all.map(|(range, diagnostic)| text.finding(&range, diagnostic))
        .collect()
}

fn find(body: &str, math: bool) -> Vec<Unfinished> {
    let mut found = Vec::new();
    let mut links = Vec::new();
    let callback = |link: BrokenLink<'_>| {
        links.push((link.span, link.link_type, link.reference.into_string()));
        None
    };
    let parser = Parser::new_with_broken_link_callback(body, Syntax::new(math).options, Some(callback));
    // Text that is read as such, in pieces that follow each other.
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut is_code = false;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                is_code = true;
                if matches!(kind, CodeBlockKind::Fenced(_)) && !is_closed(&body[range.clone()]) {
                    found.push(open_fence(body, range.start));
                }
            }
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if !is_code => match texts.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => texts.push(range),
            },
            _ => {}
        }
    }
    for text in texts {
        let blank = blank_addresses(&body[text.clone()]);
        found.extend(blank.map(|(range, address)| {
            let range = range.start + text.start..range.end + text.start;
            (range, blank_address(address))
        }));
        found.extend(footnotes(body, text));
    }
    let links = links.into_iter();
    found.extend(links.filter_map(|(range, kind, label)| link(body, range, kind, &label)));
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether a fenced code block ends with a fence, which is at least as long as the first one (`CommonMark`, 4.5). Markers
/// of the block quotes that it lies in may precede it.
fn is_closed(block: &str) -> bool {
    let fence = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>']);
        let mark = line.chars().next().unwrap_or_default();
        let length = line.chars().take_while(|next| *next == mark).count();
        (mark, length, line[mark.len_utf8() * length..].trim().is_empty())
    };
    let mut lines = block.trim_end().lines();
    let Some((mark, length, _)) = lines.next().map(fence) else {
        return true;
    };
    lines.next_back().is_some_and(|last| {
        let (end, end_length, is_alone) = fence(last);
        end == mark && end_length >= length && is_alone
    })
}

fn open_fence(body: &str, start: usize) -> Unfinished {
    let line = body[start..].lines().next().unwrap_or_default();
    let mark = if line.starts_with('~') { "~~~" } else { "```" };
    let diagnostic = Diagnostic::warning(
        Rule::Markdown,
        "unclosed code block: all that follows is code",
        format!("write `{mark}` on a line of its own where the code ends"),
    );
    (start..start + line.trim_end().len(), diagnostic)
}

fn blank_address(address: &str) -> Diagnostic {
    Diagnostic::warning(
        Rule::Markdown,
        "link or picture that is shown as it is written: its address has a blank",
        format!("write `](<{address}>)`"),
    )
}

/// References to footnotes (`[^name]`) that stayed text.
fn footnotes(body: &str, text: Range<usize>) -> Vec<Unfinished> {
    let mut found = Vec::new();
    for (at, _) in body[text.clone()].match_indices("[^") {
        let start = text.start + at;
        let rest = &body[start + 2..text.end];
        let Some(end) = rest.find([']', '[', '\n', ' ']) else {
            continue;
        };
        let name = &rest[..end];
        let is_escaped = body[..start].ends_with('\\');
        if name.is_empty() || !rest[end..].starts_with(']') || is_escaped {
            continue;
        }
        let diagnostic = Diagnostic::warning(
            Rule::Markdown,
            format!(
                "footnote without a text: `[^{}]` is shown as it is written",
                shortened(name)
            ),
            format!("write its text as a paragraph that begins with `[^{name}]:`"),
        );
        found.push((start..start + name.len() + 3, diagnostic));
    }
    found
}

/// A reference link (`[text][label]`) whose label is not defined. A label alone (`[text]`) may be meant as text, and so may
/// what follows a word or is a single character, as in `rows[i][j]`.
fn link(body: &str, range: Range<usize>, kind: LinkType, label: &str) -> Option<Unfinished> {
    let is_meant = matches!(kind, LinkType::Reference | LinkType::Collapsed)
        && label.chars().count() > 1
        && !label.starts_with('^')
        && !body[..range.start].ends_with(|before: char| before.is_alphanumeric() || matches!(before, ']' | ')' | '_'));
    is_meant.then(|| {
        let diagnostic = Diagnostic::warning(
            Rule::Markdown,
            format!("link without a target: nothing defines `[{}]`", shortened(label)),
            format!("write its address on a line of its own: `[{label}]: https://…`"),
        );
        (range, diagnostic)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str) -> Vec<String> {
        let found = find(body, true).into_iter();
        found
            .map(|(range, diagnostic)| {
                let what = diagnostic.message.split(':').next().unwrap_or_default();
                format!("{what} {:?}", &body[range])
            })
            .collect()
    }

    #[test]
    fn what_is_unfinished_is_found_where_it_stands() {
        for (body, expected) in [
            ("A[^nope] b.\n", vec!["footnote without a text \"[^nope]\""]),
            (
                "- A *b[^no-1]* c[^2].\n",
                vec![
                    "footnote without a text \"[^no-1]\"",
                    "footnote without a text \"[^2]\"",
                ],
            ),
            (
                "[ref][nowhere] and ![a b][pic]\n",
                vec![
                    "link without a target \"[ref][nowhere]\"",
                    "link without a target \"![a b][pic]\"",
                ],
            ),
            ("[text here][]\n", vec!["link without a target \"[text here]\""]),
            (
                "A ![](IMG 2031.JPG) and *[b](my page.md)*.\n",
                vec![
                    "link or picture that is shown as it is written \"](IMG 2031.JPG)\"",
                    "link or picture that is shown as it is written \"](my page.md)\"",
                ],
            ),
            ("```rust\nfn\n\nText.\n", vec!["unclosed code block \"```rust\""]),
            ("> ~~~\n> a\n\nText.\n", vec!["unclosed code block \"~~~\""]),
            ("````\n```\n", vec!["unclosed code block \"````\""]),
            ("```", vec!["unclosed code block \"```\""]),
        ] {
            assert_eq!(told(body), expected, "{body}");
        }
    }

    #[test]
    fn what_is_whole_or_meant_as_text_is_not() {
        for body in [
            "A[^1].\n\n[^1]: Note.\n",
            "[ref][there] and [there][] and [there]\n\n[there]: /a/\n",
            "`[^nope]` and `[a b][c d]`\n\n    [^nope]\n\n```\n[^nope] [ref][nowhere]\n```\n",
            "\\[^nope] and [^ and ] and [^a b] and [^]\n",
            "rows[i][j], rows[ii][jj], [0][1], [x] and [x y]\n",
            "- [ ] open\n- [x] done\n",
            "> ```\n> a\n> ```\n\n- ~~~~\n  a\n  ~~~~~\n",
            "```\na\n```   \n\n```\n```\n",
            "<p>[^nope]</p>\n",
            "![](<a b.png>) [b](c.md 'a b.md') [c](a%20b.md) `![](a b.png)` [d](see below) a[0](f x.y)\n",
        ] {
            assert_eq!(told(body), [""; 0], "{body}");
        }
    }
}
