//! The `<head>` of a page, as a pure function of what the page shows.
//!
//! The publisher writes it into each `index.html`, and the reader updates it as the visitor navigates.

pub(crate) mod json_ld;
pub(crate) mod open_graph;

use feuillet_content::catalog::place::Place;
use feuillet_content::catalog::{Site, Translation, feed};
use feuillet_content::route::{Route, Taxonomy};
use feuillet_content::words::Word;
use implicit_clone::unsync::IString;

use crate::blog::Blog;
use crate::shown::{Content, PostView};

/// CSS selector for every element that [`Head::elements`] may hold in a published `<head>`, and no other.
pub const ELEMENTS: &str = "meta[property],meta[name=description],meta[name=robots],meta[name='twitter:card'],\
    link[rel=canonical],link[rel=alternate],script[type='application/ld+json']";

/// The parts of a `<head>` that differ from page to page.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub title: IString,
    /// BCP 47 tag of the page's main text.
    pub language: IString,
    /// All other elements, each matched by [`ELEMENTS`].
    pub elements: Vec<Element>,
}

/// Metadata of a document for search engines and link previews. Lists have at most a description.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub description: Option<String>,
    /// Absolute URL of the original, if it was first published elsewhere.
    pub canonical: Option<String>,
    /// Whether search engines are asked to skip the page.
    pub noindex: bool,
}

/// An element of a `<head>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub tag: &'static str,
    pub attributes: Vec<(&'static str, String)>,
    /// Content of a `<script>`. It never contains `<`, so it needs no escaping and cannot end its element.
    pub text: String,
}

/// A page, as input for the parts of its head.
struct Page<'a> {
    blog: &'a Blog,
    route: &'a Route,
    content: &'a Content,
    /// Without the blog's title.
    title: &'a str,
    description: &'a str,
    language: &'a str,
    /// Absolute URL of the page; empty if the blog has no `url`.
    address: &'a str,
    /// Absolute URL of the cover; empty if there is none or the blog has no `url`.
    image: &'a str,
}

impl<'a> Page<'a> {
    /// Returns the authors of a post, else the blog's author.
    fn authors(&self, post: &'a PostView) -> Vec<&'a str> {
        let own: Vec<&str> = post.authors.iter().map(|author| author.name.as_str()).collect();
        if own.is_empty() {
            self.blog.site.author.as_deref().into_iter().collect()
        } else {
            own
        }
    }
}

impl Head {
    /// Makes the head of a page. `route` is `None` for the not-found page.
    pub fn new(blog: &Blog, route: Option<&Route>, content: &Content, about: About) -> Self {
        let site = &blog.site;
        let words = &site.words;
        let (title, language) = match content {
            Content::Home(list) if list.place.is_first() => (String::new(), None),
            Content::Home(list) => (joined(&[&words[Word::OlderPosts], &list.place.period]), None),
            Content::Term { list, .. } if list.place.is_first() => (list.name.clone(), None),
            Content::Term { list, .. } => (joined(&[&list.name, &list.place.period]), None),
            Content::Archive(archive) if archive.place.is_first() => (words[Word::Archive].to_owned(), None),
            Content::Archive(archive) => (joined(&[&words[Word::Archive], &archive.place.period]), None),
            Content::Terms(taxonomy) => (blog.words().of_terms(*taxonomy).to_owned(), None),
            Content::Post(post) => (post.title.to_string(), post.language.clone()),
            Content::Page(page) => (page.title.to_string(), page.language.clone()),
            Content::Offline => (words[Word::ReadOffline].to_owned(), None),
            Content::NotFound => (words[Word::NotFoundTitle].to_owned(), None),
        };
        // These elements are on every page.
        let description = about.description.unwrap_or_else(|| list_description(content, blog));
        let language = language.unwrap_or_else(|| site.language.clone().into());
        let mut elements = Elements(Vec::new());
        elements.meta("name", "description", &description);
        if about.noindex || matches!(route, None | Some(Route::Offline)) {
            elements.meta("name", "robots", "noindex");
        }
        // These need the page's address, which the not-found page does not have.
        match route {
            None => {}
            Some(route) => {
                let href = blog.href(route);
                let address = blog.whole_address(&href).unwrap_or_default();
                let own = if address.is_empty() { &*href } else { &address };
                let is_whole = |original: &&str| original.starts_with("https://") || original.starts_with("http://");
                let canonical = about.canonical.as_deref().filter(is_whole).unwrap_or(own);
                elements.add("link", &[("rel", "canonical"), ("href", canonical)]);
                let cover = match content {
                    Content::Post(post) => post.cover.as_ref(),
                    _ => None,
                };
                let page = Page {
                    blog,
                    route,
                    content,
                    title: if title.is_empty() { &site.title } else { &title },
                    description: &description,
                    language: &language,
                    address: &address,
                    image: &cover
                        .and_then(|cover| blog.whole_address(&cover.source))
                        .unwrap_or_default(),
                };
                elements.translations(&page);
                elements.open_graph(&page);
                elements.json_ld(&page);
            }
        }
        elements.feeds(blog, content);
        Self {
            title: full_title(&title, site),
            language,
            elements: elements.0,
        }
    }
}

/// Collects the elements of a head.
struct Elements(Vec<Element>);

impl Elements {
    /// Adds an element, unless its last attribute is empty.
    fn add(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        if attributes.last().is_some_and(|(_, value)| !value.is_empty()) {
            self.0.push(Element {
                tag,
                attributes: attributes
                    .iter()
                    .map(|(name, value)| (*name, (*value).to_owned()))
                    .collect(),
                text: String::new(),
            });
        }
    }

