//! Inspections, which find what is wrong with the documents of a blog.
//!
//! Losses for visitors are found at each publish, most of it when a document is read, while it is rendered anyway.
//! `feuillet check` renders every document again, with an observer that keeps the source position of everything, and
//! finds more. Each inspection is a module:
//!
//! | module | finds | when |
//! |---|---|---|
//! | `losses` | what is removed or left as text in one document, by `markup`, `unfinished` and `anchors` | it is read |
//! | `anchors` | links to missing parts of documents | it is read; of other documents at each publish |
//! | `links` | links that lead nowhere | at each publish |
//! | `terms` | terms with several spellings | at each publish |
//! | `classes` | classes without a style, and utilities that are left out | in a check |
//! | this one | pictures without alternative text | in a check |

pub(crate) mod anchors;
pub(crate) mod classes;
mod context;
pub(crate) mod links;
pub(crate) mod losses;
pub(crate) mod markup;
pub(crate) mod observations;
pub(crate) mod observe;
pub(crate) mod raw_html;
pub(crate) mod terms;
mod unfinished;
pub(crate) mod wiki_links;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_report::finding::Finding;
use rayon::prelude::*;

use self::context::context;
use self::markup::shortened;
use self::observations::Observations;
use self::observe::observe;
use crate::library::located::Text;
use crate::library::{Entry, Library};
use crate::theme::AuthorSheet;

/// Adds the findings of all inspections that only a check makes. `frames` are the hosts that posts may embed.
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
    let entries: Vec<&Entry> = library.entries().collect();
    let inspect_one = |entry: &&Entry| {
        let text = Text::of(&entry.source)?;
        let (_, seen) = observe(&text, context(&entry.source, base, &library.words, frames));
        Ok((without_alt(&text, &seen), classes::places(&text, &seen.classes)))
    };
    let inspected = entries.par_iter().map(inspect_one).collect::<Result<Vec<_>>>()?;
    for term in &library.term_texts {
        let text = Text::of(&term.source)?;
        let (_, seen) = observe(&text, context(&term.source, base, &library.words, frames));
        findings.append(&mut without_alt(&text, &seen));
    }
    let mut classes = Vec::new();
    for (mut about_pictures, mut places) in inspected {
        findings.append(&mut about_pictures);
        classes.append(&mut places);
    }
    classes::inspect(classes, sheet, findings);
    Ok(())
}

/// Findings about pictures that are not described.
fn without_alt(text: &Text<'_>, seen: &Observations) -> Vec<Finding> {
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
    pictures.collect()
}
