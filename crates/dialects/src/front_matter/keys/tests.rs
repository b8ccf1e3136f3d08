//! Tests of the keys of each generator, and of the diagnostics about them.

use feuillet_content::post_meta::Cover;

use super::*;

fn read_with(text: &str, habits: Habits) -> (Fields, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let front = Front::read(text, &mut diagnostics);
    let fields = read(&front, habits, &mut diagnostics);
    (fields, diagnostics)
}

fn fields(yaml: &str) -> Fields {
    read_with(&format!("---\n{yaml}\n---\n"), Habits::default()).0
}

/// Findings as line, column, length, rule and message.
fn findings(text: &str) -> Vec<String> {
    let (_, diagnostics) = read_with(text, Habits::default());
    diagnostics
        .into_iter()
        .map(|found| {
            let (rule, line, column, length) = (found.rule.name(), found.line, found.column, found.length);
            format!("{line}:{column}+{length} {rule}: {}; {}", found.message, found.help)
        })
        .collect()
}

#[test]
fn a_post_of_each_generator() {
    let day = |text: &str| dates::parse(text).ok();
    let text = |text: &str| Some(text.to_owned());
    let cover = |source: &str, alt: &str| {
        Some(Cover {
            source: source.to_owned(),
            alt: alt.to_owned(),
        })
    };
    for (document, expected) in [
        (
            "---\nextends: _layouts.post\nsection: content\ntitle: J\ndate: 2020-04-11\ncategories: [a, b]\nauthor: A\n\
             cover_image: /a.png\nghcommentid: \"5\"\nfeatured: true\n---\n",
            PostMeta {
                title: text("J"),
                date: day("2020-04-11"),
                categories: vec!["a".to_owned(), "b".to_owned()],
                authors: vec!["A".to_owned()],
                cover: cover("/a.png", ""),
                featured: true,
                ..PostMeta::default()
            },
        ),
        (
            "---\nlayout: post\ntitle: J\ndate: 2020-04-11 10:00:00 -0700\nlast_modified_at: 2021-01-02\ncategory: a\n\
             tags: b\nimage:\n  path: /a.png\n  alt: A\npermalink: /x/y.html\nredirect_from:\n  - /old/\npin: true\n---\n",
            PostMeta {
                title: text("J"),
                date: day("2020-04-11"),
                updated: day("2021-01-02"),
                categories: vec!["a".to_owned()],
                tags: vec!["b".to_owned()],
                cover: cover("/a.png", "A"),
                featured: true,
                aliases: vec!["/old/".to_owned(), "/x/y.html".to_owned()],
                ..PostMeta::default()
            },
        ),
        (
            "+++\ntitle = 'H'\npublishDate = 2020-04-11T10:00:00+02:00\nlastmod = 2021-01-02\nslug = 'h'\n\
             translationKey = 'k'\nsummary = '*S*'\n[params]\nauthor = 'A'\ndescription = 'D'\n[params.cover]\n\
             image = 'a.png'\nalt = 'A'\n+++\n",
            PostMeta {
                title: text("H"),
                date: day("2020-04-11"),
                updated: day("2021-01-02"),
                slug: text("h"),
                translation_key: text("k"),
                excerpt: text("*S*"),
                authors: vec!["A".to_owned()],
                description: text("D"),
                cover: cover("a.png", "A"),
                ..PostMeta::default()
            },
        ),
        (
            "+++\ntitle = \"Z\"\ndate = 2020-04-11\nupdated = 2021-01-02\npath = \"a/z\"\nauthors = [\"A\", \"B\"]\n\
             [taxonomies]\ncategories = [\"c\"]\ntags = [\"d\", \"e\"]\n[extra]\ncover = \"a.png\"\nlang = \"fr\"\n+++\n",
            PostMeta {
                title: text("Z"),
                date: day("2020-04-11"),
                updated: day("2021-01-02"),
                aliases: vec!["/a/z".to_owned()],
                authors: vec!["A".to_owned(), "B".to_owned()],
                categories: vec!["c".to_owned()],
                tags: vec!["d".to_owned(), "e".to_owned()],
                cover: cover("a.png", ""),
                language: text("fr"),
                ..PostMeta::default()
            },
        ),
        (
            "---\ntitle: A\npubDate: 'Jul 08 2022'\nupdatedDate: 2022-07-09\nheroImage: { src: './a.jpg', alt: 'A' }\n\
             canonicalURL: https://example.org/a/\n---\n",
            PostMeta {
                title: text("A"),
                date: day("2022-07-08"),
                updated: day("2022-07-09"),
                cover: cover("./a.jpg", "A"),
                canonical: text("https://example.org/a/"),
                ..PostMeta::default()
            },
        ),
        (
            "---\nslug: /2022/d\ntitle: D\nauthors:\n  - name: A\n    url: x\n  - name: B\ntags: [a]\nimage: ./a.png\n\
             last_update:\n  date: 2022-07-09\nhide_table_of_contents: true\n---\n",
            PostMeta {
                title: text("D"),
                slug: text("d"),
                authors: vec!["A".to_owned(), "B".to_owned()],
                tags: vec!["a".to_owned()],
                cover: cover("./a.png", ""),
                updated: day("2022-07-09"),
                contents: Some(false),
                ..PostMeta::default()
            },
        ),
        (
            "---\ntitle: H\ndate: 2013/7/13 20:46:25\ncategories:\n- [a, b]\n- c\nthumbnail: /a.png\ntop: 100\n---\n",
            PostMeta {
                title: text("H"),
                date: day("2013-07-13"),
                categories: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()],
                cover: cover("/a.png", ""),
                featured: true,
                ..PostMeta::default()
            },
        ),
        (
            "{\"title\": \"E\", \"date\": 1586563200000, \"permalink\": \"/e/\", \"tags\": [\"a\"]}\n",
            PostMeta {
                title: text("E"),
                date: day("2020-04-11"),
                slug: text("e"),
                aliases: vec!["/e/".to_owned()],
                tags: vec!["a".to_owned()],
                ..PostMeta::default()
            },
        ),
    ] {
        let (found, diagnostics) = read_with(document, Habits::default());
        assert_eq!(found.meta, expected, "{document}");
        assert_eq!(found.ignored, [], "{document}");
        assert_eq!(diagnostics, [], "{document}");
    }
}

