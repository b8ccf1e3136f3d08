//! The catalog: the JSON lists that the reader fetches, and the raw Markdown of documents.

pub(crate) mod ages;
pub(crate) mod documents;
pub(crate) mod enrichments;
pub(crate) mod groups;
pub(crate) mod menus;
pub(crate) mod paging;
pub(crate) mod related;
pub(crate) mod series;
pub(crate) mod summaries;

use std::collections::BTreeMap;

use anyhow::Result;
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{
    ArchivePage, ArchiveYear, DocumentContext, ListPage, MAX_FEATURED, MAX_TERMS, NavigationItem, Picture, Site, Term,
    TermName, file, term_names,
};
use feuillet_content::date::Date;
use feuillet_content::route::{ListPart, Taxonomy};
use feuillet_dialects::front_matter::moment::Moment;
use feuillet_dialects::syntax::french::printed as printed_in_french;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_settings::Settings;
use rayon::prelude::*;
use serde::Serialize;

use self::paging::Paging;
use self::related::related;
use self::summaries::{ArchiveLine, archive_line, link, renamed_targets, summary};
use crate::catalog::groups::Groups;
use crate::languages::formats::Order;
use crate::library::{Entry, Library, TermText, order};

use crate::catalog::groups::group;

/// A JSON file, and the function that makes its text.
type File<'a> = (PublishedPath, Box<dyn Fn() -> Result<String> + Sync + 'a>);

/// Number of files that are made at a time.
const BATCH: usize = 256;

/// Builds a [`File`] that serializes a value lazily.
fn json<'a, T: Serialize>(path: String, value: impl Fn() -> Result<T> + Sync + 'a) -> File<'a> {
    (
        PublishedPath::new(path),
        Box::new(move || Ok(serde_json::to_string(&value()?)?)),
    )
}

/// Plans all lists and documents, and returns the contents of `site.json`.
///
/// `offline`: whether offline reading is on.
pub(crate) fn write(
    library: &Library,
    settings: &Settings,
    base: &BasePath,
    offline: bool,
    plan: &mut Plan,
) -> Result<Site> {
    let page_size = settings.page_size();
    let cjk_emphasis = settings.extras.has("cjk_emphasis");
    let posts: Vec<&Entry> = library.posts.iter().collect();
    let paging = Paging::new(posts.len(), page_size, false);
    let groups = Taxonomy::ALL.map(|taxonomy| (taxonomy, group(library, taxonomy)));
    let archive = order::archive(library);
    let years = menus::years(&archive, &library.words);
    let parts = series::places(&groups[Taxonomy::Series as usize].1, library);
    let related = related(&library.posts, &parts);

    // Collect all files first, then make them in parallel. The first part of all posts is in `site.json`.
    let mut files: Vec<File<'_>> = Vec::new();
    for number in paging.numbers() {
        let posts = &posts;
        files.push(json(file::posts(ListPart::Older(number)), move || {
            Ok(list_page("", posts, paging, number))
        }));
    }
    for (taxonomy, groups) in &groups {
        let oldest_first = taxonomy.is_oldest_first();
        for (slug, (name, posts)) in groups {
            let paging = Paging::new(posts.len(), page_size, oldest_first);
            for number in [0].into_iter().chain(paging.numbers()) {
                let path = file::term(*taxonomy, slug, ListPart::numbered(number, oldest_first));
                let about = library.term_text(*taxonomy, slug).filter(|_| number == 0);
                files.push(json(path, move || {
                    let mut list = list_page(name, posts, paging, number);
                    match taxonomy {
                        // A list does not name its own term below every post.
                        Taxonomy::Categories => {
                            for post in &mut list.posts {
                                post.categories.retain(|term| term.slug != *slug);
                            }
                        }
                        Taxonomy::Series => {
                            let labels = series::labels(posts, &library.words).into_iter();
                            let labels = labels.skip(paging.range(number).start);
                            for (post, label) in list.posts.iter_mut().zip(labels) {
                                post.part = label;
                            }
                        }
                        _ => {}
                    }
                    match about {
                        Some(about) => introduced(list, about, cjk_emphasis, library, base),
                        None => Ok(list),
                    }
                }));
            }
        }
    }
    let archive_paging = Paging::of_archive(archive.len());
    for number in [0].into_iter().chain(archive_paging.numbers()) {
        let (years, archive) = (&years, &archive);
        files.push(json(file::archive(ListPart::numbered(number, false)), move || {
            Ok(archive_page(archive_paging, number, years, archive))
        }));
    }
    let beside = Beside {
        library,
        settings,
        base,
        parts: &parts,
        related: &related,
    };
    // In batches, so that no more than those are in memory.
    for files in files.chunks(BATCH) {
        let texts = files.par_iter().map(|(_, make)| make()).collect::<Result<Vec<_>>>()?;
        for ((path, _), text) in files.iter().zip(texts) {
            plan.text(path.clone(), text);
        }
    }
    drop(files);
    plan_documents(beside, plan)?;

    let in_print = |text: &str| match settings.french_print() {
        Some(language) => printed_in_french(text, &language),
        None => text.to_owned(),
    };
    let order = Order::of(&library.language);
    let featured: Vec<&Entry> = posts
        .iter()
        .copied()
        .filter(|post| post.meta.featured)
        .take(MAX_FEATURED)
        .collect();
    let mut newest = list_page("", &posts, paging, 0);
    newest
        .posts
        .retain(|post| featured.iter().all(|featured| featured.slug != post.slug));
    let site = Site {
        title: in_print(settings.title.as_deref().unwrap_or_default()),
        description: in_print(settings.description.as_deref().unwrap_or_default()),
        language: library.language.clone(),
        author: settings.author.clone(),
        url: settings.address(base),
        navigation: menus::navigation(library, settings, &order),
        frames: settings.frames(),
        offline,
        without: settings.extras.off().to_vec(),
        home: settings.theme.home,
        words: library.words.clone(),
        featured: featured.iter().map(|post| summary(post)).collect(),
        newest,
        indexes: menus::indexes(&groups, library),
        terms: groups.iter().map(|(_, groups)| most_used(groups, &order)).collect(),
    };
    plan.text(PublishedPath::fixed(file::SITE), serde_json::to_string(&site)?);
    Ok(site)
}

