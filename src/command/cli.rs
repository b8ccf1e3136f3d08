//! The command line.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use feuillet_dialects::folder::walk::PUBLIC;
use feuillet_publish::options::{Audience, Include, Options};
use feuillet_report::tally::Tally;

use super::new::deploy::Host;
use super::{place, reader};

/// Publish a folder of Markdown as a blog that renders itself in the browser.
///
/// The published folder works on any static host: it holds the Markdown itself, prerendered pages, small JSON files and
/// the reader, a WebAssembly app.
#[derive(Debug, Parser)]
#[command(name = "feuillet", version)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a blog in a new folder: settings, a first post and a page.
    New(NewArguments),
    /// Start a post in the blog, and print its path.
    Post(PostArguments),
    /// Publish a blog as files for a static host.
    #[command(after_help = EXIT_CODES)]
    Publish(PublishArguments),
    /// Check a blog for problems and suggest fixes, without writing any files.
    #[command(after_help = JSON_SHAPE)]
    Check(CheckArguments),
    /// Search a blog for words, in everything that is published.
    #[command(after_help = QUERIES)]
    Search(SearchArguments),
    /// Publish and serve a blog locally, and update it whenever a file changes.
    Serve(ServeArguments),
    /// Print the licenses of everything that this program contains.
    Licenses,
    /// Print the completions of a shell, for a file in which it looks for them.
    #[command(after_help = WHERE_COMPLETIONS_GO)]
    Completions {
        /// Shell that completes the command line.
        shell: Shell,
    },
    /// Print the manual page, in the format of `man`.
    #[command(hide = true)]
    Manual,
}

/// Help text on where shells look for completions.
const WHERE_COMPLETIONS_GO: &str = "\
Where they go:
  bash  feuillet completions bash > ~/.local/share/bash-completion/completions/feuillet
  zsh   feuillet completions zsh > DIR/_feuillet, where DIR is a folder of $fpath
  fish  feuillet completions fish > ~/.config/fish/completions/feuillet.fish";

/// Help text on the exit code of `publish`.
const EXIT_CODES: &str = "\
Exit code: 2 if nothing could be published, 1 if it was and there are findings that `--deny` names, 0 otherwise.

`--format json` prints a single object: that of `feuillet check --format json`, and
  published  what was written; null if nothing could be published:
    folder     output folder, as it was given
    base       base path that it must be served under
    files      number of files in it
    written    number of files that were written
    unchanged  number of files that were up to date
    removed    number of files of an earlier publish that are gone now
    copied     your own files that are published as they are: {kind, files, bytes}
    notes      what else `publish` prints
  error      why nothing could be published, if no finding tells; else null";

/// Help text on queries and the exit code of `search`.
const QUERIES: &str = "\
Queries: documents must have all words, in any spelling or inflection. The last word may be the beginning of one.
  \"exact phrase\"                      words in this order
  -without, -\"this phrase\"            documents without it
  tag:x  category:x  author:x          documents with this term
  in:title                             words count only in titles
Put the query in quotation marks: feuillet search 'paper \"night train\" -tag:fiction'

Exit code: 0 if documents were found, 1 if none were, 2 if the search cannot run.";

/// Help text on the exit code and the output of `check --format json`.
const JSON_SHAPE: &str = "\
Exit code: 1 if there are errors (with `--deny warnings`, also if there are warnings), 2 if the check cannot run,
0 otherwise.

`--format json` prints a single object. Keys may be added; existing keys do not change.
  version    1
  posts      number of published posts
  pages      number of published pages
  counts     {error, warning, rules}: number of findings by severity and by rule
  findings   errors first, then by file and line; each is an object:
    file       path in the content folder, separated by `/`
    line       line number, from 1; 0 for the whole file
    column     column in characters (Unicode scalar values), from 1; 0 for the whole line
    length     length in characters; 0 if only the start is known
    rule       kind of problem, such as `link`
    severity   `error` (something was lost or had to be guessed) or `warning`
    message    what is wrong
    help       how to fix it
    source     the source line; null if there is none or it is longer than 20,000 bytes
    related    related places: {file, line, column, message}
  hidden     documents that are not published: {file, rule}";

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// Folder to create. It may exist if it is empty.
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,

    /// Language of the blog, such as `fr`. By default that of the system, if the first texts are there in it.
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,

    /// Host that publishes the blog after each push: adds the file that it reads, and a script that fetches Feuillet.
    #[arg(long, value_enum, value_name = "HOST", default_value_t)]
    pub(super) deploy: Host,
}

#[derive(Debug, Args)]
pub(super) struct PostArguments {
    /// Title of the post, in quotes if it has several words.
    #[arg(required = true, value_name = "TITLE")]
    title: Vec<String>,

    /// Content folder. By default the current folder if it is a blog, else `content`.
    #[arg(short, long, value_name = "DIR")]
    pub(super) content: Option<PathBuf>,

    /// Make it a draft, which is not published.
    #[arg(long)]
    pub(super) draft: bool,

    /// Open it in the editor that `VISUAL` or `EDITOR` names.
    #[arg(long)]
    pub(super) edit: bool,
}

