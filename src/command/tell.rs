//! Prints the result of a publish.

use std::collections::BTreeMap;
use std::time::Duration;

use feuillet_publish::options::{Hidden, Preview, Published};
use feuillet_report::finding::Finding;
use feuillet_report::tally::{Tally, count};

use super::print;

/// Prints findings.
pub(super) fn findings(published: &Published) {
    let documents = published.posts + published.pages + published.hidden.len();
    print::findings(&published.findings, documents, "; everything readable was published");
}

/// Prints findings, hidden documents, notes, and a summary with the time taken.
pub(super) fn tell(published: &Published, time: Duration) {
    findings(published);
    for hidden in &published.hidden {
        print::say(&format!("Not published: {hidden}"));
    }
    for note in &published.notes {
        print::say(note);
    }
    if let Some(line) = published.copied_line() {
        print::say(&line);
    }
    print::say(&published.summary(time));
}

/// Prints what differs from an earlier publish of the same blog: findings that are new or gone, hidden documents and
/// notes that are new, and a short summary with the time taken.
pub(super) fn difference(earlier: &Published, now: &Published, time: Duration) {
    let came: Vec<Finding> = others(&now.findings, &earlier.findings).cloned().collect();
    print::new_findings(&came);
    for line in changes(earlier, now) {
        print::say(&line);
    }
    print::say(&format!(
        "{} written, {} removed, in {:.2} s{}",
        count(now.written, "file"),
        now.removed,
        time.as_secs_f64(),
        left(&now.findings)
    ));
}

/// Lines on what else differs between two publishes.
fn changes(earlier: &Published, now: &Published) -> Vec<String> {
    const NAMED: usize = 5;
    let gone: Vec<&Finding> = others(&earlier.findings, &now.findings).collect();
    let named = gone.iter().take(NAMED);
    let mut lines: Vec<String> = named
        .map(|finding| format!("Mended: {}: {}", finding.file, finding.diagnostic.message))
        .collect();
    if gone.len() > NAMED {
        lines.push(format!("Mended: {} more", gone.len() - NAMED));
    }
    let is_new = |hidden: &&Hidden| !earlier.hidden.contains(hidden);
    lines.extend(
        now.hidden
            .iter()
            .filter(is_new)
            .map(|hidden| format!("Not published: {hidden}")),
    );
    let is_shown = |preview: &&Preview| !earlier.previews.contains(preview);
    lines.extend(shown_here(now.previews.iter().filter(is_shown)));
    lines.extend(now.notes.iter().filter(|note| !earlier.notes.contains(note)).cloned());
    lines
}

/// Lines on documents that visitors do not get.
pub(super) fn shown_here<'a>(previews: impl Iterator<Item = &'a Preview>) -> Vec<String> {
    const NAMED: usize = 10;
    let all: Vec<&Preview> = previews.collect();
    let named = all.iter().take(NAMED);
    let mut lines: Vec<String> = named
        .map(|preview| format!("Shown here only: {} ({})", preview.file, preview.rule))
        .collect();
    if all.len() > NAMED {
        lines.push(format!("Shown here only: {} more", all.len() - NAMED));
    }
    lines
}

/// The findings that are left, counted: `; 1 error and 2 warnings`.
fn left(findings: &[Finding]) -> String {
    let tally = Tally::of(findings);
    let counts = [(tally.errors, "error"), (tally.warnings, "warning")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts.map(|(number, what)| count(number, what)).collect();
    if counts.is_empty() {
        return String::new();
    }
    format!("; {} left", counts.join(" and "))
}

/// Findings that are not among others, wherever in their file they stand: a line more above does not make them new.
fn others<'a>(findings: &'a [Finding], known: &[Finding]) -> impl Iterator<Item = &'a Finding> {
    let key = |finding: &Finding| {
        let diagnostic = &finding.diagnostic;
        (finding.file.clone(), diagnostic.rule, diagnostic.message.clone())
    };
    let mut numbers: BTreeMap<_, usize> = BTreeMap::new();
    for finding in known {
        *numbers.entry(key(finding)).or_default() += 1;
    }
    findings
        .iter()
        .filter(move |finding| match numbers.get_mut(&key(finding)) {
            Some(number) if *number > 0 => {
                *number -= 1;
                false
            }
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use feuillet_content::diagnostic::{Diagnostic, Rule};
    use feuillet_publish::options::HiddenKind;
    use feuillet_report::author_path::AuthorPath;

    use super::*;

    fn draft(name: &str) -> Hidden {
        Hidden {
            file: AuthorPath::new(name),
            kind: HiddenKind::Draft,
            reason: "draft".to_owned(),
        }
    }

    fn published(findings: &[(&str, usize)], hidden: &[&str]) -> Published {
        let finding = |(message, line): &(&str, usize)| {
            let diagnostic = Diagnostic::warning(Rule::Link, *message, "fix it").at(*line, 1);
            Finding::new(&AuthorPath::new("a.md"), "", diagnostic)
        };
        Published {
            findings: findings.iter().map(finding).collect(),
            hidden: hidden.iter().map(|name| draft(name)).collect(),
            ..Published::default()
        }
    }

    #[test]
    fn after_a_change_only_what_differs_is_told() {
        let earlier = published(&[("one", 3), ("one", 5), ("two", 9)], &["b.md"]);
        let now = published(&[("one", 4), ("three", 1)], &["b.md", "c.md"]);
        let came: Vec<&str> = others(&now.findings, &earlier.findings)
            .map(|finding| &*finding.diagnostic.message)
            .collect();
        assert_eq!(came, ["three"]);
        assert_eq!(
            changes(&earlier, &now),
            ["Mended: a.md: one", "Mended: a.md: two", "Not published: c.md (draft)"]
        );
        assert_eq!(left(&now.findings), "; 2 warnings left");
        assert_eq!(left(&[]), "");
        assert!(changes(&now, &now).is_empty());
    }
}