/// Builds a part of a list.
fn list_page(name: &str, posts: &[&Entry], paging: Paging, number: usize) -> ListPage {
    let shown = &posts[paging.range(number)];
    let dates = shown.iter().map(|post| (post.meta.date, &*post.summary.date_text));
    ListPage {
        name: name.to_owned(),
        place: paging.place(number, dates),
        posts: shown.iter().map(|post| summary(post)).collect(),
        ..ListPage::default()
    }
}

/// Adds the author's text about a term to the first part of its list.
fn introduced(
    list: ListPage,
    about: &TermText,
    cjk_emphasis: bool,
    library: &Library,
    base: &BasePath,
) -> Result<ListPage> {
    let intro = about.intro()?;
    Ok(ListPage {
        description: about.description.clone(),
        enrichments: feuillet_enrich::merge(&about.pictures, &feuillet_enrich::of_text(&intro, cjk_emphasis)),
        intro,
        renamed: renamed_targets(about.source.directory(), &about.references.targets, library, base),
        ..list
    })
}

/// Selects the terms with the most posts, at most [`MAX_TERMS`], sorted by name in the blog's language.
fn most_used(groups: &Groups<'_>, order: &Order) -> Vec<Term> {
    let mut terms: Vec<Term> = groups
        .iter()
        .map(|(slug, (name, posts))| Term {
            name: name.clone(),
            slug: slug.clone(),
            count: posts.len(),
        })
        .collect();
    terms.sort_by(|first, second| {
        second
            .count
            .cmp(&first.count)
            .then_with(|| first.slug.cmp(&second.slug))
    });
    terms.truncate(MAX_TERMS);
    terms.sort_by(|first, second| {
        let by_name = order.compare(&first.name, &second.name);
        by_name.then_with(|| first.slug.cmp(&second.slug))
    });
    terms
}

/// Builds a part of the archive, grouped by year.
fn archive_page(
    paging: Paging,
    number: usize,
    all_years: &[NavigationItem],
    posts: &[&Entry],
) -> ArchivePage<ArchiveLine> {
    let mut years: Vec<ArchiveYear<ArchiveLine>> = Vec::new();
    let shown = &posts[paging.range(number)];
    for post in shown {
        let line = archive_line(post);
        match years.last_mut() {
            Some(last) if last.year == post.summary.year => last.posts.push(line),
            _ => years.push(ArchiveYear {
                year: post.summary.year,
                posts: vec![line],
            }),
        }
    }
    let dates = shown.iter().map(|post| (post.meta.date, &*post.summary.date_text));
    ArchivePage {
        place: paging.place(number, dates),
        all_years: if number == 0 { all_years.to_vec() } else { Vec::new() },
        years,
    }
}