#[test]
fn what_hides_a_document_is_told() {
    for (yaml, rule) in [
        ("draft: true", Some("`draft: true`")),
        // Values that are not understood may mean yes.
        ("draft: ja", Some("`draft: ja`")),
        ("draft:", None),
        ("published: nein", Some("`published: nein`")),
        ("published: 2024-13-45", None),
        ("Draft: YES", Some("`Draft: YES`")),
        ("draft: \"false\"", None),
        ("draft: false", None),
        ("published: false", Some("`published: false`")),
        ("published: \"false\"", Some("`published: false`")),
        ("published: 2020-04-11", None),
        ("publish: no", Some("`publish: no`")),
        ("unlisted: true", Some("`unlisted: true`")),
        ("hidden: true", Some("`hidden: true`")),
        ("hide: [toc]", None),
        ("status: draft", Some("`status: draft`")),
        ("status: published", None),
        ("permalink: false", Some("`permalink: false`")),
        ("extra:\n  draft: true", Some("`extra.draft: true`")),
        ("password: secret", Some("`password` is set")),
        ("password:", None),
        ("title: a", None),
    ] {
        assert_eq!(fields(yaml).hidden.map(|hiding| hiding.rule).as_deref(), rule, "{yaml}");
    }
}

#[test]
fn terms_come_in_many_shapes() {
    for (yaml, at_spaces, expected) in [
        ("tags: [a, b, a, '', ~]", false, &["a", "b"][..]),
        ("tags: a b, c", false, &["a b", "c"]),
        ("tags: a b", false, &["a b"]),
        ("tags: a b", true, &["a", "b"]),
        ("tags: a, b c", true, &["a", "b c"]),
        ("tags: [a b]", true, &["a b"]),
        ("tag: a b", true, &["a b"]),
        ("tags: [a]\ntag: b", false, &["a", "b"]),
        ("tags: '[a, \"b c\"]'", false, &["a", "b c"]),
        ("tags:\n- name: a\n- [b, [c]]", false, &["a", "b", "c"]),
        ("tags: 1.10", false, &["1.10"]),
        (
            "tags: [2024, 007, 1.10, yes, no]",
            false,
            &["2024", "007", "1.10", "yes", "no"],
        ),
        ("tags: [Q&amp;A, R&D]", false, &["Q&A", "R&D"]),
        (
            "tags:\n- \"Rust: the book\"\n- Go: a tour",
            false,
            &["Rust: the book", "Go: a tour"],
        ),
        ("d: &d\n  tags: [a]\n<<: *d\ncategories: [c]", false, &["a"]),
        ("tags:", false, &[]),
    ] {
        let habits = Habits {
            terms_at_spaces: at_spaces,
        };
        let (found, _) = read_with(&format!("---\n{yaml}\n---\n"), habits);
        assert_eq!(found.meta.tags, expected, "{yaml}");
    }
}

