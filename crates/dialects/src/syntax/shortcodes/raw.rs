//! Shortcodes that contain code. They become fences before all other steps, because their content is not Markdown.

use super::margins::{Lines, ends_line, margin};
use super::pairs::{partners, plain_name};
use super::tag::{Kind, Shortcode, Tag};
use crate::syntax::fences;
use crate::text::code::{Code, Indented};
use crate::text::edited::{Edit, Text};

/// Turns shortcodes that contain code into fences or code spans. `tags` are all tags of the text, even those in code.
pub(crate) fn fence_raw(text: &mut Text, tags: &[Tag]) {
    let source = text.as_str();
    let is_raw = |tag: &Tag| tag.kind == Kind::Open && is_around_code(&tag.name);
    if !tags.iter().any(is_raw) {
        return;
    }
    let code = Code::of(source, Indented::IsText);
    // An opening tag in code is text, but a closing tag may end the shortcode that contains the code.
    let counting: Vec<Tag> = tags
        .iter()
        .filter(|tag| tag.kind == Kind::Close || (tag.kind == Kind::Open && !code.contains(tag.range.start)))
        .cloned()
        .collect();
    let lines = Lines::of(source);
    let mut edits = Vec::new();
    let mut done = 0;
    for (tag, closing) in counting.iter().zip(partners(&counting)) {
        let Some(closing) = closing.filter(|_| is_raw(tag) && tag.range.start >= done) else {
            continue;
        };
        let close = &counting[closing].range;
        let shortcode = Shortcode {
            name: &plain_name(&tag.name),
            arguments: &tag.arguments,
            inner: Some(&source[tag.range.end..close.start]),
            is_block: true,
            is_address: false,
        };
        let Some(language) = language(&shortcode) else { continue };
        done = close.end;
        let inner = &source[tag.range.end..close.start];
        let line = &source[lines.start(tag.range.start)..tag.range.start];
        let (margin, is_first) = margin(line);
        // Code within a line becomes a code span.
        let is_within_line = !is_first || !ends_line(source, close.end);
        if is_inline(&shortcode) || (is_within_line && !inner.contains('\n')) {
            edits.push(Edit::new(tag.range.start..close.end, span(inner.trim())));
            continue;
        }
        let fence = "`".repeat(longest_run(inner).max(2) + 1);
        let line_break = format!("\n{margin}");
        let start = if is_first { "" } else { &line_break };
        let info = fences::info(&language, &options(&shortcode));
        let mut opening = format!("{start}{fence}{info}");
        let mut open = tag.range.clone();
        if ends_line(source, open.end) {
            // Blank lines at the start are not part of the code.
            let blank = inner.len() - inner.trim_start().len();
            let blank = inner[..blank].rfind('\n').unwrap_or(0);
            open.end += blank;
        } else {
            opening.push_str(&line_break);
        }
        edits.push(Edit::new(open, opening));
        // The closing fence needs a line of its own.
        let before = &source[lines.start(close.start)..close.start];
        let mut ending = if before.trim_start_matches([' ', '\t', '>']).is_empty() {
            fence.clone()
        } else {
            format!("{line_break}{fence}")
        };
        if !ends_line(source, close.end) {
            ending.push_str(&line_break);
        }
        edits.push(Edit::new(close.clone(), ending));
    }
    text.edit(edits);
}

/// Whether a shortcode of this name may contain code.
fn is_around_code(name: &str) -> bool {
    matches!(
        plain_name(name).as_str(),
        "highlight"
            | "hl"
            | "code"
            | "codeblock"
            | "code-block"
            | "code-toggle"
            | "mermaid"
            | "goat"
            | "plantuml"
            | "tab"
            | "codetab"
            | "prism"
            | "codes"
            | "command"
            | "cmd"
            | "terminal"
            | "diagram"
    )
}

