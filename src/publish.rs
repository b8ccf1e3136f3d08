//! The command `feuillet`: turns a folder of Markdown into what a static host serves.
//!
//! A publish is a list of steps: [`scan`] the folder, [`read`] its documents, make the [`lists`] of them, [`render`]
//! every route with the reader's own components, and [`output`] it all at once. What authors got wrong is
//! collected on the way and told at the end ([`report`]); it never stops a publish half-way.

mod absolute;
mod check_links;
mod cli;
mod disk;
mod feeds;
mod head_html;
mod headers;
mod languages;
mod lists;
mod memory;
mod output;
mod picture;
mod policy;
mod read;
mod reader;
mod redirects;
mod render;
mod report;
mod scan;
mod serve;
mod settings;
mod sitemap;
mod translations;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use self::cli::{Arguments, Command};
use self::output::{Output, Tree};
use self::reader::Reader;
use self::report::Finding;
use self::scan::Scan;
use crate::app::blog::Blog;
use crate::content::diagnostic::Diagnostic;

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
    /// The pages are for the author's own server, which adds a script that reloads them.
    pub while_writing: bool,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    pub posts: usize,
    pub pages: usize,
    /// Files in the published folder.
    pub files: usize,
    /// The base path that it must be served under.
    pub base: String,
    /// Documents that were left out, each with the rule that hid it.
    pub hidden: Vec<String>,
    pub findings: Vec<Finding>,
    /// What could not be published for want of a setting, in whole sentences.
    pub notes: Vec<String>,
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
    let published = publish(options)?;
    tell(&published);
    report::say(&format!(
        "Published to {}: upload that folder to be served at {}",
        options.out.display(),
        published.base
    ));
    Ok(())
}

/// Says what a publish found and did.
fn tell(published: &Published) {
    report::findings(&published.findings);
    for hidden in &published.hidden {
        report::say(&format!("Left out {hidden}"));
    }
    for note in &published.notes {
        report::say(note);
    }
    report::say(&format!(
        "{} posts and {} pages in {} files",
        published.posts, published.pages, published.files
    ));
}

/// Publishes a folder of Markdown. The published folder is replaced at once, at the very end: whatever fails before
/// leaves it as it was.
///
/// # Errors
///
/// When a file cannot be read or written, the settings are not understood, or the published folder holds files that
/// no publish wrote.
pub fn publish(options: &Options) -> Result<Published> {
    let settings = settings::read(&options.content)?;
    let base = settings.base_path(options.base.as_deref())?;
    let output = Output::open(&options.out, &options.content)?;
    let reader = Reader::open(&options.reader)?;
    let scan = Scan::of(&options.content, &output)?;
    let mut library = read::read(&scan, &settings, &base)?;
    check_links::check(&mut library, &scan);
    translations::connect(&mut library);

    let mut tree = Tree::default();
    for (file, path) in reader.files() {
        tree.copy(path.clone(), file.clone());
    }
    let (name, text) = reader.script();
    tree.text(name.to_owned(), text.to_owned());
    for asset in &scan.assets {
        tree.copy(asset.published.clone(), asset.path.clone());
    }
    // GitHub Pages would turn every `.md` into a page of its own otherwise.
    tree.text(".nojekyll".to_owned(), String::new());
    let site = lists::write(&library, &settings, &base, &mut tree)?;
    let blog = Blog {
        site: site.clone(),
        base: base.clone(),
    };
    let mut notes = Vec::new();
    if blog.site.url.is_some() {
        feeds::write(&library, &blog, &mut tree).context("writing the feeds")?;
        sitemap::write(&library, &blog, &mut tree).context("writing the sitemap")?;
    } else {
        notes.push(
            "There are no feeds and no sitemap: both need the blog's whole address, `url` in site.yaml".to_owned(),
        );
    }
    let policy = policy::policy(&settings.frames(), options.while_writing);
    let url = settings.address(&base);
    let language = library.language.clone();
    let template = reader.page_template(&base, &policy);
    render::write(&library, site, base.clone(), &template, &mut tree).context("rendering the pages")?;
    let (redirects, mut findings) = redirects::collect(&library, url.as_deref(), |path| tree.contains(path));
    library.findings.append(&mut findings);
    for redirect in &redirects {
        tree.text(redirect.page_path(), redirect.page(&base, url.as_deref(), &language));
        if let Some(path) = redirect.data_path() {
            tree.text(path, serde_json::to_string(&redirect.to)?);
        }
    }
    // An author's own come first.
    if !redirects.is_empty() && !tree.contains("_redirects") {
        tree.text("_redirects".to_owned(), redirects::file(&redirects, &base));
    }
    if !tree.contains("_headers") {
        let headers = headers::file(&policy, &base, &reader.names(), tree.folders().into_iter());
        tree.text("_headers".to_owned(), headers);
    }
    let published: BTreeSet<PathBuf> = library
        .entries()
        .map(|entry| entry.source.path.clone())
        .chain(scan.assets.iter().map(|asset| asset.path.clone()))
        .collect();
    tree.keep(output.dropped(), &published);
    tree.settle_names();
    for path in std::mem::take(&mut tree.collisions) {
        library.findings.push(Finding::new(
            &path,
            "",
            Diagnostic::warning(
                "this file of the content folder has the address of a page of the blog, which is served instead",
                "rename the file",
            ),
        ));
    }
    library.findings.sort_by(|first, second| {
        let place = |finding: &Finding| (finding.file.clone(), finding.diagnostic.line, finding.diagnostic.column);
        place(first).cmp(&place(second))
    });
    let files = output.write(&tree)?;
    Ok(Published {
        posts: library.posts.len(),
        pages: library.pages.len(),
        files,
        base: base.to_string(),
        hidden: library.hidden,
        findings: library.findings,
        notes,
    })
}
