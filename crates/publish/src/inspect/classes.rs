//! Inspection: classes without a style, and utilities that are left out because they could cover the page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_report::finding::Finding;
use feuillet_report::spelling::nearest;
use feuillet_report::tally::count;

use crate::library::located::Text;
use crate::theme::utilities::{Utilities, Verdict};
use crate::theme::{AuthorSheet, css};

/// The parts of the built-in style sheet.
const THEME: [&str; 11] = [
    include_str!("../../../../styles/main.css"),
    include_str!("../../../../styles/document.css"),
    include_str!("../../../../styles/code.css"),
    include_str!("../../../../styles/highlight.css"),
    include_str!("../../../../styles/tables.css"),
    include_str!("../../../../styles/pictures.css"),
    include_str!("../../../../styles/notes.css"),
    include_str!("../../../../styles/letters.css"),
    include_str!("../../../../styles/cards.css"),
    include_str!("../../../../styles/app.css"),
    include_str!("../../../../styles/utilities.css"),
];

/// Prefixes of classes that are markers for scripts and editors and are not expected to have a style.
const MARKS: [&str; 3] = ["language-", "lang-", "js-"];

/// Whole names of classes that need no style: of code, of the renderer's output, and of Tailwind's internals.
const SILENT: &str = "math math-inline math-display group peer not-prose highlight highlighter-rouge antialiased \
    subpixel-antialiased transform transform-gpu filter";

/// Most common utilities in posts, or their prefixes, as candidates for spelling suggestions.
const STEMS: &str = "align aspect bg block border border-b border-l border-r border-t break clear columns content cursor \
    divide-x divide-y flex flex-col flex-row flex-wrap float font gap gap-x gap-y grid grid-cols grow h hidden inline \
    inline-block inline-flex italic items justify leading line-through list list-disc list-none m max-h max-w mb min-h min-w \
    ml mr mt mx my object order overflow p pb pl pr pt px py rounded self shadow shrink space-x space-y sr-only table text \
    text-center text-justify text-left text-right tracking truncate underline uppercase w whitespace";

/// A class in a document, with its number of uses and a finding at the first of them.
pub(super) struct Place {
    class: String,
    times: usize,
    first: Finding,
}

/// Groups the classes of a document by name.
pub(super) fn places(text: &Text<'_>, seen: &[(String, Range<usize>)]) -> Vec<Place> {
    let mut places: BTreeMap<&str, (usize, &Range<usize>)> = BTreeMap::new();
    for (class, range) in seen {
        places.entry(class).or_insert((0, range)).0 += 1;
    }
    let places = places.into_iter().map(|(class, (times, range))| Place {
        class: class.to_owned(),
        times,
        first: text.finding(range, Diagnostic::warning(Rule::Class, "", "")),
    });
    places.collect()
}

/// Adds a finding for each class of the blog that has no effect, at its first use.
pub(super) fn inspect(places: Vec<Place>, sheet: Option<&AuthorSheet>, findings: &mut Vec<Finding>) {
    let mut known = css::classes(&THEME.concat());
    known.extend(sheet.map(|sheet| css::classes(&sheet.text)).unwrap_or_default());
    known.extend(SILENT.split_ascii_whitespace().map(str::to_owned));
    let mut blog: BTreeMap<String, (usize, Finding)> = BTreeMap::new();
    for Place { class, times, first } in places {
        blog.entry(class).or_insert((0, first)).0 += times;
    }
    let utilities = Utilities::of(blog.keys().map(String::as_str));
    for (class, (times, mut finding)) in blog {
        let is_mark = MARKS.iter().any(|mark| class.starts_with(mark));
        let (message, help) = match utilities.verdict(&class) {
            Verdict::Utility => continue,
            _ if is_mark || known.contains(&class) => continue,
            Verdict::Refused => (
                format!("class `{class}` is not allowed: it could cover or hide the page, or load a file"),
                "use only utilities for colors, sizes, spacing, borders, lists, columns and flexbox".to_owned(),
            ),
            Verdict::Unknown => (
                format!("class `{class}` has no styles"),
                match meant(&class, &known) {
                    _ if class.contains("-opacity-") => {
                        "add the opacity to the color, as in `bg-red-500/50`".to_owned()
                    }
                    Some(other) => format!("did you mean `{other}`?"),
                    None => "style it in `theme.css`, or remove it; it is not a Tailwind CSS utility".to_owned(),
                },
            ),
        };
        finding.diagnostic.message = if times > 1 {
            format!("{message} (used in {})", count(times, "place"))
        } else {
            message
        };
        finding.diagnostic.help = help;
        findings.push(finding);
    }
}

/// Guesses the class that was meant: a similarly spelled one that has a style. `colums-2` -> `columns-2`.
fn meant(class: &str, known: &BTreeSet<String>) -> Option<String> {
    if let Some(other) = nearest(class, known.iter().map(String::as_str)) {
        return Some(other.to_owned());
    }
    // Keep the variants and the value, and correct only the stem: try every hyphen as the one before the value, the
    // last one first (`mt-4` is `mt` and `-4`).
    let (condition, base) = class.split_at(class.rfind(':').map_or(0, |colon| colon + 1));
    let hyphens = base.match_indices('-').map(|(at, _)| at).rev();
    hyphens.chain([base.len()]).find_map(|end| {
        let (stem, value) = base.split_at(end);
        let meant = format!("{condition}{}{value}", nearest(stem, STEMS.split_ascii_whitespace())?);
        (Utilities::of([meant.as_str()]).verdict(&meant) == Verdict::Utility).then_some(meant)
    })
}
