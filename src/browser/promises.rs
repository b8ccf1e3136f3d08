//! Helpers for JavaScript promises.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::document::window;

/// Yields to the event loop, so that pending input such as a tap is handled first. `scheduler.yield` (WICG Prioritized
/// Task Scheduling) resumes before other tasks; the fallback is a timeout.
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

/// Waits until the browser has nothing else to do: `requestIdleCallback`, which Safari lacks, or the next task.
pub(super) async fn idle() {
    let idle = Reflect::get(&window(), &"requestIdleCallback".into()).unwrap_or_default();
    match idle.dyn_into::<Function>() {
        Ok(idle) => {
            let idle = Promise::new(&mut |resolve, _| {
                let _ = idle.call1(&window(), &resolve);
            });
            let _ = JsFuture::from(idle).await;
        }
        Err(_) => next_task().await,
    }
}

/// Lets a promise reject without an unhandled rejection in the console.
pub(super) fn may_fail(promise: Promise) {
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}