impl PostArguments {
    /// Returns the title.
    ///
    /// # Errors
    ///
    /// If it was typed as several words: a shell has meanings of its own for quotes and other signs in it.
    pub(super) fn title(&self) -> Result<&str> {
        let [title] = self.title.as_slice() else {
            let title = self.title.join(" ");
            bail!(
                "the title is {} words\nhelp: write it in quotes: `feuillet post \"{title}\"`",
                self.title.len()
            );
        };
        Ok(title)
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Content folder: `posts/`, `pages/`, `site.yaml` and static files, or a project of another generator.
    ///
    /// By default the current folder if it is a blog, else `content`.
    #[arg(short, long, value_name = "DIR")]
    pub(super) content: Option<PathBuf>,

    /// Generator that the content was written for, such as `jekyll`. Detected by default.
    #[arg(long, value_name = "NAME")]
    pub(super) dialect: Option<String>,

    /// Base path of the blog on its host, such as `/blog/`. Taken from `site.yaml` by default, else `/`.
    #[arg(long, value_name = "PATH")]
    pub(super) base: Option<String>,

    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    /// Also fail on findings of this severity.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) deny: Option<Deny>,
}

/// Output format of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Compiler-style messages.
    #[default]
    Text,
    /// One JSON object, for scripts and editors.
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
    Errors,
    Warnings,
}

impl Deny {
    /// Whether findings of these numbers fail.
    pub(super) fn fails(self, tally: &Tally) -> bool {
        match self {
            Self::Errors => tally.errors > 0,
            Self::Warnings => tally.errors + tally.warnings > 0,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// Words to search for; see below.
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,

    /// Content folder: `posts/`, `pages/`, `site.yaml` and static files, or a project of another generator.
    ///
    /// By default the current folder if it is a blog, else `content`.
    #[arg(short, long, value_name = "DIR")]
    pub(super) content: Option<PathBuf>,

    /// Generator that the content was written for, such as `jekyll`. Detected by default.
    #[arg(long, value_name = "NAME")]
    pub(super) dialect: Option<String>,

    /// Maximum number of documents to show.
    #[arg(short, long, value_name = "NUMBER", default_value_t = 10)]
    pub(super) limit: usize,
}

#[derive(Debug, Args)]
pub(super) struct BlogArguments {
    /// Content folder: `posts/`, `pages/`, `site.yaml` and static files, or a project of another generator.
    ///
    /// By default the current folder if it is a blog, else `content`.
    #[arg(short, long, value_name = "DIR")]
    pub(super) content: Option<PathBuf>,

    /// Generator that the content was written for, such as `jekyll`. Detected by default.
    #[arg(long, value_name = "NAME")]
    pub(super) dialect: Option<String>,

    /// Folder of a compiled reader. By default the one inside of this program, or the one that `cargo xtask` built.
    #[arg(long, value_name = "DIR")]
    pub(super) reader: Option<PathBuf>,

    /// Base path of the blog on its host, such as `/blog/`. Taken from `site.yaml` by default, else `/`.
    #[arg(long, value_name = "PATH")]
    pub(super) base: Option<String>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct PublishArguments {
    #[command(flatten)]
    pub(super) blog: BlogArguments,

    /// Output folder. Must be new, empty, written by an earlier publish, or a repository with nothing else in it.
    #[arg(short, long, value_name = "DIR", default_value = PUBLIC)]
    pub(super) out: PathBuf,

    /// Publish into a folder with files that no publish wrote. They are kept, unless the blog has a file of that name.
    #[arg(long)]
    pub(super) adopt: bool,

    /// Also write `.br` and `.gz` copies of text files, for hosts that serve precompressed files (such as nginx with
    /// `brotli_static` and `gzip_static`).
    #[arg(long)]
    pub(super) compress: bool,

    /// Also write `x.html` for each `x/index.html`, for hosts without directory indexes (such as object stores).
    #[arg(long)]
    pub(super) html_files: bool,

    /// Disable offline reading: publish a service worker that unregisters itself and deletes everything it stored in
    /// visitors' browsers. Same as `offline: false` in `site.yaml`.
    #[arg(long)]
    pub(super) no_offline: bool,

    /// Publish documents whose date has not come yet, too. Without this, they wait, and you are told for when.
    #[arg(long)]
    pub(super) future: bool,

    /// Exit with 1 if there are findings of this severity. Everything readable is published all the same.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) deny: Option<Deny>,

    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    /// Print findings and failures only.
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Ignore the cache: read all files and rebuild all output.
    #[arg(long)]
    pub(super) fresh: bool,

    /// Audience of the pages: `author` allows the live-reload script that Trunk's server adds.
    #[arg(long = "for", value_enum, default_value_t, hide = true)]
    pub(super) audience: For,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub(super) blog: BlogArguments,

    /// Port to listen on; 0 for any. By default the first free one from 8080 on.
    #[arg(short, long, value_name = "NUMBER")]
    pub(super) port: Option<u16>,

    /// Address to listen on. Without a value 0.0.0.0, so that phones and other devices in your network can open the
    /// blog; its address is then printed, with a QR code.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value_t = Ipv4Addr::LOCALHOST.into(),
        default_missing_value = "0.0.0.0",
        num_args = 0..=1,
    )]
    pub(super) host: IpAddr,

    /// Open the blog in the default browser.
    #[arg(long)]
    pub(super) open: bool,

    /// Show what visitors get: without drafts, scheduled and expired documents.
    #[arg(long)]
    pub(super) as_published: bool,
}

impl PublishArguments {
    pub(super) fn options(&self) -> Result<Options> {
        Ok(Options {
            compress: self.compress,
            html_files: self.html_files,
            fresh: self.fresh,
            no_offline: self.no_offline,
            adopt: self.adopt,
            include: Include {
                coming: self.future,
                ..Include::default()
            },
            audience: self.audience.into(),
            ..self.blog.options(self.out.clone())?
        })
    }
}

impl BlogArguments {
    pub(super) fn options(&self, out: PathBuf) -> Result<Options> {
        Ok(Options {
            content: place::content(self.content.as_deref())?,
            out,
            reader: reader::folder(self.reader.as_deref())?,
            base: self.base.clone(),
            dialect: self.dialect.clone(),
            cache: place::cache(),
            ..Options::default()
        })
    }
}

#[cfg(test)]
mod tests;
