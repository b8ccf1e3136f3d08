//! Replaces shortcodes in a text. Blocks get lines of their own, with the prefix of the list or quotation around them.

use std::ops::Range;

use super::margins::{Lines, ends_line, is_address, margin};
use super::pairs::{fault, names_nothing, partners, plain_name};
use super::tag::{Kind, Outcome, Shortcode, Tag};
use crate::text::edited::{Edit, Text};
use crate::text::fault::Fault;
use crate::text::unlink::NOWHERE;

/// Maximum nesting depth at which a shortcode becomes a quotation. Each level makes every line of its content longer.
const DEEPEST: usize = 16;

/// Replaces the tags of a text with what `mean` returns for them. `tags` must be in text order. Only escaped tags
/// ([`Kind::Shown`]) may be in code.
pub(crate) fn weave(
    text: &mut Text,
    tags: &[Tag],
    mean: &mut dyn FnMut(Shortcode<'_>) -> Outcome,
    faults: &mut Vec<Fault>,
) {
    let mut loom = Loom {
        text,
        source: text.as_str(),
        lines: Lines::of(text.as_str()),
        tags,
        partners: partners(tags),
        contexts: Vec::new(),
        edits: Vec::new(),
        woven: 0,
    };
    let mut next = 0;
    while next < tags.len() {
        next = loom.tag(next, mean, faults);
    }
    let edits = loom.edits;
    text.edit(edits);
}

/// An open shortcode.
struct Context {
    /// Index of the closing tag.
    closing: usize,
    /// Line prefix in the source, which stays.
    margin: String,
    /// Additional indentation to remove from its lines, in bytes.
    indent: usize,
    /// Quotation prefix to insert after the margin.
    quote: String,
    /// Replacement of the closing tag.
    end: End,
}

/// End of a shortcode, with the text to add.
enum End {
    Text(String),
    Block(String),
    Quote(String),
}

/// State of one pass over a text.
struct Loom<'a> {
    text: &'a Text,
    source: &'a str,
    lines: Lines,
    tags: &'a [Tag],
    partners: Vec<Option<usize>>,
    contexts: Vec<Context>,
    edits: Vec<Edit>,
    /// Offset up to which line prefixes have been corrected.
    woven: usize,
}

