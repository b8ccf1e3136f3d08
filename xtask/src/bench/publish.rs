//! `cargo xtask bench publish`: a large synthetic blog, published by Feuillet and built by Hugo, in one table.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread;

use anyhow::{Context as _, Result};

use super::measure::{self, Run, Size};
use super::{corpus, hugo, median_by};
use crate::publish::{Profile, build_command};
use crate::{reader, run, setup};

pub(super) fn publish(posts: u32, runs: u32) -> Result<ExitCode> {
    let hugo = setup::hugo()?;
    let reader = reader::build(&setup::for_reader()?)?;
    let feuillet = build_command(Profile::Release)?;

    let folder = run::target_folder().join("bench");
    let content = folder.join("content");
    run::step(&format!("Writing a blog with {posts} posts"), || {
        corpus::write(&content, posts)
    })?;
    let written = measure::size(&content)?;

    let out = folder.join("feuillet");
    run::remove(&out)?;
    let publish = || {
        let mut command = Command::new(&feuillet);
        command.arg("publish").arg("--content").arg(&content);
        command.arg("--out").arg(&out).arg("--reader").arg(&reader);
        command
    };
    let site = hugo::Site::write(folder.join("hugo"), &content)?;
    let log = folder.join("log");

    // From nothing: neither program has written any output yet.
    let whole = run::step("Publishing with Feuillet, then building with Hugo", || {
        let ours = measure::run(&mut publish(), &log)?;
        let theirs = measure::run(&mut site.build(&hugo), &log)?;
        Ok((ours, theirs))
    })?;
    let sizes = (measure::size(&out)?, measure::size(&site.out)?);
    // Incremental: one post changes before each run.
    let changed = run::step(&format!("Publishing again after one change, {runs} times"), || {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for time in 1..=runs {
            corpus::change(&content, posts / 2, time)?;
            ours.push(measure::run(&mut publish(), &log)?);
            theirs.push(measure::run(&mut site.build(&hugo), &log)?);
        }
        let median = |runs| median_by(runs, |run: &Run| run.wall.as_secs_f64()).context("no measurements");
        Ok((median(ours)?, median(theirs)?))
    })?;

    println!(
        "{posts} posts, {:.1} MB of Markdown, {} processors, {}\n",
        megabytes(written.bytes),
        thread::available_parallelism().map_or(1, usize::from),
        version(&hugo)?
    );
    println!(
        "{:<28} {:>9} {:>9} {:>10} {:>8} {:>10}",
        "", "wall", "CPU", "peak", "files", "written"
    );
    table("from scratch", whole, Some(sizes));
    table(&format!("one post changed (median of {runs})"), changed, None);
    Ok(ExitCode::SUCCESS)
}

/// Prints a line for Feuillet, one for Hugo, and their ratio.
fn table(what: &str, (ours, theirs): (Run, Run), sizes: Option<(Size, Size)>) {
    println!("{what}");
    line("  Feuillet", ours, sizes.map(|sizes| sizes.0));
    line("  Hugo", theirs, sizes.map(|sizes| sizes.1));
    let ratio = |ours: f64, theirs: f64| format!("{:.2}", ours / theirs);
    print!(
        "{:<28} {:>9} {:>9} {:>10}",
        "  Feuillet / Hugo",
        ratio(ours.wall.as_secs_f64(), theirs.wall.as_secs_f64()),
        ratio(ours.cpu.as_secs_f64(), theirs.cpu.as_secs_f64()),
        ratio(megabytes(ours.peak_memory), megabytes(theirs.peak_memory)),
    );
    if let Some((ours, theirs)) = sizes {
        print!(
            " {:>8} {:>10}",
            "",
            ratio(megabytes(ours.bytes), megabytes(theirs.bytes))
        );
    }
    println!();
}

fn line(who: &str, run: Run, size: Option<Size>) {
    print!(
        "{who:<28} {:>7.2} s {:>7.2} s {:>7.0} MB",
        run.wall.as_secs_f64(),
        run.cpu.as_secs_f64(),
        megabytes(run.peak_memory)
    );
    if let Some(Size { files, bytes }) = size {
        print!(" {files:>8} {:>7.1} MB", megabytes(bytes));
    }
    println!();
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Returns name and version only: `hugo v0.111.3+extended linux/amd64 …` -> `hugo v0.111.3+extended`.
fn version(hugo: &Path) -> Result<String> {
    let printed = run::output(Command::new(hugo).arg("version"))?;
    Ok(printed.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}
