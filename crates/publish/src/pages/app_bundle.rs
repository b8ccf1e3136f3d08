//! The compiled reader: the files that Trunk built from `index.html`, and the page template.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use feuillet_content::base_path::BasePath;
use feuillet_content::direction::direction;
use feuillet_content::escape::escape_html;
use feuillet_content::percent;
use feuillet_dialects::folder::walk::files_below;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::published_path::PublishedPath;
use feuillet_settings::color::Color;
use serde::Serialize;

use super::page_script::PageScript;
use super::reader_scripts::{Checked, ReaderScripts};
use crate::theme::compact::compact;

/// Placeholders for the contents that differ from page to page.
const HEAD_MARK: &str = "<!-- feuillet:head -->";
const BODY_MARK: &str = "<!-- feuillet:body -->";
/// Placeholder for the script tags that start the reader, after the style sheet so that the text is drawn first.
const READER_MARK: &str = "<!-- feuillet:reader -->";

/// Marks the lines of `index.html` that only Trunk needs.
const TRUNK_MARK: &str = "data-trunk rel=\"rust\"";

/// Marks the lines with the color of the browser's frame around the page.
const COLOR_MARK: &str = "<meta name=\"theme-color\"";

/// Name of the renderer's module in the output of `cargo xtask`.
const RENDERER: &str = "renderer.wasm";

/// Suffix of the WebAssembly module in the output of wasm-bindgen.
const WASM_SUFFIX: &str = "_bg.wasm";

/// Trunk's output folder.
#[derive(Clone, Debug)]
pub(crate) struct AppBundle {
    template: String,
    /// Its files, except the page and the script.
    files: Vec<File>,
    scripts: ReaderScripts,
    /// Style sheet that replaces its own, if the author customized it, with its text.
    sheet: Option<(PublishedPath, String)>,
}

impl AppBundle {
    /// Reads a compiled reader.
    ///
    /// # Errors
    ///
    /// If there is none, or it was built from a different `index.html`.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let index = folder.join("index.html");
        if !index.is_file() {
            bail!(
                "no compiled reader at {}; build it with `cargo xtask publish`",
                folder.display()
            );
        }
        let template = String::from_utf8_lossy(&disk::read(&index)?).into_owned();
        // Trunk leaves lines with its own marks that it did not replace.
        let template: Vec<&str> = template.lines().filter(|line| !line.contains(TRUNK_MARK)).collect();
        let template = template.join("\n");
        for mark in [HEAD_MARK, READER_MARK, BODY_MARK, "<html"] {
            if !template.contains(mark) {
                bail!(
                    "no `{mark}` in {}; rebuild the reader from Feuillet's index.html",
                    index.display()
                );
            }
        }
        let files = files_below(folder, Path::new(""))?.files.into_iter();
        let mut files: Vec<File> = files.map(|(path, name)| (path, PublishedPath::new(name))).collect();
        files.retain(|(_, name)| name.as_str() != "index.html");
        let Some((module, glue)) = module_and_glue(&files) else {
            bail!(
                "no WebAssembly module with its script in {}; rebuild the reader",
                folder.display()
            );
        };
        let Some(renderer) = files.iter_mut().find(|(_, name)| name.as_str() == RENDERER) else {
            bail!("no {RENDERER} in {}; rebuild the reader", folder.display());
        };
        let renderer_bytes = disk::read(&renderer.0)?;
        renderer.1 = PublishedPath::new(Digest::of(&renderer_bytes).file_name("renderer", "wasm"));
        let renderer = Checked::new(renderer.1.clone(), &renderer_bytes);
        let module = Checked::new(module.1, &disk::read(&module.0)?);
        let glue_text = String::from_utf8_lossy(&disk::read(&glue.0)?).into_owned();
        files.retain(|(_, name)| *name != glue.1);
        Ok(Self {
            template,
            files,
            scripts: ReaderScripts::new(&glue_text, module, renderer),
            sheet: None,
        })
    }

    /// Returns a bundle with `more` appended to its style sheet, minified and renamed by its new hash; unchanged if the
    /// text stays the same.
    ///
    /// # Errors
    ///
    /// If its style sheet cannot be read.
    pub(crate) fn with_styles(&self, more: &str) -> Result<Self> {
        let mut reader = self.clone();
        let is_sheet = |name: &PublishedPath| {
            let is_css = Path::new(name.as_str())
                .extension()
                .is_some_and(|extension| extension == "css");
            is_css && self.template.contains(&format!("./{name}"))
        };
        let found = self.files.iter().find(|(_, name)| is_sheet(name));
        if let Some((path, name)) = found {
            let old = String::from_utf8_lossy(&disk::read(path)?).into_owned();
            let text = compact(&[&old, more].concat());
            if text == old {
                return Ok(reader);
            }
            let stem = name.as_str().split('-').next().unwrap_or_default();
            let new = PublishedPath::new(Digest::of(text.as_bytes()).file_name(stem, "css"));
            reader.template = self.template.replace(&format!("./{name}"), &format!("./{new}"));
            reader.files.retain(|(_, other)| other != name);
            reader.sheet = Some((new, text));
        }
        Ok(reader)
    }

    /// Files to copy unchanged.
    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// All published files of the reader; each has a hash in its name.
    pub(crate) fn names(&self) -> Vec<&PublishedPath> {
        let files = self.files.iter().map(|(_, name)| name);
        let made = self.texts().map(|(name, _)| name);
        files.chain(made).collect()
    }

    /// Names of the files that the reader is made of. A page that names all of them belongs to this very reader.
    pub(crate) fn page_files(&self) -> impl Iterator<Item = &PublishedPath> {
        let files = self.files.iter().map(|(_, name)| name);
        let names = files.chain(self.sheet.iter().map(|(name, _)| name));
        let styles = names.filter(|name| self.template.contains(&format!("./{name}")));
        styles.chain(self.scripts.names())
    }

    /// Names and texts of the generated files: the scripts that start the reader and its renderer, and the style sheet
    /// if it was changed.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&PublishedPath, &str)> {
        let sheet = self.sheet.iter().map(|(name, text)| (name, text.as_str()));
        self.scripts.texts().into_iter().chain(sheet)
    }

    /// Builds the page template of a blog.
    ///
    /// Trunk is configured to write addresses as `./name`; each is replaced by an address below the base path. This is
    /// safe, because the names contain a hash and match nothing else in the page. The Content Security Policy comes
    /// before everything that it governs. The author's frame color replaces both of the theme's (light and dark).
    pub(crate) fn page_template(&self, base: &BasePath, own: &PageOwn<'_>) -> PageTemplate {
        let PageOwn {
            policy, color, fonts, ..
        } = *own;
        let mut page = match color {
            Some(color) => with_color(&self.template, color),
            None => self.template.clone(),
        };
        for name in self.names() {
            page = page.replace(&format!("./{name}"), &base.join(name.as_str()));
        }
        let mut first = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    ");
        if let Some(script) = own.before_paint {
            first.extend(["<script>", script, "</script>\n    "]);
        }
        // Preload fonts, so that they load in parallel with the style sheet that names them.
        for font in fonts {
            let address = escape_html(&base.join(&percent::encode_path(font.as_str())));
            first.extend([
                "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"",
                &address,
                "\">\n    ",
            ]);
        }
        // After everything that is drawn, but before the reader, which is much larger.
        let address = escape_html(&base.join(own.script.name.as_str()));
        let start = format!(
            "<script type=\"module\" src=\"{address}\"></script>\n    {}",
            self.scripts.tag(base)
        );
        PageTemplate {
            page: page
                .replacen(READER_MARK, &start, 1)
                .replacen(HEAD_MARK, &(first + HEAD_MARK), 1),
            base: base.to_string(),
        }
    }
}

