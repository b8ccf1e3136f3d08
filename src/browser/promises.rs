//! Small things to do with what browsers promise.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::document::window;

/// Goes on in a task of its own: what waits on the page, such as a tap, comes first. Where the browser can tell what goes
/// on from what begins (the WICG's Prioritized Task Scheduling), nothing else comes between.
pub(super) async fn next_task() {
    let scheduler = Reflect::get(&window(), &"scheduler".into()).unwrap_or_default();
    let give_way = Reflect::get(&scheduler, &"yield".into()).ok();
    let give_way = give_way.and_then(|give_way| give_way.dyn_into::<Function>().ok());
    let next = give_way.and_then(|give_way| give_way.call0(&scheduler).ok()?.dyn_into().ok());
    let next = next.unwrap_or_else(|| {
        Promise::new(&mut |resolve, _| {
            let _ = window().set_timeout_with_callback(&resolve);
        })
    });
    let _ = JsFuture::from(next).await;
}

/// Lets a promise fail: that is no error of the page's, which the browser would tell of.
pub(super) fn may_fail(promise: Promise) {
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}
