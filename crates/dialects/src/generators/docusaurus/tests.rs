//! Tests of what becomes of Docusaurus's files.

use super::*;

#[test]
fn files_have_their_place() {
    let place = |file: &str| Docusaurus.place(file, "website/", &Tree::default(), &Site::default());
    for (file, name, date, slug) in [
        (
            "website/blog/2021-05-01-hello.md",
            "posts/2021-05-01-hello.md",
            Some("2021-05-01"),
            Some("hello"),
        ),
        (
            "website/blog/2021/05/01/hello.mdx",
            "posts/2021/05/01/hello.md",
            Some("2021-05-01"),
            Some("hello"),
        ),
        (
            "website/blog/2021/05-01-hello/index.md",
            "posts/2021/05-01-hello/index.md",
            Some("2021-05-01"),
            Some("hello"),
        ),
        ("website/blog/welcome.md", "posts/welcome.md", None, None),
        (
            "website/docs/a/01-intro.md",
            "posts/docs/a/01-intro.md",
            None,
            Some("a-intro"),
        ),
        ("website/src/pages/about.md", "pages/about.md", None, None),
    ] {
        let Place::Document(found) = place(file) else {
            panic!("{file}")
        };
        assert_eq!(found.name, name);
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{file}");
        assert_eq!(found.slug.as_deref(), slug, "{file}");
    }
    for file in [
        "README.md",
        "website/README.md",
        "website/blog/authors.yml",
        "website/blog/_partial.mdx",
        "website/src/pages/index.mdx",
        "website/src/components/x.tsx",
        "website/versioned_docs/version-1/a.md",
    ] {
        assert_eq!(place(file), Place::Machinery, "{file}");
    }
    assert_eq!(place("website/static/img/a.png"), Place::Asset("img/a.png".to_owned()));
    assert_eq!(place("website/blog/x/a.png"), Place::Asset("blog/x/a.png".to_owned()));
}

#[test]
fn numbers_only_put_in_order() {
    for (name, expected) in [
        ("01-intro", "intro"),
        ("2. b", "b"),
        ("1.0", "1.0"),
        ("2021-x", "2021-x"),
        ("3d", "3d"),
        ("1-2-x", "1-2-x"),
    ] {
        assert_eq!(without_number(name), expected);
    }
}

#[test]
fn fences_around_mdx_go() {
    let mut text = Text::new("a\n```mdx-code-block\n<B>\n```\nc\n```js\n```\n", 0);
    unwrap_mdx_blocks(&mut text);
    assert_eq!(text.as_str(), "a\n\n<B>\n\nc\n```js\n```\n");
}
