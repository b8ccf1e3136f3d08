//! Tests of the observer: what it collects from documents, and that it sees each address that rendering resolves.

use std::collections::BTreeSet;

use super::*;

/// The addresses in a document, each with its underlined text.
fn addresses(markdown: &str) -> Vec<(String, String)> {
    let text = Text::new(markdown);
    let seen = observe_alone(&text, &[]).1.addresses;
    seen.into_iter()
        .map(|address| (address.url, text.rendered()[address.range].to_owned()))
        .collect()
}

#[test]
fn addresses_are_found_where_they_stand() {
    for (markdown, url, about) in [
        ("[a.md](a.md)", "a.md", "a.md"),
        ("[x]( <a b.md> \"a b.md\")", "a b.md", "a b.md"),
        ("![x](a.png \"t\")", "a.png", "a.png"),
        ("[x](a&amp;b.md)", "a&b.md", "[x](a&amp;b.md)"),
        ("[x]\n\n[x]: a.md 'a.md'", "a.md", "a.md"),
        ("> [x][Y]\n>\n> [y]:\n> a.md", "a.md", "a.md"),
        ("<https://x/a.md>", "https://x/a.md", "https://x/a.md"),
        ("*a* （https://x/_a_b）。", "https://x/_a_b", "https://x/_a_b"),
        ("a&amp;b www.x.y/*a*b", "http://www.x.y/*a*b", "www.x.y/*a*b"),
        ("<a title=x href='a.md'>x</a>", "a.md", "a.md"),
        ("- <div\n  data-x=1>\n  <video src=a.mp4>\n", "a.mp4", "a.mp4"),
        ("---\ntitle: a.md\n---\n[x](a.md)", "a.md", "a.md"),
    ] {
        assert_eq!(addresses(markdown), [(url.to_owned(), about.to_owned())], "{markdown}");
    }
    let many = addresses("[![a](a.png)](a.md)\n\n<img srcset=\"a.png 1x, b.png 2x\" src=c.png>\n");
    let urls: Vec<&str> = many.iter().map(|(url, _)| url.as_str()).collect();
    assert_eq!(urls, ["a.md", "a.png", "a.png", "b.png", "c.png"]);
    assert!(many.iter().all(|(url, about)| url == about), "{many:?}");
    for none in [
        "`[a](b)`",
        "<a@example.org>",
        "[a]",
        "    [a](b)",
        "<svg><a href=b></a></svg>",
        "<!-- <a href=b> -->",
    ] {
        assert_eq!(addresses(none), [], "{none}");
    }
    let text = Text::new("[x](b.md)\n\n[y]\n\n[y]: a.md\n[z]: a.md");
    let place = text.rendered().find("a.md").unwrap();
    assert!(
        observe_alone(&text, &[])
            .1
            .addresses
            .iter()
            .any(|address| address.range.start == place)
    );
}

#[test]
fn pictures_need_words() {
    for (markdown, wordless) in [
        ("![](a.png)", 1),
        ("![ ](a.png)", 1),
        ("![<b></b>][a]\n\n[a]: a.png", 1),
        ("![a](a.png) ![`a`](a.png) ![*a*](a.png)", 0),
        ("![![a](b.png)](a.png)", 0),
        ("[![](a.png)](b.md) text", 1),
        ("<img src=a.png>", 1),
        ("<img src=a.png alt>", 0),
        ("<IMG SRC=a.png ALT=''> <img src=a.png alt=a>", 0),
        ("<img src=a.png aria-hidden=true><img src=a.png role=none>", 0),
        ("<template><img src=a.png></template>", 0),
        ("![](javascript:x)", 0),
    ] {
        let (_, seen) = observe_alone(&Text::new(markdown), &[]);
        assert_eq!(seen.missing_alt.len(), wordless, "{markdown}");
    }
}

/// All third-party texts in `FEUILLET_SHARED`: documents, examples of specifications and attack vectors, with their
/// source.
fn texts_of_others() -> Vec<(String, String)> {
    let Some(shared) = std::env::var_os("FEUILLET_SHARED") else {
        #[expect(clippy::print_stdout, reason = "a test that checks less must say so")]
        {
            println!("FEUILLET_SHARED is not set, so there are no texts of others here");
        }
        return Vec::new();
    };
    let mut texts = Vec::new();
    for entry in walkdir::WalkDir::new(shared) {
        let path = entry.unwrap().into_path();
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        let read = || String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        match extension {
            _ if !path.is_file() => {}
            "md" | "markdown" | "mdx" | "html" => texts.push((path.display().to_string(), read())),
            "json" => {
                let value = serde_json::from_str(&read()).unwrap_or_default();
                let mut found = Vec::new();
                strings(&value, &mut found);
                texts.extend(found.into_iter().map(|text| (text.clone(), text)));
            }
            _ => {}
        }
    }
    assert!(texts.len() > 1000, "{}", texts.len());
    texts
}

fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        serde_json::Value::Object(entries) => entries.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

#[test]
fn what_rendering_resolves_is_found_and_nothing_else() {
    let own = [
        "<svg>\n<a href=a>\n\n[b](b)\n\n</svg><a href=c>",
        "x <object> <img src=a> [b](b) </object> <img src=c>",
        "- <template>\n  <a href=a>\n\n- <a href=b>\n",
        "> <script> <a href=a>\n\n<a href=b>",
        "<iframe src=a></iframe><video src=b poster=c><source srcset='d 1x, e'></video>",
        "a[^1] <svg>\n\n[^1]: <a href=a>\n\n<a href=b>",
        "| <svg> | <a href=a> |\n|---|---|\n| <a href=b> | x |\n",
        "## <svg> <a href=a>\n<a href=b>\n***\n<a href=c>",
        "![a <svg> b](c) <a href=d>",
    ];
    let own = own.map(|text| (text.to_owned(), text.to_owned()));
    for (name, text) in own.into_iter().chain(texts_of_others()) {
        let text = Text::new(&text);
        let (rendered, seen) = observe_alone(&text, &[]);
        let resolved: BTreeSet<String> = rendered.targets.into_iter().filter(|url| !url.is_empty()).collect();
        let found: BTreeSet<String> = seen
            .addresses
            .into_iter()
            .map(|address| address.url)
            .filter(|url| !url.is_empty())
            .collect();
        // Rendering also turns bare URLs in the text into links, which lead out of the blog.
        let only_rendered: Vec<_> = resolved.difference(&found).filter(|url| !url.contains("://")).collect();
        assert!(only_rendered.is_empty(), "{name}: not found: {only_rendered:?}");
        let only_found: Vec<_> = found.difference(&resolved).collect();
        assert!(only_found.is_empty(), "{name}: not rendered: {only_found:?}");
    }
}
