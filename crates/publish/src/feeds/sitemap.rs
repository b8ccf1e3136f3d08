//! `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`: pages for search engines to index.

mod changes;

use anyhow::{Context as _, Result};
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::file;
use feuillet_content::date::Date;
use feuillet_content::route::Route;
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_page::head::alternates;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use self::changes::Changes;
use super::xml::legal;
use crate::catalog::ages::Ages;
use crate::library::Library;
use crate::pages;

pub(crate) const FILE: PublishedPath = PublishedPath::fixed("sitemap.xml");
const ROBOTS: PublishedPath = PublishedPath::fixed("robots.txt");
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Limits for one file. The protocol allows 50,000 pages and 50 MB; smaller files let most of a large sitemap stay as it
/// is when a post is added.
const LIMITS: Limits = Limits {
    pages: 500,
    bytes: 50 * 1024 * 1024,
};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) pages: usize,
    pub(crate) bytes: usize,
}

/// A page in a sitemap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// Absolute, percent-encoded URL.
    pub(crate) address: String,
    /// Date of the last change of its contents, if known.
    pub(crate) changed: Option<Date>,
    /// Languages of its translations, including its own, with absolute URLs.
    pub(crate) alternates: Vec<(String, String)>,
    /// Age of a post or a numbered part of a list, which stay as they are when posts are added.
    pub(crate) age: Option<usize>,
}

/// Plans the sitemap, and `robots.txt` unless the author has their own or the blog is in a folder of its host, where
/// crawlers never look for one.
///
/// # Errors
///
/// If the blog has no address.
pub(crate) fn write(library: &Library, blog: &Blog, ages: &Ages<'_>, plan: &mut Plan) -> Result<()> {
    let home = blog.whole_address(blog.base.as_str()).context("the blog has no URL")?;
    let changes = Changes::new(library, blog, plan);
    let mut pages = Vec::new();
    for route in pages::routes::routes(library, plan) {
        if changes.document(&route).is_some_and(|entry| entry.meta.noindex) {
            continue;
        }
        pages.push(Listed {
            address: blog.whole_address(&blog.href(&route)).context("the blog has no URL")?,
            changed: changes.last_change(&route)?,
            alternates: changes.document(&route).map_or_else(Vec::new, |entry| {
                let language = entry.meta.language.as_ref().unwrap_or(&library.language);
                alternates(blog, &route, language, &entry.translations)
            }),
            age: match &route {
                Route::Post { name } => ages.post(name),
                _ => list(&route).and_then(|data| ages.part(&data)).map(|age| age.made),
            },
        });
    }
    // A new post comes last.
    pages.sort_by(|first, second| {
        let by_age = first.age.cmp(&second.age);
        by_age.then_with(|| first.address.cmp(&second.address))
    });
    for (path, text) in sitemap(&pages, &home, LIMITS)? {
        plan.text(path, text);
    }
    if blog.base == BasePath::root() && !plan.contains(&ROBOTS) {
        let text = format!("User-agent: *\nAllow: /\n\nSitemap: {home}{FILE}\n");
        plan.text(ROBOTS, text);
    }
    Ok(())
}

/// Published path of the data of a list; `None` for routes of documents.
fn list(route: &Route) -> Option<String> {
    match route {
        Route::Home { part } => Some(file::posts(*part)),
        Route::Archive { part } => Some(file::archive(*part)),
        Route::Term { taxonomy, slug, part } => Some(file::term(*taxonomy, slug, *part)),
        Route::Post { .. } | Route::Page { .. } | Route::Terms { .. } | Route::Offline => None,
    }
}

/// Renders the files of a sitemap. If the pages exceed the limits of one file,
/// `sitemap.xml` becomes the index of several numbered files. `home` is the blog's absolute URL, the prefix of theirs.
pub(crate) fn sitemap(pages: &[Listed], home: &str, limits: Limits) -> Result<Vec<(PublishedPath, String)>> {
    let mut texts = Vec::new();
    for part in divided(pages, limits)? {
        texts.push(document("urlset", &part)?);
    }
    if texts.len() == 1 {
        return Ok(texts.into_iter().map(|text| (FILE, text)).collect());
    }
    let mut files = Vec::new();
    let mut index = Vec::new();
    for (number, text) in (1..).zip(texts) {
        let path = PublishedPath::new(format!("sitemap-{number}.xml"));
        let mut writer = Writer::new(Vec::new());
        writer
            .create_element("sitemap")
            .write_inner_content(|writer| text_element(writer, "loc", &format!("{home}{path}")))?;
        index.push(String::from_utf8(writer.into_inner())?);
        files.push((path, text));
    }
    files.push((FILE, document("sitemapindex", &index)?));
    Ok(files)
}

/// Divides pages, those that stay as they are last, into files of XML elements. In a large sitemap, files that are full of
/// pages that stay come first; the newest of these share a file with the pages that change, so that a new post changes
/// one file.
fn divided(pages: &[Listed], limits: Limits) -> Result<Vec<Vec<String>>> {
    if pages.len() <= limits.pages {
        return filled(pages, limits);
    }
    let (changing, staying) = pages.split_at(pages.partition_point(|page| page.age.is_none()));
    let mut full = filled(staying, limits)?;
    let newest = full.pop_if(|part| part.len() < limits.pages).unwrap_or_default();
    let mut others = filled(changing, limits)?;
    match others.last_mut() {
        Some(last) if size(last) + size(&newest) <= limits.bytes => last.extend(newest),
        _ => others.push(newest),
    }
    full.extend(others.into_iter().filter(|part| !part.is_empty()));
    Ok(full)
}