    fn meta(&mut self, kind: &'static str, name: &str, content: &str) {
        self.add("meta", &[(kind, name), ("content", content)]);
    }

    fn translations(&mut self, page: &Page<'_>) {
        for (language, address) in alternates(page.blog, page.route, page.language, page.content.translations()) {
            let attributes = [("rel", "alternate"), ("hreflang", &*language), ("href", &*address)];
            self.add("link", &attributes);
        }
    }

    /// Adds the feeds of the category shown, then those of the blog.
    fn feeds(&mut self, blog: &Blog, content: &Content) {
        if blog.site.url.is_none() {
            return;
        }
        if let Content::Term {
            taxonomy: taxonomy @ Taxonomy::Categories,
            slug,
            list,
            ..
        } = content
        {
            let category = taxonomy.route(slug);
            self.feeds_of(blog, &category, &full_title(&list.name, &blog.site));
        }
        self.feeds_of(blog, &Route::HOME, &blog.site.title);
    }

    fn feeds_of(&mut self, blog: &Blog, list: &Route, title: &str) {
        for (kind, file) in [(feed::ATOM_TYPE, feed::ATOM), (feed::JSON_TYPE, feed::JSON)] {
            let href = [&*blog.href(list), file].concat();
            let attributes = [("rel", "alternate"), ("type", kind), ("title", title), ("href", &href)];
            self.add("link", &attributes);
        }
    }
}

/// Returns the languages of a document, its own included, with absolute URLs, for `hreflang`; `x-default` is the one in
/// the blog's language.
///
/// Empty if there are no translations or the blog has no `url`.
pub fn alternates(blog: &Blog, route: &Route, language: &str, translations: &[Translation]) -> Vec<(String, String)> {
    let mut alternates = Vec::new();
    if translations.is_empty() {
        return alternates;
    }
    let mut add = |language: &str, route: &Route| {
        if let Some(address) = blog.whole_address(&blog.href(route)) {
            alternates.push((language.to_owned(), address.clone()));
            if language == blog.site.language {
                alternates.push(("x-default".to_owned(), address));
            }
        }
    };
    add(language, route);
    for translation in translations {
        add(&translation.language, &route.sibling(&translation.slug));
    }
    alternates
}

/// Returns the description of a list: its name, its number of posts or the time that the part is from, and the blog's
/// description.
fn list_description(content: &Content, blog: &Blog) -> String {
    let words = blog.words();
    let extent = |place: &Place| {
        if place.is_first() {
            words.post_count_text(place.total)
        } else {
            place.period.clone()
        }
    };
    let (name, extent) = match content {
        Content::Term { list, .. } => (list.name.as_str(), extent(&list.place)),
        Content::Archive(archive) => (&words[Word::Archive], extent(&archive.place)),
        Content::Home(list) if !list.place.is_first() => (&words[Word::OlderPosts], extent(&list.place)),
        _ => return blog.site.description.clone(),
    };
    joined(&[name, &extent, &blog.site.description])
}

/// Returns the title for the browser tab: `Hello · My blog`.
pub fn full_title(title: &str, site: &Site) -> IString {
    if title.is_empty() || title == site.title {
        site.title.clone().into()
    } else {
        format!("{title} · {}", site.title).into()
    }
}

/// Joins the parts that are not empty: `Archive · 3 May 2023 – 1 June 2024`.
fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(part);
    }
    text
}
