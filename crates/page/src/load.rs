//! Loads a route: fetches what the page needs from the source and renders it.

use feuillet_content::address::{Purpose, allowed};
use feuillet_content::catalog::{
    ARCHIVE_PAGE_SIZE, DocumentContext, ListPage, Picture, TermName, file, place, term_names,
};
use feuillet_content::date::Date;
use feuillet_content::facts::Facts;
use feuillet_content::folder::Folder;
use feuillet_content::links::LinkContext;
use feuillet_content::outline::Section;
use feuillet_content::rendering::{Kind, RenderRequest};
use feuillet_content::route::{ListPart, Route, Taxonomy};
use feuillet_content::slug::Slug;
use futures::future::join;

use crate::blog::Blog;
use crate::head::{About, Head};
use crate::load_error::{FetchError, LoadError};
use crate::shown::{Content, PageView, PostView, Prose};
use crate::source::{Published, Source};
use crate::view::View;

/// Loads the page of a route, or the not-found page, as for an address that means no route (`None`). For the errors
/// see [`find`].
pub async fn load(route: Option<&Route>, blog: &Blog, source: &dyn Source) -> Result<View, LoadError> {
    let found = find(route, blog, source).await?;
    Ok(found.unwrap_or_else(|| not_found(blog)))
}

/// Loads the page of a route; `None` if there is nothing, and no redirect that leads to something.
///
/// # Errors
///
/// If the host cannot be reached, answers with an error other than "not found", or sends a file that cannot be parsed.
pub async fn find(route: Option<&Route>, blog: &Blog, source: &dyn Source) -> Result<Option<View>, LoadError> {
    let mut route = route.cloned();
    let mut redirected = false;
    while let Some(wanted) = route.take() {
        if let Some(own) = of_own_list(&wanted, blog)
            && let Some(view) = load_route(&own, blog, source).await?
        {
            return Ok(Some(view));
        }
        if !redirected && let Ok(path) = source.redirect(&file::redirect(&wanted)).await {
            route = Route::parse(&path);
            redirected = true;
        }
    }
    Ok(None)
}

/// Returns the files that a route needs besides the site's data.
pub fn needed(route: &Route) -> Vec<String> {
    let document = |folder, name| vec![file::document(folder, name), file::context(folder, name)];
    match route {
        Route::Post { name } => document(Folder::Posts, name),
        Route::Page { name } => document(Folder::Pages, name),
        Route::Home { part } if *part != ListPart::First => vec![file::posts(*part)],
        Route::Term { taxonomy, slug, part } => vec![file::term(*taxonomy, slug, *part)],
        Route::Archive { part } => vec![file::archive(*part)],
        Route::Home { .. } | Route::Terms { .. } | Route::Offline => Vec::new(),
    }
}

/// Returns the files that the reader fetches to take over the published page of a route, besides the site's data.
pub fn needed_for_published(route: &Route) -> Vec<String> {
    match route {
        // The page itself has all of it.
        Route::Post { .. } | Route::Page { .. } => Vec::new(),
        _ => needed(route),
    }
}

/// Returns the not-found page.
pub fn not_found(blog: &Blog) -> View {
    let head = Head::new(blog, None, &Content::NotFound, About::default());
    View {
        route: None,
        content: Content::NotFound,
        head,
    }
}

async fn load_route(route: &Route, blog: &Blog, source: &dyn Source) -> Result<Option<View>, LoadError> {
    let content = match route {
        Route::Home { part: ListPart::First } => Some(Content::Home(blog.site.newest.clone())),
        Route::Home { part } => {
            let path = file::posts(*part);
            found(source.list(&path).await, &path)?.map(Content::Home)
        }
        Route::Term { taxonomy, slug, part } => {
            let path = file::term(*taxonomy, slug, *part);
            let list = found(source.list(&path).await, &path)?;
            return match list {
                Some(list) => term_view(route, *taxonomy, slug, list, blog, source).await.map(Some),
                None => Ok(None),
            };
        }
        Route::Terms { taxonomy } => {
            let terms = blog.site.terms(*taxonomy);
            (!terms.is_empty()).then_some(Content::Terms(*taxonomy))
        }
        Route::Offline => blog.site.offline.then_some(Content::Offline),
        Route::Archive { part } => {
            let path = file::archive(*part);
            found(source.archive(&path).await, &path)?.map(Content::Archive)
        }
        Route::Post { name } => return load_document(Folder::Posts, name, blog, source).await,
        Route::Page { name } => return load_document(Folder::Pages, name, blog, source).await,
    };
    Ok(content.map(|content| view(blog, route.clone(), content, About::default())))
}

