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

/// Fields of some YAML, and the findings about its keys as line, column, length and message.
fn fields(yaml: &str) -> (fields::Fields, Vec<String>) {
    let mut diagnostics = Vec::new();
    let text = format!("---\n{yaml}\n---\n");
    let front = Front::read(&text, &mut diagnostics);
    let fields = keys::read(&front, keys::Habits::default(), &mut diagnostics);
    let told = diagnostics.into_iter().map(|found| {
        let (line, column, length) = (found.line, found.column, found.length);
        format!("{line}:{column}+{length} {}", found.message)
    });
    (fields, told.collect())
}

#[test]
fn texts_for_people_are_decoded_in_every_key() {
    let text = "Q&amp;A &#8211; a&nbsp;b";
    let read = "Q&A – a\u{a0}b".to_owned();
    let (found, _) = fields(&format!(
        "title: {text}\nauthor: {text}\nseries: {text}\ncategory: {text}\ntag: {text}\ncover: a.png\ncover_alt: {text}"
    ));
    let meta = found.meta;
    let names = [&meta.authors, &meta.series, &meta.categories, &meta.tags].map(|names| names.join(" | "));
    assert_eq!(names, [read.as_str(); 4]);
    assert_eq!(meta.title.as_deref(), Some(read.as_str()));
    assert_eq!(meta.cover.map(|cover| cover.alt), Some(read));
    for title in ["007", "1.10", "yes", "2024-01-02", "null", "True"] {
        assert_eq!(fields(&format!("title: {title}")).0.meta.title.as_deref(), Some(title));
    }
}

#[test]
fn switches_are_on_or_off_or_told() {
    for (yaml, expected) in [
        ("toc: true", Some(true)),
        ("toc: left", Some(true)),
        ("toc: 3", Some(true)),
        ("toc:\n  enable: false", Some(false)),
        ("toc:\n  depth: 2", Some(true)),
        ("hide_table_of_contents: yes", Some(false)),
        ("toc: perhaps", None),
        ("toc:", None),
    ] {
        assert_eq!(fields(yaml).0.meta.contents, expected, "{yaml}");
    }
    assert_eq!(
        fields("toc: perhaps\nmath: maybe").1,
        [
            "2:6+7 `toc` should be true or false",
            "3:7+5 `math` should be true or false"
        ]
    );
}

#[test]
fn each_mistake_is_told_on_its_line() {
    let told = [
        // An open quote or list, in each format.
        "---\ntitle: \"a\ndate: 2020-01-01\n---\n",
        "---\ntags: [a,\n  b\ndate: 2020-01-01\n---\n",
        "+++\ntitle = \"a\ndate = 2020-01-01\n+++\n",
        "+++\ntags = [\"a\", \"b\"\ndate = 2020-01-01\n+++\n",
        "+++\ntext = \"\"\"\na\ndate = 2020-01-01\n+++\n",
        "{\n  \"title\": \"a,\n  \"date\": \"2020-01-01\"\n}\n",
        "{\n  \"tags\": [\"a\", \"b\",\n  \"title\": \"x\"\n}\n",
        // A missing comma, quotes or sign.
        "{\n  \"title\": \"a\"\n  \"date\": \"2020-01-01\"\n}\n",
        "+++\ndate = 2020-01-01\ntitle = a b\n+++\n",
        "+++\ndate = 2020-01-01\ntitle: a\n+++\n",
        "+++\ntitle = 'a'\n[params\nb = 1\n+++\n",
        // The same key twice.
        "---\ntitle: a\ndate: 2020-01-01\ntitle: b\n---\n",
        "+++\ntitle = 'a'\ndate = 2020-01-01\ntitle = 'b'\n+++\n",
        "{\n  \"title\": \"a\",\n  \"title\": \"b\"\n}\n",
        // Below texts of several lines, in files of Windows, behind a byte order mark and blank lines.
        "---\ntext: |\n  a: b\n\n  c\ntitle: @x\n---\n",
        "---\ntext: >-\n  a\n  b\ndate: tomorrow\n---\n",
        "---\r\ndate: 2020-01-01\r\ntitle: \"a\r\n---\r\n",
        "+++\r\ndate = 2020-01-01\r\ntitle = \"a\r\n+++\r\n",
        "\u{feff}---\ntitle: [a] b\n---\n",
        "\n\n---\ntitle: [a] b\n---\n",
        "---yaml\ntitle: [a] b\n---\n",
        "---\ntitle: a\n\ntext\n",
    ]
    .map(|text| {
        let mut diagnostics = Vec::new();
        let front = Front::read(text, &mut diagnostics);
        keys::read(&front, keys::Habits::default(), &mut diagnostics);
        let told = diagnostics.into_iter().map(|found| {
            let (line, column, length) = (found.line, found.column, found.length);
            format!("{line}:{column}+{length} {}; {}", found.message, found.help)
        });
        format!("{text}{}", told.collect::<Vec<_>>().join("\n"))
    });
    insta::assert_snapshot!(told.join("\n---------\n"));
}
