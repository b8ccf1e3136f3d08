//! The front matter that is published: the keys that the reader knows, in YAML that cannot be misread.

use super::fields::Fields;
use crate::content::diagnostic::Unreported;
use crate::content::front_matter::FrontMatter;

/// The block with its fences; nothing where there is nothing to say, unless the body begins with what the reader would
/// take for front matter.
pub(super) fn front_matter(fields: &Fields, body: &str) -> String {
    let meta = &fields.meta;
    let mut lines = String::new();
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            push(&mut lines, key, &scalar(value));
        }
    };
    text("title", meta.title.as_deref());
    text("date", meta.date.map(|date| date.to_string()).as_deref());
    text("updated", meta.updated.map(|date| date.to_string()).as_deref());
    text("slug", meta.slug.as_deref());
    text("author", meta.author.as_deref());
    text("lang", meta.language.as_deref());
    text("translation_key", meta.translation_key.as_deref());
    text("canonical", meta.canonical.as_deref());
    text("excerpt", meta.excerpt.as_deref());
    text("description", meta.description.as_deref());
    if let Some(cover) = &meta.cover {
        text("cover", Some(&cover.source));
        text(
            "cover_alt",
            Some(&cover.alt).filter(|alt| !alt.is_empty()).map(String::as_str),
        );
    }
    for (key, values) in [
        ("categories", &meta.categories),
        ("tags", &meta.tags),
        ("aliases", &meta.aliases),
    ] {
        if !values.is_empty() {
            let items: Vec<String> = values.iter().map(|value| scalar(value)).collect();
            push(&mut lines, key, &format!("[{}]", items.join(", ")));
        }
    }
    for (key, flag) in [
        ("featured", meta.featured),
        ("noindex", meta.noindex),
        ("math", fields.math),
    ] {
        if flag {
            push(&mut lines, key, "true");
        }
    }
    if lines.is_empty() && FrontMatter::read(body, &mut Unreported).body == body {
        return lines;
    }
    format!("---\n{lines}---\n")
}

fn push(lines: &mut String, key: &str, value: &str) {
    lines.push_str(key);
    lines.push_str(": ");
    lines.push_str(value);
    lines.push('\n');
}

/// A scalar that YAML reads as this text: plain where nothing in it could mean something else, else in double quotes with
/// JSON's escapes, which YAML 1.2 shares (section 1.3).
fn scalar(text: &str) -> String {
    let starts_plain = text.starts_with(char::is_alphanumeric);
    let stays_plain = text
        .chars()
        .all(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '/' | '\'' | '’'));
    if starts_plain && stays_plain && !text.ends_with(' ') {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
