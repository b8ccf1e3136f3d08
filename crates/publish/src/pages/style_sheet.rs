//! The style sheet, in parts: each page carries the parts that it needs, so that its text is shown after one request; the
//! reader loads all of them when the page was painted.

use feuillet_engine::digest::Digest;
use feuillet_engine::published_path::PublishedPath;
use serde::Serialize;

use super::csp::hash_source;
use crate::theme::AuthorTheme;
use crate::theme::compact::compact;
use crate::theme::css;

/// The parts, files of `styles/`, in the order of the cascade. Cascade layers make the order of rules in different parts
/// irrelevant, but for equally specific rules of one layer.
const PARTS: [(&str, Need); 10] = [
    (MAIN, Need::Always),
    ("document", Need::Mark(&["prose"])),
    ("code", Need::InProse(&["<pre"])),
    ("tables", Need::InProse(&["<table", "<th", "<td"])),
    ("pictures", Need::InProse(&["<img", "<fig", "wide"])),
    ("notes", Need::InProse(&["footnote", "alert"])),
    (
        "letters",
        Need::Mark(&[
            "lang=\"ar",
            "lang=\"fa",
            "lang=\"he",
            "lang=\"ja",
            "lang=\"ko",
            "lang=\"ur",
            "lang=\"zh",
            "<rt",
        ]),
    ),
    ("cards", Need::Mark(&["post-card", "pagination"])),
    (
        "app",
        Need::Mark(&[
            "data-shell",
            "notice",
            "button\"",
            "\"empty",
            "offline-controls",
            "readable",
            "fine-print",
        ]),
    ),
    (UTILITIES, Need::Class),
];

const MAIN: &str = "main";
const UTILITIES: &str = "utilities";

/// Largest style sheet of an author, minified and in bytes, that pages carry. A larger one is a file of its own, which
/// browsers fetch once for all pages.
const MOST_CARRIED: usize = 4096;

/// Which pages need a part, by their HTML. More than necessary does no harm.
#[derive(Clone, Copy, Debug)]
enum Need {
    Always,
    /// Pages with one of these texts.
    Mark(&'static [&'static str]),
    /// Pages with an author's text and one of these.
    InProse(&'static [&'static str]),
    /// Pages with one of the part's classes.
    Class,
}

impl Need {
    fn is_met(self, html: &str, css: &str) -> bool {
        let has = |marks: &[&str]| marks.iter().any(|mark| html.contains(mark));
        match self {
            Self::Always => true,
            Self::Mark(marks) => has(marks),
            Self::InProse(marks) => html.contains("prose") && has(marks),
            Self::Class => {
                let known = css::classes(css);
                let lists = html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
                let mut used = lists.flat_map(str::split_ascii_whitespace);
                used.any(|class| known.contains(class))
            }
        }
    }
}

/// The style sheet of a blog.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StyleSheet {
    parts: Vec<Part>,
    /// All parts but the first in one file, for the reader: pages that it shows may need any of them.
    rest: Sheet,
    /// The author's style sheet, if it is large.
    theme: Option<Sheet>,
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    #[serde(skip)]
    need: Need,
    css: String,
    /// What allows it in a Content Security Policy.
    source: String,
}

impl Part {
    fn new(need: Need, css: &str) -> Self {
        // The element must not end within a string.
        let css = css.replace("</", "<\\/");
        let source = hash_source(&css);
        Self { need, css, source }
    }
}

/// A style sheet as a file.
#[derive(Clone, Debug, Serialize)]
struct Sheet {
    name: PublishedPath,
    css: String,
}

impl StyleSheet {
    /// Builds the sheet of a blog from the reader's `files` (name of the part, CSS) and the author's theme.
    pub(super) fn new(files: &[(String, String)], theme: &AuthorTheme) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = String::new();
        for (name, need) in PARTS {
            let found = files.iter().find(|(file, _)| file == name);
            let css = found.map_or("", |(_, css)| css.as_str());
            let added = match name {
                MAIN => &theme.tokens,
                UTILITIES => &theme.utilities,
                _ => "",
            };
            let css = compact(&[css, added].concat());
            if name != MAIN {
                rest.push_str(&css);
            }
            parts.push(Part::new(need, &css));
        }
        let own = compact(&theme.own);
        let is_carried = own.len() <= MOST_CARRIED;
        if is_carried {
            parts.push(Part::new(Need::Always, &own));
        }
        let all: String = parts.iter().map(|part| part.css.as_str()).collect();
        Self {
            parts,
            // Its name stands for the parts that only pages carry, too: no reader goes with pages of another look.
            rest: Sheet::new("styles", rest, &all),
            theme: (!is_carried).then(|| Sheet::new("theme", own.clone(), &own)),
        }
    }

    /// Names and texts of the sheets that are files. Every page names them.
    pub(super) fn files(&self) -> impl Iterator<Item = (&PublishedPath, &str)> {
        let sheets = [Some(&self.rest), self.theme.as_ref()].into_iter().flatten();
        sheets.map(|sheet| (&sheet.name, sheet.css.as_str()))
    }

    /// Name of the file with the parts that a page may lack.
    pub(super) fn rest(&self) -> &PublishedPath {
        &self.rest.name
    }

    /// Name of the author's style sheet, if it is a file.
    pub(super) fn theme(&self) -> Option<&PublishedPath> {
        self.theme.as_ref().map(|sheet| &sheet.name)
    }

    /// What allows all parts in a Content Security Policy.
    pub(crate) fn sources(&self) -> String {
        sources(self.parts.iter().filter(|part| !part.css.is_empty()))
    }

    /// Returns the `style` elements that a page needs, and what allows them in a Content Security Policy. The reader adds
    /// the rest after the first of them: in the order of the cascade.
    pub(super) fn carried(&self, html: &str) -> (String, String) {
        let parts = self.parts.iter();
        let needed: Vec<&Part> = parts
            .filter(|part| !part.css.is_empty() && part.need.is_met(html, &part.css))
            .collect();
        let start = |index: usize| {
            if index == 0 {
                "<style id=\"feuillet-styles\">"
            } else {
                "<style>"
            }
        };
        let elements = needed
            .iter()
            .enumerate()
            .flat_map(|(index, part)| [start(index), &part.css, "</style>"]);
        (elements.collect(), sources(needed.iter().copied()))
    }
}

impl Sheet {
    /// Makes a sheet whose name has the digest of `content`.
    fn new(stem: &str, css: String, content: &str) -> Self {
        let name = Digest::of(content.as_bytes()).file_name(stem, "css");
        Self {
            name: PublishedPath::new(name),
            css,
        }
    }
}

fn sources<'part>(parts: impl Iterator<Item = &'part Part>) -> String {
    let sources: Vec<&str> = parts.map(|part| part.source.as_str()).collect();
    sources.join(" ")
}
