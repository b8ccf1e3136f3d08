//! `cargo xtask`: sets up what is missing on this machine, then builds, serves, publishes or checks the project.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to the terminal"
)]

mod bench;
mod env;
mod publish;
mod reader;
mod run;
mod serve;
mod setup;
mod size;
mod test;
mod trunk_hook;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Sets up what is missing on this machine, then builds, serves, publishes or checks the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = WHERE_TOOLS_ARE)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const WHERE_TOOLS_ARE: &str = "\
Tools are kept outside the checkout, in $FEUILLET_TOOLS, else in $XDG_CACHE_HOME/feuillet,
else in the caches of your home folder, so that a second clone finds them.";

#[derive(Subcommand)]
enum Command {
    /// Build everything, publish a content folder, serve it on this machine and follow its changes
    Serve {
        /// The folder with the Markdown files
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// The folder of the host that the blog lives under, for example /blog/
        #[arg(long, value_name = "PATH")]
        base: Option<String>,
        /// The port to listen on
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
        /// Open the blog in the browser
        #[arg(long)]
        open: bool,
    },
    /// Build everything and publish a content folder into a folder that any static host can serve
    Publish {
        /// The folder with the Markdown files
        #[arg(long, value_name = "DIR")]
        content: PathBuf,
        /// The folder to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The folder of the host that the blog will live under, for example /blog/
        #[arg(long, value_name = "PATH")]
        base: Option<String>,
        /// The generator that the folder was written for, for example jekyll, where it is not recognized
        #[arg(long, value_name = "NAME")]
        dialect: Option<String>,
        /// Write .br and .gz beside every text, for hosts that serve compressed copies
        #[arg(long)]
        compress: bool,
        /// Write x.html beside every x/index.html, for hosts that know no folders
        #[arg(long)]
        html_files: bool,
        /// Take the blog out of the browsers of those who read it offline
        #[arg(long)]
        no_offline: bool,
        /// Read and make everything again, whatever is remembered of the last publish
        #[arg(long)]
        fresh: bool,
    },
    /// Run the project's checks, cheapest first; all of them unless some are named
    Test {
        /// The steps to run
        #[arg(value_enum, value_name = "STEP")]
        steps: Vec<test::Step>,
    },
    /// Print what a visitor downloads before a post is readable, and fail above the budget
    Size,
    /// Measure: how long publishing or rendering takes, or what Lighthouse says of the published blog
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
    /// Print shell commands that put the tools on PATH: eval "$(cargo xtask env)"
    ///
    /// After it, `trunk serve`, `trunk build` and `cargo clippy --target wasm32-unknown-unknown` work by hand.
    Env,
    /// Install what is missing for building the reader, and do nothing else
    Setup {
        /// Also install browsers, their drivers and static web servers, which the tests use
        #[arg(long)]
        browser: bool,
    },
    /// What Trunk calls after a build: publishes the sample blog around the reader it has built
    #[command(hide = true)]
    TrunkHook,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve {
            content,
            base,
            port,
            open,
        } => serve::serve(&content, base.as_deref(), port, open),
        Command::Publish {
            content,
            out,
            base,
            dialect,
            compress,
            html_files,
            no_offline,
            fresh,
        } => {
            // Pass on the switches that were given.
            let flags = [
                ("--compress", compress),
                ("--html-files", html_files),
                ("--no-offline", no_offline),
                ("--fresh", fresh),
            ];
            let mut flags: Vec<&str> = flags
                .into_iter()
                .filter(|(_, given)| *given)
                .map(|(flag, _)| flag)
                .collect();
            if let Some(dialect) = &dialect {
                flags.extend(["--dialect", dialect]);
            }
            publish::publish(&content, &out, base.as_deref(), &flags)
        }
        Command::Test { steps } => test::test(&steps),
        Command::Size => size::size(),
        Command::Bench { bench } => bench::run(&bench),
        Command::Env => env::print(),
        Command::Setup { browser } => setup::only(browser),
        Command::TrunkHook => trunk_hook::publish_around_reader(),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
