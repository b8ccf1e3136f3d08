//! Any document of another generator is translated, in bounded time, and the result can be parsed.

use std::time::{Duration, Instant};

use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_dialects::registry::names as dialects;
use feuillet_dialects::translate::translate_alone;

fn translate(dialect: &str, file: &str, bytes: &[u8]) -> Option<String> {
    Some(translate_alone(dialect, file, bytes)?.text().to_owned())
}

/// Pieces that open something in some dialect, to be repeated.
const PIECES: [&str; 34] = [
    "{% ",
    "{% if x %}",
    "{% highlight ruby %}\n",
    "{% raw %}",
    "{%- comment -%}",
    "{{ ",
    "{{< ",
    "{{% notice %}}",
    "{{</* ",
    "{{ f(a=\"",
    "{% f(a=[",
    "<Aside>\n\n",
    "<Card title={`",
    "{/* ",
    "{{{",
    "import {\n",
    "export const a = `\n",
    ":::note\n",
    "::::\n",
    "{: .a #b c=\"",
    "{::nomarkdown}\n",
    "*[A]: b\n",
    "<div markdown=\"1\">\n",
    "<div>\n\n    ",
    "@php\n",
    "@if(",
    "{!! ",
    "<?php ",
    "$$ ",
    "$a_",
    "\\\\[",
    "[a](@/b.md) ",
    "[![a](b)](",
    "<img src='",
];

#[test]
fn translations_of_what_never_closes_take_their_time_once_each() {
    const SIZE: usize = 200_000;
    let prose = "A line of words, and *some* more of them with a [link](b.md).\n\n".repeat(SIZE / 64);
    for dialect in dialects() {
        let time = |text: &str| {
            let start = Instant::now();
            translate(dialect, "a.md", text.as_bytes()).expect("a dialect");
            start.elapsed()
        };
        let ordinary = time(&prose).max(Duration::from_millis(5));
        for piece in PIECES {
            let bomb = piece.repeat(SIZE / piece.len());
            let took = time(&bomb);
            assert!(
                took < ordinary * 100,
                "{dialect}: {piece:?} took {took:?}, prose {ordinary:?}"
            );
        }
    }
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
