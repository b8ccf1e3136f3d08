//! Notice boxes, which become alerts, and quotations.

use super::inline::{link_to, one_line};
use super::tag::{Outcome, Shortcode};

/// Kinds of boxes in popular themes, each with the closest of GitHub's alert kinds.
const KINDS: [(&str, &str); 48] = [
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("information", "NOTE"),
    ("abstract", "NOTE"),
    ("summary", "NOTE"),
    ("tldr", "NOTE"),
    ("todo", "NOTE"),
    ("example", "NOTE"),
    ("question", "NOTE"),
    ("help", "NOTE"),
    ("faq", "NOTE"),
    ("primary", "NOTE"),
    ("secondary", "NOTE"),
    ("default", "NOTE"),
    ("light", "NOTE"),
    ("dark", "NOTE"),
    ("blue", "NOTE"),
    ("grey", "NOTE"),
    ("tip", "TIP"),
    ("tips", "TIP"),
    ("hint", "TIP"),
    ("success", "TIP"),
    ("check", "TIP"),
    ("done", "TIP"),
    ("green", "TIP"),
    ("lightbulb", "TIP"),
    ("pencil", "NOTE"),
    ("important", "IMPORTANT"),
    ("key", "IMPORTANT"),
    ("purple", "IMPORTANT"),
    ("warning", "WARNING"),
    ("warn", "WARNING"),
    ("attention", "WARNING"),
    ("orange", "WARNING"),
    ("yellow", "WARNING"),
    ("notice-warning", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
    ("fail", "CAUTION"),
    ("failure", "CAUTION"),
    ("missing", "CAUTION"),
    ("bug", "CAUTION"),
    ("fire", "CAUTION"),
    ("red", "CAUTION"),
    ("critical", "CAUTION"),
    ("notice-info", "NOTE"),
    ("notice-note", "NOTE"),
];

/// Names of boxes without a kind. The kind is an argument.
const BOXES: [&str; 12] = [
    "notice",
    "alert",
    "callout",
    "admonition",
    "hint",
    "infobox",
    "message",
    "box",
    "aside",
    "disclaimer",
    "panel",
    "notification",
];

/// Returns the alert kind for a name: `danger` -> `CAUTION`.
fn kind(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let found = KINDS.iter().find(|(known, _)| *known == name);
    found.map(|(_, kind)| *kind)
}

/// Returns what a box or quotation becomes.
pub(super) fn meaning(shortcode: &Shortcode<'_>) -> Option<Outcome> {
    if matches!(
        shortcode.name,
        "quote" | "blockquote" | "epigraph" | "pullquote" | "cite-quote"
    ) {
        return Some(quotation(shortcode));
    }
    let arguments = shortcode.arguments;
    let is_box = BOXES.contains(&shortcode.name);
    let own = kind(shortcode.name);
    if !is_box && own.is_none() {
        return None;
    }
    let text = arguments.named(&["text", "content", "body", "message"]);
    if shortcode.inner.is_none() && text.is_none() && (!is_box || arguments.0.is_empty()) {
        // Without text, a name such as `check` may be an icon.
        return None;
    }
    let said = arguments.named(&[
        "type", "kind", "style", "color", "colour", "level", "status", "context", "icon", "emoji",
    ]);
    // The kind comes from a named argument, the first positional one, or the shortcode's name, in this order.
    let positional = arguments.at(0);
    let by_position = positional.and_then(kind);
    let found = said.and_then(kind).or(by_position).or(own).unwrap_or("NOTE");
    let title = arguments.named(&["title", "heading", "header"]).or_else(|| {
        // The first positional argument is the title, unless it is or must be the kind: `{{< note "Mind" >}}`.
        let place = usize::from(by_position.is_some() || (is_box && own.is_none()));
        arguments.at(place)
    });
    let title = title.filter(|title| kind(title) != Some(found) && *title != "true" && *title != "false");
    let mut first = format!("[!{found}]");
    match (shortcode.inner, text) {
        (Some(_), _) => {
            if let Some(title) = title {
                first = format!("{first}\n**{}**\n", one_line(title));
            }
            Some(Outcome::Quote(first, String::new()))
        }
        (None, text) => {
            let text = text.or(title)?;
            let quoted = text.trim().replace('\n', "\n> ");
            Some(Outcome::Block(format!("> {first}\n> {quoted}")))
        }
    }
}

/// Returns a quotation with its author and source: `> a`, `> — A, S`.
fn quotation(shortcode: &Shortcode<'_>) -> Outcome {
    let arguments = shortcode.arguments;
    let author = arguments.get(&["author", "by", "name", "cite", "attribution", "footer"], 0);
    let source = arguments.named(&["source", "title", "work", "where"]);
    let link = arguments.named(&["link", "url", "href", "src", "cite-url"]);
    let source = match (source, link) {
        (Some(source), Some(link)) => Some(link_to(source, link)),
        (Some(source), None) => Some(one_line(source)),
        (None, Some(link)) => Some(link_to(link, link)),
        (None, None) => None,
    };
    let mut last = String::new();
    for piece in [author.map(one_line), source].into_iter().flatten() {
        last.push_str(if last.is_empty() { "— " } else { ", " });
        last.push_str(&piece);
    }
    match (shortcode.inner, arguments.named(&["text", "quote", "content"])) {
        (Some(_), _) => Outcome::Quote(String::new(), last),
        (None, Some(text)) => {
            let mut quoted = format!("> {}", text.trim().replace('\n', "\n> "));
            if !last.is_empty() {
                quoted = format!("{quoted}\n>\n> {last}");
            }
            Outcome::Block(quoted)
        }
        (None, None) => Outcome::Drop,
    }
}
