//! The compiled reader: what Trunk made of `index.html`, to be published beside the posts.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use feuillet_content::base_path::BasePath;
use feuillet_content::direction::direction;
use feuillet_content::escape::escape_html;
use feuillet_content::percent;
use feuillet_dialects::folder::walk::files_below;
use feuillet_engine::digest::Digest;
use feuillet_engine::disk;
use feuillet_settings::color::Color;
use serde::Serialize;
use sha2::{Digest as _, Sha384};

use super::page_script::PageScript;
use crate::theme::compact::compact;

/// Where the publisher writes what differs from page to page.
const HEAD_MARK: &str = "<!-- feuillet:head -->";
const BODY_MARK: &str = "<!-- feuillet:body -->";
/// Where it writes what starts the reader, behind the style sheet: the text comes first.
const READER_MARK: &str = "<!-- feuillet:reader -->";

/// In the lines that are for Trunk alone.
const TRUNK_MARK: &str = "data-trunk rel=\"rust\"";

/// In the lines that say which color the frame around the page has.
const COLOR_MARK: &str = "<meta name=\"theme-color\"";

/// What wasm-bindgen calls the module beside its script.
const WASM_SUFFIX: &str = "_bg.wasm";

/// A folder that Trunk filled.
#[derive(Clone, Debug)]
pub(crate) struct AppBundle {
    template: String,
    /// Its files with their names, but for the page and the script.
    files: Vec<(PathBuf, String)>,
    script: Script,
    /// The name of the module.
    wasm: String,
    /// Name and text of the style sheet that stands in for its own.
    sheet: Option<(String, String)>,
}

/// The script that starts the reader.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    file: Checked,
    text: String,
}

/// A file that the browser is told the digest of.
#[derive(Clone, Debug)]
struct Checked {
    name: String,
    /// Its digest as the `integrity` attribute wants it (Subresource Integrity, section 3.1).
    integrity: String,
}

impl AppBundle {
    /// Looks at a compiled reader.
    ///
    /// # Errors
    ///
    /// When there is none, or it was made from another `index.html`.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let index = folder.join("index.html");
        if !index.is_file() {
            bail!(
                "there is no compiled reader at {}: `cargo xtask publish` builds one",
                folder.display()
            );
        }
        let template = String::from_utf8_lossy(&disk::read(&index)?).into_owned();
        // Trunk leaves its own marks where it has nothing to put in their place.
        let template: Vec<&str> = template.lines().filter(|line| !line.contains(TRUNK_MARK)).collect();
        let template = template.join("\n");
        for mark in [HEAD_MARK, READER_MARK, BODY_MARK, "<html"] {
            if !template.contains(mark) {
                bail!(
                    "{} has no `{mark}`: build the reader again from Feuillet's index.html",
                    index.display()
                );
            }
        }
        let mut files = files_below(folder, Path::new(""))?;
        files.retain(|(_, name)| name != "index.html");
        let Some((wasm_path, glue_path)) = module_and_glue(&files) else {
            bail!(
                "{} holds no WebAssembly module with its script: build the reader again",
                folder.display()
            );
        };
        let wasm = disk::read(&wasm_path.0)?;
        let wasm = Checked {
            name: wasm_path.1,
            integrity: integrity(&wasm),
        };
        let glue = String::from_utf8_lossy(&disk::read(&glue_path.0)?).into_owned();
        files.retain(|(_, name)| *name != glue_path.1);
        Ok(Self {
            template,
            files,
            script: Script::new(&glue, &wasm),
            wasm: wasm.name,
            sheet: None,
        })
    }

    /// The same with more in its style sheet, and without what means nothing there, under another name.
    ///
    /// # Errors
    ///
    /// When its style sheet cannot be read.
    pub(crate) fn with_styles(&self, more: &str) -> Result<Self> {
        let mut reader = self.clone();
        let is_sheet = |name: &str| {
            let is_css = Path::new(name).extension().is_some_and(|extension| extension == "css");
            is_css && self.template.contains(&format!("./{name}"))
        };
        let found = self.files.iter().find(|(_, name)| is_sheet(name));
        if let Some((path, name)) = found {
            let old = String::from_utf8_lossy(&disk::read(path)?).into_owned();
            let text = compact(&[&old, more].concat());
            if text == old {
                return Ok(reader);
            }
            let stem = name.split('-').next().unwrap_or_default();
            let new = Digest::of(text.as_bytes()).file_name(stem, "css");
            reader.template = self.template.replace(&format!("./{name}"), &format!("./{new}"));
            reader.files.retain(|(_, other)| other != name);
            reader.sheet = Some((new, text));
        }
        Ok(reader)
    }

    /// The files to publish as they are, with their names.
    pub(crate) fn files(&self) -> &[(PathBuf, String)] {
        &self.files
    }

    /// The names of all that is published of it, each with a hash in it.
    pub(crate) fn names(&self) -> Vec<&str> {
        let files = self.files.iter().map(|(_, name)| name.as_str());
        let made = self.texts().map(|(name, _)| name);
        files.chain(made).collect()
    }

    /// The names of what every page loads to come alive: a page with all of them is one of this very reader.
    pub(crate) fn page_files(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|(_, name)| name.as_str());
        let names = files.chain(self.sheet.iter().map(|(name, _)| name.as_str()));
        let styles = names.filter(|name| self.template.contains(&format!("./{name}")));
        styles.chain([self.script.file.name.as_str(), self.wasm.as_str()])
    }

    /// Names and texts of what is made of its files: the script that starts it, and the style sheet where more is in it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let script = (self.script.file.name.as_str(), self.script.text.as_str());
        let sheet = self.sheet.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        [script].into_iter().chain(sheet)
    }

    /// The reader's page for a blog that lives under a base path.
    ///
    /// Trunk is told to write addresses as `./name`; each becomes an address below the base path. The files' names
    /// carry a hash, so nothing else in the page can be meant.
    /// The policy stands before everything that it governs. The author's color for the frame around pages stands in for
    /// both of the theme's.
    pub(crate) fn page_template(&self, base: &BasePath, own: &PageOwn<'_>) -> PageTemplate {
        let PageOwn {
            policy, color, fonts, ..
        } = *own;
        let mut page = match color {
            Some(color) => with_color(&self.template, color),
            None => self.template.clone(),
        };
        for name in self.names() {
            page = page.replace(&format!("./{name}"), &base.join(name));
        }
        let mut first = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    ");
        if let Some(script) = own.before_paint {
            first.extend(["<script>", script, "</script>\n    "]);
        }
        // A font is asked for before the style sheet that names it has come.
        for font in fonts {
            let address = escape_html(&base.join(&percent::encode_path(font)));
            first.extend([
                "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"",
                &address,
                "\">\n    ",
            ]);
        }
        let mut start = self.start(base);
        if let Some(script) = own.script {
            // Before the reader, which is much larger, and after everything that is drawn.
            let address = escape_html(&base.join(&script.name));
            start = format!("<script type=\"module\" src=\"{address}\"></script>\n    {start}");
        }
        PageTemplate {
            page: page
                .replacen(READER_MARK, &start, 1)
                .replacen(HEAD_MARK, &(first + HEAD_MARK), 1),
            base: base.to_string(),
        }
    }

    /// What starts the reader. It names the module, by which offline workers know whose page this is.
    fn start(&self, base: &BasePath) -> String {
        let address = |name: &str| escape_html(&base.join(name));
        format!(
            "<script type=\"module\" src=\"{}\" integrity=\"{}\" data-module=\"{}\"></script>",
            address(&self.script.file.name),
            self.script.file.integrity,
            address(&self.wasm),
        )
    }
}

