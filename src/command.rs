//! The command `feuillet`: parses the command line, runs the subcommand and prints the result.

mod check;
mod check_json;
mod cli;
mod licenses;
mod manual;
mod new;
mod place;
mod post;
mod print;
mod progress;
mod reader;
mod search;
mod serve;
mod tell;
mod watch;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Parser as _;
use feuillet_engine::progress::{Hidden, Progress};
use feuillet_engine::write::Halfway;
use feuillet_publish::options::{Options, Published};
use feuillet_report::tally::Tally;

use self::cli::{Arguments, Command, Format, PostArguments, PublishArguments};
use self::progress::Terminal;
use self::tell::tell;
use crate::prerender::prerender;

/// Runs the native program.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::New(arguments) => {
            new::new(&arguments.folder, arguments.language.as_deref(), arguments.deploy).map(|()| ExitCode::SUCCESS)
        }
        Command::Post(arguments) => start_post(&arguments),
        Command::Publish(arguments) => publish_and_tell(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Check(arguments) => check::check_and_tell(&arguments),
        Command::Search(arguments) => search::search_and_tell(&arguments),
        Command::Licenses => licenses::all().map(|text| said(&text)),
        Command::Completions { shell } => manual::completions(shell).map(|text| said(&text)),
        Command::Manual => manual::page().map(|text| said(&text)),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            print::failure(&error);
            ExitCode::from(COULD_NOT)
        }
    }
}

/// Prints a text that is all a command was asked for.
fn said(text: &str) -> ExitCode {
    print::say(text.trim_end());
    ExitCode::SUCCESS
}

/// The exit code of a command that could not do its work (1 tells of findings, or that nothing was found).
const COULD_NOT: u8 = 2;

/// Publishes a folder of Markdown without printing anything. See [`feuillet_publish::publish`].
///
/// # Errors
///
/// The same as [`feuillet_publish::publish`].
pub fn publish(options: &Options) -> Result<Published> {
    feuillet_publish::publish(options, prerender, &Hidden)
}

fn start_post(arguments: &PostArguments) -> Result<ExitCode> {
    let content = place::content(arguments.content.as_deref())?;
    let path = post::post(&content, arguments.title()?, arguments.draft)?;
    let shown = path.strip_prefix(".").unwrap_or(&path);
    print::say(&shown.display().to_string());
    if arguments.edit {
        post::edit(&path)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn publish_and_tell(arguments: &PublishArguments) -> Result<ExitCode> {
    let options = arguments.options()?;
    let start = Instant::now();
    let is_json = arguments.format == Format::Json;
    let progress: &dyn Progress = if arguments.quiet || is_json { &Hidden } else { &Terminal };
    let published = match feuillet_publish::publish(&options, prerender, progress) {
        Ok(published) => published,
        Err(error) if error.is::<Halfway>() => return Err(error),
        Err(error) if is_json => {
            print::say(&check_json::of_failure(&error)?);
            return Ok(ExitCode::from(COULD_NOT));
        }
        Err(error) => {
            print::failure(&error);
            print::outcome(&format!("Nothing was published to {}", options.out.display()));
            return Ok(ExitCode::from(COULD_NOT));
        }
    };
    if is_json {
        print::say(&check_json::of_publish(&published, &options.out)?);
    } else if arguments.quiet {
        tell::findings(&published);
    } else {
        tell(&published, start.elapsed());
        print::say(&format!(
            "Published to {}; upload this folder to serve it at {}",
            options.out.display(),
            published.base
        ));
    }
    let tally = Tally::of(&published.findings);
    let fails = arguments.deny.is_some_and(|deny| deny.fails(&tally));
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
