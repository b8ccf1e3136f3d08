//! `cargo xtask bench lighthouse`: Lighthouse scores of the sample blog on nginx, with phone settings.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::median_by;
use super::nginx::Nginx;
use crate::publish::{Profile, build_command};
use crate::setup::Lighthouse;
use crate::{reader, run, setup};

/// Pages to audit.
const PAGES: [&str; 2] = ["/", "/posts/tide-tables/"];

/// Lighthouse's categories, and whether a score below 100 is a failure.
const CATEGORIES: [(&str, bool); 4] = [
    ("performance", false),
    ("accessibility", true),
    ("best-practices", true),
    ("seo", true),
];

pub(super) fn lighthouse(runs: u32) -> Result<ExitCode> {
    let tools = setup::lighthouse()?;
    let reader = reader::build(&setup::for_reader()?)?;
    let feuillet = build_command(Profile::Release)?;
    let work = run::target_folder().join("bench").join("lighthouse");
    let root = work.join("www");
    run::remove(&work)?;
    run::create_folder(&work)?;
    let compressed = publish(&feuillet, &reader, &root)?;
    let nginx = Nginx::serve(&tools.nginx, &tools.nginx_brotli, &root, &work.join("nginx"), None)?;

    let mut is_whole = true;
    for page in PAGES {
        let mut reports = Vec::new();
        for time in 1..=runs {
            let url = format!("{}{page}", nginx.origin());
            reports.push(run::step(&format!("Auditing {page} ({time} of {runs})"), || {
                look(&tools, &url, &work)
            })?);
        }
        println!(
            "\n{page}, median of {runs}{}",
            if compressed { "" } else { ", compressed by nginx" }
        );
        for (category, must_be_whole) in CATEGORIES {
            let scores = reports
                .iter()
                .map(|report| score(report, category))
                .collect::<Result<_>>()?;
            let score = median_by(scores, |score| *score).context("no measurements")?;
            println!("  {category:<16} {score:>3.0}");
            is_whole &= !must_be_whole || score >= 100.0;
        }
        let middle = median_by(reports, |report| score(report, "performance").unwrap_or_default());
        shortcomings(&middle.context("no measurements")?);
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Publishes the sample blog, with compressed copies if the command can write them. Returns whether it can.
pub(super) fn publish(feuillet: &Path, reader: &Path, out: &Path) -> Result<bool> {
    let mut publish = Command::new(feuillet);
    publish.arg("publish").arg("--content");
    publish
        .arg(run::project_root().join("content"))
        .arg("--reader")
        .arg(reader);
    publish.arg("--out").arg(out).args(["--base", "/"]);
    let help = run::output(Command::new(feuillet).args(["publish", "--help"]))?;
    let compressed = help.contains("--compress");
    if compressed {
        publish.arg("--compress");
    }
    run::run(&mut publish)?;
    Ok(compressed)
}

/// Runs Lighthouse once with its default settings, which are those for phones.
fn look(tools: &Lighthouse, url: &str, work: &Path) -> Result<Value> {
    let report = work.join("report.json");
    let mut lighthouse = Command::new(&tools.program);
    lighthouse
        .arg(url)
        .args(["--quiet", "--no-enable-error-reporting", "--output=json"]);
    lighthouse.arg("--output-path").arg(&report);
    lighthouse.arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage");
    lighthouse.env("CHROME_PATH", &tools.chromium);
    run::run(&mut lighthouse)?;
    let text = fs::read(&report).with_context(|| format!("Lighthouse did not write {}", report.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("cannot parse {}", report.display()))
}

/// Score of a category, from 0 to 100.
fn score(report: &Value, category: &str) -> Result<f64> {
    let score = report["categories"][category]["score"].as_f64();
    let error = &report["runtimeError"]["message"];
    Ok(100.0 * score.with_context(|| format!("no Lighthouse score for {category}: {error}"))?)
}

/// Prints the audits of a report that did not pass, with the elements and files that they name.
fn shortcomings(report: &Value) {
    for (category, _) in CATEGORIES {
        let audits = report["categories"][category]["auditRefs"]
            .as_array()
            .into_iter()
            .flatten();
        for reference in audits {
            let id = reference["id"].as_str().unwrap_or_default();
            let audit = &report["audits"][id];
            // Audits without a score do not apply or are informative.
            let Some(score) = audit["score"].as_f64().filter(|score| *score < 1.0) else {
                continue;
            };
            let text = |key: &str| audit[key].as_str().unwrap_or_default();
            let counts = reference["weight"].as_f64().is_some_and(|weight| weight > 0.0);
            println!(
                "  {category}: {id} ({}): {} {}",
                if counts {
                    format!("{:.0}", 100.0 * score)
                } else {
                    "not counted".to_owned()
                },
                text("title"),
                text("displayValue")
            );
            let mut offenders = Vec::new();
            collect_offenders(&audit["details"], &mut offenders);
            for offender in offenders.iter().take(6) {
                println!("      {offender}");
            }
        }
    }
}

/// Collects recursively what the tables, lists and checklists of an audit name.
fn collect_offenders(details: &Value, offenders: &mut Vec<String>) {
    match &details["items"] {
        Value::Array(items) => {
            for item in items {
                offenders.extend(offender(item));
                collect_offenders(item, offenders);
                collect_offenders(&item["value"], offenders);
            }
        }
        // A checklist: take the items that are not fulfilled.
        Value::Object(checks) => {
            let open = checks.values().filter(|check| check["value"] == false);
            offenders.extend(open.filter_map(|check| check["label"].as_str()).map(str::to_owned));
        }
        _ => {}
    }
}

/// Subject of an audit's item: an element, a file or a message.
fn offender(item: &Value) -> Option<String> {
    // General advice on a section of an audit, which names no subject.
    if item["type"] == "list-section" {
        return None;
    }
    let element = [&item["node"]["snippet"], &item["source"]["snippet"], &item["snippet"]];
    let other = ["url", "scriptUrl", "description", "label", "groupLabel", "reason"].map(|key| &item[key]);
    let text = element.into_iter().chain(other).find_map(Value::as_str)?;
    let wasted = item["wastedMs"].as_f64().map(|time| format!(" ({time:.0} ms)"));
    Some(format!("{text}{}", wasted.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::collect_offenders;

    #[test]
    fn what_an_audit_is_about_is_found_in_each_kind_of_details() {
        for (details, expected) in [
            (json!({}), &[][..]),
            (json!({ "items": [{ "node": { "snippet": "<img>" } }] }), &["<img>"]),
            (json!({ "items": [{ "type": "node", "snippet": "<p>" }] }), &["<p>"]),
            (
                json!({ "items": [{ "url": "/a.css", "wastedMs": 150.4 }] }),
                &["/a.css (150 ms)"],
            ),
            (
                json!({ "items": [{ "type": "table", "items": [{ "url": "/a.js" }] }] }),
                &["/a.js"],
            ),
            (
                json!({ "items": [{ "type": "list-section", "description": "advice", "value": { "items": [{ "url": "/b" }] } }] }),
                &["/b"],
            ),
            (
                json!({ "items": { "a": { "label": "done", "value": true }, "b": { "label": "open", "value": false } } }),
                &["open"],
            ),
        ] {
            let mut found = Vec::new();
            collect_offenders(&details, &mut found);
            assert_eq!(found, expected, "{details}");
        }
    }
}
