//! Any text can be translated from every dialect: the result is deterministic and can be parsed. The first byte selects
//! the dialect.
#![no_main]

use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_dialects::registry::names as dialects;
use feuillet_dialects::translate::translate_alone;

fn translate(dialect: &str, file: &str, bytes: &[u8]) -> Option<String> {
    Some(translate_alone(dialect, file, bytes)?.text().to_owned())
}
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (number, text) = input;
    let names: Vec<&str> = dialects().collect();
    let dialect = names[usize::from(number) % names.len()];
    let canonical = translate(dialect, "posts/a.md", text.as_bytes()).expect("a dialect");
    assert_eq!(
        translate(dialect, "posts/a.md", text.as_bytes()).as_deref(),
        Some(canonical.as_str()),
        "{dialect}"
    );
    Document::read(&canonical, &mut Unreported);
});
