//! `feuillet check`: reports what is wrong with a blog, and how to fix it.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use feuillet_publish::check::{Checked, check};
use feuillet_report::finding::Faults;
use feuillet_report::tally::{Tally, count};

use super::cli::{CheckArguments, Deny, Format};
use super::progress::Terminal;
use super::{check_json, place, print};

/// Checks a blog and prints the findings.
///
/// # Errors
///
/// When a file cannot be read.
pub(super) fn check_and_tell(arguments: &CheckArguments) -> Result<ExitCode> {
    let start = Instant::now();
    let checked = match check(
        &place::content(arguments.content.as_deref())?,
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
    let fails = arguments.deny.unwrap_or(Deny::Errors).fails(&tally);
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
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