type File = (PathBuf, String);

/// The module, and the script that wasm-bindgen made for it.
fn module_and_glue(files: &[File]) -> Option<(File, File)> {
    files.iter().find_map(|module| {
        let glue = format!("{}.js", module.1.strip_suffix(WASM_SUFFIX)?);
        let glue = files.iter().find(|(_, name)| *name == glue)?;
        Some((module.clone(), glue.clone()))
    })
}

impl Script {
    /// wasm-bindgen's script, with a line that runs it: one file less to wait for, and none of it inline.
    ///
    /// The module is asked for once the page was painted: until then the network is the text's and its pictures'. A page
    /// in the background is not painted. Where the module cannot be had, or is another one than was published, the page
    /// stays as it is.
    fn new(glue: &str, wasm: &Checked) -> Self {
        let Checked {
            name,
            integrity: digest,
        } = wasm;
        let text = format!(
            "{}\nconst painted = new Promise((resolve) => document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve)));\n\
             const module = painted.then(() => fetch(new URL(\"{name}\", import.meta.url), {{ integrity: \"{digest}\" }}));\n\
             __wbg_init({{ module_or_path: module }}).catch(() => {{}});\n",
            glue.trim_end(),
        );
        let file = Checked {
            name: Digest::of(text.as_bytes()).file_name("feuillet", "js"),
            integrity: integrity(text.as_bytes()),
        };
        Self { file, text }
    }
}

/// The page with one color for its frame, whatever the visitor's scheme.
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

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(Sha384::digest(bytes)))
}

/// What a blog puts into every page of the reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageOwn<'a> {
    pub(crate) policy: &'a str,
    /// Of the frame around pages.
    pub(crate) color: Option<Color>,
    /// The paths of those fonts that every page needs.
    pub(crate) fonts: &'a [String],
    pub(crate) before_paint: Option<&'a str>,
    pub(crate) script: Option<&'a PageScript>,
}

/// A page of the reader that still lacks its head and body.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageTemplate {
    page: String,
    /// As `data-base` has it.
    base: String,
}

impl PageTemplate {
    /// A page of nothing but what is filled in, for plans that are not carried out.
    pub(crate) fn blank(base: &BasePath) -> Self {
        Self {
            page: format!("{HEAD_MARK}{BODY_MARK}"),
            base: base.to_string(),
        }
    }

    /// The whole page. `head` and `body` are HTML.
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
        // The head first: what an author wrote may look like a mark, and it is only in what is filled in last.
        match page.split_once(HEAD_MARK) {
            Some((before, after)) => match after.split_once(BODY_MARK) {
                Some((between, after)) => [before, head, between, body, after].concat(),
                None => page,
            },
            None => page,
        }
    }
}
