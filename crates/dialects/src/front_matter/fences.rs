//! Fences of front matter that only some generators know.

/// Front matter in fences that the reader does not know.
pub(super) struct Fenced<'text> {
    pub(super) holds: Body,
    pub(super) block: &'text str,
    pub(super) body: usize,
}

/// Format of the text between fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Yaml,
    Toml,
    /// A JSON object.
    Object,
    /// A JSON object without its braces.
    Members,
    /// JavaScript.
    Script,
}

/// Finds front matter in unusual fences: `---toml`, `---json` and `---js` (gray-matter, Eleventy), `;;;` (JSON, with or
/// without braces), no opening fence (Hexo), or an almost valid JSON object.
pub(super) fn unusual_fence(text: &str, start: usize) -> Option<Fenced<'_>> {
    let rest = &text[start..];
    let first = rest.lines().next()?.trim_end();
    let holds = match first {
        "---toml" => Body::Toml,
        "---yaml" | "---yml" => Body::Yaml,
        "---json" | ";;;" => Body::Object,
        "---js" | "---javascript" => Body::Script,
        _ if first == "{" || first.starts_with("{ \"") || first.starts_with("{\"") => return loose_object(text, start),
        _ => return unopened(text, start),
    };
    let closing = if first == ";;;" { ";;;" } else { "---" };
    let block = start + rest.find('\n')? + 1;
    let mut end = block;
    for line in text[block..].split_inclusive('\n') {
        if line.trim_end() == closing {
            let block = &text[block..end];
            let is_bare = holds == Body::Object && !block.trim_start().starts_with('{');
            return Some(Fenced {
                holds: if is_bare { Body::Members } else { holds },
                block,
                body: end + line.len(),
            });
        }
        end += line.len();
    }
    None
}

/// Finds front matter without an opening fence, as in Hexo's older posts: YAML up to `---`, or members of a JSON object
/// up to `;;;`. To tell it from text, it must have at least two keys, a common first key, and no blank line.
fn unopened(text: &str, start: usize) -> Option<Fenced<'_>> {
    const FIRST: [&str; 6] = ["title", "layout", "date", "tags", "categories", "id"];
    let rest = &text[start..];
    let (first, _) = rest.split_once(':')?;
    let bare = first.starts_with('"');
    if !FIRST.contains(&first.trim_matches('"')) {
        return None;
    }
    let (closing, holds) = if bare {
        (";;;", Body::Members)
    } else {
        ("---", Body::Yaml)
    };
    let mut end = start;
    let mut keys = 0;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == closing && keys > 1 {
            return Some(Fenced {
                holds,
                block: &text[start..end],
                body: end + line.len(),
            });
        }
        if line.trim().is_empty() {
            return None;
        }
        keys += usize::from(line.contains(':'));
        end += line.len();
    }
    None
}

/// Finds a JSON object with mistakes: a brace, lines with a quoted key, and a line with the closing brace. A blank line
/// ends the search.
fn loose_object(text: &str, start: usize) -> Option<Fenced<'_>> {
    let mut end = start;
    let mut has_key = false;
    for line in text[start..].split_inclusive('\n') {
        end += line.len();
        let trimmed = line.trim();
        has_key |= trimmed.trim_start_matches('{').trim_start().starts_with('"') && trimmed.contains(':');
        if trimmed.is_empty() {
            return None;
        }
        if line.starts_with('}') && matches!(trimmed, "}" | "};" | "},") {
            return has_key.then(|| Fenced {
                holds: Body::Object,
                block: text[start..end].trim_end().trim_end_matches([';', ',']),
                body: end,
            });
        }
    }
    None
}

/// Removes the indentation of an object's members, and the commas between them.
pub(super) fn at_the_margin(block: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let members = || block.lines().filter(|line| line.contains(':'));
    let margin = members().map(indent).min().unwrap_or_default();
    let mut lines = String::new();
    for line in block.lines() {
        let line = if indent(line) == margin {
            line.trim_start()
        } else {
            line
        };
        lines.push_str(line.trim_end().trim_end_matches(','));
        lines.push('\n');
    }
    lines
}

/// Converts the declarations of a script to lines of YAML: `export const title = "a";` -> `title: "a"`. Other
/// expressions stay as written.
pub(super) fn declarations(block: &str) -> String {
    let mut lines = String::new();
    for line in block.lines() {
        let line = line.trim().trim_end_matches(';');
        let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
        let declared = ["const ", "let ", "var "]
            .iter()
            .find_map(|word| line.strip_prefix(word));
        if let Some((name, value)) = declared.and_then(|declared| declared.split_once('=')) {
            let value = value.trim();
            let text = value.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
            lines.push_str(name.trim());
            lines.push_str(": ");
            lines.push_str(text.unwrap_or(value));
            lines.push('\n');
        }
    }
    lines
}
