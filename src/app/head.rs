//! What stands in a page's `<head>`, as a pure function of what the page shows.
//!
//! The publisher writes it into each `index.html`, and the reader keeps it right as the visitor moves.

use yew::AttrValue;

use super::blog::Blog;
use super::view::Content;
use crate::content::catalog::Site;
use crate::content::route::Route;
use crate::content::words::Word;

/// The parts of a head that differ from page to page.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub title: AttrValue,
    pub description: AttrValue,
    /// The one address that search engines should know; none for the not-found page.
    pub canonical: Option<AttrValue>,
    /// BCP 47 tag of the page's main text.
    pub language: AttrValue,
}

impl Head {
    /// The head of a page. `description` is what a document says of itself; lists have none.
    pub fn new(blog: &Blog, route: Option<&Route>, content: &Content, description: Option<String>) -> Self {
        let site = &blog.site;
        let words = &site.words;
        let (title, language) = match content {
            Content::Home(list) => (numbered("", list.page, list.pages, blog), None),
            Content::Term { list, .. } => (numbered(&list.name, list.page, list.pages, blog), None),
            Content::Archive(archive) => (numbered(&words[Word::Archive], archive.page, archive.pages, blog), None),
            Content::Terms(taxonomy) => (blog.taxonomy_name(*taxonomy).to_owned(), None),
            Content::Post(post) => (post.title.to_string(), post.language.clone()),
            Content::Page(page) => (page.title.to_string(), page.language.clone()),
            Content::NotFound => (words[Word::NotFoundTitle].to_owned(), None),
        };
        Self {
            title: full_title(&title, site),
            description: description.unwrap_or_else(|| list_description(content, blog)).into(),
            canonical: route.map(|route| match &site.url {
                Some(url) => format!("{}{}", url.trim_end_matches('/'), route.path()).into(),
                None => blog.href(route),
            }),
            language: language.unwrap_or_else(|| site.language.clone().into()),
        }
    }
}

/// What search engines are told of a list: its name, how many posts it has, and what the blog is.
fn list_description(content: &Content, blog: &Blog) -> String {
    let words = blog.words();
    let (name, total) = match content {
        Content::Term { list, .. } => (list.name.as_str(), list.total),
        Content::Archive(archive) => (&words[Word::Archive], archive.total),
        _ => return blog.site.description.clone(),
    };
    let mut parts = vec![name.to_owned(), words.post_count_text(total)];
    if !blog.site.description.is_empty() {
        parts.push(blog.site.description.clone());
    }
    parts.join(" · ")
}

/// A page's title with the blog's, as it stands in a browser's tab.
pub fn full_title(title: &str, site: &Site) -> AttrValue {
    if title.is_empty() || title == site.title {
        site.title.clone().into()
    } else {
        format!("{title} · {}", site.title).into()
    }
}

/// Further pages of a list say their number, so that no two pages have the same title.
fn numbered(title: &str, page: usize, pages: usize, blog: &Blog) -> String {
    if page < 2 {
        return title.to_owned();
    }
    let number = blog.words().fill(
        Word::PageOf,
        &[("page", &page.to_string()), ("pages", &pages.to_string())],
    );
    if title.is_empty() {
        number
    } else {
        format!("{title} · {number}")
    }
}
