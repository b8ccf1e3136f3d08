//! Callouts of Obsidian: block quotes that begin with `[!kind] Title`, and with `[!kind]-` or `[!kind]+` if they fold.
//!
//! `[!NOTE]` alone, of GitHub's five kinds, is an alert to the reader already.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::syntax::blocks::{DEEPEST, alert_kind, bold, escape_html};
use crate::text::edited::{Edit, Text};

/// Translates callouts: to alerts with a title, or to `<details>`.
pub(super) fn translate(text: &mut Text) {
    // The marks of an outer one are taken away before the inner ones are looked at.
    for _ in 0..DEEPEST {
        if !text.as_str().contains("[!") {
            return;
        }
        let edits = edits(text.as_str());
        if edits.is_empty() {
            return;
        }
        text.edit(edits);
    }
}

fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut depth = 0;
    let mut inside = None;
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(kind)) => {
                depth += 1;
                if kind.is_none()
                    && inside.is_none()
                    && let Some(callout) = Callout::read(source, &range)
                {
                    callout.translate(source, &range, &mut edits);
                    inside = Some(depth);
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                if inside == Some(depth) {
                    inside = None;
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    edits
}

/// The first line of a callout.
struct Callout<'a> {
    /// Text before the block quote on its first line, with blanks in place of a list marker.
    margin: String,
    /// `[!kind] Title`.
    head: Range<usize>,
    kind: &'a str,
    /// `-` or `+`.
    fold: Option<char>,
    title: &'a str,
}

impl<'a> Callout<'a> {
    fn read(source: &'a str, quote: &Range<usize>) -> Option<Self> {
        let line_start = source[..quote.start].rfind('\n').map_or(0, |end| end + 1);
        let line = source[quote.start..quote.end].lines().next()?;
        let content = line.strip_prefix('>')?.trim_start_matches([' ', '\t']);
        let rest = content.strip_prefix("[!")?;
        let (kind, rest) = rest.split_once(']')?;
        // `[!note|wide]` sets a width.
        let kind = kind.split('|').next().unwrap_or_default().trim();
        let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ');
        if kind.is_empty() || !kind.chars().all(is_word) {
            return None;
        }
        let fold = rest.chars().next().filter(|sign| matches!(sign, '-' | '+'));
        let title = &rest[fold.map_or(0, char::len_utf8)..];
        // `[!x](y)` is a link.
        if !title.is_empty() && !title.starts_with([' ', '\t']) {
            return None;
        }
        let margin = source[line_start..quote.start].chars();
        let start = quote.start + line.len() - content.len();
        Some(Self {
            margin: margin
                .map(|sign| if matches!(sign, '>' | '\t') { sign } else { ' ' })
                .collect(),
            head: start..start + content.trim_end().len(),
            kind,
            fold,
            title: title.trim(),
        })
    }

    fn translate(&self, source: &str, quote: &Range<usize>, edits: &mut Vec<Edit>) {
        if self.fold.is_some() {
            self.fold(source, quote, edits);
            return;
        }
        let is_quotation = ["quote", "cite"]
            .iter()
            .any(|name| self.kind.eq_ignore_ascii_case(name));
        let margin = &self.margin;
        let mut lines = Vec::new();
        if !is_quotation {
            lines.push(format!("[!{}]", alert_kind(self.kind).unwrap_or("NOTE")));
        }
        if !self.title.is_empty() {
            lines.extend([bold(self.title), String::new()]);
        }
        let separator = format!("\n{margin}> ");
        edits.push(Edit::new(
            self.head.clone(),
            lines.join(&separator).trim_end_matches(' '),
        ));
    }

    /// Makes `<details>` of it, whose content has one mark less on each line.
    fn fold(&self, source: &str, quote: &Range<usize>, edits: &mut Vec<Edit>) {
        let outer = self.margin.matches('>').count();
        let margin = self.margin.trim_end_matches(' ');
        let title = match self.title {
            "" => capitalized(self.kind),
            title => title.to_owned(),
        };
        let open = if self.fold == Some('+') { " open" } else { "" };
        edits.push(Edit::new(
            quote.start..self.head.end,
            format!("<details{open}><summary>{}</summary>\n{margin}", escape_html(&title)),
        ));
        let end = quote.start + source[quote.clone()].trim_end().len();
        let mut start = self.head.end;
        for line in source[self.head.end..end].split_inclusive('\n').skip(1) {
            start = source[start..].find('\n').map_or(end, |length| start + length + 1);
            if let Some((at, _)) = line.match_indices('>').nth(outer)
                && line[..at].chars().all(|sign| matches!(sign, '>' | ' ' | '\t'))
            {
                let blank = usize::from(line[at + 1..].starts_with(' '));
                edits.push(Edit::new(start + at..start + at + 1 + blank, ""));
            }
        }
        let outer_margin = &self.margin;
        edits.push(Edit::new(
            end..end,
            format!("\n{margin}\n{outer_margin}</details>\n{margin}"),
        ));
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callouts_become_alerts_and_folded_blocks() {
        for (source, expected) in [
            ("> [!tip] A *title*\n> B", "> [!TIP]\n> **A *title***\n>\n> B"),
            ("> [!abstract]\n> B\n", "> [!NOTE]\n> B\n"),
            ("> [!my-own kind] T\n", "> [!NOTE]\n> **T**\n>\n"),
            ("-\t> [!tip] T\n\t> B\n", "-\t> [!TIP]\n \t> **T**\n \t>\n\t> B\n"),
            ("> [!tip] T \\\n> B\n", "> [!TIP]\n> **T \\\\**\n>\n> B\n"),
            ("> [!quote] Who\n> B\n", "> **Who**\n>\n> B\n"),
            ("> [!note|wide]\n> B\n", "> [!NOTE]\n> B\n"),
            ("- > [!bug] T\n  > B\n", "- > [!NOTE]\n  > **T**\n  >\n  > B\n"),
            (
                "> [!faq]- Why?\n> Because\n> > so\n\nC\n",
                "<details><summary>Why?</summary>\n\nBecause\n> so\n\n</details>\n\n\nC\n",
            ),
            (
                "> [!faq]+\n>B\n",
                "<details open><summary>Faq</summary>\n\nB\n\n</details>\n\n",
            ),
            (
                "> A\n>\n> > [!faq]- T\n> > B\n",
                "> A\n>\n> <details><summary>T</summary>\n>\n> B\n>\n> </details>\n>\n",
            ),
            (
                "> [!faq]- T\n> > [!tip] U\n> > B\n",
                "<details><summary>T</summary>\n\n> [!TIP]\n> **U**\n>\n> B\n\n</details>\n\n",
            ),
        ] {
            assert_eq!(translated(source), expected, "{source}");
        }
    }

    #[test]
    fn other_quotes_stay() {
        for source in [
            "> [!NOTE]\n> B\n",
            "> [!x](y)\n",
            "> a [!note] b\n",
            "```\n> [!tip] T\n```\n",
            "[!tip] T\n",
            "> [!]\n",
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
