//! Finds Zola's shortcodes: `{{ name(a="b", c=1) }}`, `{% name() %}…{% end %}`, and `{{/* name() */}}`, an example.

use crate::syntax::shortcodes::example_end::ExampleEnd;
use crate::syntax::shortcodes::tag::{Arguments, Kind, Tag};

/// Maximum length of a tag, in bytes.
const LONGEST: usize = 1 << 14;

/// Returns all tags of a text in order, including those in code.
pub(crate) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut position = 0;
    let mut examples = [ExampleEnd::of("*/}}"), ExampleEnd::of("*/%}")];
    while let Some(found) = text[position..].find('{') {
        let start = position + found;
        position = start + 1;
        let end = match text.as_bytes().get(position) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        let example = &mut examples[usize::from(end == "%}")];
        if let Some(tag) = tag(text, start, end, Some(example)) {
            position = tag.range.end;
            tags.push(tag);
        }
    }
    tags
}

/// Parses the tag that begins at byte `start`. Without `example`, it is no example.
fn tag(text: &str, start: usize, end: &str, example: Option<&mut ExampleEnd>) -> Option<Tag> {
    let inside = start + 2;
    let limit = text.floor_char_boundary((start + LONGEST).min(text.len()));
    let whole = &text[inside..limit];
    if let Some(shown) = whole.strip_prefix("/*") {
        let length = example?.find(text, inside + 2..limit)?;
        let name = format!("{}{}{end}", &text[start..inside], &shown[..length]);
        // Without its comment marks, it must be a tag.
        let would_be = tag(&name, 0, end, None).filter(|tag| tag.range.end == name.len());
        return would_be.map(|tag| Tag {
            range: start..inside + 2 + length + 2 + end.len(),
            kind: Kind::Shown,
            name,
            ..tag
        });
    }
    // The marks that trim blanks around a tag (`{{-`, `-}}`) are skipped.
    let rest = whole.strip_prefix('-').unwrap_or(whole).trim_start();
    let name_end = rest.find(|next: char| !(next.is_ascii_alphanumeric() || next == '_' || next == ':'))?;
    let (name, rest) = rest.split_at(name_end);
    let mut rest = rest.trim_start();
    let mut arguments = Vec::new();
    let kind = if name == "end" && end == "%}" {
        Kind::Close
    } else {
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        rest = rest.strip_prefix('(')?.trim_start();
        while !rest.starts_with(')') {
            let (argument, after) = argument(rest)?;
            arguments.push(argument);
            rest = after.trim_start();
            match rest.strip_prefix(',') {
                Some(after) => rest = after.trim_start(),
                None if rest.starts_with(')') => {}
                None => return None,
            }
        }
        rest = rest[1..].trim_start();
        if end == "}}" { Kind::Alone } else { Kind::Open }
    };
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix(end)?;
    Some(Tag {
        range: start..inside + (whole.len() - rest.len()),
        kind,
        name: if kind == Kind::Close {
            String::new()
        } else {
            name.to_owned()
        },
        arguments: Arguments(arguments),
    })
}

type Argument = (Option<String>, String);

/// Parses `name=value`. Returns the rest of the text, too.
fn argument(text: &str) -> Option<(Argument, &str)> {
    let end = text.find(|next: char| !(next.is_ascii_alphanumeric() || next == '_'))?;
    let (name, rest) = text.split_at(end);
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let (value, rest) = value(rest)?;
    (!name.is_empty()).then(|| ((Some(name.to_owned()), value), rest))
}

/// Parses a quoted text, a number, a boolean or a list. Returns it as written, without quotes around it, and the rest
/// of the text.
fn value(text: &str) -> Option<(String, &str)> {
    if let Some(quote) = text.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`')) {
        let inside = &text[1..];
        let end = inside.find(quote)?;
        return Some((inside[..end].to_owned(), &inside[end + 1..]));
    }
    if let Some(inside) = text.strip_prefix('[') {
        let mut rest = inside;
        loop {
            rest = rest.trim_start_matches(|next: char| next.is_whitespace() || next == ',');
            if let Some(after) = rest.strip_prefix(']') {
                return Some((text[..text.len() - after.len()].to_owned(), after));
            }
            // Zola has no nested lists.
            if rest.starts_with('[') {
                return None;
            }
            rest = value(rest)?.1;
        }
    }
    let is_part = |next: char| next.is_ascii_alphanumeric() || matches!(next, '.' | '-' | '_');
    let end = text.find(|next| !is_part(next))?;
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_zola_reads_them() {
        let describe = |tag: Tag| {
            let arguments: Vec<String> = tag
                .arguments
                .0
                .iter()
                .map(|(name, value)| format!("{}={value}", name.as_deref().unwrap_or_default()))
                .collect();
            format!("{:?} {} {}", tag.kind, tag.name, arguments.join("|"))
        };
        for (text, expected) in [
            ("a {{ b() }} c", vec!["Alone b "]),
            (
                "{{f(a=\"b }} c\", d=1, e = true,)}}",
                vec!["Alone f a=b }} c|d=1|e=true"],
            ),
            (
                "{{ f(\n  a='x',\n  b=[\"p\", 'q', 2.5]\n) }}",
                vec!["Alone f a=x|b=[\"p\", 'q', 2.5]"],
            ),
            ("{% q(author=`V`) %}a{% end %}", vec!["Open q author=V", "Close  "]),
            ("{%- q() -%}a{%end%}", vec!["Open q ", "Close  "]),
            (
                "{{/* f(a=1) */}} {%/* end */%}",
                vec!["Shown {{ f(a=1) }} a=1", "Shown {% end %} "],
            ),
            ("{{ page.title }} {% for x in y %} {% if f(x) %}", vec![]),
            ("{{ f(a) }} {{ f(a=[[1]]) }} {{ f(a=\"b) }}", vec![]),
            ("{{ 1f() }} {{ f() %} {{ f(a=1 b=2) }}", vec![]),
            ("{{", vec![]),
            ("{% end", vec![]),
        ] {
            let found: Vec<String> = tags(text).into_iter().map(describe).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
