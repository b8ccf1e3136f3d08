//! Common steps of a publish and a check: everything from the content folder to the plan.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use feuillet_content::date::Date;
use feuillet_content::diagnostic::{Diagnostic, Rule};
use feuillet_dialects::front_matter::moment::Moment;
use feuillet_dialects::recognize::Recognized;
use feuillet_engine::cache::Cache;
use feuillet_engine::plan::Plan;
use feuillet_engine::progress::Progress;
use feuillet_engine::published_folder::Output;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_page::prerender::Prerender;
use feuillet_report::author_path::AuthorPath;
use feuillet_report::finding::{self, Finding};
use feuillet_report::tally::count;

use crate::blog_title::Fallback;
use crate::catalog::ages::Ages;
use crate::copied_files::CopiedFiles;
use crate::feeds::{self, sitemap};
use crate::inspect::{anchors, links, terms, wiki_links};
use crate::library::copied::copied;
use crate::library::load::{self, Conditions};
use crate::library::pictures::Pictures;
use crate::library::scan::{Asset, Scan};
use crate::library::{Library, translations, withheld};
use crate::offline::Storage;
use crate::open::Opened;
use crate::options::{Audience, Hidden, HiddenKind, Include};
use crate::pages::app_bundle::{AppBundle, PageOwn, PageTemplate};
use crate::pages::page_script::{self, PageScript};
use crate::pages::site_parts::SiteParts;
use crate::pages::{self, PageOptions, csp, headers, redirects};
use crate::theme::{AuthorSheet, AuthorTheme};
use crate::{catalog, icon_files, llms, offline, web_app};

/// Inputs of [`prepare`].
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    pub(crate) opened: &'a Opened,
    /// The folder to fill; none when nothing is going to be written.
    pub(crate) output: Option<&'a Output>,
    /// The compiled app; none when no page is going to be made.
    pub(crate) app: Option<&'a AppBundle>,
    pub(crate) prerender: Prerender,
    pub(crate) cache: &'a Cache,
    pub(crate) audience: Audience,
    /// Whether visitors' browsers may keep the blog, where the settings allow it.
    pub(crate) offline: bool,
    /// The day of the publish, where the clock is not to tell it.
    pub(crate) today: Option<Date>,
    pub(crate) include: Include,
    pub(crate) progress: &'a dyn Progress,
}

/// A blog that was read, and what there is to make of it.
pub(crate) struct Prepared {
    pub(crate) library: Library,
    pub(crate) pictures: Pictures,
    /// In the order in which they are told.
    pub(crate) findings: Vec<Finding>,
    pub(crate) plan: Plan,
    /// The author's own style sheet.
    pub(crate) sheet: Option<AuthorSheet>,
    /// Published files that pages load, each with a hash in its name.
    pub(crate) app_names: Vec<PublishedPath>,
    /// Notes on outputs that will be missing, and why.
    pub(crate) notes: Vec<String>,
    /// The author's files that are published as they are.
    pub(crate) copied: Vec<CopiedFiles>,
}

