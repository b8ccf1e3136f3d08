//! Blocks with an opening and a closing mark (`:::note` … `:::`, `<Aside>` … `</Aside>`). They become alerts, details,
//! quotations or only their content, with the right indentation and `> ` prefixes.

use std::ops::Range;

use crate::text::edited::Edit;

/// A block with its opening and closing marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The opening mark. Only spaces and a list marker may precede it on its line.
    pub(crate) open: Range<usize>,
    /// The closing mark, or an empty range if there is none.
    pub(crate) close: Range<usize>,
    /// Whether the content becomes a quotation.
    pub(crate) quoted: bool,
    /// Lines that replace the opening mark.
    pub(crate) head: Vec<String>,
    /// Lines that replace the closing mark.
    pub(crate) tail: Vec<String>,
}

/// Maximum nesting depth of blocks.
pub(crate) const DEEPEST: usize = 16;

/// GitHub's kinds of alerts, each with the words that dialects use for it.
const ALERTS: [(&str, &str); 5] = [
    (
        "NOTE",
        "note info default quote example abstract summary tldr bug question faq help todo primary secondary simple box \
         details-note aside callout admonition seealso",
    ),
    ("TIP", "tip hint success check done good"),
    ("IMPORTANT", "important key recommend"),
    ("WARNING", "warning warn attention"),
    ("CAUTION", "caution danger error failure fail missing bad critical"),
];

/// Returns the alert kind for a word: `danger` -> `CAUTION`.
pub(crate) fn alert_kind(word: &str) -> Option<&'static str> {
    let word = word.trim().to_ascii_lowercase();
    let found = ALERTS
        .iter()
        .find(|(_, words)| words.split_ascii_whitespace().any(|known| known == word));
    found.map(|(kind, _)| *kind)
}

/// Tag that opens a row or grid of pictures (`styles/pictures.css`), which `</div>` closes.
pub(crate) const GALLERY: &str = "<div class=\"gallery\">";

impl Block {
    /// Makes a block that becomes its content, below its title in bold if it has one.
    pub(crate) fn content(open: Range<usize>, close: Range<usize>, title: Option<&str>) -> Self {
        let head = title.map(|title| vec![bold(title), String::new()]);
        Self {
            open,
            close,
            quoted: false,
            head: head.unwrap_or_default(),
            tail: Vec::new(),
        }
    }

    /// Makes a block that becomes an alert: `> [!NOTE]`, the title in bold, the content.
    pub(crate) fn alert(open: Range<usize>, close: Range<usize>, kind: &str, title: Option<&str>) -> Self {
        let mut head = vec![format!("> [!{kind}]")];
        if let Some(title) = title {
            head.extend([format!("> {}", bold(title)), ">".to_owned()]);
        }
        Self {
            open,
            close,
            quoted: true,
            head,
            tail: Vec::new(),
        }
    }

    /// Makes a block that becomes a quotation.
    pub(crate) fn quotation(open: Range<usize>, close: Range<usize>) -> Self {
        Self {
            open,
            close,
            quoted: true,
            head: Vec::new(),
            tail: Vec::new(),
        }
    }

    /// Makes a block that becomes a `<details>` element with Markdown content.
    pub(crate) fn details(open: Range<usize>, close: Range<usize>, summary: &str, is_open: bool) -> Self {
        let start = if is_open { "<details open>" } else { "<details>" };
        let head = [&format!("{start}<summary>{}</summary>", escape_html(summary)), ""];
        Self::between(open, close, head.map(str::to_owned).to_vec(), "</details>")
    }

    /// Makes a block of pictures that are shown side by side.
    pub(crate) fn gallery(open: Range<usize>, close: Range<usize>) -> Self {
        Self::between(open, close, vec![GALLERY.to_owned(), String::new()], "</div>")
    }