/// A file on this machine, and where it is published.
type File = (PathBuf, PublishedPath);

/// Finds the WebAssembly module and the script that wasm-bindgen generated for it.
fn module_and_glue(files: &[File]) -> Option<(File, File)> {
    files.iter().find_map(|module| {
        let glue = format!("{}.js", module.1.as_str().strip_suffix(WASM_SUFFIX)?);
        let glue = files.iter().find(|(_, name)| name.as_str() == glue)?;
        Some((module.clone(), glue.clone()))
    })
}

/// Replaces all frame colors of a page by one that applies to every color scheme.
fn with_color(page: &str, color: Color) -> String {
    let mut lines: Vec<&str> = page.lines().collect();
    let own = format!("    {COLOR_MARK} content=\"{color}\">");
    let first = lines.iter().position(|line| line.contains(COLOR_MARK));
    lines.retain(|line| !line.contains(COLOR_MARK));
    if let Some(first) = first {
        lines.insert(first, &own);
    }
    lines.join("\n")
}

/// Contents that a blog adds to the page template.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageOwn<'a> {
    /// Content Security Policy.
    pub(crate) policy: &'a str,
    /// Color of the browser's frame around the page.
    pub(crate) color: Option<Color>,
    /// Fonts to preload.
    pub(crate) fonts: &'a [PublishedPath],
    pub(crate) before_paint: Option<&'a str>,
    pub(crate) script: &'a PageScript,
}

/// The reader's page with placeholders for head and body.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageTemplate {
    page: String,
    /// Base path, the value of `data-base`.
    base: String,
}

impl PageTemplate {
    /// Template of nothing but placeholders, for plans that are never carried out.
    pub(crate) fn blank(base: &BasePath) -> Self {
        Self {
            page: format!("{HEAD_MARK}{BODY_MARK}"),
            base: base.to_string(),
        }
    }

    /// Fills in the placeholders. `head` and `body` are HTML.
    pub(crate) fn fill(&self, language: &str, head: &str, body: &str) -> String {
        let start = self.page.find("<html").unwrap_or_default();
        let end = self.page[start..].find('>').map_or(start, |end| start + end + 1);
        let html = format!(
            "<html lang=\"{}\" dir=\"{}\" data-base=\"{}\">",
            escape_html(language),
            direction(language),
            escape_html(&self.base)
        );
        let page = format!("{}{html}{}", &self.page[..start], &self.page[end..]);
        // Split at the placeholders before inserting, because the author's HTML may contain text that looks like one.
        match page.split_once(HEAD_MARK) {
            Some((before, after)) => match after.split_once(BODY_MARK) {
                Some((between, after)) => [before, head, between, body, after].concat(),
                None => page,
            },
            None => page,
        }
    }
}
