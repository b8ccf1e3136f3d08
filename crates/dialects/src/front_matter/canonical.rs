//! Writes the published front matter: the keys that the reader knows, in unambiguous YAML.

use feuillet_content::date::Date;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::front_matter::FrontMatter;

use super::fields::Fields;
use super::moment::{Moment, Time};
use super::quoting::scalar;

/// Returns the front matter with its fences. Without any keys it is empty, unless the body begins like front matter:
/// then it is an empty block, so that the reader does not take the body for it.
pub(crate) fn front_matter(fields: &Fields, body: &str) -> String {
    let meta = &fields.meta;
    let mut lines = String::new();
    // Empty values are left out.
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            push(&mut lines, key, &scalar(value));
        }
    };
    text("title", meta.title.as_deref());
    let moment = |date: Option<Date>, time: Option<Time>| Some(Moment { date: date?, time }.to_string());
    text("date", moment(meta.date, fields.time).as_deref());
    text("updated", moment(meta.updated, fields.updated_time).as_deref());
    text("slug", meta.slug.as_deref());
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
        ("authors", &meta.authors),
        ("series", &meta.series),
        ("categories", &meta.categories),
        ("tags", &meta.tags),
        ("aliases", &meta.aliases),
    ] {
        let values = values.iter().filter(|value| !value.trim().is_empty());
        let items: Vec<String> = values.map(|value| scalar(value)).collect();
        if !items.is_empty() {
            push(&mut lines, key, &format!("[{}]", items.join(", ")));
        }
    }
    if let Some(contents) = meta.contents {
        push(&mut lines, "toc", if contents { "true" } else { "false" });
    }
    for (key, flag) in [
        ("featured", meta.featured),
        ("noindex", meta.noindex),
        ("math", meta.math),
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

#[cfg(test)]
mod tests {
    use super::*;
    use feuillet_content::post_meta::{Cover, PostMeta};

    const NASTY: [&str; 60] = [
        "",
        " ",
        "a",
        "a b",
        " a ",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-",
        "---",
        "...",
        "+++",
        "{",
        "}",
        "[a]",
        "a, b",
        "\"",
        "'",
        "'a'",
        "\"a\"",
        "a'b",
        "it's",
        "\\",
        "\\n",
        "a\\",
        "a\nb",
        "a\n---\nb",
        "a\r\nb",
        "a\tb",
        "\u{feff}a",
        "a\u{2028}b",
        "a\u{2029}b",
        "a\u{85}b",
        "a\u{a0}b",
        "a\0b",
        "\u{7f}",
        "\u{9b}",
        "\u{1b}[0m",
        "\u{fffe}",
        "\u{10ffff}",
        "null",
        "Null",
        "~",
        "true",
        "yes",
        "1.10",
        "0x1F",
        "1e3",
        "1_000",
        "2020-01-01",
        "12:30:00",
        "🚀",
        "أمثلة",
        "日本語",
        "!tag",
        "&a",
        "*a",
        "@a",
        "%20",
    ];

    /// Writes front matter and body, and parses them like the reader.
    fn round_trip(fields: &Fields, body: &str) -> (PostMeta, String) {
        let text = format!("{}{body}", front_matter(fields, body));
        let front = FrontMatter::read(&text, &mut Unreported);
        (PostMeta::read(&front), front.body.to_owned())
    }

    #[test]
    fn whatever_the_texts_are_they_are_read_again() {
        for nasty in NASTY {
            let text = Some(nasty.trim().to_owned()).filter(|text| !text.is_empty());
            let list: Vec<String> = text.iter().cloned().chain([",".to_owned()]).collect();
            let meta = PostMeta {
                title: text.clone(),
                excerpt: text.clone(),
                description: text.clone(),
                slug: text.clone(),
                authors: list.clone(),
                series: list.clone(),
                language: text.clone(),
                translation_key: text.clone(),
                canonical: text.clone(),
                cover: text.clone().map(|source| Cover {
                    alt: source.clone(),
                    source,
                }),
                categories: list.clone(),
                tags: list.clone(),
                aliases: list,
                date: Date::parse("2020-01-02").ok(),
                updated: Date::parse("2020-01-03").ok(),
                featured: true,
                math: true,
                noindex: true,
                contents: Some(false),
                draft: false,
            };
            let mut written = meta.clone();
            // Dialects may leave surrounding blanks.
            written.title = Some(nasty.to_owned());
            written.tags.push(" ".to_owned());
            let fields = Fields {
                meta: written,
                ..Fields::default()
            };
            assert_eq!(round_trip(&fields, "body\n"), (meta, "body\n".to_owned()), "{nasty:?}");
        }
    }

    #[test]
    fn any_two_texts_side_by_side_are_read_again() {
        for first in NASTY {
            for second in NASTY {
                let mut terms = vec![format!("{first}{second}"), format!("x{first} {second}")];
                for term in &mut terms {
                    *term = term.trim().to_owned();
                }
                terms.retain(|term| !term.is_empty());
                let meta = PostMeta {
                    title: terms.last().cloned(),
                    tags: terms,
                    ..PostMeta::default()
                };
                let fields = Fields {
                    meta: meta.clone(),
                    ..Fields::default()
                };
                assert_eq!(round_trip(&fields, "").0, meta, "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn a_body_is_never_taken_for_front_matter() {
        for body in [
            "",
            "a",
            "---\na: b\n---\nc",
            "---\n\na\n",
            "+++\na = 1\n+++\nb",
            "{\"a\": 1}\nb",
            "---\ntitle: a\n",
        ] {
            let (meta, read) = round_trip(&Fields::default(), body);
            assert_eq!((meta, read.as_str()), (PostMeta::default(), body), "{body:?}");
        }
    }
}
