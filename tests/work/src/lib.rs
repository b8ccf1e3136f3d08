//! The renderer and the translator as WebAssembly, for `tests/work`, which counts their instructions.
//!
//! Every export takes and returns integers only: they pass as they are, without the scripts of wasm-bindgen.

use std::cell::RefCell;

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;
use feuillet_dialects::registry::names;
use feuillet_dialects::translate::translate_alone;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// The document.
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Appends up to eight bytes to the document, the lowest first.
#[wasm_bindgen]
pub fn push(bytes: u64, count: usize) {
    TEXT.with_borrow_mut(|text| text.extend(bytes.to_le_bytes().iter().take(count)));
}

/// Renders the document as the reader does, and returns how many bytes of HTML it became.
#[wasm_bindgen]
pub fn render() -> usize {
    let text = TEXT.take();
    let text = String::from_utf8_lossy(&text);
    let base = BasePath::root();
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
    Document::read(&text, &mut Unreported).render(context).html.len()
}

/// Translates the document from a dialect, by its position in the registry, and returns how many bytes it became.
#[wasm_bindgen]
pub fn translate(dialect: usize) -> usize {
    let text = TEXT.take();
    let translated = names()
        .nth(dialect)
        .and_then(|name| translate_alone(name, "a.md", &text));
    translated.map_or(0, |translated| translated.text().len())
}
