//! The catalog: the JSON files that the reader's lists are made of, and the raw Markdown beside them.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::dialects::printed_in_french;
use super::languages::Order;
use super::plan::Plan;
use super::read::{Entry, Library};
use super::settings::Settings;
use super::workers;
use crate::content::base_path::BasePath;
use crate::content::catalog::{
    ARCHIVE_PAGE_SIZE, ArchivePage, ArchiveYear, DocumentContext, ListPage, MAX_FEATURED, MAX_TERMS, NavigationItem,
    PostLink, Site, Summary, Term, TermName, file,
};
use crate::content::date::Date;
use crate::content::links::{LinkContext, Target};
use crate::content::route::Taxonomy;

/// A JSON file that is still to be made.
type File<'a> = (String, Box<dyn Fn() -> serde_json::Result<String> + Sync + 'a>);

fn json<'a, T: Serialize>(path: String, value: impl Fn() -> T + Sync + 'a) -> File<'a> {
    (path, Box::new(move || serde_json::to_string(&value())))
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
    let groups = Taxonomy::ALL.map(|taxonomy| (taxonomy, group(&library.posts, taxonomy)));

    let mut files: Vec<File<'_>> = Vec::new();
    for page in 2..=page_count(others.len(), page_size) {
        let others = &others;
        files.push(json(file::posts(page), move || list_page("", others, page, page_size)));
    }
    for (taxonomy, groups) in &groups {
        for (slug, (name, posts)) in groups {
            for page in 1..=page_count(posts.len(), page_size) {
                let path = file::term(*taxonomy, slug, page);
                files.push(json(path, move || list_page(name, posts, page, page_size)));
            }
        }
    }
    for page in 1..=page_count(library.posts.len(), ARCHIVE_PAGE_SIZE) {
        files.push(json(file::archive(page), move || archive_page(page, library)));
    }
    plan_documents(library, base, plan, &mut files);
    let texts = workers::each(&files, || (), |(), (_, make)| Ok(make()?))?;
    for ((path, _), text) in files.into_iter().zip(texts) {
        plan.text(path, text);
    }

    let in_print = |text: &str| match settings.french_print() {
        Some(language) => printed_in_french(text, &language),
        None => text.to_owned(),
    };
    let [(_, categories), (_, tags)] = &groups;
    let order = Order::of(&library.language);
    let site = Site {
        title: in_print(settings.title.as_deref().unwrap_or("Feuillet")),
        description: in_print(&settings.description),
        language: library.language.clone(),
        author: settings.author.clone(),
        url: settings.address(base),
        navigation: navigation(library, settings, &order),
        frames: settings.frames(),
        offline,
        words: library.words.clone(),
        featured: featured.iter().map(|post| summary(post)).collect(),
        newest: list_page("", &others, 1, page_size),
        categories: most_used(categories, &order),
        tags: most_used(tags, &order),
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
    }
}

/// By slug: the term's name as the newest post spells it, and its posts.
pub(super) type Groups<'posts> = BTreeMap<String, (String, Vec<&'posts Entry>)>;

pub(super) fn group(posts: &[Entry], taxonomy: Taxonomy) -> Groups<'_> {
    let mut groups = Groups::new();
    for post in posts {
        for TermName { name, slug } in post.terms(taxonomy) {
            let group = groups.entry(slug.clone()).or_insert_with(|| (name.clone(), Vec::new()));
            group.1.push(post);
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

fn archive_page(page: usize, library: &Library) -> ArchivePage {
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
        years,
    }
}

/// The raw Markdown of each document, and beside it what it cannot know itself.
fn plan_documents<'a>(library: &'a Library, base: &'a BasePath, plan: &mut Plan, files: &mut Vec<File<'a>>) {
    let posts = library.posts.iter().enumerate().map(|(index, post)| {
        let newer = index.checked_sub(1).and_then(|newer| library.posts.get(newer));
        (post, newer, library.posts.get(index + 1))
    });
    let pages = library.pages.iter().map(|page| (page, None, None));
    for (entry, newer, older) in posts.chain(pages) {
        let folder = entry.source.folder;
        let directory = entry.source.directory();
        plan.document(file::document(folder, &entry.slug), entry);
        files.push(json(file::context(folder, &entry.slug), move || DocumentContext {
            newer: newer.map(link),
            older: older.map(link),
            // The reader itself says dates of the Gregorian calendar.
            date_text: unsaid(entry.date, &entry.date_text, library),
            updated_text: unsaid(entry.updated, &entry.updated_text, library),
            cover: entry.cover.clone(),
            directory: (directory != folder.name()).then(|| directory.to_owned()),
            renamed: renamed_targets(entry, library, base),
            translations: entry.translations.clone(),
        }));
    }
}

/// What the words alone would say otherwise of a date.
fn unsaid(date: Option<Date>, text: &str, library: &Library) -> Option<String> {
    let said = date.map(|date| library.words.date_text(date))?;
    (said != text).then(|| text.to_owned())
}

/// Of the documents whose address does not follow from their file, those that one links to.
pub(super) fn renamed_targets(entry: &Entry, library: &Library, base: &BasePath) -> Vec<(String, String)> {
    let links = LinkContext {
        base,
        directory: entry.source.directory(),
        renamed: &[],
    };
    let mut renamed = Vec::new();
    for target in &entry.targets {
        if let Target::Document { file, .. } = links.target(target)
            && let Some(path) = library.renamed.get(&file)
            && !renamed.iter().any(|(known, _)| *known == file)
        {
            renamed.push((file, path.clone()));
        }
    }
    renamed
}

fn navigation(library: &Library, settings: &Settings, order: &Order) -> Vec<NavigationItem> {
    let Some(items) = &settings.navigation else {
        let mut pages: Vec<&Entry> = library.pages.iter().collect();
        // Those called alike stay in the order of their slugs.
        pages.sort_by(|first, second| order.compare(&first.title, &second.title));
        return pages
            .into_iter()
            .map(|page| NavigationItem {
                label: page.title.clone(),
                to: page.route().path(),
            })
            .collect();
    };
    let root = BasePath::root();
    let renamed: Vec<(String, String)> = library.renamed.clone().into_iter().collect();
    // Files are named from the top of the content.
    let links = LinkContext {
        base: &root,
        directory: "",
        renamed: &renamed,
    };
    items
        .iter()
        .map(|item| NavigationItem {
            label: item.label.clone(),
            to: links.resolve(&item.to).into_owned(),
        })
        .collect()
}

fn summary(post: &Entry) -> Summary {
    Summary {
        slug: post.slug.clone(),
        title: post.title.clone(),
        date: post.date,
        date_text: post.date_text.clone(),
        language: post.language.clone(),
        categories: post.categories.clone(),
        excerpt: post.excerpt.clone(),
        minutes: post.minutes,
        cover: post.cover.clone(),
    }
}

fn link(post: &Entry) -> PostLink {
    PostLink {
        slug: post.slug.clone(),
        title: post.title.clone(),
        date: post.date,
        date_text: post.date_text.clone(),
        language: post.language.clone(),
    }
}
