//! Fetches the blog's files over HTTP, and classifies the errors for the visitor.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::{ArchivePage, DocumentContext, ListPage, Site, file};
use feuillet_content::facts::PageData;
use feuillet_content::folder::Folder;
use feuillet_content::percent;
use feuillet_content::rendering::{RenderRequest, RenderedPage};
use feuillet_content::route::Route;
use feuillet_page::blog::Blog;
use feuillet_page::fingerprint;
use feuillet_page::load_error::FetchError;
use feuillet_page::source::{Answer, Loading, Published, Source};
use gloo_net::http::Response;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, RequestCache, RequestInit};

use super::ahead::Ahead;
use super::document::{self, Untouched};
use super::json::parse;
use super::offline::{News, Offline};
use super::promises::idle;
use super::renderer::{self, Renderer};

/// Origin of an answer, ordered from best to worst.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Network,
    /// A copy from offline storage, because the network did not answer; with its ISO 8601 date.
    Copy(String),
    Nowhere,
}

/// Worst origin of the answers for the page on show.
#[derive(Clone, Default)]
pub(super) struct Origins(Rc<RefCell<Option<Origin>>>);

impl Origins {
    /// Takes the worst origin since the last call; none if nothing was fetched.
    pub(super) fn take(&self) -> Option<Origin> {
        self.0.take()
    }

    fn note(&self, answer: &Result<Response, FetchError>) {
        let origin = match answer {
            Ok(answer) => answer
                .headers()
                .get("x-feuillet-copy")
                .map_or(Origin::Network, Origin::Copy),
            Err(FetchError::Unreachable) => Origin::Nowhere,
            Err(_) => Origin::Network,
        };
        let mut noted = self.0.borrow_mut();
        *noted = noted.take().max(Some(origin));
    }
}

/// Fetches from the page's own host, and only below the blog's base path.
pub(super) struct HttpSource {
    base: BasePath,
    offline: Offline,
    origins: Origins,
    pub(super) ahead: Ahead,
    renderer: Renderer,
    /// The site's data as it was fetched last.
    site: Rc<RefCell<JsValue>>,
    /// The published page, until it was taken over.
    page: RefCell<Option<PublishedPage>>,
    /// Hash of the Markdown that the published page was made of; empty for lists.
    markdown: RefCell<String>,
}

/// A published page as the browser loaded it.
struct PublishedPage {
    /// Canonical path of its route.
    path: String,
    published: Published,
}

impl HttpSource {
    pub(super) fn new(base: BasePath, offline: Offline, origins: Origins, renderer: Renderer) -> Self {
        Self {
            base,
            offline,
            origins,
            ahead: Ahead::default(),
            renderer,
            site: Rc::default(),
            page: RefCell::default(),
            markdown: RefCell::default(),
        }
    }

    /// Takes the published page for an answer from now on.
    pub(super) fn learn_page(&self, mount_point: &Element, page: Untouched) {
        let (page, markdown) = published_page(mount_point, page).unzip();
        self.page.replace(page);
        self.markdown.replace(markdown.unwrap_or_default());
    }

    /// Forgets the published page, once it was taken over.
    pub(super) fn forget_page(&self) {
        self.page.take();
    }

    fn url(&self, path: &str) -> String {
        self.base.join(&percent::encode_path(path))
    }

    /// Fetches a file. After a publish with another reader, reloads the page instead and never resolves.
    fn get(&self, path: &str) -> impl Future<Output = Result<Response, FetchError>> + use<> {
        let url = self.url(path);
        let origins = self.origins.clone();
        let is_over = self.offline.news() == News::Reader;
        async move {
            if is_over {
                let _ = document::location().reload();
                std::future::pending::<()>().await;
            }
            let answer = document::window().fetch_with_str(&url);
            let answer = checked(JsFuture::from(answer).await);
            origins.note(&answer);
            answer
        }
    }

    fn value(&self, path: &str) -> Answer<JsValue> {
        let answer = self.get(path);
        Box::pin(async move {
            let answer = web_sys::Response::from(answer.await?);
            let body = answer.json().map_err(|_| FetchError::Damaged)?;
            JsFuture::from(body).await.map_err(|_| FetchError::Damaged)
        })
    }

    fn json<T: DeserializeOwned + 'static>(&self, path: &str) -> Answer<T> {
        let answer = self.value(path);
        Box::pin(async move { parse(answer.await?) })
    }
}

impl Source for HttpSource {
    fn site(&self) -> Answer<Site> {
        let answer = self.value(file::SITE);
        let (offline, known) = (self.offline.clone(), self.site.clone());
        Box::pin(async move {
            let value = answer.await?;
            let site = parse(value.clone())?;
            known.replace(value);
            offline.heard();
            Ok(site)
        })
    }

