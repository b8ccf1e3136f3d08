//! The renderer: Markdown to HTML, as a WebAssembly module of its own.
//!
//! It is made of the very code that the publisher links. `renderer.js` calls it, in a worker or on the page:
//!
//! 1. [`room`] makes room for the input, which the caller writes: the site's data, the request (both JSON), the Markdown.
//! 2. [`render`] renders it, and returns where the output lies: four numbers, address and length of the HTML and of the
//!    facts. Both are UTF-8; only the facts are JSON. They stay until the next call.
//!
//! A panic ends the module: the caller starts another one.

use std::borrow::Cow;
use std::cell::RefCell;

use feuillet_content::base_path::BasePath;
use feuillet_content::document::page::render_page;
use feuillet_content::rendering::{Kind, RenderContext, RenderRequest, RenderedPage};
use feuillet_content::words::Words;
use serde::Deserialize;

/// The part of the site's data that rendering needs.
#[derive(Deserialize, Default)]
#[serde(default)]
struct SiteData {
    words: Words,
    frames: Vec<String>,
    without: Vec<String>,
}

/// What to render, besides the Markdown.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Request {
    base: String,
    /// Slug of a document. If it is empty, the text is an introduction.
    name: String,
    /// Name of the term that an introduction is about.
    title: String,
    directory: String,
    renamed: Vec<(String, String)>,
    enrichments: String,
}

#[derive(Default)]
struct State {
    input: Vec<u8>,
    /// JSON of the site's data, as parsed last.
    site_json: Vec<u8>,
    site: SiteData,
    html: String,
    facts: String,
    /// Addresses and lengths of the HTML and of the facts.
    output: [usize; 4],
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Makes room for an input of this length, in bytes, and returns its address.
#[expect(unsafe_code, reason = "an exported name may clash with another; these do not")]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input.clear();
        state.input.resize(length, 0);
        state.input.as_mut_ptr()
    })
}

/// Renders the input: `site` bytes of site data, `request` bytes of the request, then the Markdown. Returns the address
/// of four numbers.
#[expect(unsafe_code, reason = "an exported name may clash with another; these do not")]
#[unsafe(no_mangle)]
pub extern "C" fn render(site: usize, request: usize) -> *const usize {
    STATE.with_borrow_mut(|state| {
        state.render(site, request);
        state.output.as_ptr()
    })
}

impl State {
    fn render(&mut self, site: usize, request: usize) {
        let input = std::mem::take(&mut self.input);
        let (site, rest) = input.split_at(site.min(input.len()));
        let (request, markdown) = rest.split_at(request.min(rest.len()));
        // The site's data stays the same from page to page.
        if self.site_json != site {
            self.site = serde_json::from_slice(site).unwrap_or_default();
            self.site_json = site.to_vec();
        }
        let request: Request = serde_json::from_slice(request).unwrap_or_default();
        // Looks for damage only where there is some, which takes several times as long.
        let markdown = str::from_utf8(markdown).map_or_else(|_| String::from_utf8_lossy(markdown), Cow::Borrowed);
        let RenderedPage { html, facts } = rendered(&self.site, &request, &markdown);
        self.html = html;
        self.facts = serde_json::to_string(&facts).unwrap_or_default();
        self.output = [
            self.html.as_ptr().addr(),
            self.html.len(),
            self.facts.as_ptr().addr(),
            self.facts.len(),
        ];
    }
}

fn rendered(site: &SiteData, request: &Request, markdown: &str) -> RenderedPage {
    let base = BasePath::parse(&request.base).unwrap_or_else(|_| BasePath::root());
    let kind = if request.name.is_empty() {
        Kind::Introduction(&request.title)
    } else {
        Kind::Document(&request.name)
    };
    let request = RenderRequest {
        kind,
        markdown,
        directory: &request.directory,
        renamed: &request.renamed,
        enrichments: &request.enrichments,
    };
    let context = RenderContext {
        links: request.links(&base),
        words: &site.words,
        frames: &site.frames,
        enrichments: request.enrichments,
        cjk_emphasis: !site.without.iter().any(|without| without == "cjk_emphasis"),
    };
    render_page(&request, context)
}
