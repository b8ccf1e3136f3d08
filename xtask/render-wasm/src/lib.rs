//! The renderer alone as WebAssembly, for `cargo xtask bench render`: from a file's text to HTML, as in the reader.

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;
use wasm_bindgen::prelude::wasm_bindgen;

/// Renders a post to HTML: front matter, Markdown, ids, links and sanitizer.
#[wasm_bindgen]
pub fn render(post: &str) -> String {
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
        cjk_emphasis: true,
    };
    Document::read(post, &mut Unreported).render(context).html
}
