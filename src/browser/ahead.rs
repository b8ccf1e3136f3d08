//! Pages that are loaded and rendered ahead of a click, so that the click only shows them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use feuillet_content::route::Route;
use feuillet_page::blog::Blog;
use feuillet_page::load::find;
use feuillet_page::load_error::LoadError;
use feuillet_page::source::{Loading, Source};
use feuillet_page::view::View;
use js_sys::{Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Milliseconds after which a page is stale.
const FRESH: f64 = 30_000.0;

type Found = Rc<RefCell<Option<Result<Option<View>, LoadError>>>>;

/// Pages that were asked for and not shown yet.
#[derive(Default)]
pub(super) struct Ahead(RefCell<Vec<Page>>);

struct Page {
    route: Route,
    /// In milliseconds since 1970.
    asked_at: f64,
    found: Found,
    /// Resolves when it was found.
    loading: Promise,
}

impl Ahead {
    /// Takes out a page, unless it is stale: too old, or the blog was published again.
    pub(super) fn take(&self, route: &Route, has_news: bool) -> Option<Loading> {
        let mut pages = self.0.borrow_mut();
        let at = pages.iter().position(|page| page.route == *route)?;
        let page = pages.swap_remove(at);
        (page.is_fresh() && !has_news).then(|| {
            Box::pin(async move {
                let _ = JsFuture::from(page.loading).await;
                page.found.take().unwrap_or(Ok(None))
            }) as Loading
        })
    }

    /// Loads a page, unless that was begun.
    pub(super) fn load(&self, route: Route, blog: Arc<Blog>, source: Rc<dyn Source>) {
        let mut pages = self.0.borrow_mut();
        pages.retain(Page::is_fresh);
        if pages.iter().any(|page| page.route == route) {
            return;
        }
        let found = Found::default();
        let (wanted, place) = (route.clone(), found.clone());
        let loading = future_to_promise(async move {
            let page = find(Some(&wanted), &blog, &*source).await;
            place.replace(Some(page));
            Ok(JsValue::UNDEFINED)
        });
        pages.push(Page {
            route,
            asked_at: Date::now(),
            found,
            loading,
        });
    }
}

impl Page {
    fn is_fresh(&self) -> bool {
        Date::now() - self.asked_at < FRESH
    }
}
