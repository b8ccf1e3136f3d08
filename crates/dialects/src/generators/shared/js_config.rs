//! Reads settings in JavaScript or TypeScript, without running them.
//!
//! Objects, lists and literals are read. A call stands for its first argument, under the name of the function:
//! `starlight({…})` -> `starlight: {…}`. Everything else is skipped.

use feuillet_content::document::front_matter::Node;

use crate::syntax::mdx::javascript::{enclosed, literal, split_outside};

/// Maximum nesting of objects and lists.
const DEEPEST: usize = 24;

/// Returns the entries of the object that a file exports.
pub(crate) fn exported(text: &str) -> Vec<(String, Node)> {
    const STARTS: [&str; 9] = [
        "defineConfig(",
        "export default",
        "module.exports",
        "const config",
        "let config",
        "var config",
        "config =",
        "SITE",
        "export const",
    ];
    let text = without_comments(text);
    for start in STARTS {
        for (at, _) in text.match_indices(start).take(8) {
            // The object must begin before the statement ends.
            let Some(brace) = text[at..]
                .find(['{', ';'])
                .filter(|brace| text[at + brace..].starts_with('{'))
            else {
                continue;
            };
            let object = &text[at + brace..];
            let entries = enclosed(object).map(|length| object_entries(&object[..length], DEEPEST));
            if let Some(entries) = entries.filter(|entries| !entries.is_empty()) {
                return entries;
            }
        }
    }
    Vec::new()
}

/// Returns the constants of a file, literals as well as objects: `export const SITE_TITLE = 'x'` -> `SITE_TITLE: x`.
pub(crate) fn constants(text: &str) -> Vec<(String, Node)> {
    let text = without_comments(text);
    let mut found = Vec::new();
    for (at, word) in text.match_indices("const ") {
        let rest = &text[at + word.len()..];
        let Some((name, value)) = rest.split_once('=') else {
            break;
        };
        let name = name.split(':').next().unwrap_or_default().trim();
        let value = value.trim_start();
        let end = if value.starts_with('{') {
            enclosed(value).unwrap_or_default()
        } else {
            value.find([';', '\n']).unwrap_or(value.len())
        };
        let is_name = !name.is_empty() && name.chars().all(|next| next.is_alphanumeric() || next == '_');
        if is_name && let Some(node) = node(&value[..end], DEEPEST) {
            found.push((name.to_owned(), node));
        }
    }
    found
}

/// Looks up a path of keys. In a list, the first map that has the key is used.
pub(crate) fn lookup<'a>(entries: &'a [(String, Node)], path: &[&str]) -> Option<&'a Node> {
    let (first, rest) = path.split_first()?;
    let (_, found) = entries.iter().find(|(key, _)| key == first)?;
    if rest.is_empty() {
        return Some(found);
    }
    within(found, rest)
}

fn within<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    match node {
        Node::Map(entries) => lookup(entries, path),
        Node::List(items) => items.iter().find_map(|item| within(item, path)),
        Node::Null | Node::Scalar(_) => None,
    }
}

