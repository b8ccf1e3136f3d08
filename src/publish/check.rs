//! `feuillet check`: all that is wrong with a blog, without publishing it.
//!
//! It takes the steps of a publish up to the plan, which find what a publish finds; then it reads every document's
//! Markdown again, now with the place of everything in it, and inspects that. Each inspection is a module here:
//!
//! | module | finds |
//! |---|---|
//! | `anchors` | links to parts of documents that are not there |
//! | `classes` | classes that nothing styles, and utilities that are left out |
//! | `markup` | raw HTML that is not let through |
//! | `terms` | terms with several spellings |
//! | this one | pictures without words, links without an address |

mod anchors;
mod classes;
mod json;
mod markup;
mod raw;
mod terms;
pub(super) mod text;
pub(super) mod walk;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use self::anchors::{Anchor, Places};
use self::markup::shortened;
use self::text::Text;
use self::walk::{Seen, walk};
use super::cache::Cache;
use super::cli::{CheckArguments, Deny, Format};
use super::look::AuthorSheet;
use super::prepare::{Address, Inputs, Opened, Prepared, prepare};
use super::progress::Progress;
use super::read::{Entry, Hidden, Library};
use super::report::{self, Finding, Tally};
use super::{Audience, count, dialects, workers};
use crate::content::base_path::BasePath;
use crate::content::diagnostic::{Diagnostic, Rule};
use crate::content::links::LinkContext;
use crate::content::markdown::RenderContext;
use crate::content::sanitize::Purpose;

/// What was found in a blog.
#[derive(Debug, Default)]
struct Checked {
    posts: usize,
    pages: usize,
    hidden: Vec<Hidden>,
    findings: Vec<Finding>,
}

/// Checks a blog and says what was found.
///
/// # Errors
///
/// When a file cannot be read.
pub(super) fn check_and_tell(arguments: &CheckArguments) -> Result<ExitCode> {
    let start = Instant::now();
    let checked = match check(
        &arguments.content,
        arguments.dialect.as_deref(),
        arguments.base.as_deref(),
    ) {
        Ok(checked) => checked,
        // Without its settings there is nothing to say of the rest.
        Err(error) => Checked {
            findings: vec![error.downcast::<Finding>()?],
            ..Checked::default()
        },
    };
    match arguments.format {
        Format::Text => tell(&checked, start),
        Format::Json => report::say(&json::json(&checked)?),
    }
    let tally = Tally::of(&checked.findings);
    let denied = match arguments.deny {
        Some(Deny::Warnings) => tally.errors + tally.warnings,
        None => tally.errors,
    };
    Ok(if denied == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn tell(checked: &Checked, start: Instant) {
    for hidden in &checked.hidden {
        report::say(&format!("Not published: {hidden}"));
    }
    let documents = checked.posts + checked.pages + checked.hidden.len();
    report::findings(&checked.findings, documents, "");
    let found = if checked.findings.is_empty() {
        "nothing to mend"
    } else {
        "checked"
    };
    report::say(&format!(
        "{} and {}: {found}, in {:.2} s",
        count(checked.posts, "post"),
        count(checked.pages, "page"),
        start.elapsed().as_secs_f64()
    ));
}

/// Finds all that is wrong with a blog. Nothing is written, and nothing but the content is read.
fn check(content: &Path, dialect: Option<&str>, base: Option<&str>) -> Result<Checked> {
    let project = dialects::project_of(content);
    let opened = Opened::open(&Address {
        content,
        project: &project,
        published: Path::new(""),
        dialect,
        base,
    })?;
    let Prepared { mut library, sheet, .. } = prepare(Inputs {
        opened: &opened,
        output: None,
        reader: None,
        cache: &Cache::new(None, content, content, true),
        audience: Audience::Visitors,
        offline: true,
        today: None,
        progress: Progress::Shown,
    })?;
    let mut findings = std::mem::take(&mut library.findings);
    findings.extend(std::mem::take(&mut library.ignored).into_values().flatten());
    inspect(
        &library,
        &opened.base,
        &opened.settings.frames(),
        sheet.as_ref(),
        &mut findings,
    )?;
    report::sort(&mut findings);
    Ok(Checked {
        posts: library.posts.len(),
        pages: library.pages.len(),
        hidden: library.hidden,
        findings,
    })
}

/// What one document shows by itself, and what is needed of it to judge the others.
struct Inspected {
    findings: Vec<Finding>,
    /// The ids of its parts.
    ids: BTreeSet<String>,
    anchors: Vec<Anchor>,
    classes: Vec<classes::Place>,
}

/// Adds what is found in the documents themselves.
fn inspect(
    library: &Library,
    base: &BasePath,
    frames: &[String],
    sheet: Option<&AuthorSheet>,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let places = Places::new(library);
    let entries: Vec<(usize, &Entry)> = library.entries().enumerate().collect();
    let inspected = workers::each(
        &entries,
        || (),
        |(), (index, entry)| {
            let text = Text::of(&entry.source)?;
            let seen = walk(&text, frames);
            let links = LinkContext {
                base,
                directory: entry.source.directory(),
                renamed: &[],
            };
            let rendered = text.document().0.render(RenderContext {
                links,
                words: &library.words,
                frames,
            });
            Ok(Inspected {
                findings: by_itself(&text, &seen),
                ids: anchors::ids(&rendered.html),
                classes: classes::places(&text, &seen.classes),
                anchors: places.anchors(entry, *index, &text, &seen.addresses),
            })
        },
    )?;
    for text in &library.term_texts {
        let text = Text::of(&text.source)?;
        findings.append(&mut by_itself(&text, &walk(&text, frames)));
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

/// What follows from a document alone.
fn by_itself(text: &Text<'_>, seen: &Seen) -> Vec<Finding> {
    let losses = seen
        .losses
        .iter()
        .map(|(range, loss)| text.finding(range, loss.clone().diagnostic()));
    let pictures = seen.without_words.iter().map(|picture| {
        let help = if picture.is_html {
            "say in `alt=\"…\"` what it shows; `alt=\"\"` if it only decorates"
        } else {
            "say what it shows between the brackets; if it only decorates, write `<img src=\"…\" alt=\"\">`"
        };
        let diagnostic = Diagnostic::warning(
            Rule::Alt,
            format!(
                "the picture `{}` says nothing to those who cannot see it: it has no alternative text",
                shortened(&picture.url)
            ),
            help,
        );
        text.finding(&picture.range, diagnostic)
    });
    let empty = seen
        .addresses
        .iter()
        .filter(|address| address.url.is_empty() && address.purpose == Purpose::Link);
    let empty = empty.map(|address| {
        let diagnostic = Diagnostic::warning(Rule::Link, "this link has no address", "write where it leads");
        text.finding(&address.range, diagnostic)
    });
    losses.chain(pictures).chain(empty).collect()
}