/// Returns the part that an address of another generator leads to (`/page/2/`), which counts pages from the newest post;
/// other routes as they are. `None` if the list has no such page.
fn of_own_list(route: &Route, blog: &Blog) -> Option<Route> {
    let own = &blog.site.newest.place;
    let (page, total, size) = match route {
        Route::Home {
            part: ListPart::Page(page),
        } => (page, own.total, own.size),
        Route::Archive {
            part: ListPart::Page(page),
        } => (page, own.total, ARCHIVE_PAGE_SIZE),
        Route::Term {
            taxonomy,
            slug,
            part: ListPart::Page(page),
        } if !taxonomy.is_oldest_first() => {
            let term = blog.site.terms(*taxonomy).iter().find(|term| term.slug == *slug)?;
            (page, term.count, own.size)
        }
        _ => return Some(route.clone()),
    };
    Some(route.at_part(place::part_of_page(*page, total, size)?))
}

async fn term_view(
    route: &Route,
    taxonomy: Taxonomy,
    slug: &Slug,
    list: ListPage,
    blog: &Blog,
    source: &dyn Source,
) -> Result<View, LoadError> {
    let about = About {
        description: Some(list.description.clone()).filter(|text| !text.is_empty()),
        ..About::default()
    };
    let mut intro = Prose::default();
    if !list.intro.is_empty() {
        let page = if let Some(published) = source.published(route) {
            published.page
        } else {
            let request = RenderRequest {
                kind: Kind::Introduction(&list.name),
                markdown: &list.intro,
                directory: taxonomy.folder(),
                renamed: &list.renamed,
                enrichments: &list.enrichments,
            };
            rendered(source.render(&request, blog).await, &route.path())?
        };
        intro = Prose(page.html.into());
    }
    let content = Content::Term {
        taxonomy,
        slug: slug.clone(),
        list,
        intro,
    };
    Ok(view(blog, route.clone(), content, about))
}

fn view(blog: &Blog, route: Route, content: Content, about: About) -> View {
    let head = Head::new(blog, Some(&route), &content, about);
    View {
        route: Some(route),
        content,
        head,
    }
}

/// Turns "not found" into `None` and keeps other errors.
fn found<T>(answer: Result<T, FetchError>, path: &str) -> Result<Option<T>, LoadError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(FetchError::NotFound) => Ok(None),
        Err(error) => Err(LoadError {
            path: path.to_owned(),
            error,
        }),
    }
}

/// Loads a document by the name in its address: first a file of exactly that name, which may have been put on the host
/// by hand, then the slug of that name, for other spellings of a published address. The published page on show is taken
/// as it is.
async fn load_document(
    folder: Folder,
    name: &Slug,
    blog: &Blog,
    source: &dyn Source,
) -> Result<Option<View>, LoadError> {
    if let Some(published) = source.published(&folder.route(name)) {
        return Ok(Some(document_view(folder, name, published, blog)));
    }
    let slug = Slug::of(name);
    let names = [name, &slug];
    let count = if slug == *name || slug.is_empty() { 1 } else { 2 };
    for name in names.into_iter().take(count) {
        let path = file::document(folder, name);
        let context_path = file::context(folder, name);
        let (text, context) = join(source.document(&path), source.context(&context_path)).await;
        if let Some(text) = found(text, &path)? {
            // The context is optional: a post is readable without it.
            let context = context.ok();
            let known = context.as_ref();
            let request = RenderRequest {
                kind: Kind::Document(name),
                markdown: &text,
                directory: known.map_or(folder.name(), |context| directory(context, folder)),
                renamed: known.map_or(&[], |context| &context.renamed),
                enrichments: known.map_or("", |context| &context.enrichments),
            };
            let page = rendered(source.render(&request, blog).await, &path)?;
            return Ok(Some(document_view(folder, name, Published { page, context }, blog)));
        }
    }
    Ok(None)
}

