//! The scripts that start the reader and its renderer. A page names those of its own publish by their digests, and the
//! core's module; the core's script names the renderer's, and that its module: no page ever runs a module of another
//! publish.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use feuillet_content::base_path::BasePath;
use feuillet_content::escape::escape_html;
use feuillet_engine::digest::Digest;
use feuillet_engine::published_path::PublishedPath;
use sha2::{Digest as _, Sha384};

use crate::scripts::without_comments;

const START: &str = include_str!("reader_scripts/start.js");
const RENDERER: &str = concat!(
    include_str!("reader_scripts/call.js"),
    include_str!("reader_scripts/renderer.js")
);

/// A file whose integrity the browser checks.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    name: PublishedPath,
    /// Value of the `integrity` attribute (Subresource Integrity, section 3.1).
    integrity: String,
}

impl Checked {
    pub(super) fn new(name: PublishedPath, bytes: &[u8]) -> Self {
        let integrity = format!("sha384-{}", BASE64.encode(Sha384::digest(bytes)));
        Self { name, integrity }
    }

    /// Name of this file as JavaScript: an address relative to a script beside it.
    fn address(&self) -> String {
        format!("\"./{}\"", self.name)
    }
}

/// A script with a hash in its name.
#[derive(Clone, Debug)]
struct Script {
    file: Checked,
    text: String,
}

impl Script {
    fn new(stem: &str, text: String) -> Self {
        let name = PublishedPath::new(Digest::of(text.as_bytes()).file_name(stem, "js"));
        let file = Checked::new(name, text.as_bytes());
        Self { file, text }
    }
}

/// The scripts, with the modules that they start.
#[derive(Clone, Debug)]
pub(super) struct ReaderScripts {
    start: Script,
    module: Checked,
    renderer: Script,
    renderer_module: Checked,
}

impl ReaderScripts {
    /// Makes the scripts. `glue` is what wasm-bindgen generated for the reader's module: the code that starts the module
    /// is appended to it, which saves a request and an inline script.
    pub(super) fn new(glue: &str, module: Checked, renderer_module: Checked) -> Self {
        let renderer = without_comments(RENDERER)
            .replace("MODULE", &renderer_module.address())
            .replace("INTEGRITY", &format!("\"{}\"", renderer_module.integrity));
        let renderer = Script::new("renderer", renderer);
        let start = without_comments(START).replace("RENDERER", &renderer.file.address());
        let start = Script::new("feuillet", format!("{}\n{start}", glue.trim_end()));
        Self {
            start,
            module,
            renderer,
            renderer_module,
        }
    }

    /// Names of the scripts and modules.
    pub(super) fn names(&self) -> [&PublishedPath; 4] {
        let scripts = [&self.start.file, &self.renderer.file];
        let [start, renderer] = scripts.map(|file| &file.name);
        [start, &self.module.name, renderer, &self.renderer_module.name]
    }

    /// Names and texts of the scripts.
    pub(super) fn texts(&self) -> [(&PublishedPath, &str); 2] {
        [&self.start, &self.renderer].map(|script| (&script.file.name, script.text.as_str()))
    }

    /// Attributes of the page's inline script, which starts the reader. They name the other files, too, so that service
    /// workers can tell which reader a page belongs to.
    pub(super) fn attributes(&self, base: &BasePath) -> String {
        let [start, module, renderer, renderer_module] =
            self.names().map(|name| escape_html(&base.join(name.as_str())));
        let [integrity, check] = [&self.start.file, &self.module].map(|file| &file.integrity);
        format!(
            " data-start=\"{start}\" data-integrity=\"{integrity}\" data-module=\"{module}\" data-check=\"{check}\" \
             data-renderer=\"{renderer} {renderer_module}\""
        )
    }
}
