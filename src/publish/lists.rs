//! The catalog: the JSON files that the reader's lists are made of, and the raw Markdown beside them.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::languages::Order;
use super::plan::Plan;
use super::read::{Entry, Library};
use super::related::related;
use super::settings::Settings;
use super::terms::TermText;
use super::{menus, series, workers};
use crate::content::base_path::BasePath;
use crate::content::catalog::{
    ARCHIVE_PAGE_SIZE, ArchivePage, ArchiveYear, DocumentContext, ListPage, MAX_FEATURED, MAX_TERMS, NavigationItem,
    PostLink, Site, Summary, Term, TermName, file,
};
use crate::content::date::Date;
use crate::content::links::{LinkContext, Target};
use crate::content::route::Taxonomy;

/// A JSON file that is still to be made.
type File<'a> = (String, Box<dyn Fn() -> Result<String> + Sync + 'a>);

fn json<'a, T: Serialize>(path: String, value: impl Fn() -> Result<T> + Sync + 'a) -> File<'a> {
    (path, Box::new(move || Ok(serde_json::to_string(&value()?)?)))
}

/// Plans every list and document, and returns what stands in `site.json`.
///
/// `offline`: whether visitors' browsers may keep the blog.
pub(super) fn write(
    library: &Library,
    settings: &Settings,
    base: &BasePath,
    offline: bool,
    plan: &mut Plan,
) -> Result<Site> {
    let page_size = settings.page_size.0;
    let (featured, others): (Vec<&Entry>, Vec<&Entry>) = split_featured(&library.posts);
    let groups = Taxonomy::ALL.map(|taxonomy| (taxonomy, group(library, taxonomy)));
    let years = menus::years(library);
    let parts = series::places(&groups[Taxonomy::Series as usize].1, library);
    let related = related(&library.posts, &parts);

    let mut files: Vec<File<'_>> = Vec::new();
    for page in 2..=page_count(others.len(), page_size) {
        let others = &others;
        files.push(json(file::posts(page), move || {
            Ok(list_page("", others, page, page_size))
        }));
    }
    for (taxonomy, groups) in &groups {
        for (slug, (name, posts)) in groups {
            for page in 1..=page_count(posts.len(), page_size) {
                let path = file::term(*taxonomy, slug, page);
                let about = library.term_text(*taxonomy, slug).filter(|_| page == 1);
                files.push(json(path, move || {
                    let list = list_page(name, posts, page, page_size);
                    about.map_or(Ok(list.clone()), |about| introduced(list, about, library, base))
                }));
            }
        }
    }
    for page in 1..=page_count(library.posts.len(), ARCHIVE_PAGE_SIZE) {
        let years = &years;
        files.push(json(file::archive(page), move || {
            Ok(archive_page(page, years, library))
        }));
    }
    let beside = Beside {
        library,
        settings,
        base,
        parts: &parts,
        related: &related,
    };
    plan_documents(beside, plan, &mut files);
    let texts = workers::each(&files, || (), |(), (_, make)| make())?;
    for ((path, _), text) in files.into_iter().zip(texts) {
        plan.text(path, text);
    }

    let order = Order::of(&library.language);
    let site = Site {
        title: settings.title.clone().unwrap_or_else(|| "Feuillet".to_owned()),
        description: settings.description.clone(),
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
        newest: list_page("", &others, 1, page_size),
        indexes: menus::indexes(&groups, library),
        terms: groups.iter().map(|(_, groups)| most_used(groups, &order)).collect(),
    };
    plan.text(file::SITE.to_owned(), serde_json::to_string(&site)?);
    Ok(site)
}

/// The newest featured posts, which stand at the top of the first page, and all others.
fn split_featured(posts: &[Entry]) -> (Vec<&Entry>, Vec<&Entry>) {
    let mut left = MAX_FEATURED;
    posts.iter().partition(|post| {
        let shown = post.featured && left > 0;
        left -= usize::from(shown);
        shown
    })
}

/// How many pages a list has; at least one, even if it is empty.
fn page_count(posts: usize, page_size: usize) -> usize {
    posts.div_ceil(page_size).max(1)
}

/// One page of a list, from 1.
fn list_page(name: &str, posts: &[&Entry], page: usize, page_size: usize) -> ListPage {
    let shown = posts.iter().skip((page - 1) * page_size).take(page_size);
    ListPage {
        name: name.to_owned(),
        page,
        pages: page_count(posts.len(), page_size),
        total: posts.len(),
        posts: shown.map(|post| summary(post)).collect(),
        ..ListPage::default()
    }
}

/// The first page of a term's list, with what its author says of the term.
fn introduced(list: ListPage, about: &TermText, library: &Library, base: &BasePath) -> Result<ListPage> {
    Ok(ListPage {
        description: about.description.clone(),
        intro: about.intro()?,
        renamed: renamed_targets(about.source.directory(), &about.targets, library, base),
        ..list
    })
}

/// By slug: the term's title, else its name as the newest post spells it, and its posts, newest first; the parts of a
/// series in the order in which they are read.
pub(super) type Groups<'posts> = BTreeMap<String, (String, Vec<&'posts Entry>)>;