/// Returns the language of the code, or nothing if the content is not code.
fn language(shortcode: &Shortcode<'_>) -> Option<String> {
    let inner = shortcode.inner.unwrap_or_default();
    let named = shortcode.arguments.get(&["lang", "language", "syntax", "type"], 0);
    let has_fence = inner
        .lines()
        .any(|line| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~"));
    let language = match shortcode.name {
        "mermaid" | "goat" | "plantuml" => shortcode.name,
        "diagram" => "mermaid",
        "highlight" => named.unwrap_or_default(),
        "code-toggle" => config_language(inner),
        "command" | "cmd" | "terminal" => "sh",
        // Tabs may contain Markdown. They are code if they name a language and contain no fence.
        "tab" | "codetab" => shortcode
            .arguments
            .named(&["lang", "language"])
            .filter(|_| !has_fence)?,
        _ if has_fence => return None,
        _ => named.unwrap_or_default(),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'#' | b'.');
    let language = if language.bytes().all(is_name) { language } else { "" };
    Some(language.to_owned())
}

/// Returns the arguments that may be options of a code block: `go "linenos=table"` -> `linenos=table`. Those of tabs and
/// diagrams mean other things.
fn options(shortcode: &Shortcode<'_>) -> String {
    if matches!(
        shortcode.name,
        "tab" | "codetab" | "mermaid" | "goat" | "plantuml" | "diagram"
    ) {
        return String::new();
    }
    let mut options = String::new();
    for (index, (name, value)) in shortcode.arguments.0.iter().enumerate() {
        match name {
            Some(name) => options.extend([" ", name, "=\"", &value.replace('"', "'"), "\""]),
            None if index > 0 => options.extend([" ", value]),
            None => {}
        }
    }
    options
}

/// Detects YAML, TOML or JSON by the first conclusive line: `a = 1` -> `toml`.
fn config_language(text: &str) -> &'static str {
    let told = text.lines().find_map(|line| {
        let line = line.trim();
        if line.starts_with('{') {
            Some("json")
        } else if line.starts_with('[') {
            Some("toml")
        } else if line.starts_with("- ") {
            Some("yaml")
        } else {
            let mark = line.find([':', '='])?;
            Some(if line[mark..].starts_with('=') { "toml" } else { "yaml" })
        }
    });
    told.unwrap_or("yaml")
}

/// Whether the shortcode asks for a code span, such as Hugo's option `hl_inline=true`.
fn is_inline(shortcode: &Shortcode<'_>) -> bool {
    let says_so = |value: &str| value.to_lowercase().replace([' ', '"'], "").contains("hl_inline=true");
    shortcode.name == "hl"
        || shortcode.arguments.is_true(&["hl_inline", "inline"])
        || shortcode.arguments.0.iter().any(|(_, value)| says_so(value))
}

/// Returns a code span with enough backticks: ``b`c`` -> ``` ``b`c`` ```.
fn span(code: &str) -> String {
    let marks = "`".repeat(longest_run(code) + 1);
    let code = code.replace('\n', " ");
    let blank = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{marks}{blank}{code}{blank}{marks}")
}

/// Returns the length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generators::hugo::tags;

    #[test]
    fn code_comes_into_fences() {
        for (source, expected) in [
            (
                "{{< highlight go >}}\n\na\n  b\n{{< /highlight >}}",
                "```go\na\n  b\n```",
            ),
            (
                "{{< highlight go \"linenos=inline\" >}}a{{< /highlight >}}",
                "```go linenos\na\n```",
            ),
            (
                "{{< highlight go \"linenos=table,hl_lines=3 5-6\" >}}\na\n{{< /highlight >}}",
                "```go {3,5-6} linenos\na\n```",
            ),
            (
                "{{< code lang=\"go\" file=\"a.go\" >}}\na\n{{< /code >}}",
                "```go title=\"a.go\"\na\n```",
            ),
            (
                "a {{< highlight go \"hl_inline=true, x=1\" >}}b(){{< /highlight >}} c",
                "a `b()` c",
            ),
            ("a {{< hl >}}b`c{{< /hl >}} d", "a ``b`c`` d"),
            (
                "- {{< highlight >}}\n  a\n  {{< /highlight >}}\n- b",
                "- ```\n  a\n  ```\n- b",
            ),
            (
                "{{< highlight md >}}\n```x\n{{< b >}}\n```\n{{< /highlight >}}",
                "````md\n```x\n{{< b >}}\n```\n````",
            ),
            (
                "{{< code-toggle file=a >}}\na = 1\n{{</ code-toggle >}}",
                "```toml title=\"a\"\na = 1\n```",
            ),
            (
                "{{< code-toggle >}}\na: b=1\n{{</ code-toggle >}}",
                "```yaml\na: b=1\n```",
            ),
            (
                "{{< tab header=\"Go\" lang=\"go\" >}}\na\n{{< /tab >}}",
                "```go\na\n```",
            ),
            (
                "{{< tab \"Go\" >}}\na\n{{< /tab >}}",
                "{{< tab \"Go\" >}}\na\n{{< /tab >}}",
            ),
            (
                "{{< code >}}\n```go\na\n```\n{{< /code >}}",
                "{{< code >}}\n```go\na\n```\n{{< /code >}}",
            ),
            (
                "`{{< highlight go >}}` {{< highlight go >}}",
                "`{{< highlight go >}}` {{< highlight go >}}",
            ),
            (
                "{{< mermaid >}}\n\n    a --> b\n\n{{< /mermaid >}}",
                "```mermaid\n    a --> b\n\n```",
            ),
        ] {
            let mut text = Text::new(source, 0);
            fence_raw(&mut text, &tags::tags(source));
            assert_eq!(text.as_str(), expected, "{source}");
        }
    }
}