/// Returns the folder that relative links of a document start from.
fn directory(context: &DocumentContext, folder: Folder) -> &str {
    context.directory.as_deref().unwrap_or(folder.name())
}

/// Tells which file could not be rendered.
fn rendered<T>(answer: Result<T, FetchError>, path: &str) -> Result<T, LoadError> {
    answer.map_err(|error| LoadError {
        path: path.to_owned(),
        error,
    })
}

/// Minimum reading time, in minutes, for a table of contents by default.
const LONG: u32 = 4;

/// Minimum number of headings for a table of contents by default.
const MANY: usize = 3;

/// Returns the entries of the table of contents; empty if there is none. `asked` is the author's choice.
fn contents(asked: Option<bool>, minutes: u32, outline: Vec<Section>, blog: &Blog) -> Vec<Section> {
    let wanted = asked.unwrap_or(minutes >= LONG && outline.len() >= MANY);
    if wanted && blog.has_extra("contents") {
        outline
    } else {
        Vec::new()
    }
}

/// Returns the terms that the publisher gave slugs, else those of the front matter.
fn terms(known: Vec<TermName>, named: Vec<String>) -> Vec<TermName> {
    if known.is_empty() { term_names(named) } else { known }
}

fn document_view(folder: Folder, name: &Slug, loaded: Published, blog: &Blog) -> View {
    let Published { page, context } = loaded;
    // Without a context, the publisher does not know the post, and only its own front matter counts.
    let dropped = context.is_none();
    let context = context.unwrap_or_default();
    let facts: Facts = page.facts;
    let title = facts.title.into();
    let about = About {
        description: Some(facts.description).filter(|text| !text.is_empty()),
        canonical: facts.canonical,
        noindex: facts.noindex,
    };
    let language = facts
        .language
        .filter(|language| *language != blog.site.language)
        .map(Into::into);
    let outline = contents(facts.contents, facts.minutes, facts.outline, blog);
    let html = Prose(page.html.into());
    let route = folder.route(name);
    // Pages show no dates, terms or neighbors.
    if folder == Folder::Pages {
        let content = Content::Page(PageView {
            title,
            language,
            html,
            outline,
            translations: context.translations,
            file: context.file,
        });
        return view(blog, route, content, about);
    }
    // The rest is for posts only.
    let dated = |date: Date, text: Option<String>| {
        let text = text.unwrap_or_else(|| blog.words().date_text(date));
        (date, text.into())
    };
    // The publisher has resolved the cover of a known post; otherwise it is resolved here.
    let links = LinkContext {
        base: &blog.base,
        directory: directory(&context, folder),
        renamed: &context.renamed,
    };
    let own_cover = facts.cover.filter(|_| dropped).and_then(|cover| {
        Some(Picture {
            source: links.resolve(&allowed(&cover.source, Purpose::Picture)?).into_owned(),
            alt: cover.alt,
            ..Picture::default()
        })
    });
    let known_cover = context.cover.and_then(|picture| {
        Some(Picture {
            source: blog.address(&picture.source, Purpose::Picture)?.to_string(),
            ..picture
        })
    });
    let updated = facts.updated.filter(|updated| Some(*updated) != facts.date);
    let moment =
        |known: Option<String>, date: Option<Date>| known.or_else(|| Some(date?.to_string())).unwrap_or_default();
    let content = Content::Post(Box::new(PostView {
        title,
        published: moment(context.published, facts.date),
        modified: moment(context.modified, updated),
        date: facts.date.map(|date| dated(date, context.date_text)),
        updated: updated.map(|date| dated(date, context.updated_text)),
        authors: if context.authors.is_empty() {
            let plain = |name| TermName {
                name,
                slug: Slug::default(),
            };
            facts.authors.into_iter().map(plain).collect()
        } else {
            context.authors
        },
        minutes: facts.minutes,
        language,
        categories: terms(context.categories, facts.categories),
        tags: terms(context.tags, facts.tags),
        cover: known_cover.or(own_cover),
        html,
        outline,
        newer: context.newer,
        older: context.older,
        series: context.series,
        previous_part: context.previous_part,
        next_part: context.next_part,
        related: context.related,
        translations: context.translations,
        file: context.file,
    }));
    view(blog, route, content, about)
}
