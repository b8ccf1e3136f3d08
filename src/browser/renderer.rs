//! The renderer: a module of its own that makes HTML of Markdown, loaded when it is needed or the page is idle.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use feuillet_content::base_path::BasePath;
use feuillet_content::rendering::{Kind, RenderRequest, RenderedPage};
use feuillet_page::load_error::FetchError;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::document::window;
use super::json::parse;

/// Name of the function that starts the renderer, which `start.js` defines.
const START: &str = "feuilletRenderer";

/// Name of the mark in the browser's timeline.
const READY: &str = "feuillet:renderer";

/// The renderer of this page.
#[derive(Clone, Default)]
pub(super) struct Renderer(Rc<Inner>);

#[derive(Default)]
struct Inner {
    /// Resolves to the function that renders; none until it was asked for.
    started: RefCell<Option<Promise>>,
    is_ready: Cell<bool>,
}

impl Renderer {
    /// Whether it renders at once.
    pub(super) fn is_ready(&self) -> bool {
        self.0.is_ready.get()
    }

    /// Loads the renderer, unless that was done.
    pub(super) async fn start(&self) -> Result<Function, FetchError> {
        let started = self.started().ok_or(FetchError::NotRendered)?;
        let answer = JsFuture::from(started).await;
        if answer.is_err() {
            // The next page tries again.
            self.0.started.take();
        } else if !self.0.is_ready.replace(true) {
            // For those who measure pages (User Timing, section 3.1).
            let _ = window().performance().map(|performance| performance.mark(READY));
        }
        answer.and_then(JsCast::dyn_into).map_err(|_| FetchError::NotRendered)
    }

    /// Returns the promise of the function that renders; `None` if the page lacks the script.
    fn started(&self) -> Option<Promise> {
        let mut started = self.0.started.borrow_mut();
        if started.is_none() {
            let start: Function = Reflect::get(&window(), &START.into()).ok()?.dyn_into().ok()?;
            let promise = start.call0(&JsValue::UNDEFINED).ok()?;
            *started = Some(promise.dyn_into().ok()?);
        }
        started.clone()
    }

    /// Renders a text. `site` is the site's data as it was fetched.
    pub(super) async fn render(&self, site: &JsValue, request: JsValue) -> Result<RenderedPage, FetchError> {
        let render = self.start().await?;
        Reflect::set(&request, &"site".into(), site).map_err(|_| FetchError::NotRendered)?;
        let answer = render.call1(&JsValue::UNDEFINED, &request);
        let answer: Promise = answer.and_then(JsCast::dyn_into).map_err(|_| FetchError::NotRendered)?;
        let page = JsFuture::from(answer).await.map_err(|_| FetchError::NotRendered)?;
        let part = |name: &str| Reflect::get(&page, &name.into()).map_err(|_| FetchError::NotRendered);
        Ok(RenderedPage {
            html: part("html")?.as_string().ok_or(FetchError::NotRendered)?,
            facts: parse(part("facts")?)?,
        })
    }
}

/// Returns a request as the renderer's script takes it.
pub(super) fn request(request: &RenderRequest<'_>, base: &BasePath) -> JsValue {
    let (name, title) = match request.kind {
        Kind::Document(name) => (name, ""),
        Kind::Introduction(title) => ("", title),
    };
    let renamed: Array = request
        .renamed
        .iter()
        .map(|(from, to)| Array::of2(&from.into(), &to.into()))
        .collect();
    let to_render = object(&[
        ("base", base.as_str().into()),
        ("name", name.into()),
        ("title", title.into()),
        ("directory", request.directory.into()),
        ("renamed", renamed.into()),
        ("enrichments", request.enrichments.into()),
    ]);
    object(&[("request", to_render), ("markdown", request.markdown.into())])
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
