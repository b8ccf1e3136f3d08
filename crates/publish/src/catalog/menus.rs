//! Links that the publisher computes: the main menu, the main lists, the years of the archive, a document's source
//! file.

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::NavigationItem;
use feuillet_content::links::LinkContext;
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::words::{Word, Words};
use feuillet_settings::{FilePattern, Settings};

use super::groups::Groups;
use super::paging::Paging;
use crate::languages::formats::Order;
use crate::library::{Entry, Library};

/// With more languages than this, one link to the list of languages replaces a link to each.
const FEW_LANGUAGES: usize = 6;

/// With fewer years than this, no links to years are needed.
const MANY_YEARS: usize = 4;

fn item(label: &str, to: String) -> NavigationItem {
    NavigationItem {
        label: label.to_owned(),
        to,
        language: None,
    }
}

/// Builds the main menu: the items from the settings, else all pages by title.
pub(crate) fn navigation(library: &Library, settings: &Settings, order: &Order) -> Vec<NavigationItem> {
    let Some(items) = &settings.navigation else {
        let mut pages: Vec<&Entry> = library.pages.iter().collect();
        // The sort is stable: ties in the title stay in the order of their slugs.
        pages.sort_by(|first, second| order.compare(&first.summary.title, &second.summary.title));
        let pages = pages.into_iter();
        return pages
            .map(|page| item(&page.summary.title, page.route().path()))
            .collect();
    };
    let root = BasePath::root();
    let renamed = library.renamed.clone().into_iter();
    let renamed: Vec<(String, String)> = renamed.chain(library.bare_files.clone()).collect();
    // Items name files relative to the content folder.
    let links = LinkContext {
        base: &root,
        directory: "",
        renamed: &renamed,
    };
    let items = items.iter();
    items
        .map(|entry| item(&entry.label, links.resolve(&entry.to).into_owned()))
        .collect()
}

/// Links to the main lists of the blog: the archive, then each taxonomy that has terms, then each language.
pub(crate) fn indexes(groups: &[(Taxonomy, Groups<'_>)], library: &Library) -> Vec<NavigationItem> {
    let mut items = vec![item(&library.words[Word::Archive], Route::ARCHIVE.path())];
    for (taxonomy, groups) in groups {
        let taxonomy = *taxonomy;
        if taxonomy == Taxonomy::Languages && groups.len() <= FEW_LANGUAGES {
            items.extend(groups.iter().map(|(slug, (name, _))| NavigationItem {
                language: (!slug.eq_ignore_ascii_case(&library.language)).then(|| slug.to_string()),
                ..item(name, taxonomy.route(slug).path())
            }));
        } else if !groups.is_empty() {
            items.push(item(library.words.of_terms(taxonomy), Route::Terms { taxonomy }.path()));
        }
    }
    items
}

/// Links to the first post of each year in the archive, on whichever part it is; empty if there are few years.
pub(crate) fn years(archive: &[&Entry], words: &Words) -> Vec<NavigationItem> {
    let paging = Paging::of_archive(archive.len());
    let mut items: Vec<NavigationItem> = Vec::new();
    let mut last = None;
    for (index, post) in archive.iter().enumerate() {
        let year = post.summary.year;
        if let Some(number) = year.filter(|_| year != last) {
            let part = Route::ARCHIVE.at_part(paging.part_of(index));
            let to = format!("{}#{number}", part.path());
            items.push(item(&words.year_text(number), to));
        }
        last = year;
    }
    if items.len() < MANY_YEARS {
        items.clear();
    }
    items
}

/// Links to edit and to view the source file of a document, if the settings have patterns for them.
pub(crate) fn file(entry: &Entry, settings: &Settings, library: &Library) -> Vec<NavigationItem> {
    // A file that was put into the published folder by hand has no source elsewhere.
    if entry.source.dropped {
        return Vec::new();
    }
    let link = |pattern: &Option<FilePattern>, word| {
        let address = pattern.as_ref()?.address(entry.source.file.as_str());
        Some(item(&library.words[word], address))
    };
    let edit = link(&settings.edit, Word::EditPage);
    edit.into_iter()
        .chain(link(&settings.source, Word::PageSource))
        .collect()
}