impl Loom<'_> {
    /// Handles a tag. Returns the index of the next one.
    fn tag(&mut self, index: usize, mean: &mut dyn FnMut(Shortcode<'_>) -> Outcome, faults: &mut Vec<Fault>) -> usize {
        let tag = &self.tags[index];
        self.weave_lines(tag.range.start, true);
        self.woven = tag.range.end;
        match tag.kind {
            Kind::Shown => {
                let shown = self.continued(&tag.name);
                self.edits.push(Edit::new(tag.range.clone(), shown));
            }
            Kind::Close if self.contexts.last().is_some_and(|context| context.closing == index) => {
                if let Some(context) = self.contexts.pop() {
                    self.close(tag.range.clone(), context.end);
                }
            }
            Kind::Close => {
                faults.push(fault(self.text, &tag.range, &tag.name, false));
                self.edits.push(Edit::new(tag.range.clone(), ""));
            }
            Kind::Open | Kind::Alone => return self.open(index, mean, faults),
        }
        index + 1
    }

    /// Handles an opening tag or one without content. Returns the index of the next tag to handle.
    fn open(&mut self, index: usize, mean: &mut dyn FnMut(Shortcode<'_>) -> Outcome, faults: &mut Vec<Fault>) -> usize {
        let tag = &self.tags[index];
        let range = tag.range.clone();
        let closing = self.partners[index];
        let close = closing.map(|closing| self.tags[closing].range.clone());
        let whole = range.start..close.as_ref().map_or(range.end, |close| close.end);
        let (_, is_first) = margin(&self.source[self.lines.start(range.start)..range.start]);
        let outcome = mean(Shortcode {
            name: &plain_name(&tag.name),
            arguments: &tag.arguments,
            inner: close.map(|close| &self.source[range.end..close.start]),
            is_block: is_first && ends_line(self.source, whole.end),
            is_address: is_address(self.source, range.start),
        });
        // The author gets a finding for everything that is not translated.
        if let Outcome::Unknown | Outcome::Drop = outcome {
            let kept = outcome == Outcome::Unknown && closing.is_some();
            faults.push(fault(self.text, &range, &tag.name, kept));
        }
        // Outcomes that keep the content go on with the tags in it. All others replace the whole shortcode.
        let (before, end) = match (outcome, closing) {
            (Outcome::Around(before, after), Some(_)) => (self.continued(&before), End::Text(after)),
            (Outcome::Unwrap | Outcome::Unknown, Some(_)) => (String::new(), End::Text(String::new())),
            (Outcome::BlockAround(before, after), Some(_)) => (self.block(&range, &before), End::Block(after)),
            (Outcome::Quote(..), Some(_)) if self.contexts.len() >= DEEPEST => {
                (String::new(), End::Text(String::new()))
            }
            (Outcome::Quote(first, last), Some(_)) => (self.quotation(&range, &first), End::Quote(last)),
            (Outcome::Unknown | Outcome::Unwrap | Outcome::Drop | Outcome::Hide, _)
                if is_address(self.source, range.start) =>
            {
                return self.replace(whole, NOWHERE.to_owned(), closing, index);
            }
            (Outcome::Text(with), _) => {
                let with = self.continued(&with);
                return self.replace(whole, with, closing, index);
            }
            (Outcome::Block(with), _) => {
                let with = self.block(&whole, &with);
                return self.replace(whole, with, closing, index);
            }
            (Outcome::Nowhere(message), _) => {
                faults.push(names_nothing(self.text, &range, message));
                return self.replace(whole, NOWHERE.to_owned(), closing, index);
            }
            _ => return self.replace(whole, String::new(), closing, index),
        };
        // The content stays: its lines belong to this shortcode until the closing tag.
        let Some(closing) = closing else { return index + 1 };
        self.enter(closing, &range, end);
        self.edits.push(Edit::new(range, before));
        index + 1
    }

    /// Replaces a whole shortcode, including the tags within. Returns the index of the next tag.
    fn replace(&mut self, whole: Range<usize>, with: String, closing: Option<usize>, index: usize) -> usize {
        self.woven = whole.end;
        self.edits.push(Edit::new(whole, with));
        closing.unwrap_or(index) + 1
    }

    /// Opens the context of a shortcode whose content stays. It inherits margin and quotation prefix.
    fn enter(&mut self, closing: usize, range: &Range<usize>, end: End) {
        let line = &self.source[self.lines.start(range.start)..range.start];
        let (own, is_first) = margin(line);
        let mut context = match self.contexts.last() {
            Some(outer) => Context {
                closing,
                indent: if is_first {
                    own.len().saturating_sub(outer.margin.len())
                } else {
                    outer.indent
                },
                margin: outer.margin.clone(),
                quote: outer.quote.clone(),
                end,
            },
            None => Context {
                closing,
                margin: own,
                indent: 0,
                quote: String::new(),
                end,
            },
        };
        if matches!(context.end, End::Quote(_)) {
            context.quote.push_str("> ");
        }
        self.contexts.push(context);
    }

    /// Replaces the closing tag of a shortcode whose context has just ended.
    fn close(&mut self, range: Range<usize>, end: End) {
        let with = match end {
            End::Text(with) => self.continued(&with),
            End::Block(with) => self.block(&range, &with),
            End::Quote(last) => {
                let mut with = String::new();
                let line_break = self.line_break();
                if !last.is_empty() {
                    with = format!("{line_break}>{line_break}> {last}");
                }
                if !ends_line(self.source, range.end) {
                    with.push_str(&line_break);
                    with.push_str(&line_break);
                } else if !self.lines.is_blank_after(self.source, range.end) {
                    with.push_str(&line_break);
                }
                with
            }
        };
        self.edits.push(Edit::new(range, with));
    }

    /// Returns a line break with the line prefix of the current context.
    fn line_break(&self) -> String {
        match self.contexts.last() {
            Some(context) => format!("\n{}{}", context.margin, context.quote),
            None => "\n".to_owned(),
        }
    }

    /// Adds the line prefix of the current context to all lines but the first.
    fn continued(&self, text: &str) -> String {
        if text.contains('\n') {
            text.replace('\n', &self.line_break())
        } else {
            text.to_owned()
        }
    }

    /// Returns a line break with the line prefix at a byte, which may be outside of all shortcodes.
    fn line_break_at(&self, at: usize) -> String {
        if self.contexts.is_empty() {
            let (margin, _) = margin(&self.source[self.lines.start(at)..at]);
            format!("\n{margin}")
        } else {
            self.line_break()
        }
    }

    /// Returns a block to put in place of `range`, with blank lines around it if there are none yet.
    fn block(&self, range: &Range<usize>, text: &str) -> String {
        let line_break = self.line_break_at(range.start);
        let mut block = self.before_block(range, &line_break);
        block.push_str(&text.replace('\n', &line_break));
        if !ends_line(self.source, range.end) {
            block.push_str(&line_break);
            block.push_str(&line_break);
        } else if !self.lines.is_blank_after(self.source, range.end) {
            block.push_str(&line_break);
        }
        block
    }

    /// Returns the line breaks needed before a block that replaces `range`.
    fn before_block(&self, range: &Range<usize>, line_break: &str) -> String {
        let line = &self.source[self.lines.start(range.start)..range.start];
        let (margin, is_first) = margin(line);
        if !is_first {
            line_break.repeat(2)
        } else if margin == line && !self.lines.is_blank_before(self.source, range.start) {
            line_break.to_owned()
        } else {
            String::new()
        }
    }

    /// Returns the start of a quotation that replaces an opening tag. `first` is its first line.
    fn quotation(&self, range: &Range<usize>, first: &str) -> String {
        let line_break = self.line_break_at(range.start);
        let mut quotation = self.before_block(range, &line_break);
        quotation.push_str("> ");
        quotation.push_str(&first.replace('\n', &format!("{line_break}> ")));
        if !ends_line(self.source, range.end) && !first.is_empty() {
            quotation.push_str(&line_break);
            quotation.push_str("> ");
        }
        quotation
    }

    /// Corrects the prefixes of the lines that start before byte `end`. `tag` tells that a tag starts there.
    fn weave_lines(&mut self, end: usize, tag: bool) {
        let Some(context) = self.contexts.last() else { return };
        if context.quote.is_empty() && context.indent == 0 && self.contexts.len() == 1 {
            // Without indentation to remove or quotation to add, only indented tags need a change.
            let start = self.lines.start(end);
            if !tag || start < self.woven || !self.source[start..end].trim().is_empty() {
                return;
            }
        }
        let first = self.lines.number(self.woven) + 1;
        let last = self.lines.number(end);
        for number in first..=last {
            let start = self.lines.0[number];
            let line_end = self.lines.0.get(number + 1).copied().unwrap_or(self.source.len());
            let line = &self.source[start..line_end];
            // Keep the margin, remove the additional indentation, insert the quotation prefix.
            let kept = line
                .bytes()
                .zip(context.margin.bytes())
                .take_while(|(own, margin)| own == margin)
                .count();
            let blanks = line[kept..]
                .bytes()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            let is_blank = line[kept + blanks..].trim_end().is_empty();
            let is_before_tag = tag && start + kept + blanks == end;
            let removed = if is_before_tag {
                blanks
            } else {
                blanks.min(context.indent)
            };
            let quote = if is_blank {
                context.quote.trim_end()
            } else {
                &context.quote
            };
            if removed > 0 || !quote.is_empty() {
                self.edits.push(Edit::new(start + kept..start + kept + removed, quote));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generators::hugo::tags;

    fn woven(source: &str) -> (String, usize) {
        let mut text = Text::new(source, 0);
        let tags = tags::tags(source);
        let mut faults = Vec::new();
        let mut mean = |shortcode: Shortcode<'_>| match shortcode.name {
            "note" => Outcome::Quote("[!NOTE]".to_owned(), String::new()),
            "says" => Outcome::Quote(String::new(), "— me".to_owned()),
            "box" => Outcome::BlockAround("<div>".to_owned(), "</div>".to_owned()),
            "rule" => Outcome::Block("<hr>\n<hr>".to_owned()),
            "b" => Outcome::Around("**".to_owned(), "**".to_owned()),
            "ref" => Outcome::Nowhere("nothing".to_owned()),
            "hide" => Outcome::Hide,
            "tabs" => Outcome::Unwrap,
            _ => Outcome::Unknown,
        };
        weave(&mut text, &tags, &mut mean, &mut faults);
        (text.as_str().to_owned(), faults.len())
    }

    #[test]
    fn what_shortcodes_become_fits_into_the_text() {
        for (source, expected, faults) in [
            ("a {{< b >}}c{{< /b >}} d", "a **c** d", 0),
            ("a {{< x >}} b {{< /y >}}", "a  b ", 2),
            ("{{< x >}}\na\n{{< /x >}}", "\na\n", 1),
            ("{{< hide >}}a {{< x >}} b{{< /hide >}}c", "c", 0),
            (
                "{{< note >}}\na\n\nb\n{{< /note >}}\nc",
                "> [!NOTE]\n> a\n>\n> b\n> \n\nc",
                0,
            ),
            ("{{< note >}}a{{< /note >}}", "> [!NOTE]\n> a", 0),
            ("a\n{{< note >}}b{{< /note >}}\nc", "a\n\n> [!NOTE]\n> b\n\nc", 0),
            ("{{< says >}}a{{< /says >}}", "> a\n>\n> — me", 0),
            (
                "{{< note >}}\n{{< note >}}\na\n{{< /note >}}\n{{< /note >}}",
                "> [!NOTE]\n> \n> > [!NOTE]\n> > a\n> > \n> \n> ",
                0,
            ),
            (
                "- a\n\n  {{< note >}}\n  b\n  {{< /note >}}\n- c",
                "- a\n\n  > [!NOTE]\n  > b\n  > \n\n- c",
                0,
            ),
            ("- {{< rule >}}\n- b", "- <hr>\n  <hr>\n  \n- b", 0),
            ("a {{< rule >}} b", "a \n\n<hr>\n<hr>\n\n b", 0),
            ("{{< box >}}a{{< /box >}}", "<div>\n\na\n\n</div>", 0),
            ("{{< box >}}\na\n{{< /box >}}\nb", "<div>\n\na\n\n</div>\n\nb", 0),
            (
                "{{< tabs >}}\n    {{< box >}}\n    a\n      b\n    {{< /box >}}\n{{< /tabs >}}",
                "\n\n<div>\n\na\n  b\n\n</div>\n\n",
                0,
            ),
            ("[a]({{< ref \"x\" >}})", "[a](feuillet-nowhere:)", 1),
            ("[a]: <{{% eturl x %}}>", "[a]: <feuillet-nowhere:>", 1),
            ("`{{</* a */>}}`", "`{{< a >}}`", 0),
        ] {
            assert_eq!(woven(source), (expected.to_owned(), faults), "{source}");
        }
    }

    #[test]
    fn indentation_does_not_pile_up() {
        let nested = "{{< note >}}\n".repeat(20_000) + &"{{< /note >}}\n".repeat(20_000);
        assert!(woven(&nested).0.len() < 5_000_000);
    }
}
