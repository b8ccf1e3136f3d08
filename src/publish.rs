//! The command `feuillet`: turns a folder of Markdown into what a static host serves.
//!
//! A publish is a list of steps: `scan` the folder, `read` the documents that changed, `plan` every output (the
//! `lists`, the `web_app`, the pages of `render`, `feeds`, `sitemap`, `redirects`, files as they are), `make` those that
//! are made of something else than the last time, and `write` them into the published folder when all are made. What
//! authors got wrong is collected on the way and told at the end (`report`); it never stops a publish half-way.
//!
//! A `check` takes the same steps up to the plan (`prepare`), then looks closer at every document, and writes nothing.

mod absolute;
mod addresses;
mod cache;
mod calendar;
mod check;
mod check_links;
mod cli;
mod compress;
mod contents;
mod dialects;
mod digest;
mod disk;
mod extras;
mod feeds;
mod head_html;
mod headers;
mod languages;
mod lists;
mod look;
mod make;
mod memory;
mod menus;
mod offline;
mod output;
mod page_script;
mod picture;
mod plan;
mod policy;
mod prepare;
mod progress;
mod read;
mod reader;
mod reading;
mod redirects;
mod related;
mod render;
mod report;
mod scan;
mod series;
mod serve;
mod settings;
mod sitemap;
mod stamp;
mod terms;
mod translations;
mod web_app;
mod worker;
mod workers;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Parser, ValueEnum};

use self::cache::Cache;
use self::cli::{Arguments, Command};
use self::output::Output;
use self::prepare::{Address, Inputs, Opened, Prepared, prepare};
use self::progress::Progress;
use self::reader::Reader;
pub use self::report::Finding;
use self::worker::Worker;
use crate::content::date::Date;

/// What a publish needs to know.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Options {
    /// The folder of Markdown.
    pub content: PathBuf,
    /// The folder to fill.
    pub out: PathBuf,
    /// The compiled reader: what Trunk made.
    pub reader: PathBuf,
    /// The folder of the host, where it differs from what the settings say.
    pub base: Option<String>,
    /// The generator that the folder was written for, where it is not to be recognized.
    pub dialect: Option<String>,
    /// The folder to remember in what the next publish need not make again; none remembers nothing.
    pub cache: Option<PathBuf>,
    /// Make everything again, whatever is remembered.
    pub fresh: bool,
    /// Write compressed copies beside every text, for hosts that serve them.
    pub compress: bool,
    /// Write `x.html` beside every `x/index.html`, for hosts that know no folders.
    pub html_files: bool,
    /// Publish a service worker that takes itself out of visitors' browsers, whatever the settings say.
    pub no_offline: bool,
    /// The day that it is, where it is not the clock's: documents that expired before are hidden, and with some
    /// generators those whose day has not come.
    pub today: Option<Date>,
    pub audience: Audience,
}

/// Who the pages are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    #[default]
    Visitors,
    /// The author, whose own server adds a script that reloads them.
    Author,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    pub posts: usize,
    pub pages: usize,
    /// Files in the published folder.
    pub files: usize,
    /// Those of them that were written.
    pub written: usize,
    /// Those of them that were already what they had to be.
    pub unchanged: usize,
    /// Files that an earlier publish wrote and that are gone now.
    pub removed: usize,
    /// Documents that were read, the others being as they were remembered.
    pub read: usize,
    /// The base path that it must be served under.
    pub base: String,
    /// Documents that were left out, each with the rule that hid it.
    pub hidden: Vec<String>,
    /// What was left undone, and why.
    pub notes: Vec<String>,
    pub findings: Vec<Finding>,
}

/// The native program.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Publish(arguments) => publish_and_tell(&arguments.options()).map(|()| ExitCode::SUCCESS),
        Command::Serve(arguments) => serve::serve(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Check(arguments) => check::check_and_tell(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            report::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn publish_and_tell(options: &Options) -> Result<()> {
    let start = Instant::now();
    let published = publish_with(options, Progress::Shown)?;
    tell(&published, start.elapsed());
    report::say(&format!(
        "Published to {}: upload that folder to be served at {}",
        options.out.display(),
        published.base
    ));
    Ok(())
}

/// Says what a publish found and did, and how long it took.
fn tell(published: &Published, time: Duration) {
    let documents = published.posts + published.pages + published.hidden.len();
    report::findings(
        &published.findings,
        documents,
        "; everything that could be read was published",
    );
    for hidden in &published.hidden {
        report::say(&format!("Left out {hidden}"));
    }
    for note in &published.notes {
        report::say(note);
    }
    report::say(&published.summary(time));
}

impl Published {
    /// What was done, in one line.
    pub fn summary(&self, time: Duration) -> String {
        format!(
            "{} and {}: {}, {} written, {} unchanged, {} removed, in {:.2} s",
            count(self.posts, "post"),
            count(self.pages, "page"),
            count(self.files, "file"),
            self.written,
            self.unchanged,
            self.removed,
            time.as_secs_f64()
        )
    }
}

fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// What one document of a dialect (`jekyll`, `hugo`, …) is published as, by itself: references to other files name
/// nothing. None where there is no dialect of that name.
pub fn translate(dialect: &str, file: &str, bytes: &[u8]) -> Option<String> {
    let translated = dialects::translate_alone(dialects::named(dialect)?, file, bytes);
    Some(translated.text().to_owned())
}

/// The names of all dialects.
pub fn dialects() -> impl Iterator<Item = &'static str> {
    dialects::names()
}

/// Publishes a folder of Markdown. The published folder is changed at the very end, when everything is made: whatever
/// fails before leaves it as it was. Only what differs is written.
///
/// # Errors
///
/// When a file cannot be read or written, the settings are not understood, or the published folder holds files that
/// no publish wrote.
pub fn publish(options: &Options) -> Result<Published> {
    publish_with(options, Progress::Hidden)
}

/// The same, with bars that tell how far it is.
fn publish_with(options: &Options, progress: Progress) -> Result<Published> {
    let content = dialects::project_of(&options.content);
    let output = Output::open(&options.out, &content)?;
    let opened = Opened::open(&Address {
        content: &options.content,
        project: &content,
        published: &output.folder,
        dialect: options.dialect.as_deref(),
        base: options.base.as_deref(),
    })?;
    let base = opened.base.to_string();
    let cache = Cache::new(
        options.cache.as_deref(),
        &options.content,
        &output.folder,
        options.fresh,
    );
    let reader = Reader::open(&options.reader)?;
    let Prepared {
        library,
        sites,
        mut plan,
        reader_names,
        notes,
        ..
    } = prepare(Inputs {
        opened: &opened,
        output: Some(&output),
        reader: Some(&reader),
        cache: &cache,
        audience: options.audience,
        // An author wants to see what there is now, and no other blog of the same port.
        offline: !options.no_offline && options.audience == Audience::Visitors,
        today: options.today,
        progress,
    })?;
    if !output.tells_cases()? {
        plan.settle_cases();
    }
    if options.html_files {
        plan.add_html_files();
    }
    if options.compress {
        plan.add_compressed(|path| reader_names.iter().any(|name| name == path));
    }
    let written = write::write(&output, &plan, || Worker::new(&sites), &cache, progress)?;
    Ok(Published {
        posts: library.posts.len(),
        pages: library.pages.len(),
        files: written.files,
        written: written.new,
        unchanged: written.files - written.new,
        removed: written.removed,
        read: library.read,
        base,
        hidden: library.hidden.iter().map(ToString::to_string).collect(),
        notes,
        findings: library.findings,
    })
}
