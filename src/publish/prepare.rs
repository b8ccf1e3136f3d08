//! What a publish and a check have in common: everything from the content folder to the plan.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::cache::Cache;
use super::output::Output;
use super::plan::Plan;
use super::progress::Progress;
use super::read::{self, Library};
use super::reader::{PageTemplate, Reader};
use super::report::{self, Finding};
use super::scan::Scan;
use super::settings::Settings;
use super::worker::Sites;
use super::{Audience, check_links, feeds, headers, lists, policy, redirects, render, sitemap, translations};
use crate::app::blog::Blog;
use crate::content::base_path::BasePath;
use crate::content::diagnostic::{Diagnostic, Rule};

/// What to prepare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inputs<'a> {
    pub(super) content: &'a Path,
    pub(super) settings: &'a Settings,
    pub(super) base: &'a BasePath,
    /// The folder to fill; none when nothing is going to be written.
    pub(super) output: Option<&'a Output>,
    /// None when no page is going to be made.
    pub(super) reader: Option<&'a Reader>,
    pub(super) cache: &'a Cache,
    pub(super) audience: Audience,
    pub(super) progress: Progress,
}

/// A blog that was read, and what there is to make of it.
pub(super) struct Prepared {
    pub(super) library: Library,
    pub(super) sites: Sites,
    pub(super) plan: Plan,
    /// What will be left undone, and why.
    pub(super) notes: Vec<String>,
}

/// Reads a blog and plans every output. Findings are in the library, in the order in which they are told.
///
/// # Errors
///
/// When a file cannot be read.
pub(super) fn prepare(inputs: Inputs<'_>) -> Result<Prepared> {
    let Inputs {
        content,
        settings,
        base,
        output,
        reader,
        cache,
        audience,
        progress,
    } = inputs;
    let dropped = output.map(Output::dropped).unwrap_or_default();
    let scan = Scan::of(content, dropped)?;
    let mut library = read::read(&scan, settings, base, cache, progress)?;
    translations::connect(&mut library)?;

    let mut plan = Plan::default();
    if let Some(reader) = reader {
        for (file, path) in reader.files() {
            plan.copy(path.clone(), file.clone());
        }
        let (script, text) = reader.script();
        plan.text(script.to_owned(), text.to_owned());
    }
    for asset in &scan.assets {
        plan.copy(asset.published.clone(), asset.path.clone());
    }
    // GitHub Pages would turn every `.md` into a page of its own otherwise.
    plan.text(".nojekyll".to_owned(), String::new());
    let site = lists::write(&library, settings, base, &mut plan)?;
    let sites = Sites::new(&site, base.clone())?;
    let policy = policy::policy(&site.frames, audience);
    let template = reader.map_or_else(
        || PageTemplate::blank(base),
        |reader| reader.page_template(base, &policy),
    );
    render::write(&library, &sites, base, template, &mut plan);
    let blog = Blog {
        site,
        base: base.clone(),
    };
    let mut notes = Vec::new();
    if blog.site.url.is_some() {
        feeds::write(&library, &blog, &sites, &mut plan).context("planning the feeds")?;
        sitemap::write(&library, &blog, &mut plan).context("writing the sitemap")?;
    } else {
        notes.push(
            "There are no feeds and no sitemap: both need the blog's whole address, `url` in site.yaml".to_owned(),
        );
    }
    redirects::write(&mut library, &blog, &mut plan)?;
    let names = reader.map(Reader::names).unwrap_or_default();
    headers::write(&policy, base, &names, &mut plan);
    check_links::check(&mut library, &plan)?;
    check_links::check_menu(&mut library, &plan, settings, content)?;
    let published: BTreeSet<PathBuf> = library
        .entries()
        .map(|entry| entry.source.path.clone())
        .chain(scan.assets.iter().map(|asset| asset.path.clone()))
        .collect();
    plan.keep(dropped, &published);
    plan.settle_names();
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
    report::sort(&mut library.findings);
    Ok(Prepared {
        library,
        sites,
        plan,
        notes,
    })
}
