//! Any text renders to HTML that a browser parses as written, and that the sanitizer leaves unchanged.
#![no_main]

use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::Unreported;
use feuillet_content::document::Document;
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::reading_time::ReadingTime;
use feuillet_content::document::sanitize::Sanitizer;
use feuillet_content::words::Words;
use libfuzzer_sys::fuzz_target;
use scraper::{Html, Node};

/// Maximum depth to compare: the sanitizer stops nesting before browsers do, but Markdown's own elements have no limit.
const DEEPEST: usize = 200;

fuzz_target!(|text: &str| {
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
    let rendered = Document::read(text, &mut Unreported).render(context);
    // Replace what authors cannot write by forms that they can, as in `tests/suite/robustness.rs`.
    let html = rendered
        .html
        .replace("<input disabled=\"\" type=\"checkbox\"/>", "☐")
        .replace("<input disabled=\"\" type=\"checkbox\" checked=\"\"/>", "☑")
        .replace(" id=\"", " id=\"of-")
        .replace(" data-style=\"", " style=\"");
    let Some(first) = told(&html) else { return };
    let mut sanitizer = Sanitizer::new(links, &[], "", ());
    let mut again = String::new();
    sanitizer.raw(&html, &mut ReadingTime::default(), &mut again);
    sanitizer.finish(&mut again);
    assert_eq!(Some(first), told(&again), "{html}\n{again}");
});

/// Flattens parsed HTML to a list of elements and texts, in which `style` counts as `data-style`. None if it is nested
/// too deep.
fn told(html: &str) -> Option<Vec<String>> {
    let page = Html::parse_fragment(html);
    let mut told: Vec<String> = Vec::new();
    for node in page.tree.root().descendants() {
        let depth = node.ancestors().take(DEEPEST + 1).count();
        if depth > DEEPEST {
            return None;
        }
        match node.value() {
            Node::Element(element) => {
                let attributes = element.attrs();
                let mut attributes: Vec<_> = attributes
                    .map(|(name, value)| (if name == "style" { "data-style" } else { name }, value))
                    .collect();
                attributes.sort_unstable();
                told.push(format!("{depth} {} {attributes:?}", element.name()));
            }
            Node::Text(text) => match told.last_mut() {
                Some(last) if last.starts_with('"') => last.push_str(&text.text),
                _ => told.push(format!("\"{depth} {}", &*text.text)),
            },
            _ => {}
        }
    }
    Some(told)
}
