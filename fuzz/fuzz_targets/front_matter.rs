//! Front matter of any text is read, and what follows it is the text's own end.
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