#[test]
fn covers_come_in_many_shapes() {
    for (yaml, expected) in [
        ("cover: a.png", Some(("a.png", ""))),
        ("cover: a.png\nimageAlt: A", Some(("a.png", "A"))),
        ("image:\n  url: a.png\n  caption: C", Some(("a.png", "C"))),
        ("hero:\n  title: T\n  image:\n    file: a.png", Some(("a.png", "T"))),
        ("images: [a.png, b.png]", Some(("a.png", ""))),
        ("header:\n  teaser: /a.png", Some(("/a.png", ""))),
        (
            "resources:\n- src: b.pdf\n- src: a.png\n  name: cover",
            Some(("a.png", "")),
        ),
        ("image: \"[[a b.png]]\"", Some(("a b.png", ""))),
        ("thumbnail: a.png\ncover_image:", Some(("a.png", ""))),
        ("cover: false\nbanner: a.png", Some(("a.png", ""))),
        ("hero: blue\nfeature: true", None),
        (
            "image: https://example.org/x?id=1",
            Some(("https://example.org/x?id=1", "")),
        ),
    ] {
        let cover = fields(yaml).meta.cover;
        let found = cover.as_ref().map(|cover| (cover.source.as_str(), cover.alt.as_str()));
        assert_eq!(found, expected, "{yaml}");
    }
}

#[test]
fn addresses_are_kept_and_give_slugs_and_days() {
    for (yaml, slug, aliases, day) in [
        ("slug: a", Some("a"), &[][..], None),
        ("slug: /2020/04/a.html", Some("a"), &[], None),
        ("url: /a/", Some("a"), &["/a/"], None),
        ("path: /2018/04/12/a", None, &["/2018/04/12/a"], Some("2018-04-12")),
        ("permalink: /:year/:title/", None, &[], None),
        ("permalink: pretty", None, &[], None),
        ("permalink: \"/{{ slug }}/\"", None, &[], None),
        ("url: https://example.org/a", None, &[], None),
        (
            "permalink: /%2e%2e/%2e%2e/a.html",
            None,
            &["/%2e%2e/%2e%2e/a.html"],
            None,
        ),
        ("permalink: /%2e%2e/", None, &["/%2e%2e/"], None),
        ("aliases: [/b/, c]\nalias: d", None, &["/b/", "c", "d"], None),
    ] {
        let found = fields(yaml);
        assert_eq!(found.meta.slug.as_deref(), slug, "{yaml}");
        assert_eq!(found.meta.aliases, aliases, "{yaml}");
        let found = found.address_date.map(|day| day.to_string());
        assert_eq!(found.as_deref(), day, "{yaml}");
    }
}

#[test]
fn flags_and_short_texts() {
    let math = |yaml: &str| fields(yaml).meta.math;
    assert!(
        math("math: true") && math("extra:\n  katex: true") && math("math:\n  enable: true") && math("math: katex")
    );
    assert!(!math("math: false") && !math("math:\n  enable: false") && !math("title: math"));
    let noindex = |yaml: &str| fields(yaml).meta.noindex;
    assert!(noindex("robots: noindex, nofollow") && noindex("robotsNoIndex: true") && noindex("seo:\n  noindex: true"));
    assert!(noindex("robots:\n  index: false") && noindex("robots: [noindex]"));
    assert!(!noindex("robots: index, follow") && !noindex("sitemap: false"));
    let featured = |yaml: &str| fields(yaml).meta.featured;
    assert!(featured("featured: true") && featured("pinned: yes") && featured("sticky: 100") && featured("top: 1"));
    assert!(!featured("top: 0") && !featured("sticky: false") && !featured("feature: a.png"));
    let authors = |yaml: &str| fields(yaml).meta.authors.join(" | ");
    assert_eq!(authors("author: {name: A, url: x}"), "A");
    assert_eq!(authors("by:\n- A, of B\n- C"), "A, of B | C");
    assert_eq!(authors("authors: {a: {name: A}, b: {name: B}}"), "A | B");
    assert_eq!(authors("author: false"), "");
    let series = |yaml: &str| fields(yaml).meta.series.join(" | ");
    assert_eq!(series("series: One, two"), "One, two");
    assert_eq!(series("series: [One, {name: Two}]"), "One | Two");
    assert_eq!(series("taxonomies: {series: One}"), "One");
    assert_eq!(series("series: true"), "");
    let language = |yaml: &str| fields(yaml).meta.language.unwrap_or_default();
    assert_eq!(language("lang: pt_BR"), "pt-BR");
    assert_eq!(language("lang: English\nlocale: en"), "en");
    let excerpt = |yaml: &str| fields(yaml).meta.excerpt.unwrap_or_default();
    assert_eq!(excerpt("excerpt: <p>A <b>b</b> &amp; 1 < 2</p>"), "A b &amp; 1 < 2");
    assert_eq!(excerpt("excerpt: true\nsummary: S"), "S");
    let expires = |yaml: &str| fields(yaml).expires.map(|day| day.date.to_string());
    assert_eq!(
        expires("expiryDate: 2020-01-02T00:00:00Z").as_deref(),
        Some("2020-01-02")
    );
}

