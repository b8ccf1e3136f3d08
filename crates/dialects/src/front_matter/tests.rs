//! Tests of fences and formats, as authors of other generators write them.

use super::*;

fn read(text: &str) -> (Front<'_>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let front = Front::read(text, &mut diagnostics);
    (front, diagnostics)
}

fn title(front: &Front<'_>) -> Option<String> {
    match front.get("title") {
        Some(Node::Scalar(title)) => Some(title.clone()),
        _ => None,
    }
}

#[test]
fn front_matter_is_found_whatever_it_is_written_in() {
    for (text, title_there, place, body) in [
        ("---\ntitle: a\n---\nbody", Some("a"), (2, 8), "body"),
        ("\n \n---\nTitle: a\n---\nbody", Some("a"), (4, 8), "body"),
        ("\u{feff}---\r\n\"title\": a\r\n...\r\nbody", Some("a"), (2, 10), "body"),
        ("---yaml\nx: y\ntitle: a\n---\nbody", Some("a"), (3, 8), "body"),
        ("+++\nx = 1\ntitle = \"a\"\n+++\nbody", Some("a"), (3, 9), "body"),
        (
            "\u{feff}\n+++\r\n  title = 'a'\r\n+++  \r\nbody",
            Some("a"),
            (3, 11),
            "body",
        ),
        ("+++\ntitle = \"a\"\n+++", Some("a"), (2, 9), ""),
        ("---toml\ntitle = \"a\"\n---\nbody", Some("a"), (2, 9), "body"),
        ("{\n  \"title\": \"a\"\n}\nbody", Some("a"), (2, 12), "body"),
        ("{\"title\":\"a\"}\n\nbody", Some("a"), (1, 10), "\nbody"),
        ("---json\n{\"title\": \"a\"}\n---\nbody", Some("a"), (2, 11), "body"),
        (
            "---js\n{ title: \"a\", // why\n}\n---\nbody",
            Some("a"),
            (2, 10),
            "body",
        ),
        (
            ";;;\n\"title\": \"a\",\n\"x\": 1\n;;;\nbody",
            Some("a"),
            (2, 10),
            "body",
        ),
        (
            "title: a\ndate: 2013/7/13 20:46:25\n---\nbody",
            Some("a"),
            (1, 8),
            "body",
        ),
        (
            "\"title\": \"a\",\n\"date\": \"2013/7/13\"\n;;;\nbody",
            Some("a"),
            (1, 10),
            "body",
        ),
        (
            "---js\nconst title = \"a\";\nlet draft = true;\n---\nbody",
            Some("a"),
            (2, 15),
            "body",
        ),
        // No front matter.
        ("title: a\n---\nbody", None, (1, 1), "title: a\n---\nbody"),
        (
            "note: a\ndate: b\n---\nbody",
            None,
            (1, 1),
            "note: a\ndate: b\n---\nbody",
        ),
        (
            "title: a\n\ndate: b\n---\nbody",
            None,
            (1, 1),
            "title: a\n\ndate: b\n---\nbody",
        ),
        ("+++\n\nbody\n", None, (1, 1), "+++\n\nbody\n"),
        ("+++", None, (1, 1), "+++"),
        ("{{< toc >}}\n\nbody", None, (1, 1), "{{< toc >}}\n\nbody"),
        ("{: .a}\n\nbody", None, (1, 1), "{: .a}\n\nbody"),
        (
            "{\"title\": \"a\"} and more",
            None,
            (1, 1),
            "{\"title\": \"a\"} and more",
        ),
        ("\n\n---\n\nbody", None, (1, 1), "\n\n---\n\nbody"),
        ("\u{feff}body", None, (1, 1), "body"),
        (";;;\nbody", None, (1, 1), ";;;\nbody"),
        ("", None, (1, 1), ""),
    ] {
        let (front, _) = read(text);
        assert_eq!(title(&front).as_deref(), title_there, "{text:?}");
        assert_eq!(front.place_of("title"), place, "{text:?}");
        assert_eq!(&text[front.body..], body, "{text:?}");
    }
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_read() {
    for (text, place, rule, title_there, date) in [
        (
            "+++\ntitle = \"a\ndate = 2020-04-11\n+++\nbody",
            (2, 11),
            Rule::FrontMatter,
            Some("a"),
            true,
        ),
        (
            "+++\ntitle = a\ndate = 2020-04-11\n+++\nbody",
            (2, 9),
            Rule::FrontMatter,
            Some("a"),
            true,
        ),
        (
            "+++\ntitle = \"a\"\ndate = 2020-04-11\n\nbody",
            (1, 1),
            Rule::FrontMatter,
            Some("a"),
            true,
        ),
        (
            "{\n  \"title\": \"a\",\n  \"date\": \"2020-04-11\",\n}\nbody",
            (4, 1),
            Rule::FrontMatter,
            Some("a"),
            true,
        ),
        (
            "{\n  \"title\": \"a\"\n  \"date\": \"2020-04-11\"\n}\nbody",
            (3, 3),
            Rule::FrontMatter,
            Some("a"),
            true,
        ),
        (
            "\n---\ntitle: @a\ndate: 2020-04-11\n---\nbody",
            (3, 8),
            Rule::FrontMatter,
            Some("@a"),
            true,
        ),
    ] {
        let (front, diagnostics) = read(text);
        let found: Vec<_> = diagnostics
            .iter()
            .map(|found| ((found.line, found.column), found.rule))
            .collect();
        assert_eq!(found, [(place, rule)], "{text}: {diagnostics:?}");
        assert_eq!(title(&front).as_deref(), title_there, "{text}");
        assert_eq!(front.get("date").is_some(), date, "{text}");
        assert!(text[front.body..].trim_start().starts_with("body"), "{text}");
    }
}
