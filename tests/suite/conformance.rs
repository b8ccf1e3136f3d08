//! The examples of the specifications of `CommonMark` and of GitHub's dialect, through the walk that makes pages, without
//! what Feuillet adds to them. Their texts are not part of the project.

use std::fs;

use feuillet_content::base_path::BasePath;
use feuillet_content::document::markdown;
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;

use crate::dom::{find, page, pieces};
use crate::vectors::shared;

/// Elements around which blank space means nothing.
const BLOCKS: [&str; 25] = [
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// An example: its number, its Markdown, and the HTML that the specification gives.
struct Example {
    number: u64,
    markdown: String,
    html: String,
}

/// The examples of a file; none where there is no such file.
fn examples(file: &str) -> Vec<Example> {
    let Some(shared) = shared() else { return Vec::new() };
    let path = shared.join("conformance").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let list: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list of examples");
    let example = |value: &serde_json::Value| Example {
        number: value["example"].as_u64().expect("a number"),
        markdown: value["markdown"].as_str().expect("a text").to_owned(),
        html: value["html"].as_str().expect("a text").to_owned(),
    };
    list.iter().map(example).collect()
}

fn render(markdown: &str, extensions: bool) -> String {
    let base = BasePath::parse("/").expect("a base path");
    let words = Words::default();
    let links = LinkContext {
        base: &base,
        directory: "posts",
        renamed: &[],
    };
    let context = RenderContext {
        links,
        words: &words,
        frames: &[],
        enrichments: "",
        cjk_emphasis: true,
    };
    markdown::bare(markdown, extensions, context)
}

/// The tags and texts of some HTML as a browser takes it, without blank space that cannot be seen.
fn normalized(html: &str) -> Vec<String> {
    let parsed = page(html);
    let pieces = pieces(find(&parsed, "#root"));
    let is_block = |piece: &str| {
        let name = piece
            .trim_start_matches(['<', '/'])
            .split([' ', '>'])
            .next()
            .unwrap_or_default();
        piece.starts_with('<') && BLOCKS.contains(&name)
    };
    let mut normalized = Vec::new();
    let mut in_pre = false;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.starts_with('<') {
            in_pre = piece.starts_with("<pre ") || (in_pre && !piece.starts_with("</pre>"));
            normalized.push(piece.clone());
            continue;
        }
        let mut text = piece.clone();
        if !in_pre {
            let words: Vec<_> = piece.split_ascii_whitespace().collect();
            let edge = |blank, beside: Option<&String>| {
                let shown = blank && beside.is_some_and(|piece| !is_block(piece));
                if shown { " " } else { "" }
            };
            let blank = |character: char| character.is_ascii_whitespace();
            let before = edge(piece.starts_with(blank), at.checked_sub(1).map(|at| &pieces[at]));
            let after = edge(piece.ends_with(blank) && !words.is_empty(), pieces.get(at + 1));
            text = [before, &words.join(" "), after].concat();
        }
        if !text.is_empty() {
            normalized.push(text);
        }
    }
    normalized
}

/// The numbers of the examples that come out otherwise than the specification has them, and how many there are.
fn differing(file: &str, extensions: bool) -> (Vec<u64>, usize) {
    let examples = examples(file);
    let differs = |example: &&Example| {
        let html = render(&example.markdown, extensions);
        let differs = normalized(&html) != normalized(&example.html);
        if differs {
            #[expect(clippy::print_stdout, reason = "it tells what is compared when the test fails")]
            {
                println!(
                    "{file} {}\n{}\n--- is\n{html}--- should be\n{}",
                    example.number, example.markdown, example.html
                );
            }
        }
        differs
    };
    let differing = examples.iter().filter(differs).map(|example| example.number).collect();
    (differing, examples.len())
}

#[test]
fn every_example_of_commonmark_is_rendered_as_specified() {
    let (differing, count) = differing("commonmark-0.31.2/tests.json", false);
    assert!(differing.is_empty(), "{differing:?}");
    assert!(count == 652 || shared().is_none(), "{count}");
}

/// Examples that come out otherwise, and why.
const KNOWN: [(&str, u64, &str); 4] = [
    (
        "spec-extension-only.json",
        653,
        "tagfilter shows nine tags as text; the sanitizer removes them with what is in them",
    ),
    ("extensions.json", 20, "has no expected output: it must only not crash"),
    ("extensions.json", 22, "tagfilter, as above"),
    (
        "extensions.json",
        23,
        "footnotes have attributes of their own, for assistive technology and the interface's language",
    ),
];

#[test]
fn the_examples_of_githubs_extensions_are_rendered_as_specified_or_it_is_known_why_not() {
    for (file, expected) in [("spec-extension-only.json", 24), ("extensions.json", 28)] {
        let (differing, count) = differing(&["gfm-0.29/", file].concat(), true);
        if shared().is_some() {
            let known = KNOWN.iter().filter(|(in_file, ..)| *in_file == file);
            let known: Vec<_> = known.map(|(_, number, _)| *number).collect();
            assert_eq!(differing, known, "{file}");
            assert_eq!(count, expected, "{file}");
        }
    }
}

#[test]
fn what_differs_from_githubs_extensions_differs_as_it_is_said() {
    for (file, number, _) in KNOWN {
        let examples = examples(&["gfm-0.29/", file].concat());
        let Some(example) = examples.iter().find(|example| example.number == number) else {
            continue;
        };
        if file == "extensions.json" && number == 23 {
            let bare = |html: &str| -> Vec<String> {
                let pieces = normalized(html).into_iter();
                let bare = pieces.map(|piece| match piece.split_once(" [") {
                    Some((tag, _)) if tag.starts_with('<') => tag.to_owned(),
                    _ => piece.replace('\u{fe0e}', "").trim().to_owned(),
                });
                bare.filter(|piece| !piece.is_empty()).collect()
            };
            assert_eq!(bare(&render(&example.markdown, true)), bare(&example.html));
        } else {
            let html = crate::sanitizer::render(&example.markdown).html;
            for tag in ["<title", "<style", "<xmp", "<XMP", "<textarea"] {
                assert!(!html.contains(tag), "{html}");
            }
        }
    }
}

#[test]
fn blank_space_counts_where_it_can_be_seen() {
    for (first, second, same) in [
        ("<p>a  b\nc</p>\n", "<p>a b c</p>", true),
        ("<p>a <em>b</em> c</p>", "<p>a<em>b</em> c</p>", false),
        ("<pre>a  b</pre>", "<pre>a b</pre>", false),
        ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>", true),
        ("<p>a</p><p>b</p>", "<p>a b</p>", false),
        ("<a href=x title=y>z</a>", "<a title='y' href=\"x\">z</a>", true),
    ] {
        assert_eq!(normalized(first) == normalized(second), same, "{first} {second}");
    }
}