    fn has_news(&self) -> bool {
        self.offline.news() != News::None
    }

    /// Leaves the address to the browser if the host has something there: the author's own files, which the reader does
    /// not know. The host is asked first, because its own page for what it lacks may be an error in XML.
    fn missing(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async {
            let request = RequestInit::new();
            request.set_method("HEAD");
            let address = document::location().href().unwrap_or_default();
            let answer = document::window().fetch_with_str_and_init(&address, &request);
            // A host that answers with a redirect to another one may not be read, and has something there.
            let answer = JsFuture::from(answer).await;
            if answer.map_or(true, |answer| web_sys::Response::from(answer).ok()) {
                document::load_address();
                std::future::pending::<()>().await;
            }
        })
    }

    fn list(&self, path: &str) -> Answer<ListPage> {
        self.json(path)
    }

    fn archive(&self, path: &str) -> Answer<ArchivePage> {
        self.json(path)
    }

    fn context(&self, path: &str) -> Answer<DocumentContext> {
        self.json(path)
    }

    fn redirect(&self, path: &str) -> Answer<String> {
        self.json(path)
    }

    fn published(&self, route: &Route) -> Option<Published> {
        let page = self.page.borrow();
        let page = page.as_ref().filter(|page| page.path == route.path())?;
        Some(page.published.clone())
    }

    /// Asks the host again when the browser is idle, even for an answer that the browser considers fresh.
    fn is_stale(&self, route: &Route) -> Pin<Box<dyn Future<Output = bool>>> {
        let document = Folder::of_document(route).filter(|_| !self.markdown.borrow().is_empty());
        let url = document.map(|(folder, name)| self.url(&file::document(folder, name)));
        let known = self.markdown.borrow().clone();
        Box::pin(async move {
            let Some(url) = url else { return false };
            idle().await;
            let request = RequestInit::new();
            request.set_cache(RequestCache::NoCache);
            let answer = document::window().fetch_with_str_and_init(&url, &request);
            let Ok(answer) = checked(JsFuture::from(answer).await) else {
                return false;
            };
            let text = answer.text().await.ok();
            text.is_some_and(|text| !is_web_page(&text) && fingerprint::of_markdown(&text) != known)
        })
    }

    fn render(&self, request: &RenderRequest<'_>, blog: &Blog) -> Answer<RenderedPage> {
        let request = renderer::request(request, &blog.base);
        let (renderer, site) = (self.renderer.clone(), self.site.borrow().clone());
        Box::pin(async move { renderer.render(&site, request).await })
    }

    fn ahead(&self, route: &Route) -> Option<Loading> {
        self.ahead.take(route, self.has_news())
    }

    fn document(&self, path: &str) -> Answer<String> {
        let answer = self.get(path);
        Box::pin(async move {
            let text = answer.await?.text().await.map_err(|_| FetchError::Unreachable)?;
            if is_web_page(&text) {
                Err(FetchError::NotFound)
            } else {
                Ok(text)
            }
        })
    }
}

/// Reads the page that the browser has loaded, and the hash of its Markdown. None if it is not the page of a route, or
/// lacks something.
fn published_page(mount_point: &Element, page: Untouched) -> Option<(PublishedPage, String)> {
    let path = document::route_path(mount_point)?;
    let html = page.prose?;
    let data = document::page_data().and_then(|data| parse(js_sys::JSON::parse(&data).ok()?).ok());
    let PageData {
        facts,
        context,
        markdown,
    } = data.unwrap_or_default();
    let is_document = Folder::of_document(&Route::parse(&path)?).is_some();
    if is_document && markdown.is_empty() {
        return None;
    }
    let published = Published {
        page: RenderedPage { html, facts },
        context: is_document.then_some(context),
    };
    Some((PublishedPage { path, published }, markdown))
}

/// Classifies an answer by its status and type.
fn checked(answer: Result<JsValue, JsValue>) -> Result<Response, FetchError> {
    let answer = answer.map_err(|_| FetchError::Unreachable)?;
    let answer = Response::from(web_sys::Response::from(answer));
    match answer.status() {
        // Object stores answer 403 for missing files to clients that may not list the keys.
        403 | 404 | 410 => Err(FetchError::NotFound),
        // A host that answers every unknown address with the app's page has no such file either.
        200..=299 if is_html(&answer) => Err(FetchError::NotFound),
        200..=299 => Ok(answer),
        status => Err(FetchError::Status(status)),
    }
}

fn is_html(answer: &Response) -> bool {
    answer
        .headers()
        .get("content-type")
        .is_some_and(|kind| kind.starts_with("text/html"))
}

/// Whether a text is HTML, for hosts that send no type or a wrong one.
fn is_web_page(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype html", "<html"].iter().any(|opening| {
        start
            .get(..opening.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(opening))
    })
}
