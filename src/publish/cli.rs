//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::Options;

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
    pub(super) fn options(self) -> Options {
        self.blog.options(self.out)
    }
}

impl BlogArguments {
    pub(super) fn options(&self, out: PathBuf) -> Options {
        Options {
            content: self.content.clone(),
            out,
            reader: self.reader.clone(),
            base: self.base.clone(),
            while_writing: false,
        }
    }
}
