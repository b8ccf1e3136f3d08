//! The fences of front matter that only some generators know.

/// What another fence opens than those that the reader knows.
pub(super) struct Fenced<'text> {
    pub(super) holds: Body,
    pub(super) block: &'text str,
    pub(super) body: usize,
}

/// What stands between fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Yaml,
    Toml,
    /// A JSON object.
    Object,
    /// The same without its braces.
    Members,
    /// JavaScript.
    Script,
}

/// The fences that only some generators know: `---toml`, `---json` and `---js` (gray-matter, Eleventy), `;;;` (JSON
/// without its braces, or with them), and a JSON object that is none, strictly.
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

/// Hexo's older posts open with their keys, and only end them: `---` after YAML, `;;;` after the members of an object. To
/// be told from a text, they have two keys at least, the first of them a common one, and no blank line.
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

/// What is an object but for its faults: its first line has a brace, its second (or first) a key, and its last a brace.
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

/// The members of an object, without what they are indented by and the commas between them.
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

/// The declarations of a script as lines of YAML: `export const title = "a";` -> `title: "a"`. What is no value stays as
/// it is written.
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