/// Reads a blog and plans every output. Findings are in the library, in the order in which they are told.
///
/// # Errors
///
/// When a file cannot be read.
pub(crate) fn prepare(inputs: Inputs<'_>) -> Result<Prepared> {
    let Inputs {
        opened,
        output,
        app,
        prerender,
        cache,
        audience,
        offline,
        today,
        include,
        progress,
    } = inputs;
    let offline = offline && opened.settings.offline.is_on;
    let Opened { settings, base, .. } = opened;
    let dropped = output.map(Output::dropped).unwrap_or_default();
    let scan = Scan::of(&opened.tree, &opened.recognized, opened.site.clone(), dropped, include);
    let mut findings = scan.left_out.clone();
    let conditions = Conditions {
        base,
        cache,
        today,
        include,
        scales: output.is_some(),
        progress,
    };
    let (mut library, pictures) = load::read(&scan, settings, conditions, &mut findings)?;
    if output.is_some() && audience == Audience::Visitors {
        refuse_nothing(&scan, &library, &opened.content)?;
    }
    findings.extend_from_slice(&opened.findings);
    findings.extend(translations::connect(&mut library)?);

    let mut plan = Plan::keeping_texts_in(cache.scratch());
    let sheet = opened.sheet();
    let withheld = withheld::withheld(&scan, &library, settings, base);
    let is_published = |asset: &&Asset| {
        let is_sheet = sheet.as_ref().is_some_and(|sheet| sheet.is(&asset.path));
        !is_sheet && !withheld.contains(&asset.published)
    };
    for asset in scan.assets.iter().filter(is_published) {
        if !pictures.photos.plan_cleaned(asset, &mut plan) {
            plan.copy(asset.published.clone(), asset.path.clone());
        }
    }
    let copied = copied(scan.assets.iter().filter(is_published));
    let shown = pictures.shown.keys().map(PathBuf::as_path);
    pictures.photos.plan_variants(shown, &mut plan);
    let (about_photos, located) = pictures.photos.findings(scan.assets.iter().filter(is_published));
    findings.extend(about_photos);
    let (theme, problems) = AuthorTheme::build(
        &library,
        &scan,
        &settings.theme,
        base,
        sheet.as_ref(),
        &opened.content,
        &plan,
    )?;
    findings.extend(problems);
    let themed = app.map(|app| app.with_theme(&theme));
    let app = themed.as_ref();
    if let Some(app) = app {
        for (file, path) in app.files() {
            plan.copy(path.clone(), file.clone());
        }
        for (name, text) in app.texts() {
            plan.text(name.clone(), text.to_owned());
        }
    }
    // GitHub Pages would turn every `.md` into a page of its own otherwise.
    plan.text(PublishedPath::fixed(".nojekyll"), String::new());
    let site = catalog::write(&library, settings, base, offline, &mut plan)?;
    let ages = Ages::of(&library, settings.page_size());
    let parts = SiteParts::new(&site, base)?;
    web_app::write(&scan, &site, &settings.app, base, &mut plan, &mut findings)?;
    let page_script = PageScript::new(&settings.extras, &library.words);
    plan.text(page_script.name.clone(), page_script.text.clone());
    let inline = page_script::inline(&settings.extras);
    let own = PageOwn {
        frames: &site.frames,
        audience,
        color: settings.app.color,
        fonts: &theme.fonts,
        inline: &inline,
        script: &page_script,
    };
    let template = app.map_or_else(|| PageTemplate::blank(base), |app| app.page_template(base, &own));
    let script_name = &page_script.name;
    let options = PageOptions {
        offline,
        links_markdown: settings.llms(),
    };
    pages::write(&library, &parts, base, template, options, prerender, &mut plan)?;
    match app {
        Some(app) if offline => {
            let icon = icon_files::icon(|path| plan.contains(path));
            let shown: Vec<PublishedPath> = icon.into_iter().chain(theme.fonts.iter().cloned()).collect();
            let page_files: Vec<&PublishedPath> = app.page_files().chain([script_name]).collect();
            let storage = Storage {
                page_files: &page_files,
                shown: &shown,
                budget: settings.offline.budget,
                pictures: &pictures,
            };
            offline::write(&library, &site, &ages, storage, &mut plan);
        }
        _ => offline::retire(&mut plan),
    }
    let blog = Blog {
        site,
        base: base.clone(),
    };
    let mut notes = notes_on(&opened.recognized, &library);
    notes.extend(opened.fallback_title.as_ref().map(Fallback::note));
    let withheld: Vec<&str> = withheld.iter().map(PublishedPath::as_str).collect();
    notes.extend(note_on_coming(&library.hidden));
    notes.extend(note_on(
        "Not published, as only unpublished documents use them",
        &withheld,
    ));
    notes.extend(scan.by_name.notes());
    notes.extend(note_on("Published without their location metadata", &located));
    if blog.site.url.is_some() {
        feeds::write(&library, &blog, &parts, &mut plan).context("cannot plan the feeds")?;
        sitemap::write(&library, &blog, &ages, &mut plan).context("cannot plan the sitemap")?;
    } else {
        notes.push("Feeds and sitemap are not published: they need `url` in site.yaml".to_owned());
    }
    if settings.llms() {
        llms::write(&library, &blog, &mut plan);
    }
    findings.extend(redirects::write(&library, &blog, &mut plan)?);
    let names = app.map(AppBundle::names).unwrap_or_default();
    let names: Vec<&PublishedPath> = names.into_iter().chain([script_name]).collect();
    let styles = app.map(|app| app.styles().sources()).unwrap_or_default();
    let policy = csp::policy(&blog.site.frames, &inline, &styles, audience);
    headers::write(&policy, base, &names, &mut plan);
    let app_names = names.into_iter().cloned().collect();
    let broken = links::check(&library, &scan.by_name, &plan, settings, &opened.content)?;
    findings.reserve_exact(broken.len());
    findings.extend(broken);
    findings.extend(anchors::check(&library, base, &settings.frames())?);
    terms::inspect(&library, &mut findings)?;
    wiki_links::suggest(&library, &mut findings);
    let published: BTreeSet<PathBuf> = library
        .entries()
        .map(|entry| entry.source.path.clone())
        .chain(scan.assets.iter().map(|asset| asset.path.clone()))
        .collect();
    plan.keep(dropped, &published);
    plan.settle_names();
    for path in plan.take_collisions() {
        findings.push(Finding::new(
            &AuthorPath::new(path.as_str()),
            "",
            Diagnostic::warning(
                Rule::Address,
                "this file has the same address as a page of the blog, which is published instead",
                "rename the file",
            ),
        ));
    }
    finding::sort(&mut findings);
    Ok(Prepared {
        library,
        pictures,
        findings,
        plan,
        sheet,
        app_names,
        notes,
        copied,
    })
}

