//! `cargo xtask test`: the project's checks, cheapest first.

mod counts;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _, stdout};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;

use crate::{dist, reader, run, setup, size};
use counts::Counts;

/// Steps in the order in which they run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Formatting of the source code
    Fmt,
    /// Clippy, for this machine
    Clippy,
    /// Clippy, for WebAssembly
    ClippyWasm,
    /// Tests of the service worker in a mocked browser, in Node.js
    Worker,
    /// All other tests that do not need a browser
    Unit,
    /// Tests of the work for hard texts, in counted instructions
    Work,
    /// Build of the reader, and lints of the command that carries it
    Reader,
    /// Size of the reader, compared with its budget
    Size,
    /// Tests of the sample blog on real static servers, configured as in the guide
    Hosts,
    /// Tests of visitors' journeys, in real browsers
    Journeys,
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    fn needs_reader(self) -> bool {
        matches!(self, Self::Size | Self::Hosts | Self::Journeys)
    }
}

enum State {
    Ok,
    Failed,
    /// Not run, because the reader could not be built.
    Skipped,
}

struct Outcome {
    step: Step,
    state: State,
    took: Duration,
}

pub(crate) fn test(steps: &[Step]) -> Result<ExitCode> {
    let chosen = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| steps.is_empty() || steps.contains(step));
    let mut outcomes = Vec::new();
    let mut counts = Counts::default();
    for step in chosen {
        // Without a reader, the steps that need it are skipped.
        let reader_failed = outcomes
            .iter()
            .any(|outcome: &Outcome| outcome.step == Step::Reader && matches!(outcome.state, State::Failed));
        if step.needs_reader() && reader_failed {
            outcomes.push(Outcome {
                step,
                state: State::Skipped,
                took: Duration::ZERO,
            });
            continue;
        }
        announce(&step.name())?;
        let start = Instant::now();
        let mut of_step = Counts::default();
        let state = match check(step, &mut of_step) {
            Ok(()) => State::Ok,
            Err(error) => {
                eprintln!("error: {error:#}");
                // A failed step without counted failures counts as one failed test.
                of_step.failed = of_step.failed.max(1);
                State::Failed
            }
        };
        counts += of_step;
        outcomes.push(Outcome {
            step,
            state,
            took: start.elapsed(),
        });
    }
    summarize(&outcomes, counts)
}

fn check(step: Step, counts: &mut Counts) -> Result<()> {
    match step {
        Step::Fmt => run::run(in_project(run::cargo("fmt")).args(["--all", "--check"])),
        Step::Clippy => {
            run::run(in_project(run::cargo("clippy")).args(["--workspace", "--all-targets", "--", "-D", "warnings"]))?;
            // `--all-targets` leaves these out, because `Cargo.toml` says `test = false`.
            let mut browsers = run::cargo("clippy");
            browsers.args(["--package", "feuillet", "--test", "journeys", "--test", "hosts"]);
            run::run(in_project(browsers).args(["--", "-D", "warnings"]))
        }
        Step::ClippyWasm => {
            let mut clippy = setup::for_wasm()?.command("cargo")?;
            clippy.args(["clippy", "--all-targets"]);
            // Only the packages that are part of the reader.
            for package in ["feuillet-content", "feuillet-page", "feuillet"] {
                clippy.args(["--package", package]);
            }
            clippy.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
            run::run(&mut in_project(clippy))
        }
        Step::Worker => {
            let mut worker = Command::new(setup::node()?);
            worker.args(["--test", "--test-reporter=spec"]).args(worker_tests()?);
            // Color codes would break the parsing of the counts.
            worker.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
            run_tests(in_project(worker), "node --test", counts, Counts::of_node_line)
        }
        Step::Unit => {
            let mut unit = run::cargo("test");
            unit.args(["--workspace", "--no-fail-fast"]);
            run_cargo_tests(unit, counts)
        }
        Step::Work => {
            let mut work = run::cargo("test");
            work.args(["--package", "feuillet-work", "--test", "work"]);
            work.env("FEUILLET_WORK", built_work()?);
            run_cargo_tests(work, counts)
        }
        Step::Reader => dist::check(&built_reader()?),
        Step::Size => {
            if !size::is_within_budget()? {
                bail!("the reader is over its size budget");
            }
            Ok(())
        }
        Step::Hosts => {
            let reader = built_reader()?;
            // The tests get the paths of these programs by variables.
            let servers = setup::servers()?;
            let mut hosts = run::cargo("test");
            hosts.args(["--package", "feuillet", "--test", "hosts"]);
            hosts.env("FEUILLET_READER", reader);
            hosts.env("FEUILLET_NGINX", servers.nginx);
            hosts.env("FEUILLET_NGINX_BROTLI", servers.nginx_brotli);
            hosts.env("FEUILLET_CADDY", servers.caddy);
            hosts.env("FEUILLET_PYTHON", servers.python);
            hosts.env("FEUILLET_LYNX", servers.lynx);
            hosts.env("FEUILLET_XMLLINT", servers.xmllint);
            run_cargo_tests(hosts, counts)
        }
        Step::Journeys => {
            let reader = built_reader()?;
            let browsers = setup::browsers()?;
            let mut journeys = run::cargo("test");
            journeys.args(["--package", "feuillet", "--test", "journeys"]);
            journeys.env("FEUILLET_READER", reader);
            journeys.env("FEUILLET_CHROMIUM", browsers.chromium);
            journeys.env("FEUILLET_CHROMEDRIVER", browsers.chromedriver);
            journeys.env("FEUILLET_FIREFOX", browsers.firefox);
            journeys.env("FEUILLET_GECKODRIVER", browsers.geckodriver);
            journeys.env("FEUILLET_WEBKITDRIVER", browsers.webkit_driver);
            journeys.env("FEUILLET_XVFB", browsers.xvfb);
            journeys.env("FEUILLET_AXE", browsers.axe);
            journeys.env("FEUILLET_NGINX", browsers.nginx);
            run_cargo_tests(journeys, counts)
        }
    }
}