    /// Makes a block that becomes Markdown content between raw HTML.
    pub(crate) fn between(open: Range<usize>, close: Range<usize>, head: Vec<String>, end: &str) -> Self {
        Self {
            open,
            close,
            quoted: false,
            head,
            tail: vec![String::new(), end.to_owned(), String::new()],
        }
    }
}

/// Makes a title bold, unless it already is: `A **b**` -> `**A b**`.
pub(crate) fn bold(title: &str) -> String {
    let title = title.trim().replace(['\n', '\r'], " ");
    if title.starts_with("**") || title.starts_with("__") {
        title
    } else {
        // Inner `**` would end the bold text, and a backslash at the end keep it open.
        let title = title.replace("**", "");
        let is_open = title.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        format!("**{title}{}**", if is_open { "\\" } else { "" })
    }
}

pub(crate) fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Escapes a text for an HTML attribute in double quotes.
pub(crate) fn quote(text: &str) -> String {
    escape_html(text).replace('"', "&quot;")
}

/// Sorts blocks and drops those that overlap another block partially or are nested too deep.
pub(crate) fn nested(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by_key(|block| (block.open.start, std::cmp::Reverse(block.close.end)));
    let mut open: Vec<Range<usize>> = Vec::new();
    blocks.retain(|block| {
        while open.last().is_some_and(|outer| outer.end <= block.open.start) {
            open.pop();
        }
        let fits = open.len() < DEEPEST
            && open
                .last()
                .is_none_or(|outer| outer.start <= block.open.start && block.close.end <= outer.end);
        if fits {
            open.push(block.open.end..block.close.start);
        }
        fits
    });
    blocks
}

/// Position of a block in the text, and the prefixes of its lines in the result.
#[derive(Debug)]
struct Layout {
    /// Prefix of the lines that replace the marks.
    outer: String,
    /// Prefix of the content lines.
    inner: String,
    /// Bytes before the opening mark in its line.
    column: usize,
    /// Smallest indentation of the content lines, in bytes, but at least `column`.
    indentation: usize,
    /// Range between the marks.
    content: Range<usize>,
}

/// Returns the edits that translate blocks. `blocks` must be sorted and properly nested, as [`nested`] returns them.
pub(crate) fn edits(text: &str, blocks: &[Block]) -> Vec<Edit> {
    let lines = Lines::of(text);
    let mut layouts: Vec<Layout> = Vec::with_capacity(blocks.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        while open
            .last()
            .is_some_and(|outer| layouts[*outer].content.end <= block.open.start)
        {
            open.pop();
        }
        let outer = open.last().map(|outer| &layouts[*outer]);
        layouts.push(layout(text, &lines, block, outer));
        open.push(index);
    }
    let mut edits = Vec::new();
    let mut done = vec![false; lines.starts.len()];
    // Innermost blocks first: a blank line gets the prefix of the innermost block that contains it.
    for (block, layout) in blocks.iter().zip(&layouts).rev() {
        edits.push(opening(text, &lines, block, layout));
        edits.extend(closing(text, &lines, block, layout));
        if !block.quoted && layout.indentation <= layout.column {
            continue;
        }
        for line in lines.starting_in(&layout.content) {
            let range = lines.range(text, line);
            let content = &text[range.clone()];
            let indentation = content.len() - content.trim_start_matches([' ', '\t']).len();
            if content.trim().is_empty() {
                if block.quoted && !std::mem::replace(&mut done[line], true) {
                    edits.push(Edit::new(range, layout.inner.trim_end()));
                }
                continue;
            }
            // Only indentation precedes the closing mark, which has its own edit.
            if range.start + indentation >= layout.content.end {
                continue;
            }
            // Replace the content's own indentation, beyond the block's column, with `> ` or nothing.
            let from = range.start + layout.column.min(indentation);
            let to = range.start + layout.indentation.min(indentation).max(layout.column.min(indentation));
            edits.push(Edit::new(from..to, if block.quoted { "> " } else { "" }));
        }
    }
    edits
}

