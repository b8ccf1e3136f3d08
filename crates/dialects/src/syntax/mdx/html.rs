//! HTML elements in JSX syntax, rewritten in HTML syntax.

use std::fmt::Write as _;

use super::javascript::{enclosed, literal};
use super::jsx::{Kind, Tag, Value, style};
use super::scan::Scan;

/// Elements that may contain Markdown blocks.
pub(super) const CONTAINERS: &str =
    "div section article aside details main header footer figure center nav p blockquote";

/// Elements without visible text.
pub(super) const SILENT: &str = "script style head title meta link";

/// Elements without content and closing tag.
const VOID: &str = "area base br col embed hr img input link meta param source track wbr";

/// Whether a space-separated list contains `name`.
pub(super) fn listed(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == name)
}

/// Returns a tag in HTML syntax, or nothing if it already is HTML.
/// `<div className="a" />` -> `<div class="a"></div>`.
pub(super) fn tag(tag: &Tag, scan: &Scan) -> Option<String> {
    let is_empty = tag.kind == Kind::Whole && !listed(VOID, &tag.name);
    let is_jsx = tag.attributes.iter().any(|attribute| {
        matches!(attribute.value, Value::Code(_)) || attribute.name.contains(|next: char| next.is_ascii_uppercase())
    });
    if tag.kind == Kind::Close || !(is_jsx || is_empty) {
        return None;
    }
    let mut html = format!("<{}", tag.name);
    for attribute in &tag.attributes {
        let name = match attribute.name.as_str() {
            "className" => "class",
            "htmlFor" => "for",
            name => name,
        };
        let value = match &attribute.value {
            Value::Present => None,
            Value::Text(text) => Some(text.clone()),
            Value::Code(code) if name == "style" => Some(style(code)).filter(|style| !style.is_empty()),
            Value::Code(code) => match value(code, scan) {
                Some(value) => Some(value),
                // `{true}` is an attribute without value. An unknown value drops the attribute.
                None if code == "true" => None,
                None => continue,
            },
        };
        html.push(' ');
        html.push_str(&name.to_ascii_lowercase());
        if let Some(value) = value {
            // Writing to a `String` cannot fail.
            let _ = write!(html, "=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"));
        }
    }
    html.push('>');
    if is_empty {
        let _ = write!(html, "</{}>", tag.name);
    }
    Some(html)
}

/// Returns the value of an expression that needs no running: a literal, a constant, an import or the path in a call
/// such as `require('./a.png')`.
pub(super) fn value(code: &str, scan: &Scan) -> Option<String> {
    let code = code.trim();
    let name = code.strip_suffix(".src").unwrap_or(code);
    if let Some(value) = literal(code).or_else(|| scan.constants.get(code).cloned()) {
        return Some(value);
    }
    if let Some(path) = scan.imports.get(name) {
        return Some(path.clone());
    }
    // `require('./a.png').default`, `useBaseUrl('/img/a.png')`, `import('./a.png')`
    let call = ["require", "useBaseUrl", "import", "withBase", "url"]
        .iter()
        .find_map(|function| code.strip_prefix(function))
        .filter(|call| call.starts_with('('))?;
    let end = enclosed(call)?;
    literal(&call[1..end - 1])
}
