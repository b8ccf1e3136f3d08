//! Inspections of `feuillet check`, which reports all problems of a blog without publishing it.
//!
//! A check runs the steps of a publish up to the plan, with all their findings. Then it renders every document again,
//! now with an observer that keeps the source position of everything, and runs the inspections. Each is a module:
//!
//! | module | finds |
//! |---|---|
//! | `anchors` | links to missing parts of documents |
//! | `classes` | classes without a style, and utilities that are left out |
//! | `markup` | raw HTML that the sanitizer removes |
//! | `terms` | terms with several spellings |
//! | `unfinished` | Markdown of which a part is missing |
//! | `wiki_links` | nothing; it adds to findings which document was meant |
//! | this one | pictures without alternative text, links without an address |

pub(crate) mod anchors;
pub(crate) mod classes;
pub(crate) mod links;
pub(crate) mod markup;
pub(crate) mod observations;
pub(crate) mod observe;
pub(crate) mod raw_html;
pub(crate) mod terms;
mod unfinished;
pub(crate) mod wiki_links;

use anyhow::Result;
use feuillet_content::address::Purpose;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_content::links::LinkContext;
use feuillet_content::rendering::RenderContext;
use feuillet_content::words::Words;
use feuillet_dialects::source::Source;
use feuillet_report::finding::Finding;
use rayon::prelude::*;

use self::anchors::{Anchor, Ids, Places};
use self::markup::shortened;
use self::observations::Observations;
use self::observe::observe;
use crate::library::located::Text;
use crate::library::{Entry, Library};
use crate::theme::AuthorSheet;

/// Findings of one document, and what the inspections across documents need from it.
struct Inspected {
    findings: Vec<Finding>,
    ids: Ids,
    anchors: Vec<Anchor>,
    classes: Vec<classes::Place>,
}

/// Adds the findings of all inspections. `frames` are the hosts that posts may embed.
///
/// # Errors
///
/// If a document cannot be read from the disk.
pub(crate) fn inspect(
    library: &Library,
    base: &BasePath,
    frames: &[String],
    sheet: Option<&AuthorSheet>,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let places = Places::new(library);
    let entries: Vec<(usize, &Entry)> = library.entries().enumerate().collect();
    let inspect_one = |(index, entry): &(usize, &Entry)| {
        let text = Text::of(&entry.source)?;
        let (rendered, seen) = observe(&text, context(&entry.source, base, &library.words, frames));
        Ok(Inspected {
            findings: by_itself(&text, &seen),
            ids: anchors::ids(&rendered.html),
            classes: classes::places(&text, &seen.classes),
            anchors: places.anchors(entry, *index, &text, &seen.addresses),
        })
    };
    let inspected = entries.par_iter().map(inspect_one).collect::<Result<Vec<_>>>()?;
    for term in &library.term_texts {
        let text = Text::of(&term.source)?;
        let (_, seen) = observe(&text, context(&term.source, base, &library.words, frames));
        findings.append(&mut by_itself(&text, &seen));
    }
    let mut ids = Vec::with_capacity(inspected.len());
    let mut anchors = Vec::new();
    let mut classes = Vec::new();
    for mut one in inspected {
        findings.append(&mut one.findings);
        anchors.append(&mut one.anchors);
        classes.append(&mut one.classes);
        ids.push(one.ids);
    }
    anchors::inspect(anchors, &ids, library, findings);
    classes::inspect(classes, sheet, findings);
    terms::inspect(library, findings)
}

/// Returns the context for rendering a document of the author's.
fn context<'a>(source: &'a Source, base: &'a BasePath, words: &'a Words, frames: &'a [String]) -> RenderContext<'a> {
    RenderContext {
        links: LinkContext {
            base,
            directory: source.directory(),
            renamed: &[],
        },
        words,
        frames,
        // Neither addresses nor ids depend on it.
        enrichments: "",
        cjk_emphasis: true,
    }
}

/// Findings that depend on one document alone.
fn by_itself(text: &Text<'_>, seen: &Observations) -> Vec<Finding> {
    let losses = seen
        .losses
        .iter()
        .map(|(range, loss)| text.finding(range, loss.clone().diagnostic()));
    let pictures = seen.missing_alt.iter().map(|picture| {
        let help = if picture.is_html {
            "describe it in `alt=\"…\"`, or write `alt=\"\"` if it is decorative"
        } else {
            "describe it between the brackets, or write `<img src=\"…\" alt=\"\">` if it is decorative"
        };
        let diagnostic = Diagnostic::warning(
            Rule::Alt,
            format!("missing alt text for image `{}`", shortened(&picture.url)),
            help,
        );
        text.finding(&picture.range, diagnostic)
    });
    let empty = seen
        .addresses
        .iter()
        .filter(|address| address.url.is_empty() && address.purpose == Purpose::Link);
    let empty = empty.map(|address| {
        let diagnostic = Diagnostic::warning(Rule::Link, "link without a target", "add a target, or remove the link");
        text.finding(&address.range, diagnostic)
    });
    let unfinished = unfinished::inspect(text, seen);
    losses.chain(pictures).chain(empty).chain(unfinished).collect()
}
