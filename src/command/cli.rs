//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use feuillet_publish::options::{Audience, Options};

/// A blog that renders itself in the reader's browser.
///
/// Turns a folder of Markdown into what any static host serves: raw posts, prerendered pages, small JSON lists and
/// the reader, a WebAssembly app.
#[derive(Debug, Parser)]
#[command(name = "feuillet", version)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Publish a folder of Markdown.
    Publish(PublishArguments),
    /// Find the faults of a blog, and say how to mend them; write nothing.
    #[command(after_help = JSON_SHAPE)]
    Check(CheckArguments),
    /// Publish, serve on this machine, and publish again whenever a file changes.
    Serve(ServeArguments),
}

/// Help text on the exit code and the output of `check --format json`.
const JSON_SHAPE: &str = "\
Exit code: 1 when there are errors (with `--deny warnings`, also when there are warnings) or the check cannot be made,
0 otherwise.

`--format json` prints one object. Keys may be added to it; those that are here stay as they are.
  version    1
  posts      how many posts are published
  pages      how many pages are
  counts     {error, warning, rules}: how many findings, also by rule
  findings   errors first, then by file and line, each an object:
    file       in the content folder, with `/`
    line       from 1; 0 when it is about the whole file
    column     from 1, in characters (Unicode scalar values); 0 when it is about the whole line
    length     of what it is about, in characters; 0 when only the beginning is known
    rule       what was broken, such as `link`
    severity   `error` (something is lost or had to be guessed) or `warning`
    message    what was found
    help       how to mend it
    source     the line; null when there is none, or it is longer than 20,000 bytes
    related    other places that it has to do with: {file, line, column, message}
  hidden     documents that are not published: {file, rule}";

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// The folder of Markdown: `posts/`, `pages/`, `site.yaml`, and files to serve as they are; or the project of another
    /// generator.
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(super) content: PathBuf,

    /// The generator that the folder was written for, such as `jekyll`. By default it is recognized.
    #[arg(long, value_name = "NAME")]
    pub(super) dialect: Option<String>,

    /// The folder of the host that the blog lives under, such as `/blog/`. By default what `site.yaml` says, else `/`.
    #[arg(long, value_name = "PATH")]
    pub(super) base: Option<String>,

    /// How to tell what was found.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    /// What else to fail for.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) deny: Option<Deny>,
}

/// Output format of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// As compilers do, for people.
    #[default]
    Text,
    /// One object, for machines.
    Json,
}

/// Audience of the published pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum For {
    #[default]
    Visitors,
    Author,
}

impl From<For> for Audience {
    fn from(audience: For) -> Self {
        match audience {
            For::Visitors => Self::Visitors,
            For::Author => Self::Author,
        }
    }
}

/// Severity that fails a check besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct BlogArguments {
    /// The folder of Markdown: `posts/`, `pages/`, `site.yaml`, and files to serve as they are; or the project of another
    /// generator.
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(super) content: PathBuf,

    /// The generator that the folder was written for, such as `jekyll`. By default it is recognized.
    #[arg(long, value_name = "NAME")]
    pub(super) dialect: Option<String>,

    /// The folder of the compiled reader.
    #[arg(long, value_name = "DIR", default_value = "target/dist/reader")]
    pub(super) reader: PathBuf,

    /// The folder of the host that the blog lives under, such as `/blog/`. By default what `site.yaml` says, else `/`.
    #[arg(long, value_name = "PATH")]
    pub(super) base: Option<String>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct PublishArguments {
    #[command(flatten)]
    pub(super) blog: BlogArguments,

    /// The folder to fill. It must be new, empty, or written by an earlier publish.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,

    /// Write `.br` and `.gz` beside every text, for hosts that serve compressed copies (such as nginx with
    /// `brotli_static` and `gzip_static`).
    #[arg(long)]
    pub(super) compress: bool,

    /// Write `x.html` beside every `x/index.html`, for hosts that know no folders (such as object stores).
    #[arg(long)]
    pub(super) html_files: bool,

    /// Take the blog out of the browsers of those who read it offline: publish a service worker that removes itself and
    /// all that it stored. `offline: false` in `site.yaml` does the same.
    #[arg(long)]
    pub(super) no_offline: bool,

    /// Read and make everything again, whatever is remembered of the last publish.
    #[arg(long)]
    pub(super) fresh: bool,

    /// Who the pages are for: `author` lets the script run that Trunk's server adds to reload them.
    #[arg(long = "for", value_enum, default_value_t, hide = true)]
    pub(super) audience: For,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub(super) blog: BlogArguments,

    /// The port of 127.0.0.1 to listen on.
    #[arg(long, value_name = "NUMBER", default_value_t = 8080)]
    pub(super) port: u16,

    /// Open the blog in the browser.
    #[arg(long)]
    pub(super) open: bool,
}

impl PublishArguments {
    pub(super) fn options(&self) -> Options {
        Options {
            compress: self.compress,
            html_files: self.html_files,
            fresh: self.fresh,
            no_offline: self.no_offline,
            audience: self.audience.into(),
            ..self.blog.options(self.out.clone())
        }
    }
}

impl BlogArguments {
    pub(super) fn options(&self, out: PathBuf) -> Options {
        Options {
            content: self.content.clone(),
            out,
            reader: self.reader.clone(),
            base: self.base.clone(),
            dialect: self.dialect.clone(),
            // Beside the tools that `cargo xtask` keeps in the same folder.
            cache: dirs::cache_dir().map(|caches| caches.join("feuillet").join("publishes")),
            ..Options::default()
        }
    }
}
