//! `cargo xtask`: sets up what is missing on this machine, then builds, serves, publishes or checks the project.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to the terminal"
)]

mod bench;
mod dist;
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

/// Build, serve, publish and test Feuillet; missing tools are installed first.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = WHERE_TOOLS_ARE)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const WHERE_TOOLS_ARE: &str = "\
Tools are installed outside the checkout, so that clones share them: in $FEUILLET_TOOLS if it is set,
else in $XDG_CACHE_HOME/feuillet, else in the cache folder of your home.";

#[derive(Subcommand)]
enum Command {
    /// Build everything, then publish and serve a blog locally, and update it whenever a file changes
    Serve {
        /// Content folder
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// Base path of the blog on its host, such as /blog/
        #[arg(long, value_name = "PATH")]
        base: Option<String>,
        /// Port to listen on
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
        /// Open the blog in the default browser
        #[arg(long)]
        open: bool,
    },
    /// Build everything and publish a blog to a folder for a static host
    Publish {
        /// Content folder
        #[arg(long, value_name = "DIR")]
        content: PathBuf,
        /// Output folder
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Base path of the blog on its host, such as /blog/
        #[arg(long, value_name = "PATH")]
        base: Option<String>,
        /// Generator that the content was written for, such as jekyll; detected by default
        #[arg(long, value_name = "NAME")]
        dialect: Option<String>,
        /// Also write .br and .gz copies of text files, for hosts that serve precompressed files
        #[arg(long)]
        compress: bool,
        /// Also write x.html for each x/index.html, for hosts without directory indexes
        #[arg(long)]
        html_files: bool,
        /// Disable offline reading and delete what is stored in visitors' browsers
        #[arg(long)]
        no_offline: bool,
        /// Ignore the cache: read all files and rebuild all output
        #[arg(long)]
        fresh: bool,
    },
    /// Build the command as one file with the reader inside, and pack it with licenses and its checksum
    Dist {
        /// Target to build for; by default Linux on x86-64, without libraries of the system
        #[arg(long, value_name = "TRIPLE")]
        target: Option<String>,
        /// Folder of a reader that is compiled already; the archive with the source is left out then
        #[arg(long, value_name = "DIR")]
        reader: Option<PathBuf>,
    },
    /// Run the project's checks, cheapest first; without arguments, all of them
    Test {
        /// Steps to run
        #[arg(value_enum, value_name = "STEP")]
        steps: Vec<test::Step>,
    },
    /// Print the size of what a visitor downloads before the first post, and fail if it is over the budget
    Size {
        /// Print instead what core and renderer consist of
        #[arg(long, value_enum, value_name = "PART")]
        by: Option<size::By>,
    },
    /// Run a benchmark
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
    /// Print shell commands that add the tools to PATH: eval "$(cargo xtask env)"
    ///
    /// You can then run `trunk serve`, `trunk build` and `cargo clippy --target wasm32-unknown-unknown` yourself.
    Env,
    /// Install the tools that are needed to build the reader
    Setup {
        /// Also install the browsers, drivers and web servers that the tests use
        #[arg(long)]
        browser: bool,
    },
    /// Trunk's post-build hook: publish the sample blog with the reader that Trunk has built
    #[command(hide = true)]
    TrunkHook,
}

fn main() -> ExitCode {
    if reader::linker::is_called() {
        return reader::linker::link().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        });
    }
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
        Command::Dist { target, reader } => dist::dist(target.as_deref(), reader.as_deref()),
        Command::Test { steps } => test::test(&steps),
        Command::Size { by } => size::size(by),
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
    use clap::{CommandFactory as _, Parser as _};

    use super::Arguments;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn commands_in_documents_are_understood() {
        let mut seen = 0;
        for file in [
            "README.md",
            "CONTRIBUTING.md",
            "ARCHITECTURE.md",
            "docs/pages/start.md",
            ".github/workflows/release.yml",
        ] {
            let text = std::fs::read_to_string(crate::run::project_root().join(file)).unwrap();
            let lines = text.lines().map(|line| line.trim_start().trim_start_matches("- run: "));
            let in_blocks = lines.filter(|line| line.starts_with("cargo xtask"));
            let in_lines = text
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|code| code.starts_with("cargo xtask"));
            for command in in_blocks.chain(in_lines.filter(|code| !code.contains('\n'))) {
                seen += 1;
                let words = command.trim_start_matches("cargo ").split_ascii_whitespace();
                if let Err(error) = Arguments::try_parse_from(words) {
                    assert!(!error.use_stderr(), "{file}: `{command}`: {error}");
                }
            }
        }
        assert!(seen > 10, "{seen} commands");
    }
}
