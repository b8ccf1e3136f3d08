//! Any document of another generator is translated, and the result can be parsed.

use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::document::events;
use feuillet_content::document::events::syntax::Syntax;
use feuillet_dialects::registry::names as dialects;
use feuillet_dialects::translate::translate_alone;
use pulldown_cmark::Event;

use crate::hard_texts::{Bomb, PIECES, for_translating, of_front_matter};

fn translate(dialect: &str, file: &str, bytes: &[u8]) -> Option<String> {
    Some(translate_alone(dialect, file, bytes)?.text().to_owned())
}

/// Bytes of texts that nest as deep as they are long. `tests/work` counts their work.
const LENGTH: usize = 50_000;

#[track_caller]
fn are_translated(dialect: &str, bombs: &[(String, Bomb)]) {
    for (name, bomb) in bombs {
        let text = bomb(LENGTH);
        assert!(text.len() > LENGTH / 2, "{name}: {} bytes", text.len());
        translate(dialect, "a.md", text.as_bytes()).expect("a dialect");
    }
}

#[test]
fn long_texts_of_what_never_closes_are_translated() {
    for dialect in dialects() {
        are_translated(dialect, &for_translating());
    }
}

#[test]
fn long_front_matter_is_translated() {
    are_translated("hugo", &of_front_matter());
}

#[test]
fn a_document_of_one_dialect_can_be_read_in_every_other() {
    for dialect in dialects() {
        for first in PIECES {
            for second in PIECES {
                let text = format!("---\ntitle: T\n---\nbefore {first} inside {second}\n\nafter\n");
                let canonical = translate(dialect, "a.md", text.as_bytes()).expect("a dialect");
                let document = Document::read(&canonical, &mut Unreported);
                assert_eq!(document.meta.title.as_deref(), Some("T"), "{dialect}: {text}");
            }
        }
    }
}

/// TeX is no syntax of any generator: none of it is braces, tags, tables or emoji.
#[test]
fn blocks_of_tex_are_published_as_written() {
    for tex in [
        "\\int_0^1 x\\,dx",
        "a\n+ b\n- c\n* d\n= e\n> f\n# g\n1. h",
        "\\begin{aligned}\n  a &= b \\\\\n  c &= d\n\\end{aligned}",
        "\\frac{{a}}{{b}} {{x}} = {% y %} {#z} \\{ \\}",
        "| a |\n| b |",
        "|a|\n|-|\n|b| = 1",
        "a = b\n\n    c\n\n= d",
        "x <y> z & w :smile: :a: ==b== ^c^ ~d~ {.e} {: .f}\n{: .g}",
        "a = \"b\" -- c... \\\\\n{% d\n{{< e >}} {{ f }} <% g %>",
        "x : y ; z ? w !",
        "f = [[a]] [b](c) ![d](e) https://f.example @g",
        ": x = 1",
        "% a comment\nx = 1 % and another",
        "\\text{where $n > 0$} = 1",
        "~~ = 1 ~~",
        "::: x = 1\n:::",
        "\\( = 1 \\[ \\) \\]",
    ] {
        for (before, margin) in [("", ""), ("- item\n\n", "  "), ("> quoted\n>\n", "> ")] {
            let block = ["$$", tex, "$$"].join("\n").replace('\n', &format!("\n{margin}"));
            let post = format!("---\ntitle: T\nlang: fr\n---\n{before}{margin}{block}\n\nafter\n");
            for dialect in dialects() {
                let canonical = translate(dialect, "a.md", post.as_bytes()).expect("a dialect");
                let document = Document::read(&canonical, &mut Unreported);
                let mut found = Vec::new();
                events::each(document.body, Syntax::new(document.meta.math), &mut |event, _| {
                    if let Event::DisplayMath(tex) = event {
                        found.push(tex.trim().to_owned());
                    }
                });
                assert_eq!(found, [tex], "{dialect}:\n{post}\n{canonical}");
            }
        }
    }
}