fn built_reader() -> Result<PathBuf> {
    let tools = setup::for_reader()?;
    reader::build(&tools)
}

/// Compiles the module whose instructions are counted, with the reader's settings, and returns its path.
fn built_work() -> Result<PathBuf> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut build = setup::for_wasm()?.command("cargo")?;
    build.args(["build", "--package", "feuillet-work", "--target", TARGET]);
    build.args(["--profile", "reader"]);
    run::run(&mut in_project(build))?;
    Ok(run::target_folder()
        .join(TARGET)
        .join("reader")
        .join("feuillet_work.wasm"))
}

fn in_project(mut command: Command) -> Command {
    command.current_dir(run::project_root());
    command
}

/// Lists the test files of `tests/worker`: versions of Node.js differ in how they search a folder.
fn worker_tests() -> Result<Vec<PathBuf>> {
    let folder = run::project_root().join("tests/worker");
    let told = || format!("cannot read the folder {}", folder.display());
    let mut tests = Vec::new();
    for entry in fs::read_dir(&folder).with_context(told)? {
        let path = entry.with_context(told)?.path();
        if path.to_str().is_some_and(|path| path.ends_with(".test.mjs")) {
            tests.push(path);
        }
    }
    if tests.is_empty() {
        bail!("no tests found in {}", folder.display());
    }
    tests.sort();
    Ok(tests)
}

fn run_cargo_tests(command: Command, counts: &mut Counts) -> Result<()> {
    run_tests(in_project(command), "cargo test", counts, Counts::of_line)
}

/// Runs tests, shows their output as it comes, and adds up the counts that `of_line` finds in its lines.
fn run_tests(
    mut command: Command,
    name: &str,
    counts: &mut Counts,
    of_line: impl Fn(&str) -> Option<Counts>,
) -> Result<()> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{name}`"))?;
    let printed = child
        .stdout
        .take()
        .with_context(|| format!("`{name}` has no standard output"))?;
    let mut printed = BufReader::new(printed);
    let mut line = Vec::new();
    while printed
        .read_until(b'\n', &mut line)
        .with_context(|| format!("cannot read the output of `{name}`"))?
        > 0
    {
        // Tests whose output cannot be shown still count.
        let _ = stdout().write_all(&line);
        if let Some(of_line) = of_line(&String::from_utf8_lossy(&line)) {
            *counts += of_line;
        }
        line.clear();
    }
    let status = child.wait().with_context(|| format!("cannot wait for `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

fn announce(name: &str) -> Result<()> {
    println!("\n=== {name}");
    // Flush before other programs write to the terminal.
    stdout().flush().context("cannot write to the terminal")
}

/// Prints a table of the steps and, alone on the last line, the number of tests.
fn summarize(outcomes: &[Outcome], counts: Counts) -> Result<ExitCode> {
    announce("summary")?;
    for Outcome { step, state, took } in outcomes {
        let state = match state {
            State::Ok => "ok",
            State::Failed => "FAILED",
            State::Skipped => "skipped",
        };
        println!("{:<12} {state:<8} {:>7.1} s", step.name(), took.as_secs_f64());
    }
    println!("\n{counts}");
    Ok(if counts.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
