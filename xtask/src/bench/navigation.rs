//! `cargo xtask bench navigation`: the cost of following links on a phone with warm caches.

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::lighthouse::publish;
use super::nginx::Nginx;
use crate::publish::{Profile, build_command};
use crate::{reader, run, setup};

/// A page of each kind; the first is where the visit begins and ends.
const PATHS: [&str; 7] = [
    "/",
    "/posts/the-night-train-library/",
    "/posts/tide-tables/",
    "/categories/",
    "/categories/lecture/",
    "/archive/",
    "/about/",
];

/// Maximum length of a task, in milliseconds: longer ones block input (W3C Long Tasks API, section 1).
const LONG_TASK: f64 = 50.0;

pub(super) fn navigation(runs: u32) -> Result<ExitCode> {
    let tools = setup::lighthouse()?;
    let reader = reader::build(&setup::for_reader()?)?;
    let feuillet = build_command(Profile::Release)?;
    let work = run::target_folder().join("bench").join("navigation");
    run::remove(&work)?;
    run::create_folder(&work)?;
    let root = work.join("www");
    publish(&feuillet, &reader, &root)?;
    let script = work.join("navigation.mjs");
    std::fs::write(&script, include_str!("navigation.mjs"))
        .with_context(|| format!("cannot write {}", script.display()))?;
    let nginx = Nginx::serve(&tools.nginx, &tools.nginx_brotli, &root, &work.join("nginx"), None)?;

    // The script drives Chromium and prints JSON: one object per page.
    let mut node = Command::new("node");
    node.arg(&script).arg(&tools.packages).arg(&tools.chromium);
    node.arg(nginx.origin()).arg(runs.to_string()).args(PATHS);
    let figures = run::step("Following links at full speed and with 4x CPU slowdown", || {
        run::output(&mut node)
    })?;
    let figures: Vec<Value> = serde_json::from_str(&figures).context("cannot parse the measurements")?;
    println!("\nTime from tap to page, median of {runs}\n");
    println!(
        "{:<34} {:>8} {:>10} {:>14} {:>8}",
        "", "ms", "ms at 4x", "longest task", "CLS"
    );
    let mut is_smooth = true;
    for page in &figures {
        let figure = |key: &str| page[key].as_f64().unwrap_or(f64::NAN);
        let path = page["path"].as_str().unwrap_or_default();
        println!(
            "{path:<34} {:>8.0} {:>10.0} {:>14.0} {:>8.3}",
            figure("warm"),
            figure("slow"),
            figure("task"),
            figure("shifts")
        );
        // A long task or any layout shift fails the benchmark.
        is_smooth &= figure("task") <= LONG_TASK && figure("shifts") == 0.0;
    }
    println!("\nThe longest task is measured with 4x CPU slowdown; 0 means that no task reached {LONG_TASK} ms.");
    Ok(if is_smooth {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