#[test]
fn findings_tell_the_place() {
    for (text, expected) in [
        (
            "---\nfeatured: \"false\"\ncategories: \"[personal]\"\n---\n",
            &[
                "2:11+7 value: `featured` should be true or false: value converted; write `true` or `false` without quotes",
                "3:13+12 value: `categories` should be a list of strings: value converted; write it as `[one, two]`, without quotes around the list",
            ][..],
        ),
        (
            "+++\ndate = 2020-01-01\npubDate = 2020-01-02\n[extra]\nupdated = \"soon\"\n+++\n",
            &[
                "3:11+10 conflict: `pubDate` is 2020-01-02, but `date` is 2020-01-01, which is used; remove one of the two",
                "5:11+6 value: `extra.updated` should be a date: unknown date format; write it as `YYYY-MM-DD`, such as `2024-12-01`",
            ],
        ),
        (
            "---\ntitel: x\ntitle_: y\ncolour_scheme: z\nextra:\n  athor: q\n---\n",
            &["6:3+5 key: unknown front matter key `extra.athor`: not published; did you mean `author`?"],
        ),
        (
            "{\n  \"titel\": \"x\",\n  \"date\": \"demain\"\n}\n",
            &[
                "2:4+5 key: unknown front matter key `titel`: not published; did you mean `title`?",
                "3:11+8 value: `date` should be a date: unknown date format; write it as `YYYY-MM-DD`, such as `2024-12-01`",
            ],
        ),
        (
            "---\ntitle: a\ntitle: b\n---\n",
            &["3:1+5 conflict: duplicate key `title`: the first value is used; remove the duplicate key"],
        ),
        (
            "---\ndraft: true\npublished: true\n---\n",
            &[
                "3:12+4 conflict: `published` conflicts with `draft: true`, which hides the document; remove one of the two",
            ],
        ),
        ("---\ndate: Last Modified\nlastUpdated: true\n---\n", &[]),
    ] {
        assert_eq!(findings(text), expected, "{text}");
    }
}

#[test]
fn keys_that_nobody_knows_are_told_apart() {
    let found = fields("title: a\nmood: b\nLayout: c\nparams:\n  x: 1\n  toc: true\nweight: 1");
    let ignored: Vec<_> = found
        .ignored
        .iter()
        .map(|key| (key.key.as_str(), key.line, key.column))
        .collect();
    assert_eq!(ignored, [("mood", 3, 1), ("params.x", 6, 3)]);
}

#[test]
fn times_that_no_day_has_are_told_and_the_day_counts() {
    for (yaml, expected) in [
        (
            "title: T\ndate: 2024-05-04 25:00",
            "3:7+16 value: invalid time `25:00` in `date`: only the day counts; write a time from `00:00` to `23:59`, \
             such as `2024-12-01 21:45 +01:00`",
        ),
        (
            "updated: \"2024-05-04 10:00 Foo/Bar\"",
            "2:10+26 value: unknown time zone `Foo/Bar` in `updated`: the time counts as UTC; write the difference from \
             UTC, such as `2024-12-01 21:45 +01:00`",
        ),
    ] {
        assert_eq!(findings(&format!("---\n{yaml}\n---\n")), [expected]);
        let meta = fields(yaml).meta;
        assert_eq!(
            meta.date.or(meta.updated).map(|day| day.to_string()).as_deref(),
            Some("2024-05-04")
        );
    }
}

#[test]
fn a_time_that_toml_refuses_is_told_once() {
    let found = findings("+++\ndate = 2024-05-04T25:00:00Z\n+++\n");
    assert!(found.len() == 1 && found[0].starts_with("2:8+"), "{found:?}");
}
