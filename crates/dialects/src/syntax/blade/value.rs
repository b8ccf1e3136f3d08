//! Evaluates simple Blade expressions.

use feuillet_content::document::front_matter::Node;

use super::page::Page;

/// Evaluates `$page->title`, `'text'`, concatenation with `.`, and defaults with `??`. Returns nothing for any other
/// expression, as its value is only known when Jigsaw runs.
pub(super) fn evaluate(expression: &str, page: Page<'_>) -> Option<String> {
    if let Some((first, second)) = expression.split_once("??") {
        return evaluate(first.trim(), page)
            .filter(|value| !value.is_empty())
            .or_else(|| evaluate(second.trim(), page));
    }
    if let Some(text) = crate::front_matter::scripts::quoted(expression) {
        let rest = expression.get(text.len() + 2..).unwrap_or_default().trim_start();
        return match rest.strip_prefix('.') {
            Some(rest) => Some(text + &evaluate(rest.trim(), page)?),
            None => rest.is_empty().then_some(text),
        };
    }
    if let Some((first, rest)) = expression.split_once(" . ") {
        return Some(evaluate(first.trim(), page)? + &evaluate(rest.trim(), page)?);
    }
    let path = expression.strip_prefix("$page")?;
    // `->a` and `['a']` are both written `.a`. The page's own values take precedence over those of the blog.
    let path = path.replace("->", ".").replace(['[', '\'', '"'], ".").replace(']', "");
    let names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let (first, rest) = names.split_first().filter(|_| names.iter().all(is_name))?;
    let own = page.values.iter().find(|(key, _)| key == first).map(|(_, node)| node);
    let mut node = own.or_else(|| page.document.site.value(&[first]))?;
    for name in rest {
        let Node::Map(entries) = node else { return None };
        node = entries.iter().find(|(key, _)| key == name).map(|(_, node)| node)?;
    }
    match node {
        Node::Scalar(text) => Some(text.clone()),
        Node::Null => Some(String::new()),
        Node::List(_) | Node::Map(_) => None,
    }
}