pub(super) fn group(library: &Library, taxonomy: Taxonomy) -> Groups<'_> {
    let mut groups = Groups::new();
    for post in &library.posts {
        for TermName { name, slug } in post.terms(taxonomy) {
            let group = groups.entry(slug.clone()).or_insert_with(|| {
                let title = library.term_text(taxonomy, slug).and_then(|about| about.title.as_ref());
                (title.unwrap_or(name).clone(), Vec::new())
            });
            group.1.push(post);
        }
    }
    if taxonomy == Taxonomy::Series {
        for (_, posts) in groups.values_mut() {
            // Those of one day stay in the order of their slugs, and those without a date at the end.
            posts.sort_by_key(|post| (post.date.is_none(), post.date));
        }
    }
    groups
}

/// The terms with the most posts, as readers of the blog's language look for them.
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

fn archive_page(page: usize, all_years: &[NavigationItem], library: &Library) -> ArchivePage {
    let shown = library.posts.iter().skip((page - 1) * ARCHIVE_PAGE_SIZE);
    let mut years: Vec<ArchiveYear> = Vec::new();
    for post in shown.take(ARCHIVE_PAGE_SIZE) {
        let link = link(post);
        match years.last_mut() {
            Some(last) if last.year == post.year => last.posts.push(link),
            _ => years.push(ArchiveYear {
                year: post.year,
                posts: vec![link],
            }),
        }
    }
    ArchivePage {
        page,
        pages: page_count(library.posts.len(), ARCHIVE_PAGE_SIZE),
        total: library.posts.len(),
        all_years: all_years.to_vec(),
        years,
    }
}

/// What is told beside documents.
#[derive(Clone, Copy)]
struct Beside<'a> {
    library: &'a Library,
    settings: &'a Settings,
    base: &'a BasePath,
    /// By the slug of the post.
    parts: &'a BTreeMap<&'a str, series::Place>,
    /// Of each post, positions of others.
    related: &'a [Vec<usize>],
}

/// The raw Markdown of each document, and beside it what it cannot know itself.
fn plan_documents<'a>(beside: Beside<'a>, plan: &mut Plan, files: &mut Vec<File<'a>>) {
    let library = beside.library;
    let posts = library.posts.iter().enumerate().map(|(index, post)| {
        let newer = index.checked_sub(1).and_then(|newer| library.posts.get(newer));
        let part = beside.parts.get(post.slug.as_str());
        let context = move || DocumentContext {
            newer: newer.map(link),
            older: library.posts.get(index + 1).map(link),
            series: part.map(|part| part.label.clone()).into_iter().collect(),
            previous_part: part.and_then(|part| part.previous.clone()),
            next_part: part.and_then(|part| part.next.clone()),
            related: beside.related[index]
                .iter()
                .map(|other| link(&library.posts[*other]))
                .collect(),
            ..beside.of(post)
        };
        (post, Box::new(context) as Box<dyn Fn() -> DocumentContext + Sync>)
    });
    let pages = library.pages.iter().map(|page| {
        let context = move || beside.of(page);
        (page, Box::new(context) as Box<dyn Fn() -> DocumentContext + Sync>)
    });
    for (entry, context) in posts.chain(pages) {
        let folder = entry.source.folder;
        plan.document(file::document(folder, &entry.slug), entry);
        files.push(json(file::context(folder, &entry.slug), move || Ok(context())));
    }
}

impl Beside<'_> {
    /// What posts and pages have in common.
    fn of(self, entry: &Entry) -> DocumentContext {
        let directory = entry.source.directory();
        DocumentContext {
            // The reader itself says dates of the Gregorian calendar.
            date_text: unsaid(entry.date, &entry.date_text, self.library),
            updated_text: unsaid(entry.updated, &entry.updated_text, self.library),
            cover: entry.cover.clone(),
            directory: (directory != entry.source.folder.name()).then(|| directory.to_owned()),
            renamed: renamed_targets(directory, &entry.targets, self.library, self.base),
            translations: entry.translations.clone(),
            authors: entry.terms(Taxonomy::Authors).to_vec(),
            file: menus::file(entry, self.settings, self.library),
            ..DocumentContext::default()
        }
    }
}

/// What the words alone would say otherwise of a date.
fn unsaid(date: Option<Date>, text: &str, library: &Library) -> Option<String> {
    let said = date.map(|date| library.words.date_text(date))?;
    (said != text).then(|| text.to_owned())
}

/// Of the documents whose address does not follow from their file, those that a text in a folder links to.
pub(super) fn renamed_targets(
    directory: &str,
    targets: &[String],
    library: &Library,
    base: &BasePath,
) -> Vec<(String, String)> {
    let links = LinkContext {
        base,
        directory,
        renamed: &[],
    };
    let mut renamed = Vec::new();
    for target in targets {
        if let Target::Document { file, .. } = links.target(target)
            && let Some(path) = library.renamed.get(&file)
            && !renamed.iter().any(|(known, _)| *known == file)
        {
            renamed.push((file, path.clone()));
        }
    }
    renamed
}

fn summary(post: &Entry) -> Summary {
    Summary {
        slug: post.slug.clone(),
        title: post.title.clone(),
        date: post.date,
        date_text: post.date_text.clone(),
        language: post.language.clone(),
        categories: post.terms(Taxonomy::Categories).to_vec(),
        excerpt: post.excerpt.clone(),
        minutes: post.minutes,
        cover: post.cover.clone(),
    }
}

pub(super) fn link(post: &Entry) -> PostLink {
    PostLink {
        slug: post.slug.clone(),
        title: post.title.clone(),
        date: post.date,
        date_text: post.date_text.clone(),
        language: post.language.clone(),
    }
}