/// Refuses a folder with nothing to publish: it is probably not the one that was meant, and what was published before
/// would be removed.
fn refuse_nothing(scan: &Scan, library: &Library, content: &Path) -> Result<()> {
    // A blog that has settings may have no posts yet.
    let has_settings = content.join(feuillet_settings::FILE).is_file();
    let is_something =
        has_settings || library.entries().next().is_some() || !library.hidden.is_empty() || !scan.assets.is_empty();
    // Documents that could not be read are told, and nothing else may be there.
    if is_something || !scan.documents.is_empty() {
        return Ok(());
    }
    let left_out = scan.by_name.notes();
    let left_out = left_out.first().map(|note| format!("\n{note}")).unwrap_or_default();
    bail!(
        "nothing to publish in {}: there is no Markdown and no other file for visitors{left_out}\n\
         help: start a post with `feuillet post \"A title\"`, or name the folder of a blog with `--content DIR`",
        content.display()
    )
}

/// Notes to the author on how the folder was read.
fn notes_on(recognized: &Recognized, library: &Library) -> Vec<String> {
    let mut notes = Vec::new();
    if !recognized.evidence.is_empty() {
        notes.push(format!("Read as {}: {}", recognized.name(), recognized.evidence));
    }
    if !library.ignored.is_empty() {
        let counted = library.ignored.iter().map(|(key, places)| (key, places.len()));
        let mut keys: Vec<(&String, usize)> = counted.collect();
        keys.sort_by_key(|(key, number)| (std::cmp::Reverse(*number), *key));
        let keys: Vec<String> = keys.iter().map(|(key, number)| format!("{key} ({number})")).collect();
        notes.push(format!("Unknown front matter keys, not published: {}", keys.join(", ")));
    }
    notes
}

/// Note to the author that scheduled documents wait, and when the next one comes.
fn note_on_coming(hidden: &[Hidden]) -> Option<String> {
    let coming = hidden.iter().filter_map(|hidden| match hidden.kind {
        HiddenKind::Coming(moment) => Some(moment),
        _ => None,
    });
    let number = coming.clone().count();
    let next = coming.min_by_key(Moment::instant)?;
    let waits = if number == 1 { "waits" } else { "wait" };
    Some(format!(
        "{} {waits}, the next for {}: publish again then, or use `--future` to publish now",
        count(number, "scheduled document"),
        next.as_written()
    ))
}

/// Notes to the author on files of an adopted folder.
pub(crate) fn notes_on_adopted(adopted: &[PublishedPath], plan: &Plan) -> Vec<String> {
    let names = adopted.iter().filter(|path| !plan.contains(path));
    let names: Vec<&str> = names.map(PublishedPath::as_str).collect();
    let kept = note_on("Kept, though no publish wrote them", &names);
    let names = adopted.iter().filter(|path| plan.contains(path));
    let names: Vec<&str> = names.map(PublishedPath::as_str).collect();
    let replaced = note_on("Replaced, though no publish wrote them", &names);
    kept.into_iter().chain(replaced).collect()
}

/// Note to the author on some files; none if there are none.
fn note_on(what: &str, files: &[&str]) -> Option<String> {
    const NAMED: usize = 5;
    let mut names: Vec<&str> = files.iter().copied().take(NAMED).collect();
    if files.len() > NAMED {
        names.push("…");
    }
    let number = count(files.len(), "file");
    (!files.is_empty()).then(|| format!("{what}: {number} ({})", names.join(", ")))
}
