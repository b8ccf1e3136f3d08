//! The compiled reader: the files that Trunk built from `index.html`, and the page template.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use feuillet_content::base_path::BasePath;
use feuillet_content::direction::direction;
use feuillet_content::escape::escape_html;
use feuillet_content::percent;
use feuillet_dialects::folder::names::Patterns;
use feuillet_dialects::folder::walk::files_below;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_engine::published_path::PublishedPath;
use feuillet_settings::color::Color;
use serde::Serialize;

use super::csp;
use super::page_script::PageScript;
use super::reader_scripts::{Checked, ReaderScripts};
use super::style_sheet::StyleSheet;
use crate::options::Audience;
use crate::theme::AuthorTheme;

/// Placeholders for the contents that differ from page to page.
const HEAD_MARK: &str = "<!-- feuillet:head -->";
const BODY_MARK: &str = "<!-- feuillet:body -->";

/// Marks the lines of `index.html` that only Trunk needs.
const TRUNK_MARK: &str = "data-trunk rel=\"rust\"";

/// Marks the lines with the style sheets that Trunk copied.
const SHEET_MARK: &str = "<link rel=\"stylesheet\"";

/// Placeholder in the policy for what allows the styles of a page.
const STYLES_MARK: &str = "feuillet:styles";

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
    /// Its files, except the page, the script and the style sheets.
    files: Vec<File>,
    scripts: ReaderScripts,
    /// The parts of the style sheet as they were built, by name.
    sheets: Vec<(String, String)>,
    styles: StyleSheet,
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
        let lines = template.lines().filter(|line| !line.contains(TRUNK_MARK));
        let (linked, lines): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.contains(SHEET_MARK));
        let sheets = linked.iter().filter_map(|line| sheet(folder, line));
        let sheets = sheets.collect::<Result<Vec<_>>>()?;
        let template = lines.join("\n");
        for mark in [HEAD_MARK, BODY_MARK, "<html"] {
            if !template.contains(mark) {
                bail!(
                    "no `{mark}` in {}; rebuild the reader from Feuillet's index.html",
                    index.display()
                );
            }
        }
        let files = files_below(folder, Path::new(""), &Patterns::default())?
            .files
            .into_iter();
        let mut files: Vec<File> = files.map(|(path, name)| (path, PublishedPath::new(name))).collect();
        files.retain(|(_, name)| name.as_str() != "index.html" && !is_sheet(name));
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
            styles: StyleSheet::new(&sheets, &AuthorTheme::default()),
            sheets,
        })
    }

    /// Returns a bundle with the author's theme.
    pub(crate) fn with_theme(&self, theme: &AuthorTheme) -> Self {
        Self {
            styles: StyleSheet::new(&self.sheets, theme),
            ..self.clone()
        }
    }

    /// The style sheet.
    pub(crate) fn styles(&self) -> &StyleSheet {
        &self.styles
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
        let styles = self.styles.files().map(|(name, _)| name);
        styles.chain(self.scripts.names())
    }

    /// Names and texts of the generated files: the scripts that start the reader and its renderer, and the style sheets.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&PublishedPath, &str)> {
        self.scripts.texts().into_iter().chain(self.styles.files())
    }

    /// Builds the page template of a blog.
    ///
    /// Trunk is configured to write addresses as `./name`; each is replaced by an address below the base path. This is
    /// safe, because the names contain a hash and match nothing else in the page. The Content Security Policy comes
    /// before everything that it governs. The author's frame color replaces both of the theme's (light and dark).
    pub(crate) fn page_template(&self, base: &BasePath, own: &PageOwn<'_>) -> PageTemplate {
        let mut page = match own.color {
            Some(color) => with_color(&self.template, color),
            None => self.template.clone(),
        };
        for name in self.names() {
            page = page.replace(&format!("./{name}"), &base.join(name.as_str()));
        }
        let policy = csp::policy(own.frames, own.inline, STYLES_MARK, own.audience);
        let address = |name: &PublishedPath| escape_html(&base.join(&percent::encode_path(name.as_str())));
        let mut first = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    <script data-page=\"{}\" \
             data-styles=\"{}\"{}>{}</script>\n    ",
            address(&own.script.name),
            address(self.styles.rest()),
            self.scripts.attributes(base),
            own.inline
        );
        // Preload fonts, so that they load in parallel with what comes before the styles that name them.
        for font in own.fonts {
            first.extend([
                "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"",
                &address(font),
                "\">\n    ",
            ]);
        }
        let theme = self.styles.theme();
        let theme = theme.map(|name| format!("\n    <link rel=\"stylesheet\" href=\"{}\">", address(name)));
        PageTemplate {
            page: page.replacen(HEAD_MARK, &(first + HEAD_MARK), 1),
            base: base.to_string(),
            styles: self.styles.clone(),
            theme: theme.unwrap_or_default(),
        }
    }
}

/// Reads the style sheet that a line of the template links to: the name of its part, and its text.
fn sheet(folder: &Path, line: &str) -> Option<Result<(String, String)>> {
    let name = line.split_once("href=\"./")?.1.split('"').next()?;
    let part = name.rsplit_once('-').map_or(name, |(part, _)| part);
    let text = disk::read(&folder.join(name));
    Some(text.map(|text| (part.to_owned(), String::from_utf8_lossy(&text).into_owned())))
}

fn is_sheet(name: &PublishedPath) -> bool {
    Path::new(name.as_str())
        .extension()
        .is_some_and(|extension| extension == "css")
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
    /// Hosts that posts may embed.
    pub(crate) frames: &'a [String],
    pub(crate) audience: Audience,
    /// Color of the browser's frame around the page.
    pub(crate) color: Option<Color>,
    /// Fonts to preload.
    pub(crate) fonts: &'a [PublishedPath],
    /// The inline script.
    pub(crate) inline: &'a str,
    pub(crate) script: &'a PageScript,
}

/// The reader's page with placeholders for head and body.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageTemplate {
    page: String,
    /// Base path, the value of `data-base`.
    base: String,
    styles: StyleSheet,
    /// HTML of the link to the author's style sheet, if that is a file.
    theme: String,
}

impl PageTemplate {
    /// Template of nothing but placeholders, for plans that are never carried out.
    pub(crate) fn blank(base: &BasePath) -> Self {
        Self {
            page: format!("{HEAD_MARK}{BODY_MARK}"),
            base: base.to_string(),
            styles: StyleSheet::new(&[], &AuthorTheme::default()),
            theme: String::new(),
        }
    }

    /// Fills in the placeholders, and adds the styles that the page needs. `head` and `body` are HTML.
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
        let (styles, sources) = self.styles.carried(&[&html, body].concat());
        // Split at the placeholders before inserting, because the author's HTML may contain text that looks like one.
        match page.split_once(HEAD_MARK) {
            Some((before, after)) => match after.split_once(BODY_MARK) {
                Some((between, after)) => {
                    let before = before.replacen(STYLES_MARK, &sources, 1);
                    [&before, head, "\n    ", &styles, &self.theme, between, body, after].concat()
                }
                None => page,
            },
            None => page,
        }
    }
}