/// Measures a block. `outer` is the layout of the block around it.
fn layout(text: &str, lines: &Lines, block: &Block, outer: Option<&Layout>) -> Layout {
    let start = lines.starts[lines.at(block.open.start)];
    let column = block.open.start - start;
    let content = block.open.end..block.close.start;
    let indentation = lines
        .starting_in(&content)
        .filter_map(|line| {
            let range = lines.range(text, line);
            let content_end = content.end.min(range.end);
            let line = &text[range.start..content_end.max(range.start)];
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            (!line.trim().is_empty()).then_some(blanks)
        })
        .min()
        .unwrap_or(column)
        .max(column);
    let (prefix, base) = outer.map_or(("", 0), |outer| (outer.inner.as_str(), outer.indentation));
    let outer = format!("{prefix}{}", " ".repeat(column.saturating_sub(base)));
    let inner = if block.quoted {
        format!("{outer}> ")
    } else {
        outer.clone()
    };
    Layout {
        outer,
        inner,
        column,
        indentation,
        content,
    }
}

/// Returns the edit for the opening mark. Adds a blank line if the line above is text.
fn opening(text: &str, lines: &Lines, block: &Block, layout: &Layout) -> Edit {
    let line = lines.at(block.open.start);
    let before = &text[lines.starts[line]..block.open.start];
    let follows_text = line > 0 && before.trim().is_empty() && !text[lines.range(text, line - 1)].trim().is_empty();
    let rest = &text[block.open.end..lines.range(text, lines.at(block.open.end)).end];
    let mut with = String::new();
    if follows_text && !block.head.is_empty() {
        with.push('\n');
        with.push_str(&layout.outer);
    }
    with.push_str(&block.head.join(&format!("\n{}", layout.outer)));
    let mut end = block.open.end;
    if !rest.trim().is_empty() {
        // The content starts on the line of the mark: move it to a line of its own.
        end += rest.len() - rest.trim_start().len();
        if !block.head.is_empty() {
            with.push('\n');
            with.push_str(&layout.inner);
        } else if block.quoted {
            with.push_str("> ");
        }
    }
    Edit::new(block.open.start..end.min(block.close.start.max(block.open.end)), with)
}

/// Returns the edit for the closing mark. Text on the same line is moved to lines of its own where needed.
fn closing(text: &str, lines: &Lines, block: &Block, layout: &Layout) -> Option<Edit> {
    let line = lines.at(block.close.start);
    let range = lines.range(text, line);
    let before = &text[range.start.max(block.open.end)..block.close.start];
    let after = &text[block.close.end..lines.range(text, lines.at(block.close.end)).end];
    let mut with = String::new();
    if !before.trim().is_empty() && (block.quoted || !block.tail.is_empty()) {
        with.push('\n');
        with.push_str(&layout.outer);
    }
    with.push_str(&block.tail.join(&format!("\n{}", layout.outer)));
    if !after.trim().is_empty() && (block.quoted || !block.tail.is_empty() || before.trim().is_empty()) {
        with.push_str("\n\n");
        with.push_str(&layout.outer);
    }
    (!block.close.is_empty() || !with.is_empty()).then(|| Edit::new(block.close.clone(), with))
}

/// Byte offsets at which the lines of a text start.
#[derive(Debug)]
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// Returns the number of the line that contains `offset`, from 0.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Returns the range of a line without its line break.
    pub(crate) fn range(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).map_or(text.len(), |next| next - 1);
        start..end
    }

    /// Returns the part of the line before `offset`.
    pub(crate) fn before<'text>(&self, text: &'text str, offset: usize) -> &'text str {
        &text[self.starts[self.at(offset)]..offset]
    }

    /// Returns the numbers of the lines that start within `range`, excluding its very beginning.
    fn starting_in(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|start| *start <= range.start);
        let end = self.starts.partition_point(|start| *start < range.end);
        first..end.max(first)
    }
}