/// Everything that the contexts of documents are made of.
#[derive(Clone, Copy)]
struct Beside<'a> {
    library: &'a Library,
    settings: &'a Settings,
    base: &'a BasePath,
    /// Places of posts in series, by slug of the post.
    parts: &'a BTreeMap<&'a str, series::Place>,
    /// For each post, indices of its related posts.
    related: &'a [Vec<usize>],
}

/// Plans the raw Markdown of each document, and its context: data that is not in the document itself, such as its
/// neighbors.
fn plan_documents(beside: Beside<'_>, plan: &mut Plan) -> Result<()> {
    let library = beside.library;
    let cjk_emphasis = beside.settings.extras.has("cjk_emphasis");
    let posts: Vec<usize> = (0..library.posts.len()).collect();
    for batch in posts.chunks(BATCH) {
        let context = |index: &usize| serde_json::to_string(&beside.post_context(*index));
        let texts = batch.par_iter().map(context).collect::<Result<Vec<_>, _>>()?;
        for (index, text) in batch.iter().zip(texts) {
            plan_with_context(&library.posts[*index], text, cjk_emphasis, plan)?;
        }
    }
    for page in &library.pages {
        let text = serde_json::to_string(&beside.common_context(page))?;
        plan_with_context(page, text, cjk_emphasis, plan)?;
    }
    Ok(())
}

fn plan_with_context(entry: &Entry, context: String, cjk_emphasis: bool, plan: &mut Plan) -> Result<()> {
    let document = documents::plan_document(entry, plan);
    let path = PublishedPath::new(file::context(entry.source.folder, &entry.slug));
    enrichments::plan_context(entry, context, cjk_emphasis, path, &document, plan)
}

impl Beside<'_> {
    /// The context of a post, by its index in the library.
    fn post_context(self, index: usize) -> DocumentContext {
        let posts = &self.library.posts;
        let post = &posts[index];
        let newer = index.checked_sub(1).and_then(|newer| posts.get(newer));
        let part = self.parts.get(post.slug.as_str());
        DocumentContext {
            newer: newer.map(link),
            older: posts.get(index + 1).map(link),
            series: part.map(|part| part.label.clone()).into_iter().collect(),
            previous_part: part.and_then(|part| part.previous.clone()),
            next_part: part.and_then(|part| part.next.clone()),
            related: self.related[index].iter().map(|other| link(&posts[*other])).collect(),
            published: to_the_second(post.published),
            modified: to_the_second(post.updated.filter(|updated| Some(*updated) != post.published)),
            ..self.common_context(post)
        }
    }

    /// The part of the context that posts and pages have in common.
    fn common_context(self, entry: &Entry) -> DocumentContext {
        let directory = entry.source.directory();
        DocumentContext {
            // Usually `None`: the reader can format dates of the Gregorian calendar itself.
            date_text: unsaid(entry.meta.date, &entry.summary.date_text, self.library),
            updated_text: unsaid(entry.meta.updated, &entry.summary.updated_text, self.library),
            cover: entry.summary.cover.clone().map(|cover| Picture {
                hidden: entry.hides_cover,
                ..cover
            }),
            directory: (directory != entry.source.folder.name()).then(|| directory.to_owned()),
            renamed: renamed_targets(directory, &entry.references.targets, self.library, self.base),
            enrichments: entry.pictures.to_string(),
            translations: entry.translations.clone(),
            categories: unguessed(entry.terms(Taxonomy::Categories), &entry.meta.categories),
            tags: unguessed(entry.terms(Taxonomy::Tags), &entry.meta.tags),
            authors: entry.terms(Taxonomy::Authors).to_vec(),
            file: menus::file(entry, self.settings, self.library),
            ..DocumentContext::default()
        }
    }
}

/// Returns a moment with its time, if the author wrote one, as text; a day alone is in the Markdown.
fn to_the_second(moment: Option<Moment>) -> Option<String> {
    moment
        .filter(|moment| moment.time.is_some())
        .map(|moment| moment.to_string())
}

/// Returns the terms if the reader would give them other slugs from their names; else none.
fn unguessed(terms: &[TermName], names: &[String]) -> Vec<TermName> {
    if term_names(names.to_vec()) == terms {
        Vec::new()
    } else {
        terms.to_vec()
    }
}

/// Returns the text of a date if the reader would format it differently from its words; else `None`.
fn unsaid(date: Option<Date>, text: &str, library: &Library) -> Option<String> {
    let said = date.map(|date| library.words.date_text(date))?;
    (said != text).then(|| text.to_owned())
}
