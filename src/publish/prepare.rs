//! What a publish and a check have in common: everything from the content folder to the plan.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::cache::Cache;
use super::dialects::{self, Recognized, Site, Tree};
use super::look::{AuthorSheet, Look};
use super::output::Output;
use super::page_script::{self, PageScript};
use super::plan::Plan;
use super::progress::Progress;
use super::read::{self, Library};
use super::reader::{PageOwn, PageTemplate, Reader};
use super::report::{self, Finding};
use super::scan::Scan;
use super::settings::Settings;
use super::worker::Sites;
use super::{
    Audience, check_links, feeds, head_html, headers, lists, offline, policy, redirects, render, settings, sitemap,
    translations, web_app,
};
use crate::app::blog::Blog;
use crate::app::shelf::SharedShelf;
use crate::content::base_path::BasePath;
use crate::content::date::Date;
use crate::content::diagnostic::{Diagnostic, Rule};

/// Where a blog is and what was said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    /// The folder that the author named, in which `site.yaml` may lie.
    pub(super) content: &'a Path,
    /// The project that it belongs to, or the same.
    pub(super) project: &'a Path,
    /// The folder that is published to, which is not read.
    pub(super) published: &'a Path,
    pub(super) dialect: Option<&'a str>,
    pub(super) base: Option<&'a str>,
}

/// An author's folder whose files and settings are known, and whose documents are still to be read.
pub(super) struct Opened {
    content: PathBuf,
    tree: Tree,
    recognized: Recognized,
    site: Site,
    pub(super) settings: Settings,
    pub(super) base: BasePath,
    /// What is wrong with settings, these or another generator's.
    findings: Vec<Finding>,
}

impl Opened {
    /// Looks at a folder: which generator it is for, and what the settings say.
    ///
    /// # Errors
    ///
    /// When a folder cannot be looked through, or what the author said of it is not understood.
    pub(super) fn open(address: &Address<'_>) -> Result<Self> {
        let settings = settings::read(address.content)?;
        let own_findings = settings::findings(address.content, &settings)?;
        let tree = Tree::of(address.project, address.published)?;
        let recognized = dialects::recognize(&tree, address.dialect.or(settings.dialect.as_deref()))?;
        let mut findings = own_findings;
        let root = recognized.roots.first().map_or("", String::as_str);
        let mut site = recognized.dialect.site(&tree, root, &mut findings);
        let settings = settings.or(&site.settings);
        site.french_print = settings.french_print();
        Ok(Self {
            content: address.content.to_owned(),
            base: settings.base_path(address.base)?,
            tree,
            recognized,
            site,
            settings,
            findings,
        })
    }
}

impl Opened {
    /// The author's own style sheet. In the folder of another generator it is one only beside settings for this one.
    fn sheet(&self) -> Result<Option<AuthorSheet>> {
        let is_meant = self.recognized.evidence.is_empty() || self.content.join(settings::FILE).is_file();
        if is_meant {
            AuthorSheet::read(&self.content)
        } else {
            Ok(None)
        }
    }
}

/// What to prepare.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'a> {
    pub(super) opened: &'a Opened,
    /// The folder to fill; none when nothing is going to be written.
    pub(super) output: Option<&'a Output>,
    /// None when no page is going to be made.
    pub(super) reader: Option<&'a Reader>,
    pub(super) cache: &'a Cache,
    pub(super) audience: Audience,
    /// Whether visitors' browsers may keep the blog, where the settings allow it.
    pub(super) offline: bool,
    /// The day of the publish, where the clock is not to tell it.
    pub(super) today: Option<Date>,
    pub(super) progress: Progress,
}

