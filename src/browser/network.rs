//! The blog over HTTP: what the host answers, told apart the way a visitor can be told.

use gloo_net::http::{Request, Response};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;

use crate::app::source::{Answer, FetchError, Source};
use crate::content::base_path::BasePath;
use crate::content::catalog::{ArchivePage, DocumentContext, ListPage, Site, file};
use crate::content::percent;

/// The host that the page came from, below the blog's base path. Nothing else can be asked for.
pub(super) struct HttpSource {
    base: BasePath,
}

impl HttpSource {
    pub(super) fn new(base: BasePath) -> Self {
        Self { base }
    }

    fn url(&self, path: &str) -> String {
        self.base.join(&percent::encode_path(path))
    }

    fn json<T: DeserializeOwned + 'static>(&self, path: &str) -> Answer<T> {
        let url = self.url(path);
        Box::pin(async move {
            let answer = web_sys::Response::from(get(&url).await?);
            let body = answer.json().map_err(|_| FetchError::Damaged)?;
            let value = JsFuture::from(body).await.map_err(|_| FetchError::Damaged)?;
            serde_wasm_bindgen::from_value(value).map_err(|_| FetchError::Damaged)
        })
    }
}

impl Source for HttpSource {
    fn site(&self) -> Answer<Site> {
        self.json(file::SITE)
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

    fn document(&self, path: &str) -> Answer<String> {
        let url = self.url(path);
        Box::pin(async move {
            let text = get(&url).await?.text().await.map_err(|_| FetchError::Unreachable)?;
            if is_web_page(&text) {
                Err(FetchError::NotFound)
            } else {
                Ok(text)
            }
        })
    }
}

async fn get(url: &str) -> Result<Response, FetchError> {
    let answer = Request::get(url).send().await.map_err(|_| FetchError::Unreachable)?;
    match answer.status() {
        // Object stores answer 403 for what does not exist to whoever may not list it.
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

/// The same for hosts that name no type, or the wrong one.
fn is_web_page(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype html", "<html"].iter().any(|opening| {
        start
            .get(..opening.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(opening))
    })
}