/// Fills files with pages, one after the other. Without pages, it is one file.
fn filled(pages: &[Listed], limits: Limits) -> Result<Vec<Vec<String>>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut bytes = size(&part);
    for page in pages {
        let element = url_element(page)?;
        if part.len() == limits.pages || bytes + element.len() > limits.bytes {
            parts.push(std::mem::take(&mut part));
            bytes = size(&part);
        }
        bytes += element.len();
        part.push(element);
    }
    parts.push(part);
    Ok(parts)
}

/// Upper bound of the size of a file with these elements, in bytes.
fn size(elements: &[String]) -> usize {
    /// The XML declaration and the root element.
    const FRAME: usize = 400;
    FRAME + elements.iter().map(String::len).sum::<usize>()
}

/// Renders a complete XML file. `children` are XML elements.
fn document(root: &str, children: &[String]) -> Result<String> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut start = BytesStart::new(root);
    start.push_attribute(("xmlns", NAMESPACE));
    if root == "urlset" {
        start.push_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
    }
    writer.write_event(Event::Start(start))?;
    for child in children {
        writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
        writer.write_event(Event::Text(BytesText::from_escaped(child.as_str())))?;
    }
    writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    writer.write_event(Event::End(BytesEnd::new(root)))?;
    Ok(String::from_utf8(writer.into_inner())? + "\n")
}

/// Renders the element of a page.
fn url_element(page: &Listed) -> Result<String> {
    let mut writer = Writer::new(Vec::new());
    writer.create_element("url").write_inner_content(|writer| {
        text_element(writer, "loc", &page.address)?;
        if let Some(changed) = page.changed {
            text_element(writer, "lastmod", &changed.to_string())?;
        }
        for (language, address) in &page.alternates {
            let link = writer.create_element("xhtml:link");
            link.with_attribute(("rel", "alternate"))
                .with_attribute(("hreflang", legal(language).as_str()))
                .with_attribute(("href", address.as_str()))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(String::from_utf8(writer.into_inner())?)
}

fn text_element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer
        .create_element(name)
        .write_text_content(BytesText::new(text))
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(count: usize) -> Vec<Listed> {
        (0..count)
            .map(|number| Listed {
                address: format!("https://example.org/posts/{number}/?a&b"),
                ..Listed::default()
            })
            .collect()
    }

    fn locations(xml: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(xml).unwrap();
        let elements = document
            .descendants()
            .filter(|node| node.has_tag_name((NAMESPACE, "loc")));
        elements.map(|node| node.text().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_sitemap_that_is_too_long_or_too_large_becomes_an_index() {
        let all: Vec<String> = pages(5).into_iter().map(|page| page.address).collect();
        for (limits, parts) in [
            (
                Limits {
                    pages: 5,
                    bytes: 10_000,
                },
                1,
            ),
            (
                Limits {
                    pages: 2,
                    bytes: 10_000,
                },
                3,
            ),
            (
                Limits {
                    pages: 4,
                    bytes: 10_000,
                },
                2,
            ),
            (Limits { pages: 5, bytes: 560 }, 3),
        ] {
            let files = sitemap(&pages(5), "https://example.org/", limits).unwrap();
            let (last, others) = files.split_last().unwrap();
            assert_eq!(last.0.as_str(), "sitemap.xml");
            if parts == 1 {
                assert!(others.is_empty());
                assert_eq!(locations(&last.1), all);
                continue;
            }
            assert_eq!(others.len(), parts, "{limits:?}");
            let named = others.iter().map(|(path, _)| format!("https://example.org/{path}"));
            assert_eq!(locations(&last.1), named.collect::<Vec<_>>());
            let listed: Vec<String> = others.iter().flat_map(|(_, xml)| locations(xml)).collect();
            assert_eq!(listed, all);
            for (_, xml) in others {
                assert!(xml.len() <= limits.bytes && locations(xml).len() <= limits.pages);
            }
        }
    }

    #[test]
    fn one_more_page_changes_one_file() {
        let limits = Limits {
            pages: 3,
            bytes: 10_000,
        };
        let page = |number: usize| Listed {
            address: format!("https://example.org/{number}/"),
            age: (number >= 10).then_some(number),
            ..Listed::default()
        };
        // Pages that change, pages that stay, and the pages of each file.
        for (changing, staying, expected) in [
            (1, 2, vec![3]),
            (1, 3, vec![3, 1]),
            (1, 4, vec![3, 2]),
            (2, 4, vec![3, 3]),
            (3, 5, vec![3, 5]),
            (3, 6, vec![3, 3, 3]),
            (4, 4, vec![3, 3, 2]),
            (0, 7, vec![3, 3, 1]),
            (4, 0, vec![3, 1]),
        ] {
            let files = |staying: usize| -> Vec<Vec<String>> {
                let pages: Vec<Listed> = (0..changing).chain(10..10 + staying).map(page).collect();
                let files = sitemap(&pages, "https://example.org/", limits).unwrap();
                let parts = files.iter().filter(|(path, _)| files.len() == 1 || *path != FILE);
                parts.map(|(_, xml)| locations(xml)).collect()
            };
            let (before, after) = (files(staying), files(staying + 1));
            assert_eq!(
                before.iter().map(Vec::len).collect::<Vec<_>>(),
                expected,
                "{changing} {staying}"
            );
            if before.len() == after.len() {
                let changed = before.iter().zip(&after).filter(|(old, new)| old != new);
                assert_eq!(changed.count(), 1, "{changing} {staying}");
            }
        }
    }
}
