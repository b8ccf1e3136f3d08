//! The result of a check or a publish as one JSON object, for other programs. Keys may be added; existing keys never change.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Error, Result};
use feuillet_content::diagnostic::{Diagnostic, Severity};
use feuillet_publish::check::Checked;
use feuillet_publish::options::{self, Published};
use feuillet_report::finding::{Faults, Finding};
use feuillet_report::tally::Tally;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    /// Version of this format.
    version: u32,
    posts: usize,
    pages: usize,
    counts: Counts,
    findings: Vec<Told<'a>>,
    hidden: Vec<Hidden<'a>>,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    rules: BTreeMap<&'static str, usize>,
}

/// A finding as other programs and the author's pages get it.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    pub(super) file: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
    length: usize,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    source: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct Hidden<'a> {
    file: &'a str,
    rule: &'a str,
}

/// Result of a publish: that of a check, and what was written.
#[derive(Serialize)]
struct PublishReport<'a> {
    #[serde(flatten)]
    report: Report<'a>,
    published: Option<Output<'a>>,
    /// Why nothing was published, where no finding tells.
    error: Option<String>,
}

#[derive(Serialize)]
struct Output<'a> {
    folder: String,
    base: &'a str,
    files: usize,
    written: usize,
    unchanged: usize,
    removed: usize,
    copied: Vec<Copied>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Copied {
    kind: &'static str,
    files: usize,
    bytes: u64,
}

/// Serializes the result of a check.
pub(super) fn json(checked: &Checked) -> Result<String> {
    let report = report(checked.posts, checked.pages, &checked.findings, &checked.hidden);
    Ok(serde_json::to_string_pretty(&report)?)
}

/// Serializes the result of a publish to a folder.
pub(super) fn of_publish(published: &Published, folder: &Path) -> Result<String> {
    let copied = published.copied.iter().map(|copied| Copied {
        kind: copied.kind,
        files: copied.files,
        bytes: copied.bytes,
    });
    let written = Output {
        folder: folder.display().to_string(),
        base: &published.base,
        files: published.files,
        written: published.written,
        unchanged: published.unchanged,
        removed: published.removed,
        copied: copied.collect(),
        notes: &published.notes,
    };
    let report = PublishReport {
        report: report(published.posts, published.pages, &published.findings, &published.hidden),
        published: Some(written),
        error: None,
    };
    Ok(serde_json::to_string_pretty(&report)?)
}

/// Serializes why nothing was published.
pub(super) fn of_failure(error: &Error) -> Result<String> {
    let faults = error.downcast_ref::<Faults>();
    let findings = faults.map(|faults| faults.0.as_slice()).unwrap_or_default();
    let report = PublishReport {
        report: report(0, 0, findings, &[]),
        published: None,
        error: faults.is_none().then(|| format!("{error:#}")),
    };
    Ok(serde_json::to_string_pretty(&report)?)
}

fn report<'a>(posts: usize, pages: usize, findings: &'a [Finding], hidden: &'a [options::Hidden]) -> Report<'a> {
    let tally = Tally::of(findings);
    let hidden = hidden.iter().map(|hidden| Hidden {
        file: hidden.file.as_str(),
        rule: &hidden.reason,
    });
    Report {
        version: 1,
        posts,
        pages,
        counts: Counts {
            error: tally.errors,
            warning: tally.warnings,
            rules: tally.rules,
        },
        findings: findings.iter().map(told).collect(),
        hidden: hidden.collect(),
    }
}

pub(super) fn told(finding: &Finding) -> Told<'_> {
    let Diagnostic {
        rule,
        severity,
        line,
        column,
        length,
        message,
        help,
    } = &finding.diagnostic;
    Told {
        file: finding.file.as_str(),
        line: *line,
        column: *column,
        length: *length,
        rule: rule.name(),
        severity: match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message,
        help,
        source: finding.source_line.as_deref(),
        related: finding
            .related
            .iter()
            .map(|related| Related {
                file: related.file.as_str(),
                line: related.line,
                column: related.column,
                message: &related.message,
            })
            .collect(),
    }
}