/// A blog that was read, and what there is to make of it.
pub(super) struct Prepared {
    pub(super) library: Library,
    pub(super) sites: Sites,
    pub(super) plan: Plan,
    /// The author's own style sheet.
    pub(super) sheet: Option<AuthorSheet>,
    /// The names of what pages load, each with a hash in it.
    pub(super) reader_names: Vec<String>,
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
        opened,
        output,
        reader,
        cache,
        audience,
        offline,
        today,
        progress,
    } = inputs;
    let offline = offline && opened.settings.offline.is_on;
    let Opened { settings, base, .. } = opened;
    let dropped = output.map(Output::dropped).unwrap_or_default();
    let scan = Scan::of(&opened.tree, &opened.recognized, opened.site.clone(), dropped);
    let mut library = read::read(&scan, settings, base, cache, today, progress)?;
    library.findings.extend_from_slice(&opened.findings);
    translations::connect(&mut library)?;

    let mut plan = Plan::default();
    let sheet = opened.sheet()?;
    for asset in &scan.assets {
        if !sheet.as_ref().is_some_and(|sheet| sheet.is(&asset.path)) {
            plan.copy(asset.published.clone(), asset.path.clone());
        }
    }
    let look = Look::of(
        &mut library,
        &scan,
        &settings.theme,
        sheet.as_ref(),
        &opened.content,
        &plan,
    )?;
    let styled = reader.map(|reader| reader.with_styles(&look.css)).transpose()?;
    let reader = styled.as_ref();
    if let Some(reader) = reader {
        for (file, path) in reader.files() {
            plan.copy(path.clone(), file.clone());
        }
        for (name, text) in reader.texts() {
            plan.text(name.to_owned(), text.to_owned());
        }
    }
    // GitHub Pages would turn every `.md` into a page of its own otherwise.
    plan.text(".nojekyll".to_owned(), String::new());
    let site = lists::write(&library, settings, base, offline, &mut plan)?;
    let sites = Sites::new(&site, base.clone())?;
    web_app::write(&mut library, &scan, &site, &settings.app, base, &mut plan)?;
    let page_script = PageScript::new(&settings.extras, &library.words);
    if let Some(script) = &page_script {
        plan.text(script.name.clone(), script.text.clone());
    }
    let before_paint = page_script::before_paint(&settings.extras);
    let policy = policy::policy(&site.frames, before_paint.as_deref(), audience);
    let own = PageOwn {
        policy: &policy,
        color: settings.app.color,
        fonts: &look.fonts,
        before_paint: before_paint.as_deref(),
        script: page_script.as_ref(),
    };
    let template = reader.map_or_else(|| PageTemplate::blank(base), |reader| reader.page_template(base, &own));
    let script_name = page_script.as_ref().map(|script| script.name.as_str());
    render::write(&library, &sites, base, template, offline, &mut plan);
    match reader {
        Some(reader) if offline => {
            let icon = head_html::icon(|path| plan.contains(path));
            let shown: Vec<&str> = icon.into_iter().chain(look.fonts.iter().map(String::as_str)).collect();
            let page_files: Vec<&str> = reader.page_files().chain(script_name).collect();
            offline::write(&library, &site, &page_files, &shown, settings.offline.budget, &mut plan);
        }
        _ => offline::retire(&mut plan),
    }
    let blog = Blog {
        site,
        base: base.clone(),
        shelf: SharedShelf::default(),
    };
    let mut notes = notes_on(&opened.recognized, &library);
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
    let names: Vec<&str> = names.into_iter().chain(script_name).collect();
    headers::write(&policy, base, &names, &mut plan);
    let reader_names = names.into_iter().map(str::to_owned).collect();
    check_links::check(&mut library, &plan)?;
    check_links::check_menu(&mut library, &plan, settings, &opened.content)?;
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
        sheet,
        reader_names,
        notes,
    })
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
        let counted = library.ignored.iter().map(|(key, places)| (key, places.len()));
        let mut keys: Vec<(&String, usize)> = counted.collect();
        keys.sort_by_key(|(key, number)| (std::cmp::Reverse(*number), *key));
        let keys: Vec<String> = keys.iter().map(|(key, number)| format!("{key} ({number})")).collect();
        notes.push(format!(
            "Kept out of what is published, since nothing reads them: the keys {}",
            keys.join(", ")
        ));
    }
    notes
}
