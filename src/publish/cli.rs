//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::{Audience, Options};

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
    /// Publish, serve on this machine, and publish again whenever a file changes.
    Serve(ServeArguments),
}

#[derive(Debug, Args)]
pub(super) struct BlogArguments {
    /// The folder of Markdown: `posts/`, `pages/`, `site.yaml`, and files to serve as they are.
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

    /// Read and make everything again, whatever is remembered of the last publish.
    #[arg(long)]
    pub(super) fresh: bool,

    /// Who the pages are for: `author` lets the script run that Trunk's server adds to reload them.
    #[arg(long = "for", value_enum, default_value_t, hide = true)]
    pub(super) audience: Audience,
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
            audience: self.audience,
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
