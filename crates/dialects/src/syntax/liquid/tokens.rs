//! Tokenizer for templates: splits them into tags, outputs and text.
//!
//! In a document, code is text. Jekyll would run templates in code, but an author who puts them there wants to show
//! them. Only `{% raw %}` and `{% verbatim %}`, which keep Jekyll from running them, are removed from code.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::lines::{closes, columns, fence, is_list_item, line_at};

/// A part of a template, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text that stays unchanged.
    Text(Range<usize>),
    /// `{{ … }}`, with the range of its expression.
    Output { range: Range<usize>, inner: Range<usize> },
    /// `{% name arguments %}`.
    Tag {
        range: Range<usize>,
        name: Range<usize>,
        arguments: Range<usize>,
    },
    /// `{% highlight arguments %}…{% endhighlight %}`, with the range of the code.
    Highlight {
        range: Range<usize>,
        arguments: Range<usize>,
        inner: Range<usize>,
    },
}

/// Splits a template into tokens. `markdown` means that it is a document, which may contain code.
pub(super) fn scan(source: &str, markdown: bool) -> Vec<Token> {
    let mut scanner = Scanner {
        source,
        markdown,
        tokens: Vec::new(),
        text_start: 0,
        trims: false,
        unclosed: BTreeSet::new(),
        no_run: Vec::new(),
        in_list: false,
        after_blank: true,
    };
    scanner.run();
    scanner.tokens
}

#[expect(clippy::struct_excessive_bools, reason = "each is about something else")]
struct Scanner<'a> {
    source: &'a str,
    markdown: bool,
    tokens: Vec<Token>,
    text_start: usize,
    /// Whether the last tag ended with `-%}`, which removes whitespace after it.
    trims: bool,
    /// Closing marks known to be missing. They are not searched for again.
    unclosed: BTreeSet<String>,
    /// For a number of backticks, the offset up to which no run of that length follows.
    no_run: Vec<(usize, usize)>,
    in_list: bool,
    after_blank: bool,
}

/// A tag or output, with the range between its marks.
struct Inside {
    range: Range<usize>,
    inner: Range<usize>,
    trims_before: bool,
    trims_after: bool,
}

