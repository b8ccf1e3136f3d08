//! The style sheet, in parts: each page carries the parts that it needs, so that its text is shown after one request; the
//! reader loads all of them when the page was painted.

use std::collections::BTreeSet;

use feuillet_engine::digest::Digest;
use feuillet_engine::published_path::PublishedPath;
use serde::Serialize;

use super::csp::hash_source;
use crate::theme::AuthorTheme;
use crate::theme::compact::compact;
use crate::theme::css;

/// The parts, files of `styles/`, in the order of the cascade, which counts where equally specific rules of one layer are in
/// different parts.
const PARTS: [(&str, Need); 12] = [
    (MAIN, Need::Always),
    (DOCUMENT, Need::Marks(&[])),
    ("code", Need::Marks(&["<pre"])),
    ("highlight", Need::Marks(&[])),
    ("math", Need::Marks(&["<math"])),
    ("tables", Need::Marks(&["<table", "<th", "<td"])),
    ("pictures", Need::InProse(&["<img", "<fig"])),
    ("notes", Need::Marks(&[])),
    ("letters", Need::Languages(&["ar", "fa", "he", "ja", "ko", "ur", "zh"])),
    ("cards", Need::Marks(&[])),
    ("app", Need::Marks(&["data-shell"])),
    (UTILITIES, Need::Marks(&[])),
];

const MAIN: &str = "main";
const DOCUMENT: &str = "document";
/// Classes of the part `document` that selectors of other parts name, too, because their elements stand around.
const AROUND: [&str; 2] = ["contents", "prose"];
const UTILITIES: &str = "utilities";

/// Largest style sheet of an author, minified and in bytes, that pages carry. A larger one is a file of its own, which
/// browsers fetch once for all pages.
const MOST_CARRIED: usize = 4096;

/// Which pages need a part, by their HTML, besides those with a class of its own (of languages, classes say nothing). More
/// than necessary does no harm.
#[derive(Clone, Copy, Debug)]
enum Need {
    Always,
    /// Pages with one of these texts.
    Marks(&'static [&'static str]),
    /// Pages with an author's text and one of these.
    InProse(&'static [&'static str]),
    /// Pages with a text in one of these languages, or with ruby annotations.
    Languages(&'static [&'static str]),
}

impl Need {
    fn is_met(self, html: &str) -> bool {
        let has = |marks: &[&str]| marks.iter().any(|mark| html.contains(mark));
        match self {
            Self::Always => true,
            Self::Marks(marks) => has(marks),
            Self::InProse(marks) => html.contains("\"prose") && has(marks),
            // As `:lang()`, in any case.
            Self::Languages(languages) => {
                let named = html.split("lang=\"").skip(1).filter_map(|rest| rest.get(..2));
                let is_one = |tag: &str| languages.iter().any(|language| language.eq_ignore_ascii_case(tag));
                html.contains("<rt") || named.into_iter().any(is_one)
            }
        }
    }
}

/// The style sheet of a blog.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StyleSheet {
    parts: Vec<Part>,
    /// The author's style sheet, last, unless it is large.
    own: Option<Part>,
    /// All parts but the first in one file, for the reader: pages that it shows may need any of them.
    rest: Sheet,
    /// The author's style sheet, if it is large.
    theme: Option<Sheet>,
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    #[serde(skip)]
    need: Need,
    /// Classes whose elements need the part.
    #[serde(skip)]
    classes: BTreeSet<String>,
    css: String,
    /// Hash source that allows it in a Content Security Policy.
    source: String,
}

impl Part {
    fn new(need: Need, css: &str) -> Self {
        // The element must not end within a string.
        let css = css.replace("</", "<\\/");
        let source = hash_source(&css);
        let classes = css::classes(&css);
        Self {
            need,
            classes,
            css,
            source,
        }
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
            let mut part = Part::new(need, &css);
            let is_styled = |class: &String| parts.first().is_some_and(|main| main.classes.contains(class));
            let is_everywhere = |class: &String| name != DOCUMENT && AROUND.contains(&class.as_str());
            part.classes.retain(|class| !is_styled(class) && !is_everywhere(class));
            if matches!(need, Need::Languages(_)) {
                part.classes.clear();
            }
            parts.push(part);
        }
        let own = compact(&theme.own);
        let is_carried = own.len() <= MOST_CARRIED;
        let all: String = parts
            .iter()
            .map(|part| part.css.as_str())
            .chain([own.as_str()])
            .collect();
        Self {
            parts,
            // Its name stands for the parts that only pages carry, too: no reader goes with pages of another look.
            rest: Sheet::new("styles", rest, &all),
            own: is_carried.then(|| Part::new(Need::Always, &own)),
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

    /// Hash sources that allow all parts in a Content Security Policy.
    pub(crate) fn sources(&self) -> String {
        sources(self.parts.iter().chain(&self.own))
    }

    /// Returns the `style` elements that a page needs, and the hash sources that allow them in a Content Security Policy. The reader adds
    /// the rest after the last of them, but before the author's own: in the order of the cascade.
    pub(super) fn carried(&self, html: &str) -> (String, String) {
        let lists = html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let classes: BTreeSet<&str> = lists.flat_map(str::split_ascii_whitespace).collect();
        let is_needed = |part: &&Part| {
            let is_met = part.need.is_met(html) || part.classes.iter().any(|class| classes.contains(class.as_str()));
            !part.css.is_empty() && is_met
        };
        let needed: Vec<&Part> = self.parts.iter().filter(is_needed).collect();
        let mut elements = String::new();
        for (index, part) in needed.iter().enumerate() {
            let is_last = index + 1 == needed.len();
            elements.push_str(if is_last {
                "<style id=\"feuillet-styles\">"
            } else {
                "<style>"
            });
            elements.extend([&part.css, "</style>"]);
        }
        let own = self.own.as_ref().filter(is_needed);
        if let Some(own) = own {
            elements.extend(["<style>", &own.css, "</style>"]);
        }
        (elements, sources(needed.into_iter().chain(own)))
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
    let parts = parts.filter(|part| !part.css.is_empty());
    let sources: Vec<&str> = parts.map(|part| part.source.as_str()).collect();
    sources.join(" ")
}
