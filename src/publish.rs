//! The command `feuillet`: turns a folder of Markdown into what a static host serves.
//!
//! A publish is a list of steps: `scan` the folder, `read` the documents that changed, `plan` every output (the
//! `lists`, the pages of `render`, `feeds`, `sitemap`, `redirects`, files as they are), `make` those that are made of
//! something else than the last time, and `write` them into the published folder when all are made. What authors got
//! wrong is collected on the way and told at the end (`report`); it never stops a publish half-way.

mod absolute;
mod cache;
mod calendar;
mod check_links;
mod cli;
mod compress;
mod dialects;
mod digest;
mod disk;
mod feeds;
mod head_html;
mod headers;
mod languages;
mod lists;
mod make;
mod memory;
mod output;
mod picture;
mod plan;
mod policy;
mod progress;
mod read;
mod reader;
mod reading;
mod redirects;
mod render;
mod report;
mod scan;
mod serve;
mod settings;
mod sitemap;
mod stamp;
mod translations;
mod worker;
mod workers;
mod write;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

use self::cache::Cache;
use self::cli::{Arguments, Command};
use self::dialects::{Recognized, Tree};
use self::output::Output;
use self::plan::Plan;
use self::progress::Progress;
use self::read::Library;
use self::reader::Reader;
use self::report::Finding;
use self::scan::Scan;
use self::worker::{Sites, Worker};
use crate::app::blog::Blog;
use crate::content::date::Date;
use crate::content::diagnostic::{Diagnostic, Rule};

/// What a publish needs to know.
#[derive(Clone, Debug, Default)]
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
        Command::Publish(arguments) => publish_and_tell(&arguments.options()),
        Command::Serve(arguments) => serve::serve(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
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
    report::findings(&published.findings);
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

/// What the author should know of how the folder was read.
fn notes_on(recognized: &Recognized, library: &Library) -> Vec<String> {
    let mut notes = Vec::new();
    if !recognized.evidence.is_empty() {
        notes.push(format!(
            "Read as {}: {}",
            recognized.dialect.name(),
            recognized.evidence
        ));
    }
    if !library.ignored.is_empty() {
        let mut keys: Vec<(&String, &usize)> = library.ignored.iter().collect();
        keys.sort_by_key(|(key, number)| (std::cmp::Reverse(**number), *key));
        let keys: Vec<String> = keys.iter().map(|(key, number)| format!("{key} ({number})")).collect();
        notes.push(format!(
            "Kept out of what is published, since nothing reads them: the keys {}",
            keys.join(", ")
        ));
    }
    notes
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
    let settings = settings::read(&options.content)?;
    let tree = Tree::of(&options.content)?;
    let recognized = dialects::recognize(&tree, options.dialect.as_deref().or(settings.dialect.as_deref()))?;
    let mut findings = Vec::new();
    let root = recognized.roots.first().map_or("", String::as_str);
    let blog_site = recognized.dialect.site(&tree, root, &mut findings);
    let settings = settings.or(&blog_site.settings);
    let base = settings.base_path(options.base.as_deref())?;
    let output = Output::open(&options.out, &options.content)?;
    let cache = Cache::new(
        options.cache.as_deref(),
        &options.content,
        &output.folder,
        options.fresh,
    );
    let reader = Reader::open(&options.reader)?;
    let scan = Scan::of(&tree, &recognized, blog_site, Some(&output));
    let mut library = read::read(&scan, &settings, &base, &cache, options.today, progress)?;
    library.findings.append(&mut findings);
    translations::connect(&mut library)?;

    let mut plan = Plan::default();
    for (file, path) in reader.files() {
        plan.copy(path.clone(), file.clone());
    }
    let (script, text) = reader.script();
    plan.text(script.to_owned(), text.to_owned());
    for asset in &scan.assets {
        plan.copy(asset.published.clone(), asset.path.clone());
    }
    // GitHub Pages would turn every `.md` into a page of its own otherwise.
    plan.text(".nojekyll".to_owned(), String::new());
    let site = lists::write(&library, &settings, &base, &mut plan)?;
    let sites = Sites::new(&site, base.clone())?;
    let policy = policy::policy(&site.frames, options.audience);
    render::write(&library, &sites, &base, reader.page_template(&base, &policy), &mut plan);
    let blog = Blog {
        site,
        base: base.clone(),
    };
    let mut notes = notes_on(&recognized, &library);
    if blog.site.url.is_some() {
        feeds::write(&library, &blog, &sites, &mut plan).context("planning the feeds")?;
        sitemap::write(&library, &blog, &mut plan).context("writing the sitemap")?;
    } else {
        notes.push(
            "There are no feeds and no sitemap: both need the blog's whole address, `url` in site.yaml".to_owned(),
        );
    }
    redirects::write(&mut library, &blog, &mut plan)?;
    headers::write(&policy, &base, &reader.names(), &mut plan);
    check_links::check(&mut library, &plan)?;
    let published: BTreeSet<PathBuf> = library
        .entries()
        .map(|entry| entry.source.path.clone())
        .chain(scan.assets.iter().map(|asset| asset.path.clone()))
        .collect();
    plan.keep(output.dropped(), &published);
    plan.settle_names();
    if !output.tells_cases()? {
        plan.settle_cases();
    }
    if options.html_files {
        plan.add_html_files();
    }
    if options.compress {
        let names = reader.names();
        plan.add_compressed(|path| names.contains(&path));
    }
    for path in std::mem::take(&mut plan.collisions) {
        library.findings.push(Finding::new(
            &path,
            "",
            Diagnostic::warning(
                Rule::Address,
                "this file of the content folder has the address of a page of the blog, which is served instead",
                "rename the file",
            ),
        ));
    }
    library.findings.sort_by(|first, second| {
        let place = |finding: &Finding| (finding.file.clone(), finding.diagnostic.line, finding.diagnostic.column);
        place(first).cmp(&place(second))
    });
    let written = write::write(&output, &plan, || Worker::new(&sites), &cache, progress)?;
    Ok(Published {
        posts: library.posts.len(),
        pages: library.pages.len(),
        files: written.files,
        written: written.new,
        unchanged: written.files - written.new,
        removed: written.removed,
        read: library.read,
        base: base.to_string(),
        hidden: library.hidden,
        notes,
        findings: library.findings,
    })
}
