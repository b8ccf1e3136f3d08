//! Any document of another generator is translated, and the result can be parsed.

use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_dialects::registry::names as dialects;
use feuillet_dialects::translate::translate_alone;

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
