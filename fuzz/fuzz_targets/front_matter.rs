//! Any text parses as a document: the body is the end of the text, and findings have lines within it.
#![no_main]

use feuillet_content::diagnostic::Diagnostic;
use feuillet_content::document::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut findings: Vec<Diagnostic> = Vec::new();
    let document = Document::read(text, &mut findings);
    assert!(text.ends_with(document.body));
    let lines = text.lines().count() + 1;
    for found in &findings {
        assert!(found.line <= lines, "{found:?}");
    }
});
