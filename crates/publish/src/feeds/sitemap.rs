//! `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`: pages for search engines to index.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{ArchivePage, ListPage, Summary, file};
use feuillet_content::date::Date;
use feuillet_content::route::{ListPart, Route, Taxonomy};
use feuillet_engine::plan::Plan;
use feuillet_engine::published_path::PublishedPath;
use feuillet_page::blog::Blog;
use feuillet_page::head::alternates;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde::de::DeserializeOwned;

use super::xml::legal;
use crate::library::{Entry, Library};
use crate::pages;

pub(crate) const FILE: PublishedPath = PublishedPath::fixed("sitemap.xml");
const ROBOTS: PublishedPath = PublishedPath::fixed("robots.txt");
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Limits for one file. The protocol allows 50,000 pages and 50 MB; smaller files let most of a large sitemap stay as it
/// is when a post is added.
const LIMITS: Limits = Limits {
    pages: 1_000,
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
    /// Whether it stays as it is when posts are added: a post or a numbered part of a list.
    pub(crate) stays: bool,
}

/// Plans the sitemap, and `robots.txt` unless the author has their own or the blog is in a folder of its host, where
/// crawlers never look for one.
///
/// # Errors
///
/// If the blog has no address.
pub(crate) fn write(library: &Library, blog: &Blog, plan: &mut Plan) -> Result<()> {
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
            stays: match &route {
                Route::Post { .. } => true,
                Route::Home { part } | Route::Archive { part } | Route::Term { part, .. } => *part != ListPart::First,
                Route::Page { .. } | Route::Terms { .. } | Route::Offline => false,
            },
        });
    }
    // A new post comes last, so that only the first and the last file of a large sitemap change.
    pages.sort_by(|first, second| {
        let key = |page: &Listed| (page.stays, page.changed.filter(|_| page.stays));
        key(first)
            .cmp(&key(second))
            .then_with(|| first.address.cmp(&second.address))
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

/// Renders the files of a sitemap. If the pages exceed the limits of one file,
/// `sitemap.xml` becomes the index of several numbered files. `home` is the blog's absolute URL, the prefix of theirs.
pub(crate) fn sitemap(pages: &[Listed], home: &str, limits: Limits) -> Result<Vec<(PublishedPath, String)>> {
    // Upper bound of the XML declaration and the root element, in bytes.
    const FRAME: usize = 400;
    let mut texts = Vec::new();
    let mut part: Vec<String> = Vec::new();
    let mut bytes = FRAME;
    let is_small = pages.len() <= limits.pages;
    for (index, page) in pages.iter().enumerate() {
        let element = url_element(page)?;
        // Pages that stay as they are begin a part of their own, so that the other pages do not shift them.
        let is_other = !is_small && index > 0 && page.stays != pages[index - 1].stays;
        if is_other || part.len() == limits.pages || bytes + element.len() > limits.bytes {
            texts.push(document("urlset", &part)?);
            part.clear();
            bytes = FRAME;
        }
        bytes += element.len();
        part.push(element);
    }
    texts.push(document("urlset", &part)?);
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

/// Dates of the last change of each route's page.
struct Changes<'a> {
    library: &'a Library,
    blog: &'a Blog,
    plan: &'a Plan,
    posts: BTreeMap<&'a str, &'a Entry>,
    pages: BTreeMap<&'a str, &'a Entry>,
    terms: BTreeMap<(Taxonomy, &'a str), Date>,
}

impl<'a> Changes<'a> {
    fn new(library: &'a Library, blog: &'a Blog, plan: &'a Plan) -> Self {
        let mut terms = BTreeMap::new();
        for post in &library.posts {
            let Some(changed) = changed(post) else { continue };
            for taxonomy in Taxonomy::ALL {
                for term in post.terms(taxonomy) {
                    let newest = terms.entry((taxonomy, term.slug.as_str())).or_insert(changed);
                    *newest = changed.max(*newest);
                }
            }
        }
        let by_slug = |entries: &'a [Entry]| entries.iter().map(|entry| (entry.slug.as_str(), entry)).collect();
        Self {
            library,
            blog,
            plan,
            posts: by_slug(&library.posts),
            pages: by_slug(&library.pages),
            terms,
        }
    }

    /// The document at a route, if it is one.
    fn document(&self, route: &Route) -> Option<&'a Entry> {
        match route {
            Route::Post { name } => self.posts.get(name.as_str()).copied(),
            Route::Page { name } => self.pages.get(name.as_str()).copied(),
            _ => None,
        }
    }

    /// Date of the last change of a page: for the first part of a list, the latest among all of its posts; for another
    /// part and the first page of the blog, among those that it shows. Indexes of terms have no date.
    fn last_change(&self, route: &Route) -> Result<Option<Date>> {
        let newest = match route {
            Route::Post { .. } | Route::Page { .. } => self.document(route).and_then(changed),
            Route::Home { part: ListPart::First } => {
                let site = &self.blog.site;
                self.newest(slugs(site.featured.iter().chain(&site.newest.posts)))
            }
            Route::Archive { part: ListPart::First } => self.library.posts.iter().filter_map(changed).max(),
            Route::Term {
                taxonomy,
                slug,
                part: ListPart::First,
            } => self.terms.get(&(*taxonomy, slug.as_str())).copied(),
            Route::Home { part } => self.newest(slugs(&self.planned::<ListPage>(file::posts(*part))?.posts)),
            Route::Term { taxonomy, slug, part } => self.newest(slugs(
                &self.planned::<ListPage>(file::term(*taxonomy, slug, *part))?.posts,
            )),
            Route::Archive { part } => {
                let archive: ArchivePage = self.planned(file::archive(*part))?;
                let posts = archive.years.iter().flat_map(|year| &year.posts);
                self.newest(posts.map(|post| post.slug.as_str()))
            }
            Route::Terms { .. } | Route::Offline => None,
        };
        Ok(newest)
    }

    /// A numbered part of a list.
    fn planned<T: DeserializeOwned>(&self, path: String) -> Result<T> {
        let path = PublishedPath::new(path);
        let text = self
            .plan
            .known_text(&path)
            .with_context(|| format!("{path} is not planned"))?;
        Ok(serde_json::from_slice(&text.bytes()?)?)
    }

    /// Date of the latest change among some posts.
    fn newest<'s>(&self, slugs: impl IntoIterator<Item = &'s str>) -> Option<Date> {
        let entries = slugs.into_iter().filter_map(|slug| self.posts.get(slug));
        entries.filter_map(|post| changed(post)).max()
    }
}

fn slugs<'s>(posts: impl IntoIterator<Item = &'s Summary>) -> impl Iterator<Item = &'s str> {
    posts.into_iter().map(|post| post.slug.as_str())
}

/// Date of the last change of a document, as far as the author says.
fn changed(entry: &Entry) -> Option<Date> {
    entry.meta.updated.or(entry.meta.date)
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
    fn pages_that_stay_are_not_shifted_by_others() {
        let limits = Limits {
            pages: 3,
            bytes: 10_000,
        };
        let listed = |others: usize| -> Vec<Listed> {
            let page = |number: usize| Listed {
                address: format!("https://example.org/{number}/"),
                stays: number >= 10,
                ..Listed::default()
            };
            (0..others).chain(10..14).map(page).collect()
        };
        let parts = |others| {
            let files = sitemap(&listed(others), "https://example.org/", limits).unwrap();
            files.into_iter().map(|(_, xml)| xml).collect::<Vec<_>>()
        };
        let (before, after) = (parts(1), parts(2));
        assert_ne!(before[0], after[0]);
        assert_eq!(before[1..3], after[1..3]);
    }
}
