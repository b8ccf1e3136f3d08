//! `feuillet check`: reports what is wrong with a blog, and how to fix it.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use feuillet_publish::check::{Checked, check};
use feuillet_report::finding::Faults;
use feuillet_report::tally::{Tally, count};

use super::cli::{CheckArguments, Deny, Format};
use super::progress::Terminal;
use super::{check_json, print};

/// Checks a blog and prints the findings.
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
        &Terminal,
    ) {
        Ok(checked) => checked,
        // Without valid settings nothing else can be checked.
        Err(error) => Checked {
            findings: error.downcast::<Faults>()?.0,
            ..Checked::default()
        },
    };
    match arguments.format {
        Format::Text => tell(&checked, start),
        Format::Json => print::say(&check_json::json(&checked)?),
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
        print::say(&format!("Not published: {hidden}"));
    }
    let documents = checked.posts + checked.pages + checked.hidden.len();
    print::findings(&checked.findings, documents, "");
    let found = if checked.findings.is_empty() {
        ": no problems found"
    } else {
        ""
    };
    print::say(&format!(
        "Checked {} and {} in {:.2} s{found}",
        count(checked.posts, "post"),
        count(checked.pages, "page"),
        start.elapsed().as_secs_f64()
    ));
}