/// Looks up a path of keys, for a text that is not blank.
pub(crate) fn text(entries: &[(String, Node)], path: &[&str]) -> Option<String> {
    match lookup(entries, path)? {
        Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn object_entries(object: &str, depth: usize) -> Vec<(String, Node)> {
    let inner = object
        .trim()
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'));
    let parts = split_outside(inner.unwrap_or_default(), ',').into_iter();
    parts
        .filter_map(|part| {
            let (key, value) = part.split_once(':')?;
            let key = key.trim().trim_matches(['"', '\'', '`']);
            Some((key.to_owned(), node(value, depth.checked_sub(1)?)?))
        })
        .collect()
}

fn node(code: &str, depth: usize) -> Option<Node> {
    let code = code.trim().trim_end_matches(';').trim_end();
    // TypeScript: `{…} as const`, `{…} satisfies Config`.
    let code = code.strip_suffix("as const").map_or(code, str::trim_end);
    let code = code.split(" satisfies ").next().unwrap_or(code).trim_end();
    if let Some(text) = literal(code) {
        return Some(Node::Scalar(text));
    }
    if matches!(code, "true" | "false") {
        return Some(Node::Scalar(code.to_owned()));
    }
    if code.starts_with('{') {
        return Some(Node::Map(object_entries(code, depth)));
    }
    if let Some(items) = code.strip_prefix('[').and_then(|items| items.strip_suffix(']')) {
        let depth = depth.checked_sub(1)?;
        let items = split_outside(items, ',').into_iter();
        return Some(Node::List(items.filter_map(|item| node(item, depth)).collect()));
    }
    // A call: `starlight({…})`.
    let (name, arguments) = code.split_once('(')?;
    let arguments = arguments.trim().strip_suffix(')')?;
    let is_name = name
        .chars()
        .all(|next| next.is_alphanumeric() || matches!(next, '_' | '.'));
    if !is_name {
        return None;
    }
    let first = split_outside(arguments, ',').into_iter().next()?;
    Some(Node::Map(vec![(name.to_owned(), node(first, depth.checked_sub(1)?)?)]))
}

fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut quote = None;
    while let Some(next) = rest.chars().next() {
        let length = next.len_utf8();
        if let Some(open) = quote {
            if next == '\\' {
                let escaped = rest[length..].chars().next().map_or(0, char::len_utf8);
                plain.push_str(&rest[..length + escaped]);
                rest = &rest[length + escaped..];
                continue;
            }
            if next == open || (next == '\n' && open != '`') {
                quote = None;
            }
        } else if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
            continue;
        } else if rest.starts_with("/*") {
            rest = &rest[rest.find("*/").map_or(rest.len(), |end| end + 2)..];
            continue;
        } else if matches!(next, '"' | '\'' | '`') {
            quote = Some(next);
        }
        plain.push(next);
        rest = &rest[length..];
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_told_without_running_them() {
        let astro = "import { defineConfig } from 'astro/config';\n// comment's\nexport default defineConfig({\n  site: 'https://a.example', /* b: 'c' */\n  integrations: [mdx(), starlight({ title: 'Docs', locales: { root: { label: 'English', lang: 'en' }, ar: {} } })],\n});\n";
        let entries = exported(astro);
        assert_eq!(text(&entries, &["site"]).as_deref(), Some("https://a.example"));
        assert_eq!(
            text(&entries, &["integrations", "starlight", "title"]).as_deref(),
            Some("Docs")
        );
        let lang = text(&entries, &["integrations", "starlight", "locales", "root", "lang"]);
        assert_eq!(lang.as_deref(), Some("en"));
        let docusaurus = "const lightCodeTheme = require('x');\n/** @type {import('@docusaurus/types').Config} */\nconst config = {\n  title: \"T\", tagline: `A\\`b`, i18n: {defaultLocale: 'en', locales: ['en', 'fr']},\n  presets: [['classic', {blog: {routeBasePath: '/'}}]],\n};\nmodule.exports = config;\n";
        let entries = exported(docusaurus);
        assert_eq!(text(&entries, &["title"]).as_deref(), Some("T"));
        assert_eq!(text(&entries, &["tagline"]).as_deref(), Some("A`b"));
        assert_eq!(
            text(&entries, &["presets", "blog", "routeBasePath"]).as_deref(),
            Some("/")
        );
        let found = constants("export const SITE_TITLE: string = 'T';\nexport const SITE = { title: 'U' } as const;\n");
        assert_eq!(text(&found, &["SITE_TITLE"]).as_deref(), Some("T"));
        assert_eq!(text(&found, &["SITE", "title"]).as_deref(), Some("U"));
        for hostile in ["export default {", "export default {a: [", "{{{{", "export default ${`"] {
            exported(hostile);
        }
        exported(&format!("export default {}", "{a:".repeat(5000)));
    }
}
