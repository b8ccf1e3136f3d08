//! From a folder of Markdown to a published blog.
//!
//! [`publish`] takes these steps: [`open`] the author's folder, load the [`library`] (only documents that changed are
//! read), and plan every output: the [`catalog`] (lists as JSON, raw Markdown), the [`theme`], the [`web_app`], the
//! [`pages`], what is stored [`offline`], the [`feeds`]. The engine then makes the outputs whose inputs changed and
//! moves them into place. Authors' mistakes are collected on the way and never stop a publish half-way.
//!
//! [`check`](check::check) takes the same steps up to the plan ([`pipeline`]), then [`inspect`]s every document more
//! closely, and writes nothing.
//!
//! [`search`] reads the library likewise, and nothing of what is published.
//!
//! Imports run one way: `languages`, `library`, then `catalog`, `theme`, `offline`, `web_app`, then `pages` and
//! `inspect`, then `feeds` and `llms`, then `pipeline`, then `check` and this module; `search` imports `open` and
//! `library`.

mod blog_title;
pub mod catalog;
pub mod check;
pub mod copied_files;
pub mod feeds;
pub mod icon_files;
pub mod inspect;
pub mod languages;
pub mod library;
mod llms;
pub mod offline;
pub mod open;
pub mod options;
pub mod pages;
pub mod pipeline;
mod scripts;
pub mod search;
pub mod theme;
pub mod web_app;

use std::error::Error as StdError;
use std::io::{self, ErrorKind};

use anyhow::{Error, Result};
use feuillet_dialects::folder::project::project_of;
use feuillet_engine::cache::Cache;
use feuillet_engine::progress::Progress;
use feuillet_engine::published_folder::Output;
use feuillet_engine::write;
use feuillet_page::prerender::Prerender;

use self::options::{Audience, Options, Published};
use self::pages::app_bundle::AppBundle;
use self::pipeline::{Inputs, Prepared, notes_on_adopted, prepare};

use self::open::{Folders, Opened};

/// Times that a publish starts again because a file of the author is gone.
const MAX_STARTS: usize = 3;

/// Publishes a folder of Markdown. `prerender` renders a loaded page to HTML. The published folder is changed at the
/// very end, when everything is made: whatever fails before leaves it as it was. Only what differs is written.
///
/// # Errors
///
/// When a file cannot be read or written, the settings are not understood, or the published folder holds files that
/// no publish wrote.
pub fn publish(options: &Options, prerender: Prerender, progress: &dyn Progress) -> Result<Published> {
    for _ in 1..MAX_STARTS {
        match publish_once(options, prerender, progress) {
            // Without the file, other outputs are planned.
            Err(error) if is_about_gone_file(&error, options) => {}
            done => return done,
        }
    }
    publish_once(options, prerender, progress)
}

/// Whether a publish failed, before it changed the published folder, because the author removed or renamed a file after
/// it was listed: editors do so while they save.
fn is_about_gone_file(error: &Error, options: &Options) -> bool {
    let is_missing = |cause: &(dyn StdError + 'static)| {
        let error = cause.downcast_ref::<io::Error>();
        error.is_some_and(|error| error.kind() == ErrorKind::NotFound)
    };
    error.chain().any(is_missing)
        && !error.is::<write::Halfway>()
        && options.content.is_dir()
        && options.reader.is_dir()
}

fn publish_once(options: &Options, prerender: Prerender, progress: &dyn Progress) -> Result<Published> {
    let content = project_of(&options.content);
    let output = Output::open(&options.out, &content, options.adopt)?;
    let opened = Opened::open(&Folders {
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
    let app = AppBundle::open(&options.reader)?;
    let Prepared {
        mut library,
        findings,
        mut plan,
        app_names,
        mut notes,
        copied,
        ..
    } = prepare(Inputs {
        opened: &opened,
        output: Some(&output),
        app: Some(&app),
        prerender,
        cache: &cache,
        audience: options.audience,
        // An author wants to see what there is now, and no other blog of the same port.
        offline: !options.no_offline && options.audience == Audience::Visitors,
        today: options.today,
        include: options.include,
        progress,
    })?;
    if !output.tells_cases()? {
        plan.settle_cases();
    }
    if options.html_files {
        plan.add_html_files();
    }
    if options.compress {
        plan.add_compressed(|path| app_names.contains(path));
    }
    notes.extend(notes_on_adopted(&output.adopted, &plan));
    let published = Published {
        posts: library.posts.len(),
        pages: library.pages.len(),
        read: library.read,
        base,
        previews: library.previews(&opened.base),
        hidden: std::mem::take(&mut library.hidden),
        notes,
        copied,
        findings,
        ..Published::default()
    };
    // Everything that is needed of it is in the plan.
    drop(library);
    let written = write::write(&output, &plan, &cache, progress)?;
    Ok(Published {
        files: written.files,
        written: written.new,
        unchanged: written.files - written.new,
        removed: written.removed,
        ..published
    })
}