impl Scanner<'_> {
    /// Reads the whole template.
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut position = 0;
        while position < bytes.len() {
            // Code blocks start at a line. Code spans and HTML code may start anywhere.
            let at_line_start = position == 0 || bytes[position - 1] == b'\n';
            if at_line_start
                && self.markdown
                && let Some(end) = self.code_block(position)
            {
                self.code(position..end);
                position = end;
                continue;
            }
            position = match bytes[position] {
                b'{' => self.brace(position),
                b'`' if self.markdown => self.backticks(position),
                b'<' if self.markdown => self.raw_html(position),
                _ => position + 1,
            };
        }
        self.text(bytes.len(), false);
    }

    /// Adds the text before `end` as a token. `trims` removes whitespace at its end.
    fn text(&mut self, end: usize, trims: bool) {
        let mut range = self.text_start..end.max(self.text_start);
        if self.trims {
            let text = &self.source[range.clone()];
            range.start = range.end - text.trim_start().len();
        }
        if trims {
            range.end = range.start + self.source[range.clone()].trim_end().len();
        }
        if !range.is_empty() {
            self.tokens.push(Token::Text(range));
            self.trims = false;
        }
    }

    /// Reads what starts with a brace: an output, a tag or a comment. Returns the offset after it.
    fn brace(&mut self, position: usize) -> usize {
        match self.source.as_bytes().get(position + 1) {
            Some(b'{') => match self.inside(position, "}}") {
                Some(found) => {
                    self.text(position, found.trims_before);
                    self.tokens.push(Token::Output {
                        range: found.range.clone(),
                        inner: found.inner,
                    });
                    self.resume(found.range.end, found.trims_after)
                }
                None => position + 2,
            },
            Some(b'%') => match self.inside(position, "%}") {
                Some(found) => self.tag(&found),
                None => position + 2,
            },
            // Comments of Nunjucks: `{# … #}`.
            Some(b'#') if self.source[position + 2..].starts_with([' ', '-', '\n']) => {
                match self.inside(position, "#}") {
                    Some(found) => {
                        self.text(position, found.trims_before);
                        self.resume(found.range.end, found.trims_after)
                    }
                    None => position + 2,
                }
            }
            _ => position + 1,
        }
    }

    /// Starts the next text at `at`. `trims` removes whitespace at its start.
    fn resume(&mut self, at: usize, trims: bool) -> usize {
        self.text_start = at;
        self.trims = trims;
        at
    }

    /// Adds a tag as a token. Raw blocks, comments and highlighted code are read up to their closing tag at once.
    fn tag(&mut self, found: &Inside) -> usize {
        let (name, arguments) = name_and_arguments(self.source, &found.inner);
        let start = found.range.start;
        let closing = match &self.source[name.clone()] {
            "raw" => "endraw",
            "verbatim" => "endverbatim",
            "comment" => "endcomment",
            "highlight" => "endhighlight",
            _ => "",
        };
        self.text(start, found.trims_before);
        let end = match closing {
            "" => None,
            _ => self.closing(found.range.end, closing),
        };
        let Some(end) = end else {
            // An inline comment (`{% # … %}`) has no name.
            if !name.is_empty() {
                self.tokens.push(Token::Tag {
                    range: found.range.clone(),
                    name,
                    arguments,
                });
            }
            return self.resume(found.range.end, found.trims_after);
        };
        // Comments vanish, highlighted code is one token, raw content is text.
        let inner = found.range.end..end.range.start;
        match closing {
            "endcomment" => {}
            "endhighlight" => self.tokens.push(Token::Highlight {
                range: start..end.range.end,
                arguments,
                inner,
            }),
            _ => {
                self.text_start = inner.start;
                self.trims = found.trims_after;
                self.text(inner.end, end.trims_before);
            }
        }
        self.resume(end.range.end, end.trims_after)
    }

    /// Finds the closing tag `name`. Nested comments are counted, and in highlighted code a `{% raw %}` is skipped with
    /// its content.
    fn closing(&mut self, from: usize, name: &str) -> Option<Inside> {
        let mut position = from;
        let mut depth = 0;
        while !self.is_unclosed(name) {
            let Some(at) = self.source[position..].find("{%") else {
                break;
            };
            let Some(found) = self.inside(position + at, "%}") else {
                break;
            };
            let (tag, _) = name_and_arguments(self.source, &found.inner);
            let tag = &self.source[tag];
            position = found.range.end;
            if tag == name {
                if depth == 0 {
                    return Some(found);
                }
                depth -= 1;
            } else if name == "endcomment" && tag == "comment" {
                depth += 1;
            } else if name == "endhighlight"
                && tag == "raw"
                && let Some(end) = self.closing(position, "endraw")
            {
                position = end.range.end;
            }
        }
        self.unclosed.insert(name.to_owned());
        None
    }

    fn is_unclosed(&self, what: &str) -> bool {
        self.unclosed.contains(what)
    }

    /// Reads from the opening mark at `start` to the closing mark. Both are two bytes long.
    fn inside(&mut self, start: usize, closing: &str) -> Option<Inside> {
        if self.is_unclosed(closing) {
            return None;
        }
        let Some(length) = self.source[start + 2..].find(closing) else {
            self.unclosed.insert(closing.to_owned());
            return None;
        };
        let end = start + 2 + length;
        let inner = &self.source[start + 2..end];
        let (trims_before, trims_after) = (inner.starts_with('-'), inner.len() > 1 && inner.ends_with('-'));
        let inner = start + 2 + usize::from(trims_before)..end - usize::from(trims_after);
        Some(Inside {
            range: start..end + 2,
            inner,
            trims_before,
            trims_after,
        })
    }

    /// Treats a range as code: all of it is text, except for the `raw` and `verbatim` tags, which are removed.
    fn code(&mut self, range: Range<usize>) {
        let mut position = range.start;
        while let Some(at) = self.source[position..range.end].find("{%") {
            let at = position + at;
            let Some(found) = self.inside(at, "%}").filter(|found| found.range.end <= range.end) else {
                break;
            };
            let (name, _) = name_and_arguments(self.source, &found.inner);
            position = found.range.end;
            if matches!(&self.source[name], "raw" | "endraw" | "verbatim" | "endverbatim") {
                self.text(at, false);
                // A tag that is alone on its line is removed with the line break.
                let alone = self.source[..at].ends_with('\n') && self.source[position..].starts_with('\n');
                position += usize::from(alone);
                self.text_start = position;
            }
        }
        self.after_blank = false;
    }

    /// Returns the end of the code block that starts with the line at `start`, if there is one.
    fn code_block(&mut self, start: usize) -> Option<usize> {
        let line = line_at(self.source, start);
        let content = line.trim_start();
        let indent = columns(&line[..line.len() - content.len()]);
        if content.trim_end().is_empty() {
            self.after_blank = true;
            return None;
        }
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        // Fenced code runs to its closing fence, or to the end of the text.
        if let Some(fence) = fence(content) {
            let mut position = start + line.len();
            while position < self.source.len() {
                let line = line_at(self.source, position);
                position += line.len();
                if closes(line.trim(), fence) {
                    return Some(position);
                }
            }
            return Some(position);
        }
        // Indented code runs to the next line that is neither blank nor indented.
        if indent >= 4 && after_blank && !self.in_list && !content.starts_with(['{', '<']) {
            let mut end = start;
            let mut position = start;
            while position < self.source.len() {
                let line = line_at(self.source, position);
                let content = line.trim_start();
                position += line.len();
                if columns(&line[..line.len() - content.len()]) >= 4 && !content.trim().is_empty() {
                    end = position;
                } else if !content.trim().is_empty() {
                    break;
                }
            }
            return Some(end);
        }
        if is_list_item(content) {
            self.in_list = true;
        } else if indent == 0 && after_blank {
            self.in_list = false;
        }
        None
    }

    /// Reads a code span (`CommonMark` 0.31.2, section 6.1), which cannot cross a blank line. Returns the offset after
    /// it.
    fn backticks(&mut self, start: usize) -> usize {
        let bytes = self.source.as_bytes();
        let run = |from: usize| bytes[from..].iter().take_while(|byte| **byte == b'`').count();
        let length = run(start);
        let after = start + length;
        if let Some((_, until)) = self.no_run.iter().find(|(none, _)| *none == length)
            && after <= *until
        {
            return after;
        }
        let mut position = after;
        while position < bytes.len() {
            match bytes[position] {
                b'`' => {
                    let found = run(position);
                    position += found;
                    if found == length {
                        self.code(start..position);
                        return position;
                    }
                }
                b'\n' if line_at(self.source, position + 1).trim().is_empty() => break,
                _ => position += 1,
            }
        }
        self.no_run.retain(|(none, _)| *none != length);
        self.no_run.push((length, position));
        after
    }

    /// Reads `<pre>` and `<code>` as code, up to the closing tag. Returns the offset after what was read.
    fn raw_html(&mut self, start: usize) -> usize {
        for (opening, closing) in [("<pre", "</pre"), ("<code", "</code")] {
            let rest = &self.source[start..];
            let is_it = rest
                .get(..opening.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(opening))
                && rest[opening.len()..].starts_with(['>', ' ', '\n', '\t']);
            if !is_it || self.is_unclosed(closing) {
                continue;
            }
            // Code around a `{% highlight %}` is not protected: that tag makes the code block.
            let near = &rest[..rest.floor_char_boundary(200)];
            if near.contains("{% highlight") {
                continue;
            }
            let Some(length) = rest.find(closing) else {
                self.unclosed.insert(closing.to_owned());
                continue;
            };
            self.code(start..start + length);
            return start + length;
        }
        start + 1
    }
}

/// Splits the content of a tag into its name and its arguments.
fn name_and_arguments(source: &str, inner: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let text = &source[inner.clone()];
    let start = inner.start + (text.len() - text.trim_start().len());
    let rest = &source[start..inner.end];
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.');
    let length = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
    let arguments = source[start + length..inner.end].trim();
    let from = source[start + length..inner.end].find(arguments).unwrap_or_default() + start + length;
    (start..start + length, from..from + arguments.len())
}

#[cfg(test)]
mod tests;
