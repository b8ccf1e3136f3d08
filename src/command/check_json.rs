//! The result of a check as one JSON object, for other programs. Keys may be added; existing keys never change.

use std::collections::BTreeMap;

use anyhow::Result;
use feuillet_content::diagnostic::{Diagnostic, Severity};
use feuillet_publish::check::Checked;
use feuillet_report::finding::Finding;
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

/// Serializes the result of a check.
pub(super) fn json(checked: &Checked) -> Result<String> {
    let tally = Tally::of(&checked.findings);
    let report = Report {
        version: 1,
        posts: checked.posts,
        pages: checked.pages,
        counts: Counts {
            error: tally.errors,
            warning: tally.warnings,
            rules: tally.rules,
        },
        findings: checked.findings.iter().map(told).collect(),
        hidden: checked
            .hidden
            .iter()
            .map(|hidden| Hidden {
                file: hidden.file.as_str(),
                rule: &hidden.reason,
            })
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&report)?)
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
