//! The canonical path of a parsed route parses to the same route, and `slugify` is idempotent.
#![no_main]

use feuillet_content::route::Route;
use feuillet_content::slug::slugify;
use libfuzzer_sys::fuzz_target;
use unicode_normalization::UnicodeNormalization as _;

fuzz_target!(|text: &str| {
    if let Some(route) = Route::parse(text) {
        let path = route.path();
        assert_eq!(Route::parse(&path), Some(route), "{path}");
        assert!(path.starts_with('/') && path.ends_with('/'), "{path}");
        assert!(
            !path.starts_with("//") && !path.split('/').any(|segment| segment == ".."),
            "{path}"
        );
    }
    // Callers normalize text to NFC first.
    let slug = slugify(&text.nfc().collect::<String>());
    assert_eq!(slugify(&slug), slug, "{text:?}");
});
