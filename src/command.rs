//! The command `feuillet`: parses the command line, runs the subcommand and prints the result.

mod check;
mod check_json;
mod cli;
mod print;
mod progress;
mod serve;
mod tell;
mod watch;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Parser as _;
use feuillet_engine::progress::Hidden;
use feuillet_engine::write::Halfway;
use feuillet_publish::options::{Options, Published};

use self::cli::{Arguments, Command};
use self::progress::Terminal;
use self::tell::tell;
use crate::prerender::prerender;

/// Runs the native program.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Publish(arguments) => publish_and_tell(&arguments.options()),
        Command::Serve(arguments) => serve::serve(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Check(arguments) => check::check_and_tell(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            print::failure(&error);
            ExitCode::FAILURE
        }
    }
}

/// Publishes a folder of Markdown without printing anything. See [`feuillet_publish::publish`].
///
/// # Errors
///
/// The same as [`feuillet_publish::publish`].
pub fn publish(options: &Options) -> Result<Published> {
    feuillet_publish::publish(options, prerender, &Hidden)
}

fn publish_and_tell(options: &Options) -> Result<ExitCode> {
    let start = Instant::now();
    let published = match feuillet_publish::publish(options, prerender, &Terminal) {
        Ok(published) => published,
        Err(error) if error.is::<Halfway>() => return Err(error),
        Err(error) => {
            print::failure(&error);
            print::outcome(&format!("Nothing was published to {}", options.out.display()));
            return Ok(ExitCode::FAILURE);
        }
    };
    tell(&published, start.elapsed());
    print::say(&format!(
        "Published to {}; upload this folder to serve it at {}",
        options.out.display(),
        published.base
    ));
    Ok(ExitCode::SUCCESS)
}
